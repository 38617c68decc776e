"""Plain values by their schema, and front matter that YAML reads back."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.metadata import Metadata
from cleaner.views.frontmatter import front_matter, scalar
from cleaner.views.json import SCHEMA
from tests.reading import URL, whole

if TYPE_CHECKING:
    from cleaner.document import Document

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("cleaner") / "views" / "document.schema.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
@pytest.mark.parametrize("blocks", [False, True])
def test_schema(page: Path, blocks: bool) -> None:
    value = cleaner.clean(page.read_bytes(), url=URL).to_dict(blocks=blocks)
    jsonschema.validate(json.loads(json.dumps(value)), schema())
    assert ("blocks" in value) is blocks


def test_every_field_is_documented() -> None:
    value = whole("<h1>A</h1><p>b</p>").to_dict(blocks=True)
    told = schema()["properties"]
    assert set(value) == set(told)
    assert set(value["blocks"][0]) == set(told["blocks"]["items"]["properties"])
    assert set(value["metadata"]) == set(told["metadata"]["properties"])
    assert value["schema"] == SCHEMA == told["schema"]["const"]


def read_front(text: str) -> Any:
    assert text.startswith("---\n") and text.endswith("---\n")
    return yaml.safe_load(text.removesuffix("---\n"))


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_front_matter(page: Path) -> None:
    document = cleaner.clean(page.read_bytes(), url=URL)
    known = document.metadata.to_dict() | {"title": document.title}
    assert read_front(front_matter(document.title, document.metadata)) == {
        name: value for name, value in known.items() if value and name != "sources"
    }


def test_nothing_known_no_front_matter() -> None:
    document: Document = whole("<p>text</p>", url=None)
    object.__setattr__(document, "metadata", Metadata())
    assert front_matter(document.title, document.metadata) == ""


@given(st.text())
def test_strings_survive(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}


@pytest.mark.parametrize(
    "text", ["no", "2024-01-02", "1e3", "~", "- a", "a: b # c", 'q"\\', "x\u2028y\x85z", "😀", "\x7f"]
)
def test_strings_stay_strings(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar([text])}") == {"a": [text]}
