"""Metadata of a page: title, authors, dates and the like, each with its source in the page."""

from cleaner.metadata.evidence import Evidence, collect
from cleaner.metadata.read import read
from cleaner.metadata.record import Metadata

__all__ = ["Evidence", "Metadata", "collect", "read"]
