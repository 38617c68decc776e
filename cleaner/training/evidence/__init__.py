"""Evaluating templates: F1 and the furniture that survives, over the number of pages learned from."""
