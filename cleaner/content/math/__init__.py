"""Formulas: where a page has them, what their TeX is, and MathML as TeX."""
