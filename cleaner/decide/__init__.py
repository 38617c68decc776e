"""From the probabilities of a page's blocks to the blocks that are kept.

:mod:`~cleaner.decide.other_stories` first looks for lists whose heading says that they lead elsewhere.
:mod:`~cleaner.decide.smooth` makes blocks agree that belong together (cells of a table, items of a list, posts
of a thread). :mod:`~cleaner.decide.threshold` then finds the threshold with the best expected F-measure for the page.
What one threshold cannot express follows in :mod:`~cleaner.decide.decide`: holes in lists (``islands.py``),
paragraphs inside and outside the article (``region.py``), readers' comments, and copies. All tuned numbers are in
``constants.py``; a sweep of them is ``python -m cleaner.training.decision``.
"""
