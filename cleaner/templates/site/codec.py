"""A template as JSON: what a person may change on top, then one line a remembered page."""

from __future__ import annotations

import base64
import json
import math
from datetime import MAXYEAR
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.errors import SelectorError, TemplateError
from cleaner.rules import NAMES, Rules
from cleaner.templates.site.paths import SEPARATOR, beginnings
from cleaner.templates.site.sample import LIMIT, Sample, sample
from cleaner.templates.site.stored import MOST_BLOCKS, StoredPage
from cleaner.templates.site.texts import END_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KIND = "cleaner site template"
FORMAT = 2
COLUMNS = ("words", "links", "sentences", "log_odds")
ENDS = ("begins", "closes")
TEXT_BYTES = 6


def encode(site: str, sampled: Sample, rules: Rules) -> str:
    """The JSON of a template."""
    numbers: dict[str, int] = {}
    for page in sampled.records:
        for path in page.paths:
            for begin in beginnings(path):
                numbers.setdefault(begin, len(numbers))
    head = {
        "kind": KIND,
        "format": FORMAT,
        "site": site,
        **{name: list(getattr(rules, name)) for name in NAMES},
        "threshold": None if math.isinf(sampled.threshold) else sampled.threshold,
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}," for name, value in head.items()]
    lines.append(' "places": [')
    lines.append(",\n".join("  " + dump_place(path, numbers) for path in numbers))
    lines.append(' ],\n "pages": [')
    lines.append(",\n".join("  " + dump(page, numbers) for page in sampled.records))
    return "\n".join(["{", *lines, " ]\n}"]) + "\n"


def dump_place(path: str, numbers: dict[str, int]) -> str:
    """One box: the number of the box around it, and its own step."""
    outer, _, name = path.rpartition(SEPARATOR)
    return json.dumps([numbers[outer] if outer else -1, name], ensure_ascii=False, separators=(",", ":"))


