"""Scraped text to blocks.

``lines.py`` says what each line is (heading, list item, code ...), ``wrapped.py`` joins lines that were broken at a
fixed width, ``markup.py`` resolves Markdown inside a line, and ``segment.py`` makes blocks and boxes of the result.
"""
