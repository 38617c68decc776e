"""The command line, run as a user runs it."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cleaner
from cleaner.cli import streams

SAMPLES = Path(__file__).parent.parent / "samples"
BLOG = SAMPLES / "blog.html"


COMMAND = [sys.executable, "-m", "cleaner"]


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, cwd=cwd, env={**os.environ, **environment}
    )


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell, in which CLEANER is the command."""
    environment = {**os.environ, "CLEANER": shlex.join(COMMAND)}
    return subprocess.run(["sh", "-c", line], capture_output=True, check=False, cwd=cwd, env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(BLOG.read_bytes())
    return tmp_path


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
        (["--max-bytes", "10"], b"<p>0123456789</p>", 1, b"larger than 10 bytes: --max-bytes allows more"),
        ([], b"%PDF-1.4", 1, b"PDF"),
        ([], b"", 1, b"standard input: nothing came in"),
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


@pytest.mark.parametrize("options", [[], ["explain"]])
def test_a_reader_that_goes_away_is_no_error(options: list[str]) -> None:
    command = [*COMMAND, *options, *[str(BLOG)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
        assert running.wait() == 0


# What must never happen: an input that is destroyed, an output that is replaced unasked


@pytest.mark.parametrize("output", ["page.html", "./page.html", "link.html", "hard.html", "folder/../page.html"])
@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
def test_an_input_is_never_written_to(folder: Path, output: str, overwrite: tuple[str, ...]) -> None:
    (folder / "folder").mkdir()
    (folder / "link.html").symlink_to("page.html")
    os.link(folder / "page.html", folder / "hard.html")
    done = run("page.html", "-o", output, *overwrite, cwd=folder)
    assert done.returncode == 2
    assert b"is one of the input files" in done.stderr
    assert (folder / "page.html").read_bytes() == BLOG.read_bytes()


@pytest.mark.parametrize("line", ["$CLEANER notes.txt -o .", "$CLEANER notes.txt -o . --overwrite",
                                  "$CLEANER notes.txt page.html -o ./ --overwrite",
                                  "$CLEANER < notes.txt -o notes.txt --overwrite",
                                  "$CLEANER notes.txt >> notes.txt"])  # fmt: skip
def test_nor_is_text_in_the_same_folder_or_from_a_pipe(folder: Path, line: str) -> None:
    notes = folder / "notes.txt"
    notes.write_text(
        "Accept all cookies\n\nThe river rose by two metres in the night, and the bridge was closed.\n" * 3
    )
    before = notes.read_bytes()
    done = shell(line, folder)
    assert done.returncode != 0
    assert b"input files" in done.stderr
    assert notes.read_bytes() == before


def test_what_exists_is_replaced_only_where_that_is_asked_for(folder: Path) -> None:
    result = folder / "result.txt"
    result.write_text("precious")
    done = run("page.html", "-o", "result.txt", cwd=folder)
    assert (done.returncode, result.read_text()) == (2, "precious")
    assert b"result.txt already exists: --overwrite replaces it" in done.stderr
    assert run("page.html", "-o", "result.txt", "--overwrite", cwd=folder).returncode == 0
    assert result.read_text(encoding="utf-8") == BLOG.with_suffix(".txt").read_text(encoding="utf-8")
    (folder / "out").mkdir()
    (folder / "out" / "page.txt").write_text("precious")
    assert run("page.html", BLOG, "-o", "out", cwd=folder).returncode == 1
    assert (folder / "out" / "page.txt").read_text() == "precious"
    assert (folder / "out" / "blog.txt").exists()


def test_a_page_that_cannot_be_read_makes_no_file(folder: Path) -> None:
    assert run("missing.html", "-o", "a.txt", cwd=folder).returncode == 1
    assert not (folder / "a.txt").exists()


# Where results go


@pytest.mark.parametrize(
    ("output", "files"),
    [
        ("a.txt", ["a.txt"]), ("out/", ["out/page.txt"]), ("out", ["out/page.txt"]), ("there", ["there/page.txt"]),
        ("v1.0/", ["v1.0/page.txt"]),
    ],
)  # fmt: skip
def test_a_file_or_a_folder(folder: Path, output: str, files: list[str]) -> None:
    (folder / "there").mkdir()
    done = run("page.html", "-o", output, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [str(path.relative_to(folder)) for path in folder.rglob("*.txt")] == files


@pytest.mark.parametrize(
    ("output", "options", "start"),
    [
        ("a.md", [], b"# What"), ("a.json", [], b'{"schema"'), ("a.html", [], b"<h1>"), ("a.txt", [], b"What a year"),
        ("a.out", [], b"What a year"), ("a.md", ["--to", "text"], b"What a year"), ("a.txt", ["-t", "json"], b'{"schema"'),
    ],
)  # fmt: skip
def test_the_ending_chooses_the_view(folder: Path, output: str, options: list[str], start: bytes) -> None:
    assert run("page.html", "-o", output, *options, cwd=folder).returncode == 0
    assert (folder / output).read_bytes().startswith(start)


def test_a_dash_is_standard_output(folder: Path) -> None:
    assert run("page.html", "-o", "-", cwd=folder).stdout.startswith(b"What a year")
    assert not (folder / "-").exists()


def test_several_pages_in_one_file_or_on_standard_output() -> None:
    lines = run(BLOG, SAMPLES / "recipe.html", "--to", "json").stdout.decode().splitlines()
    assert [json.loads(line)["schema"] for line in lines] == [1, 1]
    plain = run(BLOG, BLOG).stdout.decode()
    text = BLOG.with_suffix(".txt").read_text(encoding="utf-8")
    assert plain == f"{text}\n{text}"
    assert run(BLOG, BLOG, "--separator", "----").stdout.decode() == f"{text}----\n{text}"
    named = run(BLOG, BLOG, "--separator", "{file}:").stdout.decode()
    assert named == f"{BLOG}:\n{text}{BLOG}:\n{text}"


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "blog.html"
    other.write_bytes(BLOG.read_bytes())
    said = run(BLOG, other, "-o", tmp_path / "out").stderr.decode()
    assert f"{other}: written to {tmp_path / 'out' / 'blog-2.txt'}" in said
    assert "2 pages written to" in said
    assert run(BLOG, other, "-o", tmp_path / "other", "-q").stderr.decode().count("\n") == 1


# What goes in


@pytest.mark.parametrize("ending", [".gz", ".xz"])
def test_compressed_pages(tmp_path: Path, ending: str) -> None:
    packed = (gzip if ending == ".gz" else lzma).compress(BLOG.read_bytes())
    file = tmp_path / f"blog.html{ending}"
    file.write_bytes(packed)
    text = BLOG.with_suffix(".txt").read_bytes()
    assert run(file).stdout == run(stdin=packed).stdout == text
    run(file, "-o", tmp_path / "out/")
    assert (tmp_path / "out" / "blog.txt").read_bytes() == text


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl", b'{"html": "<p>x"}\n'), ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0)), ("a.parquet", b"PAR1"),
     ("dump", b'{"html": "<p>x"}\n{"html": "<p>y"}\n'), ("dump", b"WARC/1.1\r\n")],
)  # fmt: skip
def test_dumps_are_for_batch(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"cleaner batch {name} -o clean.jsonl".encode() in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["https://example.org/a"], "curl -sL 'https://example.org/a' | cleaner --url 'https://example.org/a'"),
        (["lern", BLOG], "did you mean `cleaner learn`?"),
        (["bath", "dump", "-o", "b"], "did you mean `cleaner batch`?"),
        (["--jobs", "2"], "there is no option --jobs ("),
        (["--front-mater"], "did you mean --front-matter?"),
        (["--focus", "high"], "--focus: 'high' is not one of 'precision', 'balanced', 'recall'"),
        (["--max-bytes", "0"], "--max-bytes: must be at least 1"),
        (["--max-bytes", "many"], "--max-bytes: must be a whole number"),
        ([BLOG, "-o", "no/such/folder/a.txt"], "there is no folder no/such/folder"),
        ([BLOG, "--no-templates", "--templates", "x.db"], "give one of them"),
        (["batch"], "is missing"),
    ],
)
def test_wrong_usage_is_told_in_plain_words(arguments: list[str | Path], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_folder_is_told_what_to_do() -> None:
    said = run(SAMPLES).stderr.decode()
    assert f"cleaner {SAMPLES}/*.html -o OUT/" in said
    assert f"cleaner batch {SAMPLES} -o clean.jsonl" in said


# Streams


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("command", [(), ("explain",)])
def test_output_is_utf_8_in_every_locale(encoding: str, command: tuple[str, ...]) -> None:
    page = SAMPLES / "news-ja.html"
    done = run(*command, page, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "海辺の町" in done.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="the redirections of a POSIX shell")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("$CLEANER page.html >&-", 1, b"standard output: it is closed"),
        ("$CLEANER explain page.html >&-", 1, b"standard output: it is closed"),
        ("$CLEANER page.html -o a.txt >&-", 0, b""),
        ("$CLEANER <&-", 1, b"nothing came in"),
        ("$CLEANER page.html 2>&- >/dev/null", 0, b""),
        ("test ! -e /dev/full || $CLEANER page.html > /dev/full", 1, b"standard output: no space left on device"),
        (
            "test ! -e /dev/full || $CLEANER explain page.html > /dev/full",
            1,
            b"standard output: no space left on device",
        ),
        ("$CLEANER explain < /dev/null", 1, b"nothing came in"),
        ("$CLEANER eval page.html", 1, b"page.html: not a gold file"),
        ("$CLEANER eval nothere", 1, b"nothere: there is no such file\n"),
    ],
)
def test_streams_that_are_closed_full_or_empty(folder: Path, line: str, code: int, said: bytes) -> None:
    done = shell(line, folder)
    assert said in done.stderr
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == (1 if said else 0)


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "No space left on device"), "no space left on device"), (OSError("Odd thing"), "odd thing")],
)
def test_what_cannot_be_written_is_told_in_words(monkeypatch: pytest.MonkeyPatch, error: OSError, said: str) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise error

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(streams.OutputError, match=f"^{said}$"):
        streams.write("text")


