"""From raw evidence to metadata: for every field the best source that the page has."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from cleaner.metadata import authors, dates, jsonld, titles
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.language import normalize
from cleaner.metadata.record import Found, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.evidence import Mark
    from cleaner.page import Page
