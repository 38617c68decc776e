"""Title, authors, dates and the rest of a page's metadata, each with the place in the page where it was found.

:mod:`~cleaner.metadata.evidence` collects, in one pass over the parsed page, everything that may say something: meta
elements, JSON-LD, microdata, headings, bylines. :mod:`~cleaner.metadata.read` turns that into a
:class:`~cleaner.metadata.record.Metadata`; each field has a module that knows which sources are to be believed
(``titles.py``, ``bylines.py``, ``published.py``, ``language.py``, ``site.py``).
"""

from cleaner.metadata.evidence import Evidence, collect
from cleaner.metadata.read import read
from cleaner.metadata.record import Metadata

__all__ = ["Evidence", "Metadata", "collect", "read"]
