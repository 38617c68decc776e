"""What a batch run was asked to do. A run that is resumed must have been asked the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cleaner.options import MAX_BYTES, Comments, Focus, Options

if TYPE_CHECKING:
    from cleaner.page.page import Form


class Content(StrEnum):
    """Which view of the article is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Kind(StrEnum):
    """What an input file is."""

    PAGE = "page"
    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    WARC = "warc"
    """Also ARC, and the WET files of Common Crawl."""
    MHTML = "mhtml"
    TAR = "tar"
    ZIP = "zip"


class Dedup(StrEnum):
    """Which copies are left out."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read, clean and write a dump; of plain values, so that a journal can hold it."""

    kind: Kind | None = None
    """What every input is; None to go by the file's ending."""
    html_field: str = "html"
    url_field: str = "url"
    id_field: str = "id"
    keep: tuple[str, ...] = ()
    """Other fields of the input's records that the output repeats; ``all`` for every field."""
    form: Form | None = None
    """What the pages are; None to find out for each."""
    contents: tuple[Content, ...] = (Content.TEXT,)
    """The views that records hold."""
    front_matter: bool = False
    blocks: bool = False
    focus: Focus = Focus.BALANCED
    max_bytes: int = MAX_BYTES
    """Larger pages are refused."""
    links: bool | None = None
    """This and what follows as in :class:`cleaner.Options`."""
    images: bool | None = None
    tables: bool = True
    emphasis: bool = True
    comments: Comments = Comments.AUTO
    encoding: str | None = None
    """The charset of all pages, whatever they say; None to believe them."""
    max_unpacked: int = 0
    """Bytes that one compressed file may unpack to; 0 for :data:`cleaner.batch.inputs.unpack.RATIO` times its size."""
    learn: bool = False
    """Learn the templates of the dump's sites from the dump first."""
    learn_pages: int = 50
    templates: str | None = None
    """The template store."""
    dedup: Dedup | None = None

    def to_dict(self) -> dict[str, Any]:
        """As values that ``json.dumps`` takes."""
        values = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @property
    def options(self) -> Options:
        """How pages are cleaned."""
        named = {one.name for one in fields(Options) if hasattr(self, one.name)} - {"keep"}  # here, fields of records
        return Options(**{name: getattr(self, name) for name in named})
