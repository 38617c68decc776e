"""The kept blocks of a page as a tree, which all views are written from.

:mod:`~cleaner.content.tree` has the parts: headings, paragraphs, lists, tables, code, notes, and the *runs* of text
in them. :mod:`~cleaner.content.build` puts them together from the blocks of a page and a *source* that knows their
markup: the page's own (``markup_source.py``), the markup of scraped text (``scraped_source.py``), or none at all
(``block_source.py``, enough for plain text). The other modules each read one thing from the markup: pictures, links,
footnotes, formulas, tables, code.
"""
