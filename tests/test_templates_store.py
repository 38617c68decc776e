"""The template store: one file, several processes, kills, files that are no stores."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner.rules import Rules
from tests.template_pages import AUTHOR_BOX, article, site_pages

if TYPE_CHECKING:
    from pathlib import Path

PAGES = site_pages(12, extra=AUTHOR_BOX)


def learned(begin: int, end: int, site: str = "example.org") -> cleaner.SiteTemplate:
    return cleaner.SiteTemplate.learn(PAGES[begin:end], site=site)


def write(path: str, begin: int) -> None:
    """What one of several writers does."""
    store = cleaner.TemplateStore(path)
    for number in range(begin, begin + 3):
        store.update(learned(number, number + 1))


def write_for_ever(path: str) -> None:
    store = cleaner.TemplateStore(path)
    number = 0
    while True:
        store.update(learned(number % 12, number % 12 + 1, f"site{number % 5}.example"))
        number += 1


def test_update_merges_and_get_gives_it_back(tmp_path: Path) -> None:
    store = cleaner.TemplateStore(tmp_path / "t.db")
    assert store.get("example.org") is None
    assert store.sites() == []
    assert not (tmp_path / "t.db").exists()
    assert repr(store) == f"<TemplateStore {str(tmp_path / 't.db')!r}>"
    store.update(learned(0, 4))
    assert store.update(learned(2, 8)) == learned(0, 8) == store.get("example.org")
    assert [(entry.site, entry.pages) for entry in store.sites()] == [("example.org", 8)]
    assert store.remove("example.org")
    assert not store.remove("example.org")
    assert store.get("example.org") is None


def test_another_writers_change_is_seen(tmp_path: Path) -> None:
    one, two = cleaner.TemplateStore(tmp_path / "t.db"), cleaner.TemplateStore(tmp_path / "t.db")
    one.update(learned(0, 3))
    assert two.get("example.org") == learned(0, 3)
    one.replace(learned(0, 3).with_rules(Rules(drop=("div.side",))))
    found = two.get("example.org")
    assert found is not None
    assert found.rules.drop == ("div.side",)


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    workers = [multiprocessing.get_context("fork").Process(target=write, args=(str(path), 3 * k)) for k in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert cleaner.TemplateStore(path).get("example.org") == learned(0, 12)


def test_a_kill_leaves_a_whole_store(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    for delay in (0.3, 0.5, 0.7):
        worker = multiprocessing.get_context("fork").Process(target=write_for_ever, args=(str(path),))
        worker.start()
        time.sleep(delay)
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        store = cleaner.TemplateStore(path)
        assert all(store.get(entry.site) is not None for entry in store.sites())
        store.update(learned(0, 2))
        assert store.get("example.org") is not None


def test_cleaner_uses_the_store_by_address_or_canonical(tmp_path: Path) -> None:
    store = cleaner.TemplateStore(tmp_path / "t.db")
    store.update(learned(0, 8))
    maker = pickle.loads(pickle.dumps(cleaner.Cleaner(templates=store)))
    source = article(40, extra=AUTHOR_BOX)
    assert "very old bicycle" not in maker.clean(source, url="https://www.example.org/40").text
    declared = source.replace("<head>", '<head><link rel="canonical" href="https://example.org/40">')
    assert "very old bicycle" not in maker.clean(declared).text
    assert maker.clean(source, url="https://other.example/").text == cleaner.clean(source).text


@pytest.mark.parametrize("content", [b"not a database, only a text of some length" * 100, b""])
def test_other_files_are_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(content)
    if content:
        with pytest.raises(cleaner.StoreError, match=r"t\.db: not a template store"):
            cleaner.TemplateStore(path).update(learned(0, 1))
        assert path.read_bytes() == content
    else:  # what a new SQLite file is
        cleaner.TemplateStore(path).update(learned(0, 1))


def test_other_databases_and_newer_stores_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE other (x)")
    with pytest.raises(cleaner.StoreError, match="not a template store"):
        cleaner.TemplateStore(path)
    newer = tmp_path / "n.db"
    cleaner.TemplateStore(newer).update(learned(0, 1))
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(cleaner.StoreError, match="newer version"):
        cleaner.TemplateStore(newer)


def test_a_template_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="site is not known"):
        cleaner.TemplateStore(tmp_path / "t.db").update(cleaner.SiteTemplate.learn([article(1)]))


def test_a_store_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "d" / "t.db"
    cleaner.TemplateStore(path).update(learned(0, 3))
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert cleaner.TemplateStore(path).get("example.org") == learned(0, 3)
        if os.geteuid():  # root may write everywhere
            with pytest.raises(cleaner.StoreError, match=r"only be read|cannot be opened"):
                cleaner.TemplateStore(path).update(learned(3, 4))
    finally:
        path.parent.chmod(0o755)


def test_a_folder_and_an_exported_template_are_told_from_a_store(tmp_path: Path) -> None:
    with pytest.raises(cleaner.StoreError, match="is a folder: name the file of a store"):
        cleaner.TemplateStore(tmp_path)
    exported = tmp_path / "example.org.json"
    exported.write_text('{"site": "example.org"}' + " " * 600, encoding="utf-8")
    with pytest.raises(cleaner.StoreError, match=r"not a template store.*cleaner templates import"):
        cleaner.TemplateStore(exported)


def test_a_template_that_nobody_changed_is_kept_ready(tmp_path: Path) -> None:
    store = cleaner.TemplateStore(tmp_path / "t.db")
    store.update(learned(0, 3))
    store.update(learned(0, 3, "other.example"))
    ready = store.get("example.org")
    assert store.get("other.example") is not None
    assert store.get("example.org") is ready
    store.update(learned(3, 4))
    assert store.get("example.org") is not ready
