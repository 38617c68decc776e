"""One thread for numpy's BLAS: on matrices as small as a page's, more of them cost ten times the time."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS use one thread, and what it used before afterwards.

    threadpoolctl's own ``limit`` does the same, and takes as long as a small page in doing so.
    """
    several = [(pool, threads) for pool in pools() if (threads := pool.get_num_threads()) != 1]
    try:
        for pool, _ in several:
            pool.set_num_threads(1)
        yield
    finally:
        for pool, threads in several:
            pool.set_num_threads(threads)


@cache
def pools() -> list[Any]:
    """The thread pools of BLAS libraries in this process."""
    return [pool for pool in ThreadpoolController().lib_controllers if pool.user_api == "blas"]
