"""Formulas: where a page has them, and their TeX, as the page gives it or written from MathML."""
