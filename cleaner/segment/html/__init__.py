"""Markup to blocks: one walk over the parsed tree, in document order.

Before parsing, ``limits.py``, ``repair.py`` and ``shadow.py`` change the few pages that the parser would choke on or
read only in part. ``tree.py`` parses; ``walk.py`` writes the blocks and boxes, by the tables of ``elements.py``;
``attributes.py``, ``styles.py``, ``hints.py``, ``furniture.py`` and the rest answer its questions about single
elements.
"""
