"""Whole dumps: many pages in, a clean record or the reason why not for each of them out."""
