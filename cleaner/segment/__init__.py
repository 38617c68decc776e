"""Sources to blocks. Markup and scraped text give the same kind of page.

``html`` walks over the parsed tree once, in document order; ``text`` reads line by line. ``form.py`` tells which of the
two a source is.
"""
