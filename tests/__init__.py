"""Tests; ``tests/cases`` holds the data-driven ones."""
