"""Which site a page is of."""

from __future__ import annotations
