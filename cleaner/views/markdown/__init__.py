"""Markdown: CommonMark with tables, strike-through, footnotes, and formulas between dollar signs."""

from cleaner.views.markdown.view import render_markdown

__all__ = ["render_markdown"]
