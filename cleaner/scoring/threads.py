"""Threads: numpy's BLAS gets one, and those that clean pages take turns.

On matrices as small as a page's, more threads of BLAS cost four to ten times the time. Their number is set once for the
process and never put back: it is one for all of the process, so that a thread which puts it back would take it from
another that is in the middle of a page.

numpy lets go of the interpreter's lock hundreds of times a page, for microseconds each. A thread that waits for that lock
takes it each time, and the page waits until it comes back: on two cores, eight threads took up to four times the
processor time of one, and were done later than one. So threads wait for whole pages, not for calls of numpy.
"""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

KEEP = "CLEANER_KEEP_BLAS_THREADS"
"""The environment variable that leaves BLAS as it is, for who multiplies large matrices in the same process."""
LARGE = 1_000_000
"""Characters of a source: a larger one takes no turn, so that it holds up nobody."""


@cache
def pin_blas() -> None:
    """Let BLAS use one thread from now on; called before every use of weights, of which all but the first cost nothing.

    Two threads that come first at once both do it, and to the same end.
    """
    if os.environ.get(KEEP):
        return
    for pool in pools():
        pool.set_num_threads(1)


def pools() -> list[Any]:
    """The thread pools of the BLAS libraries in this process; those of torch, which trains on more threads, aside."""
    from threadpoolctl import ThreadpoolController  # the command line needs the name of the variable alone

    found = ThreadpoolController().lib_controllers
    return [pool for pool in found if pool.user_api == "blas" and "torch" not in pool.filepath]


def turn(length: int) -> AbstractContextManager[Any]:
    """What a thread holds while it reads and scores a source of so many characters; never while a caller's code runs."""
    locked = getattr(sys, "_is_gil_enabled", lambda: True)()  # free-threaded Python has no lock to wait for
    return the_lock() if locked and length <= LARGE else nullcontext()


@cache
def the_lock() -> AbstractContextManager[Any]:
    """The one of this process; a signal's handler may clean a page, too."""
    return RLock()


if hasattr(os, "register_at_fork"):  # the thread whose turn it is stays behind in the parent
    os.register_at_fork(after_in_child=the_lock.cache_clear)
