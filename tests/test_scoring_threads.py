"""BLAS is pinned to one thread once, and pages may be cleaned in several threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cleaner
from cleaner.scoring.threads import KEEP

PAGES = [page.read_bytes() for page in sorted((Path(__file__).parent.parent / "samples").glob("*.html"))]
COUNTS = """
import threading, cleaner, numpy  # loads BLAS, which importing cleaner need not do
from cleaner.scoring.threads import pools
before = [pool.get_num_threads() for pool in pools()]
cleaner.clean("<p>A page.</p>" * 20)
after = []
thread = threading.Thread(target=lambda: after.extend(pool.get_num_threads() for pool in pools()))
thread.start(); thread.join()
print(before == after, set(after))
"""


def run(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", COUNTS], capture_output=True, check=True, text=True, env={"PATH": "", **environment}
    )
    return done.stdout.strip()


def test_blas_has_one_thread_after_the_first_page() -> None:
    assert run(OPENBLAS_NUM_THREADS="4").endswith("{1}")


def test_who_objects_keeps_his_threads() -> None:
    assert run(OPENBLAS_NUM_THREADS="4", **{KEEP: "1"}).startswith("True")


def test_eight_threads_give_the_same_documents() -> None:
    shared = cleaner.Cleaner()
    alone = [shared.clean(page).to_dict(blocks=True) for page in PAGES]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda page: shared.clean(page).to_dict(blocks=True), PAGES * 20))
    assert together == alone * 20
