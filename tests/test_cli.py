"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner

SAMPLES = Path(__file__).parent.parent / "samples"
BLOG = SAMPLES / "blog.html"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from cleaner.cli.app import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def test_a_filter_from_stdin_to_stdout() -> None:
    done = run(stdin=BLOG.read_bytes())
    assert done.returncode == 0
    assert done.stdout.decode() == BLOG.with_suffix(".txt").read_text(encoding="utf-8")
    assert done.stderr == b""


def test_a_file() -> None:
    assert run(BLOG).stdout.decode() == BLOG.with_suffix(".txt").read_text(encoding="utf-8")


def test_markdown() -> None:
    assert run(BLOG, "--to", "markdown").stdout.startswith(b"# What a year of baking")


def test_html() -> None:
    assert run(BLOG, "--to", "html").stdout.startswith(b"<h1>What a year of baking")


def test_links_are_written_when_they_are_asked_for() -> None:
    page = SAMPLES / "news-fr.html"
    address = ("--url", "https://site.example/a")
    assert b"](https://" not in run(page, "--to", "markdown", *address).stdout
    assert run(page, "--to", "html", *address).stdout.count(b"<a href") > 0
    assert b"<a href" not in run(page, "--to", "html", "--no-links", "--no-images", *address).stdout


def test_front_matter() -> None:
    shown = run(BLOG, "--to", "markdown", "--front-matter").stdout.decode()
    assert shown.startswith('---\ntitle: "What a year of baking')
    assert "\n---\n\n# What a year of baking" in shown
    assert run(BLOG, "--front-matter").returncode == 2


def test_blocks() -> None:
    found = json.loads(run(BLOG, "--to", "json", "--blocks").stdout)
    assert len(found["blocks"]) == found["blocks_kept"] + found["blocks_removed"]
    assert run(BLOG, "--blocks").returncode == 2


def test_json() -> None:
    found = json.loads(run(BLOG, "--to", "json").stdout)
    assert found["title"] == "What a year of baking rye bread taught me"
    assert found["text"] == cleaner.clean(BLOG.read_bytes()).text


def test_several_files_into_a_folder(tmp_path: Path) -> None:
    done = run(BLOG, SAMPLES / "recipe.html", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["blog.txt", "recipe.txt"]


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    other = tmp_path / "blog.html"
    other.write_bytes((SAMPLES / "recipe.html").read_bytes())
    run(BLOG, other, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["blog-2.txt", "blog.txt"]


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    done = run(picture, tmp_path / "missing.html", BLOG, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert b"picture.png" in done.stderr
    assert b"missing.html: there is no such file" in done.stderr
    assert (tmp_path / "out" / "blog.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        ([SAMPLES], b"", 1, b"is a folder"),
        (["--encoding", "klingon"], b"<p>x</p>", 1, b"klingon"),
        (["--max-bytes", "10"], b"<p>0123456789</p>", 1, b"max_bytes"),
        ([], b"%PDF-1.4", 1, b"PDF"),
        ([], b"", 0, b"no article"),
        (["--focus", "everything"], b"", 2, b"focus"),
        (["a.html", "b.html", "--url", "https://a.example"], b"", 2, b"--url"),
    ],
    ids=["folder", "encoding", "size", "pdf", "empty", "focus", "url"],
)
def test_bad_input(arguments: list[str | Path], stdin: bytes, code: int, said: bytes) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == code
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_version() -> None:
    assert run("--version").stdout.startswith(b"cleaner ")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-c", "from cleaner.cli.app import main; main()", *[str(BLOG)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
