"""Plain text: the words of the content tree, and nothing of its markup."""

from cleaner.views.text.view import render_text

__all__ = ["render_text"]
