"""Steps for datatrove: learn the sites of a crawl, merge what was learned, clean. Each is a stage of its own.

    warcs = WarcReader("crawl/")
    LocalPipelineExecutor([warcs, CleanerLearner("learned/")], tasks=8).run()
    LocalPipelineExecutor([CleanerMerge("learned/", "templates/")]).run()
    LocalPipelineExecutor([warcs, CleanerExtractor("templates/"), JsonlWriter("clean/")], tasks=8).run()

Without templates the last stage does alone. The pages come out as ``cleaner batch --learn`` has them, but for sites of
more pages than are learned from: which of these are taken, batch and a rank choose differently. Addresses are taken from
``metadata["url"]``.

datatrove's own reader decodes pages before any step sees them, and ignores the charset that HTTP headers and pages
declare: pages of old charsets come as it reads them, and ``warnings`` on decoding, which batch has of some pages, are
missing. Of WARC files that do not say what a record holds (``WARC-Identified-Payload-Type``) it drops the pages that
libmagic takes for something else.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, deque
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from datatrove.io import DataFolder, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.typeshelper import StatHints

from cleaner.arguments import check_options
from cleaner.batch.outputs.record import SAID_FIELDS
from cleaner.batch.workers.clean_many import Workers
from cleaner.cleaner import Cleaner
from cleaner.records.learn import PAGES_PER_SITE, learn_records, thinned
from cleaner.templates.site.site import site_of
from cleaner.templates.site.store import TemplateStore
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import Unpack

    from datatrove.data import Document
    from datatrove.io import DataFolderLike
    from datatrove.pipeline.writers.disk_base import DiskWriter

    from cleaner.arguments import OptionChanges
    from cleaner.options import Options
    from cleaner.templates.find import TemplateFinder

PARTS = ".templates.jsonl.gz"
STORE = "templates.db"
NO_ARTICLE = "no article"
"""Why a page is dropped that was cleaned, but of which nothing was kept."""


class CleanerLearner(PipelineStep):
    """First stage: what each rank's pages teach of their sites, in a file a rank. Passes no documents on."""

    type = "🧹 - CLEANER"
    name = "learn the sites"

    def __init__(
        self,
        output_folder: DataFolderLike,
        pages_per_site: int | None = PAGES_PER_SITE,
        timeout: float = 30.0,
        memory: int = 2_000_000_000,
        workers: int = 1,
        options: Options | None = None,
        when: date | None = None,
    ) -> None:
        """Learn nothing yet.

        :param pages_per_site: how many pages of a site a rank learns from; about so many more each time their number
            doubles. None for all of them.
        :param workers: processes of each rank that read the pages; 0 reads them in the rank's own, unprotected.
        :param when: the month the pages are of, this month by default; older months weigh less.
        """
        super().__init__()
        self.output_folder = get_datafolder(output_folder)
        self.pages_per_site = pages_per_site
        self.timeout = timeout
        self.memory = memory
        self.workers = workers
        self.options = options
        self.when = when

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> None:
        """Learn from a rank's pages; a page that cannot be read is counted and skipped."""
        with (
            self.output_folder.open(f"{rank:05d}{PARTS}", "wb") as raw,
            gzip.open(raw, "wt", encoding="utf-8") as file,
            processes(self.workers, self.timeout, self.memory) as workers,
        ):
            for part in learn_records(
                self.chosen(data), options=self.options, when=self.when, on_error=self.skip, workers=workers
            ):
                self.stat_update("pages", value=part["pages"])
                file.write(json.dumps(part) + "\n")

    def chosen(self, data: Iterable[Document]) -> Iterator[dict[str, Any]]:
        """The pages to learn from."""
        seen: Counter[str] = Counter()
        for document in data:
            self.stat_update(StatHints.total)
            url = document.metadata.get("url")
            site = site_of(url, document.text)
            if self.pages_per_site is None or thinned(seen[site], self.pages_per_site):
                yield {"html": document.text, "url": url}
            seen[site] += 1

    def skip(self, reason: str) -> None:
        """Count a page that cannot be learned from."""
        self.stat_update(f"skipped_{reason}")


def processes(workers: int, timeout: float, memory: int) -> AbstractContextManager[Workers | None]:
    """Processes for the pages of a rank; None if it does without."""
    return Workers(workers, timeout, memory) if workers else nullcontext()


