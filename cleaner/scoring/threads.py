"""One thread for numpy's BLAS: on matrices as small as a page's, more of them cost four to ten times the time.

The number of threads is set once for the process and never put back: it is one for all of the process, so that a thread
which puts it back would take it from another that is in the middle of a page.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

KEEP = "CLEANER_KEEP_BLAS_THREADS"
"""The environment variable that leaves BLAS as it is, for who multiplies large matrices in the same process."""


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
    found = ThreadpoolController().lib_controllers
    return [pool for pool in found if pool.user_api == "blas" and "torch" not in pool.filepath]
