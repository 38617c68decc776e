"""Texts that are copies of earlier ones, exactly or nearly."""
