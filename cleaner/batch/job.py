"""What a batch run is asked to do, and who watches it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from cleaner.batch.workers.worker import Limits

if TYPE_CHECKING:
    from cleaner.batch.inputs.page import Failure
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do, and how hard it may work."""

    inputs: tuple[str, ...]
    target: Target
    settings: Settings
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    resume: bool = False
    overwrite: bool = False


class Observer(Protocol):
    """Who watches a run, and may stop it."""

    def stopped(self) -> bool:
        """Whether the run is to stop, after the pages in flight."""
        ...

    def phase(self, name: str, read: int, total: int) -> None:
        """Something begins: ``read`` of ``total`` bytes of the inputs are done."""
        ...

    def advance(self, pages: int, size: int, read: int) -> None:
        """More pages, of ``size`` bytes, are done; ``read`` as in :meth:`phase`."""
        ...

    def failed(self, failure: Failure) -> None:
        """A page failed."""
        ...

    def note(self, message: str) -> None:
        """Something that the user should know at once."""
        ...
