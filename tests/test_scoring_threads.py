"""BLAS is pinned to one thread once, and pages may be cleaned in several threads."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

import cleaner
from cleaner.scoring.threads import KEEP, LARGE, the_lock, turn

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


@pytest.mark.skipif(not getattr(sys, "_is_gil_enabled", lambda: True)(), reason="free-threaded")
def test_threads_take_turns_but_for_large_pages() -> None:
    small = "<p>A page.</p>"
    waiting = [
        Thread(target=work) for work in (lambda: cleaner.clean(small), lambda: cleaner.SiteTemplate.learn([small]))
    ]
    large = Thread(target=cleaner.clean, args=(small + " " * LARGE,))
    with turn(0):
        for thread in (*waiting, large):
            thread.start()
        large.join(60)
        waiting[0].join(0.2)
        assert [thread.is_alive() for thread in (*waiting, large)] == [True, True, False]
        cleaner.clean(small)  # as a handler of signals may
    for thread in waiting:
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_waits_for_no_thread_of_its_parent() -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(the_lock().__enter__).result()
        child = os.fork()
        if not child:
            os._exit(0 if the_lock().acquire(timeout=0) else 1)  # type: ignore[attr-defined]
        other.submit(the_lock().__exit__, None, None, None).result()
    assert os.waitpid(child, 0)[1] == 0