def dump(page: StoredPage, numbers: dict[str, int]) -> str:
    """One page on one line."""
    return json.dumps(
        {
            "id": f"{page.id:016x}",
            "period": f"{page.period // 12:04d}-{page.period % 12 + 1:02d}",
            "title": page.title,
            "paths": [numbers[path] for path in page.paths],
            "examples": [list(example) for example in page.examples],
            "places": pack(np.array(page.places, dtype="<u2").tobytes()),
            "texts": pack(narrow(page.texts, TEXT_BYTES)),
            **{name: pack(narrow(getattr(page, name), END_BITS // 8)) for name in ENDS},
            **{name: pack(getattr(page, name)) for name in COLUMNS},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def decode(text: str) -> tuple[str, Sample, Rules]:
    """Read what :func:`encode` wrote.

    :raises TemplateError: it did not.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        what = "ends too early" if error.pos >= len(text.rstrip()) else error.msg
        raise TemplateError(f"line {error.lineno}: not a template: {what}") from error
    except RecursionError as error:
        raise TemplateError("line 1: not a template: nested too deeply") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise TemplateError('line 1: not a template: "kind" is missing')
    if found.get("format") != FORMAT:
        old = is_number(found.get("format")) and found["format"] < FORMAT
        raise TemplateError(
            f"line {line_of(text, 'format')}: format {found.get('format')!r}; this version of cleaner reads {FORMAT}: "
            + ("learn the site again" if old else "update cleaner")
        )
    site = field(text, found, "site", is_text)
    paths = load_places(text, field(text, found, "places", lambda value: isinstance(value, list)))
    threshold = field(text, found, "threshold", lambda value: value is None or is_number(value))
    rules = Rules(*(tuple(sorted(set(field(text, found, name, is_texts)))) for name in NAMES))
    try:
        rules.check()
    except SelectorError as error:
        bad = next((name for name in NAMES[:2] for selector in found[name] if repr(selector) in str(error)), NAMES[0])
        raise TemplateError(f"line {line_of(text, bad)}: {error}") from error
    records = []
    first = line_of(text, "pages") + 1
    for number, row in enumerate(field(text, found, "pages", lambda value: isinstance(value, list))):
        try:
            records.append(load(row, paths))
        except (ArithmeticError, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise TemplateError(f"line {first + number}: page {number + 1} is damaged ({error})") from error
    return site, sample(records, math.inf if threshold is None else float(threshold), LIMIT), rules


def load_places(text: str, rows: list[Any]) -> list[str]:
    """The paths of all boxes."""
    paths: list[str] = []
    for number, row in enumerate(rows):
        try:
            outer, name = row
            if not is_text(name) or not -1 <= outer < number:
                raise ValueError("a number and a name are expected")
            paths.append(paths[outer] + SEPARATOR + name if outer >= 0 else name)
        except (TypeError, ValueError) as error:
            line = line_of(text, "places") + 1 + number
            raise TemplateError(f"line {line}: place {number + 1} is damaged ({error})") from error
    return paths


def load(row: dict[str, Any], paths: list[str]) -> StoredPage:
    """One page; raises what a damaged one makes of it."""
    year, _, month = row["period"].partition("-")
    places = np.frombuffer(unpack(row["places"]), dtype="<u2")
    texts = widen(unpack(row["texts"]), TEXT_BYTES)
    ends = {name: widen(unpack(row[name]), END_BITS // 8) for name in ENDS}
    own = tuple(paths[number] for number in row["paths"] if number >= 0)
    columns = {name: unpack(row[name]) for name in COLUMNS}
    if not 0 < len(places) == len(texts) <= MOST_BLOCKS or any(
        len(column) != len(places) for column in (*columns.values(), *ends.values())
    ):
        raise ValueError("columns of different lengths")
    if len(own) != len(row["paths"]) or int(places.max()) >= len(own):
        raise ValueError("a place that is not there")
    identifier, title = int(row["id"], 16), row["title"]
    if not is_text(title) or not 0 <= identifier < 2**64 or not (1 <= int(month) <= 12 and 0 < int(year) <= MAXYEAR):
        raise ValueError("id, title or period")
    examples = tuple((int(block), str(text)) for block, text in row["examples"])
    return StoredPage(
        id=identifier,
        period=int(year) * 12 + int(month) - 1,
        title=title,
        paths=own,
        places=tuple(places.tolist()),
        texts=tuple(texts),
        begins=tuple(ends["begins"]),
        closes=tuple(ends["closes"]),
        words=columns["words"],
        links=columns["links"],
        sentences=columns["sentences"],
        log_odds=columns["log_odds"],
        examples=tuple(example for example in examples if 0 <= example[0] < len(places)),
    )


def narrow(values: Sequence[int], width: int) -> bytes:
    """Whole numbers below 2**64 as ``width`` bytes each, the lowest first."""
    return np.array(values, dtype="<u8").view(np.uint8).reshape(-1, 8)[:, :width].tobytes()


def widen(data: bytes, width: int) -> list[int]:
    """The numbers that :func:`narrow` wrote."""
    short = np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
    padded = np.concatenate((short, np.zeros((len(short), 8 - width), np.uint8)), axis=1)
    values: list[int] = padded.view("<u8").ravel().tolist()
    return values


def pack(data: bytes) -> str:
    """Bytes as text."""
    return base64.b64encode(data).decode("ascii")


def unpack(text: str) -> bytes:
    """Text as bytes; raises ValueError for anything else."""
    return base64.b64decode(text, validate=True)


def field(text: str, found: dict[str, Any], name: str, right: Callable[[Any], bool]) -> Any:
    """A value of the head, if it is of the right kind."""
    if name not in found or not right(found[name]):
        raise TemplateError(f"line {line_of(text, name)}: {json.dumps(name)} is missing or not what it should be")
    return found[name]


def line_of(text: str, name: str) -> int:
    """The line on which a field of the head begins; 1 where it is missing."""
    at = text.find(json.dumps(name) + ":")
    return text.count("\n", 0, max(at, 0)) + 1


def is_text(value: Any) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def is_texts(value: Any) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
