"""Readers: one module for each kind of input. A reader gives pages and failures; what it raises ends its input alone."""
