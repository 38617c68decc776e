"""Copies of texts that came earlier in a run, exact or nearly so."""