class CleanerMerge(PipelineStep):
    """Second stage, of one task: what all ranks learned becomes one template store, ``templates.db``."""

    type = "🧹 - CLEANER"
    name = "merge templates"

    def __init__(self, input_folder: DataFolderLike, output_folder: DataFolderLike) -> None:
        """Merge nothing yet.

        :param input_folder: the output folder of :class:`CleanerLearner`.
        """
        super().__init__()
        self.input_folder = get_datafolder(input_folder)
        self.output_folder = get_datafolder(output_folder)

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> None:
        """Merge: in any order, the result is the same."""
        if world_size != 1:
            raise ValueError(f"CleanerMerge must run as one task, not {world_size}")
        with TemporaryDirectory() as folder:
            local = Path(folder) / STORE
            store = TemplateStore(local)
            for name in self.input_folder.list_files(glob_pattern=f"*{PARTS}"):
                with self.input_folder.open(name, "rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as file:
                    for line in file:
                        with self.track_time():
                            store.update(SiteTemplate.from_json(json.loads(line)["template"]))
                        self.stat_update("parts")
            self.stat_update("sites", value=len(store.sites()))
            with self.output_folder.open(STORE, "wb") as target:
                target.write(local.read_bytes() if local.exists() else b"")  # which is a store of no sites


class CleanerExtractor(PipelineStep):
    """Last stage: the article in the place of the page, what is said of it in the metadata.

    Pages are cleaned in a process next to the rank's: one that hangs, eats memory or crashes the parser is dropped like
    others that cannot be cleaned, and the rank goes on. Dropped pages go to the ``exclusion_writer`` as they came, with
    ``filter_reason`` (``"timeout"``, ``"not text"``, ``"no article"`` ...) and ``filter_error``, the same in words.
    """

    type = "🛢 - EXTRAC"
    name = "🧹 cleaner"

    def __init__(
        self,
        templates: DataFolderLike | TemplateFinder | Mapping[str, SiteTemplate] | None = None,
        view: str = "text",
        metadata: bool = True,
        prefix: str = "page_",
        exclusion_writer: DiskWriter | None = None,
        timeout: float = 30.0,
        memory: int = 2_000_000_000,
        workers: int = 1,
        options: Options | None = None,
        **changes: Unpack[OptionChanges],
    ) -> None:
        """Clean nothing yet.

        :param templates: the output folder of :class:`CleanerMerge`, or whatever :class:`cleaner.Cleaner` takes.
        :param view: ``"text"``, ``"markdown"`` or ``"html"``.
        :param metadata: whether to write title, authors, date, site ... into the document's metadata.
        :param prefix: what is put before their names: ``date`` alone is when a page was crawled.
        :param workers: processes of each rank; 0 cleans in the rank's own, unprotected.
        :param changes: fields of :class:`cleaner.Options`, as for :class:`cleaner.Cleaner`.
        :raises ArgumentError: an argument makes no sense.
        """
        super().__init__()
        self.templates = templates
        self.view = view
        self.metadata = metadata
        self.prefix = prefix
        self.exclusion_writer = exclusion_writer
        self.timeout = timeout
        self.memory = memory
        self.workers = workers
        self.options = check_options(options, changes)

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean a rank's pages."""
        pending: deque[Document] = deque()

        def records() -> Iterator[dict[str, Any]]:
            for document in data:
                pending.append(document)
                yield {"html": document.text, "url": document.metadata.get("url"), "id": document.id}

        with (
            TemporaryDirectory() as folder,
            self.exclusion_writer or nullcontext() as writer,
            processes(self.workers, self.timeout, self.memory) as workers,
        ):
            cleaner = Cleaner(self.options, self.templates_at(Path(folder)))
            for result in cleaner.clean_many(records(), view=self.view, workers=workers or 0):
                document = pending.popleft()
                self.stat_update(StatHints.total)
                article = result.record[self.view] if result.record else None
                if result.record and article:
                    document.text = article
                    if self.metadata:
                        document.metadata |= {self.prefix + name: result.record[name] for name in SAID_FIELDS}
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                    continue
                reason = str(result.reason or NO_ARTICLE)
                self.stat_update(StatHints.dropped, f"{StatHints.dropped}_{reason}")
                if writer is not None:
                    document.metadata |= {"filter_reason": reason, "filter_error": result.error}
                    writer.write(document, rank)

    def templates_at(self, folder: Path) -> Any:
        """The templates as a cleaner takes them; a store that is not on a disk here is fetched into a folder."""
        if not isinstance(self.templates, str | tuple | DataFolder) or (
            isinstance(self.templates, str) and Path(self.templates).is_file()
        ):
            return self.templates
        remote = get_datafolder(self.templates)
        if remote.is_local():
            return remote.resolve_paths(STORE)
        with remote.open(STORE, "rb") as file:
            (folder / STORE).write_bytes(file.read())
        return folder / STORE