def hear_interrupts() -> None:
    """As in a terminal: who runs the tests in the background of a shell has them ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("command", [("-",), ("explain", "-"), ()])
def test_ctrl_c_ends_with_130(command: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [*COMMAND, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(b"<p>one page that never ends")
        running.stdin.flush()
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        running.stdin.close()
        assert running.wait() == 130
        assert running.stderr.read() == b""


def test_help_says_the_commands_first_and_the_exit_codes() -> None:
    shown = run("--help", COLUMNS="80").stdout.decode()
    assert shown.index("cleaner batch") < shown.index("--output") < shown.index("--focus")
    assert "Exit codes: 0 done" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion(name: str) -> None:
    assert b"_CLEANER_COMPLETE" in run("completion", name).stdout


def test_what_a_shell_is_told() -> None:
    done = run(_CLEANER_COMPLETE="complete_bash", COMP_WORDS="cleaner ba", COMP_CWORD="1")
    assert done.stdout.split() == [b"batch"]


def test_no_templates_and_a_store_that_says_nothing(folder: Path) -> None:
    store = folder / "t.db"
    assert run("learn", "page.html", "--site", "other.example", "--templates", store, cwd=folder).returncode == 0
    said = run("page.html", "--templates", store, cwd=folder).stderr.decode()
    assert "no template was used" in said
    assert run("page.html", "--no-templates", cwd=folder).stderr == b""
