"""The page as the steps after segmentation see it: its blocks, the boxes around them, and what belongs together.

:class:`~cleaner.page.page.Page` is plain data in columns. The other modules derive from it what several steps ask
for, so that each question has one answer: lists and places (``structure.py``), data tables (``tables.py``), the block
that shows the title (``title.py``), ARIA roles (``roles.py``), and lines that only stand in for an image
(``stubs.py``).
"""
