"""What becomes of results: records, errors and duplicates into their files, numbers into the journal."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from cleaner.batch.dedup.copies import Copies
from cleaner.batch.inputs.page import Failure, LeftOut
from cleaner.batch.outputs.finish import NAME
from cleaner.batch.outputs.record import own_name, plain
from cleaner.batch.outputs.spool import Packing, Spool
from cleaner.batch.outputs.target import STDOUT_PATH, Shape
from cleaner.errors import JobError
from cleaner.templates.site.site import host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cleaner.batch.journal import Journal, SiteCount
    from cleaner.batch.outputs.record import Cleaned
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings

ERRORS, DUPLICATES = "errors.jsonl", "duplicates.jsonl"


class Recorder:
    """Takes results in order. After a kill, everything since the last commit is undone, in all files alike."""

    def __init__(
        self, journal: Journal, target: Target, settings: Settings, folder: Path, on_failure: Callable[[Failure], None]
    ) -> None:
        self._journal = journal
        self._on_failure = on_failure
        self._copies = Copies(journal.database, settings.dedup) if settings.dedup else None
        self._named = target.shape is Shape.FOLDER
        self._begun = monotonic()
        sizes = journal.state.sizes
        if target.stream:
            out: Path | int = target.output
            if target.output == STDOUT_PATH:
                out = standard_output()
            records = Spool(out, target.packing, stream=True)
        else:
            packing = target.packing if target.shape is Shape.JSONL else Packing.NONE
            records = Spool(folder / records_name(target), packing, sizes.get("records", 0))
        self._spools = {
            "records": records,
            ERRORS: Spool(folder / ERRORS, size=sizes.get(ERRORS, 0)),
            DUPLICATES: Spool(folder / DUPLICATES, size=sizes.get(DUPLICATES, 0)),
        }

    def take(self, results: Sequence[Cleaned | Failure | LeftOut]) -> None:
        """Write the results of a chunk."""
        state = self._journal.state
        for result in results:
            if isinstance(result, LeftOut):
                state.left_out[result.why] = state.left_out.get(result.why, 0) + 1
                continue
            state.pages += 1
            if isinstance(result, Failure):
                self._fail(result)
            else:
                self._keep(result)

    def _fail(self, failure: Failure) -> None:
        state, site = self._journal.state, self._site(host(failure.url or ""))
        state.failed += 1
        site.failed += 1
        state.reasons[failure.reason] = state.reasons.get(failure.reason, 0) + 1
        self._write(
            ERRORS,
            {
                "source": failure.source,
                "record": failure.record or None,
                "id": failure.id,
                "url": failure.url,
                "reason": failure.reason,
                "message": failure.message,
                "time": datetime.now(UTC).isoformat(timespec="seconds"),
                **{own_name(name): plain(value) for name, value in failure.kept.items()},
            },
        )
        self._on_failure(failure)

    def _keep(self, cleaned: Cleaned) -> None:
        fields = cleaned.fields
        state, site = self._journal.state, self._site(fields["site"] or "")
        state.unlike_site += cleaned.unlike_site
        for count in (state, site):
            count.kept += cleaned.kept
            count.removed += cleaned.removed
            count.by_template += fields["template"] is not None
        if self._copies is not None and cleaned.signature:
            copy = self._copies.find(cleaned.signature)
            if copy is not None:
                state.duplicates += 1
                site.duplicates += 1
                row = {name: fields[name] for name in ("source", "record", "id", "url")}
                row |= {"copy_of": copy.source, "copy_of_record": copy.record, "similarity": round(copy.similarity, 3)}
                self._write(DUPLICATES, row)
                return
            self._copies.add(cleaned.signature, fields["source"], fields["record"])
        if fields["blocks_kept"]:
            state.cleaned += 1
            site.cleaned += 1
        else:
            state.empty += 1
            site.empty += 1
        self._write("records", fields | {NAME: cleaned.name} if self._named else fields)

    def _site(self, name: str) -> SiteCount:
        count = self._journal.site(name)
        count.pages += 1
        return count

    def _write(self, spool: str, fields: dict[str, Any]) -> None:
        self._spools[spool].write(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    @property
    def age(self) -> float:
        """Seconds since the last commit."""
        return monotonic() - self._begun

    def commit(self) -> None:
        """Make everything last: the files first, then the journal that says how much of them counts."""
        state = self._journal.state
        state.sizes = {name: spool.commit() for name, spool in self._spools.items()}
        now = monotonic()
        state.seconds += now - self._begun
        self._begun = now
        self._journal.commit()

    def close(self) -> None:
        """Give the files back."""
        for spool in self._spools.values():
            spool.close()


def standard_output() -> int:
    """A descriptor of standard output.

    :raises JobError: it is closed.
    """
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, AttributeError):
        raise JobError("standard output is closed: give a file as --output") from None
    os.set_blocking(descriptor, True)
    return os.dup(descriptor)


def records_name(target: Target) -> str:
    """The name of the spool of records."""
    return f"records.jsonl{target.packing if target.shape is Shape.JSONL else ''}"
