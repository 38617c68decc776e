"""Declarative shadow roots: what ``<template shadowrootmode>`` holds is shown, unlike what other templates hold.

The parser does not show what is in templates; of a component's root it is asked to read an unknown element instead.
The component's own children come behind its root, wherever its slots put them.
"""

from __future__ import annotations

import re

ATTRIBUTE = "shadowrootmode"
TAG = re.compile(r"<(/?)template(?=[\s/>])", re.I)
LONGEST_TAG = 1000
"""Characters of a tag in which the attribute is looked for."""
NAME = "shadow-root"


def with_shadow_roots(html: str) -> str:
    """Markup in which the shadow roots of components are elements like any other; linear in its length."""
    if ATTRIBUTE not in html:
        return html
    are_roots: list[bool] = []  # of the open templates
    pieces: list[str] = []
    at = 0
    for tag in TAG.finditer(html):
        if tag[1]:
            is_root = are_roots.pop() if are_roots else False
        else:
            end = html.find(">", tag.end(), tag.end() + LONGEST_TAG)
            is_root = end >= 0 and ATTRIBUTE in html[tag.end() : end]
            are_roots.append(is_root)
        if is_root:
            pieces += (html[at : tag.start()], f"<{tag[1]}{NAME}")
            at = tag.end()
    return "".join((*pieces, html[at:]))
