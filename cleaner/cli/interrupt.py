"""What an interrupt from the keyboard, or another signal that asks the program to end, does."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

INTERRUPTED = 130
"""The exit code of a command that was interrupted, as shells have it."""


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Have an interrupt end the process at once, without a word.

    For imports, while there is nothing to lose: an exception raised in the middle of one may be printed and ignored,
    or be reported as the failure of what was imported.
    """
    ours = current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not ours:  # ignored, as nohup does, or somebody else's
        yield
        return
    signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def catching(stop: Callable[[], None]) -> Iterator[None]:
    """Have the signals that ask a program to end call a function instead."""

    def call(_number: int, _frame: FrameType | None) -> None:
        stop()

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in (getattr(signal, name) for name in names)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # nohup means it
            signal.signal(number, call)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
