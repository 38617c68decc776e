"""Every command and snippet of the README, run as it stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from tests.template_pages import AUTHOR_BOX, article

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv"
SHELL = [block for block in re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S) if SET_UP not in block]
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)
CURL = f"""#!/bin/sh
test "$1" = -sL || exit 1
exec cat "{ROOT}/samples/blog.html"
"""


def page(number: int) -> str:
    head = f'<head><link rel="canonical" href="https://www.example.org/{number}">'
    return article(number, extra=AUTHOR_BOX).replace("<head>", head)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all that the commands name, and stand-ins for the commands themselves."""
    for name in ("pages", "crawl", "bin", "home"):
        (tmp_path / name).mkdir()
    for number in range(4):
        for where in ("pages", "crawl"):
            (tmp_path / where / f"{number}.html").write_text(page(number), encoding="utf-8")
    (tmp_path / "page.html").write_text(page(1), encoding="utf-8")
    (tmp_path / "scraped.txt").write_bytes((ROOT / "samples" / "blog.txt").read_bytes())
    records = [json.dumps({"html": page(number), "url": f"https://a.example/{number}"}) for number in range(4)]
    (tmp_path / "dump.jsonl").write_text("\n".join(records), encoding="utf-8")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for name, script in (("curl", CURL), ("cleaner", f'#!/bin/sh\nexec "{sys.executable}" -m cleaner "$@"\n')):
        (tmp_path / "bin" / name).write_text(script, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("block", SHELL, ids=[block.split("#")[0].split("\n")[0][:30].strip() for block in SHELL])
def test_commands(folder: Path, block: str) -> None:
    home = str(folder / "home")
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": home, "XDG_DATA_HOME": home}
    done = subprocess.run(
        ["sh", "-ec", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_snippets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One after the other, as someone would who follows the page."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {
        "html": (ROOT / "samples" / "blog.html").read_text(encoding="utf-8"),
        "pages": [(page(number), f"https://www.example.org/{number}") for number in range(4)],
    }
    for snippet in PYTHON:
        exec(compile(snippet, "README.md", "exec"), names)
        for expression, value in re.findall(r"^([\w.]+)  # ('.*'|\(.*\))$", snippet, re.M):
            assert repr(eval(expression, names)) == value


def test_the_article_is_what_the_command_prints() -> None:
    shown = re.search(r"prints:\n\n```text\n(.*?)\.\.\.\n```", README, re.S)
    assert shown is not None
    assert cleaner.clean((ROOT / "samples" / "news-fr.html").read_bytes()).text.startswith(shown[1].rstrip())


def test_the_markdown_is_that_of_the_sample() -> None:
    shown = re.search(r"^````markdown\n(.*?)^````", README, re.M | re.S)
    assert shown is not None
    markdown = cleaner.clean((ROOT / "samples" / "formulas.html").read_bytes()).markdown
    for part in shown[1].strip().split("\n\n"):
        assert part == "..." or part in markdown


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(((?:samples|cleaner)/[^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_option_is_in_the_table() -> None:
    table = README[README.index("| Option |") : README.index("## What counts")]
    for name in cleaner.Options.__dataclass_fields__:
        assert f"`{name}`" in table
