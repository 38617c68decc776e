"""``cleaner explain``, run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.cli.blocks import safe
from cleaner.explain.reasons import Reason
from tests.template_pages import AUTHOR_BOX, article

SAMPLES = Path(__file__).parent.parent / "samples"
NEWS = SAMPLES / "news-fr.html"
BLOG = SAMPLES / "blog.html"
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in "Home Nature Sport Food Travel".split())
    + "</ul></nav>"
)


@pytest.fixture(autouse=True)
def no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own templates must not change what is seen here."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("COLUMNS", raising=False)


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from cleaner.cli.app import main; main()", "explain", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **environment})


def lines(*arguments: str | Path, stdin: bytes = b"") -> list[str]:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


def test_kept_blocks_are_plain_and_removed_ones_say_why() -> None:
    found = lines(NEWS)
    assert "  Les Etats-Unis doublent leur contingent en Irak contre l'Etat islamique" in found
    assert any(line.startswith("- share bar, score 0.") and line.endswith(": Partager sur Facebook") for line in found)


def test_kept_blocks_show_their_scores_where_that_is_wanted() -> None:
    kept = [line for line in lines(BLOG, "--scores", "--kept") if line.endswith("]")]
    assert kept
    assert all(re.search(r" \[[01]\.\d\d]$", line) for line in kept)


def test_long_runs_are_folded() -> None:
    found = lines(NEWS)
    at = next(k for k, line in enumerate(found) if "navigation, " in line and " blocks, score " in line)
    assert found[at + 1].startswith("    Les Nouvelles | Accueil | ")
    assert any(line.endswith(": Accueil") for line in lines(NEWS, "--unfold"))


def test_80_columns_and_no_colour_when_piped() -> None:
    for sample in ("news-fr.html", "news-ja.html", "listing.html"):
        found = lines(SAMPLES / sample, "--unfold")
        assert max(map(len, found)) <= 80
        assert not any("\x1b" in line or line.endswith(" ") for line in found if not line.startswith(("By", "reason")))


def test_the_summary_counts_blocks_and_words() -> None:
    found = lines(NEWS)
    begin = next(k for k, line in enumerate(found) if line.startswith("By reason")) + 2
    table = {row.rsplit(None, 2)[0].strip(): row.rsplit(None, 2)[1:] for row in found[begin:]}
    total = table.pop("whole page")
    assert sum(int(row[0]) for row in table.values()) == len(json.loads(run(NEWS, "--json").stdout)["blocks"])
    assert [str(sum(int(row[column]) for row in table.values())) for column in (0, 1)] == total
    assert int(table["related"][1]) > 50


def test_reasons_have_their_colours_in_a_terminal_and_in_the_sums() -> None:
    text = run(BLOG, FORCE_COLOR="1").stdout.decode()
    assert "\x1b[31mnewsletter\x1b[0m" in text
    assert text.count("\x1b[34mshare bar") == 4
    assert "\x1b[" not in run(BLOG).stdout.decode()


def test_list_items_and_quotes_are_marked() -> None:
    found = lines(BLOG)
    assert "  • Start with a small tin, so that failures are small too." in found
    assert any(line.startswith("  > My grandmother") or line.startswith("  > ") for line in found)


def test_only_removed_only_kept_only_one_reason() -> None:
    text = run(NEWS, "--removed").stdout.decode()
    assert "Le Pentagone" not in text
    assert "Partager sur Facebook" in text
    text = run(NEWS, "--kept").stdout.decode()
    assert "Le Pentagone" in text
    assert "Partager sur Facebook" not in text
    text = run(NEWS, "--reason", "related").stdout.decode()
    assert "- related, score" in text
    assert "Musée du Louvre" in text
    assert "- share bar" not in text


def test_json() -> None:
    found = json.loads(run(NEWS, "--json").stdout)
    assert found["name"] == str(NEWS)
    assert found["summary"][0]["name"] == "kept"
    reasons = {block["reason"] for block in found["blocks"]}
    assert {None, "related", "share bar", "navigation"} <= reasons
    assert {reason for reason in reasons if reason} <= set(Reason)
    found = json.loads(run(NEWS, "--json", "--reason", "login").stdout)
    assert {block["reason"] for block in found["blocks"]} == {"login or subscription prompt"}
    assert len(run(NEWS, BLOG, "--json").stdout.splitlines()) == 2


def test_standard_input() -> None:
    assert json.loads(run("-", "--json", stdin=NEWS.read_bytes()).stdout)["name"] == "standard input"
    assert json.loads(run("--json", stdin=NEWS.read_bytes()).stdout)["name"] == "standard input"


def test_scraped_text() -> None:
    text = "Home\nNews\n\n" + "The herons stood by the weir again and the angler counted seven of them at dawn. " * 4
    found = json.loads(run("--json", "--from", "text", stdin=(text + "\n\n![heron](/heron.jpg)\n").encode()).stdout)
    assert found["blocks"][-1]["reason"] in ("image placeholder", None)


def test_several_pages_are_headed() -> None:
    text = run(NEWS, BLOG).stdout.decode()
    assert f"== {NEWS}"[:20] in text
    assert "By reason" in text


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "out" / "report.html"
    assert b"there is no folder" in run(NEWS, "--html", path).stderr
    assert not path.parent.exists()
    path.parent.mkdir()
    done = run(NEWS, BLOG, "--html", path)
    assert done.returncode == 0
    assert done.stdout == b""
    assert b"open it in a browser" in done.stderr
    report = path.read_text(encoding="utf-8")
    assert report.startswith("<!DOCTYPE html>")
    assert "Les Etats-Unis doublent" in report
    assert run(NEWS, "--html", "-").stdout.startswith(b"<!DOCTYPE html>")


def test_a_report_replaces_no_page_and_no_other_report_unasked(tmp_path: Path) -> None:
    page, report = tmp_path / "page.html", tmp_path / "report.html"
    page.write_bytes(BLOG.read_bytes())
    for options in ([], ["--overwrite"]):
        done = run(page, "--html", page, *options)
        assert (done.returncode, page.read_bytes()) == (2, BLOG.read_bytes())
        assert b"is one of the input files" in done.stderr
    report.write_text("mine", encoding="utf-8")
    assert run(page, "--html", report).returncode == 2
    assert report.read_text(encoding="utf-8") == "mine"
    assert run(page, "--html", report, "--overwrite").returncode == 0
    assert report.stat().st_size > 1000


def test_a_template_is_named(tmp_path: Path) -> None:
    head = '<head><link rel="canonical" href="https://www.example.org/a">'
    pages = [tmp_path / f"{number}.html" for number in range(5)]
    for number, page in enumerate(pages):
        page.write_text(article(number, extra=AUTHOR_BOX).replace("<head>", head), encoding="utf-8")
    learn = [sys.executable, "-c", "from cleaner.cli.app import main; main()", "learn", *map(str, pages)]
    subprocess.run([*learn, "--templates", tmp_path / "t.db"], check=True, capture_output=True)
    found = json.loads(run(pages[1], "--templates", tmp_path / "t.db", "--json").stdout)
    box = [block for block in found["blocks"] if "very old bicycle" in block["text"]]
    assert all(not block["kept"] and block["reason"] for block in box)
    if any(block["decided_by"] == "template" for block in found["blocks"]):
        assert "template (5 pages)" in run(pages[1], "--templates", tmp_path / "t.db", "--unfold").stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        ([SAMPLES], b"", 1, b"is a folder"),
        (["missing.html"], b"", 1, b"missing.html: there is no such file"),
        (["missing.html", "--html", "never.html"], b"", 1, b"there is no such file"),
        (["--encoding", "klingon"], b"<p>x</p>", 1, b"klingon"),
        (["--max-bytes", "10"], b"<p>0123456789</p>", 1, b"larger than 10 bytes: --max-bytes allows more"),
        ([], b"%PDF-1.4", 1, b"PDF"),
        (["--reason", "weather"], b"<p>x</p>", 2, b"no such reason; the reasons are: navigation, breadcrumb"),
        (["--reason", "comment"], b"<p>x</p>", 2, b"could be any of these: comments, comment form"),
        (["--kept", "--removed"], b"<p>x</p>", 2, b"give one or the other"),
        (["--json", "--html", "a.html"], b"<p>x</p>", 2, b"give one of them"),
        (["--html", "a.txt"], b"<p>x</p>", 2, b"name it like report.html"),
        (["--html", "report"], b"<p>x</p>", 2, b"name it like report.html"),
        (["https://a.example/b"], b"", 2, b"curl -sL 'https://a.example/b'"),
        (["--no-templates", "--templates", "t.db"], b"<p>x</p>", 2, b"give one of them"),
        (["--templates", "none.db"], b"<p>x</p>", 2, b"none.db does not exist; to make it"),
        (["a.html", "b.html", "--url", "https://a.example"], b"", 2, b"--url"),
    ],
)
def test_bad_input(arguments: list[str | Path], stdin: bytes, code: int, said: bytes) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == code
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_a_page_sends_nothing_to_the_terminal() -> None:
    html = f"<title>x</title>{MENU}<p>Before \x1b]0;owned\x07 \x1b[31mred \u202e after</p>"
    for arguments in ([], ["--unfold"]):
        text = run(*arguments, stdin=html.encode()).stdout.decode()
        assert not set(text) & set("\x1b\x07\u202e")
    assert safe("a\x1b[2Jb\tc") == "a�[2Jb\tc"


def test_an_empty_page_is_no_error() -> None:
    done = run(stdin=b"<html></html>")
    assert done.returncode == 0
    assert b"no article" in done.stderr
    assert b"kept" in done.stdout


def test_colour_in_a_terminal_that_wants_it() -> None:
    assert b"\x1b[2m" in run(NEWS, FORCE_COLOR="1").stdout
