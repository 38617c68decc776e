"""``cleaner mcp``, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

import cleaner

mcp = pytest.importorskip("mcp")

SAMPLES = Path(__file__).parent.parent / "samples"
PAGE = (SAMPLES / "news-fr.html").read_text(encoding="utf-8")
URL = "https://www.example.org/page"


def ask(calls: list[tuple[str, dict[str, Any]]], *options: str, home: Path) -> list[Any]:
    """The answers of a server to calls; the first is the list of tools."""
    command = "import sys; from cleaner.cli.app import main; main(['mcp', *sys.argv[1:]])"
    started = mcp.StdioServerParameters(
        command=sys.executable, args=["-c", command, *options], env={"HOME": str(home), "XDG_DATA_HOME": str(home)}
    )

    async def talk() -> list[Any]:
        async with mcp.Client(started) as client:
            return [await client.list_tools(), *[await client.call_tool(name, given) for name, given in calls]]

    return asyncio.run(talk())


def test_tools(tmp_path: Path) -> None:
    tools, article, text, explained, few, none, both, image = ask(
        [
            ("clean", {"source": PAGE, "url": URL, "links": True}),
            ("clean", {"source": PAGE, "view": "text", "focus": "recall"}),
            ("explain", {"source": PAGE}),
            ("explain", {"source": PAGE, "reason": "cookie notice", "most": 1}),
            ("clean", {}),
            ("explain", {"source": PAGE, "file": "news-fr.html"}),
            ("clean", {"source": "\x00\x01\x02" * 400}),
        ],
        home=tmp_path,
    )
    assert [tool.name for tool in tools.tools] == ["clean", "explain"]
    expected = cleaner.clean(PAGE, url=URL, links=True)
    assert article.structured_content["article"] == expected.markdown
    assert article.structured_content["title"] == expected.title
    assert article.structured_content["metadata"]["language"] == expected.metadata.language
    assert text.structured_content["article"] == cleaner.clean(PAGE, focus="recall").text
    removed = explained.structured_content["removed"]
    assert len(removed) == len(cleaner.clean(PAGE).removed)
    assert explained.structured_content["summary"][0]["name"] == "kept"
    assert {block["reason"] for block in few.structured_content["removed"]} <= {"cookie notice"}
    assert none.is_error
    assert both.is_error
    assert "source" in none.content[0].text
    assert image.is_error or image.structured_content["article"] == ""


def test_files_under_a_root_alone(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "secret.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "link.html").symlink_to(tmp_path / "secret.html")
    calls = [
        ("clean", {"file": name, "view": "text"})
        for name in ("a.html", str(tmp_path / "pages" / "a.html"), "../secret.html", "link.html", "missing.html")
    ]
    _, *answers = ask(calls, "--root", str(tmp_path / "pages"), home=tmp_path)
    assert [answer.is_error for answer in answers] == [False, False, True, True, True]
    assert answers[0].structured_content["article"] == cleaner.clean(PAGE).text
    assert "may not be read" in answers[2].content[0].text
    _, refused = ask(calls[:1], home=tmp_path)
    assert refused.is_error
    assert "--root" in refused.content[0].text
