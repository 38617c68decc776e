"""Fitting and evaluating the network that weighs the evidence of a template."""
