"""The walk in C, where it was built and can be used in this process; without it pages are walked in Python.

Both give the same blocks. ``cleaner --version`` says which is in use; the environment variable ``CLEANER_PURE=1`` asks for
Python. ``pip install`` builds it where a C compiler is found (Cython comes by itself), and leaves it out where none is.
Wheels with it are built for each system and version of Python, as with any extension: ``python -m build`` on a machine
of that system, or ``cibuildwheel`` for Linux (manylinux, musllinux), macOS (x86_64, arm64) and Windows in one run; a
machine without a compiler makes a wheel that works too, with Python alone.

It reads the nodes of lexbor, the parser in selectolax, where they lie in memory. Of selectolax it takes their addresses
(``LexborNode.mem_id``) and no declarations: the headers that those need are not shipped. So before its first use it
compares what it reads at each node of a small document with what selectolax says of that node, every pointer before it
is followed. With a selectolax whose nodes lie otherwise, or of a series that it was not tested with, pages are walked in
Python.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import selectolax
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.segment.html.elements import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page
    from cleaner.segment.html._walk import Learned
    from cleaner.segment.html.walk import Guide

PURE = "CLEANER_PURE"
"""The environment variable that asks for Python alone."""
SERIES = ("1.0.",)
"""The versions of selectolax that the compiled walk was tested with."""
OTHERS = (
    "html acronym applet area bgsound blink button data dialog font frame frameset image input isindex keygen legend "
    "marquee menuitem multicol nextid noembed picture portal rb slot spacer"
).split()
"""Elements that no table has, and pages do; of still others the name is looked for when one is met."""
SAMPLE = (
    "<body><p class=a id='b c' style='' hidden data-testid=&amp; data-component>Texts <b>of</b> diff\u00e9rent "
    "<i title=''>lengths</i><!-- and a comment --></p><x-y>one</x-y>"
    "<an-element-of-a-long-name data-and-an-attribute-of-one='&eacute;'>two<br></an-element-of-a-long-name></body>"
)


def core() -> ModuleType | None:
    """The compiled module, where it was built and nobody asks for Python alone."""
    if os.environ.get(PURE) == "1":
        return None
    try:
        from cleaner.segment.html import _walk  # it may not have been built
    except ImportError:
        return None
    return _walk


@cache
def learned() -> Learned | None:
    """What the parser has numbers for; None where the compiled walk cannot be used."""
    module = core()
    if module is None or not selectolax.__version__.startswith(SERIES):
        return None
    tree = LexborHTMLParser(SAMPLE, options=LexborDocumentOptions.WO_EVENTS)
    names = [name for name in (*ACTIONS, *OTHERS) if not name.startswith("-")]
    nodes = [tree.create_node(name) for name in names]
    assert tree.body is not None
    try:
        known: Learned = module.Learned(module.learn(nodes, tree.body), ACTIONS)
    except module.NotReadable:
        return None
    return known


def walk_compiled(
    page: Page, body: LexborNode, actions: Mapping[str, int], guide: Guide | None
) -> list[LexborNode] | None:
    """Fill an empty page as :func:`cleaner.segment.html.walk.walk` does; None where that must do it."""
    known = learned()
    if known is None:
        return None
    from cleaner.segment.html import _walk

    found: list[LexborNode] = _walk.walk(
        page, body, known if actions is ACTIONS else known.with_actions(actions), guide
    )
    return found
