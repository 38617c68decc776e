"""Pages in, articles out: what the bare command does. Without typer, so that a filter in a pipe starts fast."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cleaner.errors import in_words
from cleaner.options import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.cleaner import Cleaner
    from cleaner.document import Document
    from cleaner.templates.site.store import TemplateStore


class To(StrEnum):
    """What to write."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class From(StrEnum):
    """What the input is."""

    AUTO = "auto"
    HTML = "html"
    TEXT = "text"


class FocusChoice(StrEnum):
    """Which mistakes weigh more."""

    PRECISION = "precision"
    BALANCED = "balanced"
    RECALL = "recall"


ENDINGS = {To.TEXT: ".txt", To.MARKDOWN: ".md", To.HTML: ".html", To.JSON: ".json"}
STDIN = "-"


def run(
    files: list[str] | None = None,
    output: Path | None = None,
    to: To = To.TEXT,
    source: From = From.AUTO,
    url: str | None = None,
    encoding: str | None = None,
    focus: FocusChoice = FocusChoice.BALANCED,
    links: bool | None = None,
    images: bool | None = None,
    tables: bool = True,
    emphasis: bool = True,
    front_matter: bool = False,
    blocks: bool = False,
    templates: Path | None = None,
    max_bytes: int = MAX_BYTES,
) -> int:
    """Clean pages as the options of the command say; gives the exit code."""
    from cleaner.cleaner import Cleaner
    from cleaner.options import Options

    names = files or [STDIN]
    if not files and sys.stdin.isatty():
        fail_usage("no input: give a FILE, or pipe a page in: curl -s URL | cleaner (cleaner --help tells more)")
    if url is not None and len(names) > 1:
        fail_usage("--url is the address of one page; give one FILE with it")
    if front_matter and to is not To.MARKDOWN:
        fail_usage("--front-matter stands before Markdown: give --to markdown with it")
    if blocks and to is not To.JSON:
        fail_usage("--blocks are part of JSON: give --to json with it")
    folder = output is not None and (output.is_dir() or len(names) > 1)
    if folder and output is not None and output.exists() and not output.is_dir():
        fail_usage(f"{output} is a file, and {len(names)} pages need a folder: give another --output")
    options = Options(
        focus=focus.value, max_bytes=max_bytes, links=links, images=images, tables=tables, emphasis=emphasis
    )
    cleaner = Cleaner(options, open_templates(templates))
    failed = False
    written: set[str] = set()
    for number, name in enumerate(names):
        try:
            document = clean_one(cleaner, name, url, source, encoding)
            for warning in document.warnings:
                complain(name, f"warning: {warning}")
            result = view(document, to, front_matter, blocks)
            if output is None:
                sys.stdout.write("\n" * (number > 0) + result)
                sys.stdout.flush()
            else:
                target = output / free_name(name, ENDINGS[to], written) if folder else output
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(result, encoding="utf-8")
        except (OSError, ValueError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            failed = True
            complain(name, in_words(error))
    return int(failed)


def open_templates(path: Path | None) -> TemplateStore | None:
    """The store that was asked for, else the user's own; None where there is none."""
    from cleaner.templates.site.user import user_store

    if path is not None and not path.exists():
        fail_usage(f"--templates: there is no {path}; cleaner learn PAGES... --templates {path} makes one")
    asked = path is not None
    path = path or user_store()
    if not path.exists():
        return None
    from cleaner.templates.site.store import TemplateStore

    try:
        return TemplateStore(path)
    except ValueError as error:
        if asked:
            fail_usage(str(error))
        print(f"cleaner: warning: {error}: cleaned without templates", file=sys.stderr)
        return None


def clean_one(cleaner: Cleaner, name: str, url: str | None, source: From, encoding: str | None) -> Document:
    """Read and clean one input."""
    data = read_one(name, cleaner.options.max_bytes + 1)
    return cleaner.clean(data, url=url, form=source.value, encoding=encoding)


def read_one(name: str, limit: int) -> bytes:
    """The bytes of one input, at most so many."""
    if name != STDIN and Path(name).is_dir():
        raise IsADirectoryError(f"is a folder: name the pages in it ({name.rstrip('/')}/*.html)")
    if name == STDIN:
        return sys.stdin.buffer.read(limit)
    with Path(name).open("rb") as file:
        return file.read(limit)


def view(document: Document, to: To, front: bool, blocks: bool) -> str:
    """What to write of a document, with a newline at its end; ``front`` is for Markdown, ``blocks`` for JSON."""
    if to is To.JSON:
        return json.dumps(document.to_dict(blocks=blocks), ensure_ascii=False) + "\n"
    result: str = getattr(document, to.value)
    before = ""
    if front:
        from cleaner.views.frontmatter import front_matter

        before = front_matter(document.title, document.metadata)
        before += "\n" if before and result else ""
    return before + (result.rstrip("\n") + "\n" if result else "")


def free_name(name: str, ending: str, taken: set[str]) -> str:
    """A file name for a page's result that no other page of this run has."""
    stem = "stdin" if name == STDIN else Path(name).stem
    found = next(found for found in candidates(stem) if found not in taken)
    taken.add(found)
    return found + ending


def candidates(stem: str) -> Iterator[str]:
    """Names to try, without end."""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def complain(name: str, message: str) -> None:
    """One line on standard error that names the input."""
    print(f"cleaner: {'standard input' if name == STDIN else name}: {message}", file=sys.stderr)


def fail_usage(message: str) -> NoReturn:
    """Say what is wrong with the call, and stop with 2."""
    print(f"cleaner: {message}", file=sys.stderr)
    sys.exit(2)
