"""The whole way of a page: determinism, options, bad input."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from cleaner import Cleaner, NotTextError, Options, SiteTemplate, TooLargeError, UnknownEncodingError
from tests.template_pages import article

SAMPLES = Path(__file__).parent.parent / "samples"
PAGES = sorted(SAMPLES.glob("*.html"))
ARTICLE = (SAMPLES / "blog.html").read_bytes()


def test_the_same_bytes_give_the_same_text_in_any_order() -> None:
    first = [cleaner.clean(page.read_bytes()).text for page in PAGES]
    second = [cleaner.clean(page.read_bytes()).text for page in reversed(PAGES)]
    assert first == second[::-1]


def test_the_same_bytes_give_the_same_text_in_another_process() -> None:
    code = "import sys, cleaner; sys.stdout.buffer.write(cleaner.clean(sys.stdin.buffer.read()).text.encode())"
    done = subprocess.run([sys.executable, "-c", code], input=ARTICLE, capture_output=True, check=True)
    assert done.stdout.decode() == cleaner.clean(ARTICLE).text


def test_the_title_is_the_first_line() -> None:
    document = cleaner.clean(ARTICLE)
    assert document.title == "What a year of baking rye bread taught me"
    assert document.text.split("\n")[0] == document.title


def test_every_block_is_kept_or_removed_with_a_reason() -> None:
    document = cleaner.clean(ARTICLE)
    assert len(document.blocks) == len(document.page)
    assert {block.kept for block in document.blocks} == {True, False}
    assert all((block.reason is None) == block.kept for block in document.blocks)
    assert [block for block in document.blocks if not block.kept] == list(document.removed)


def test_documents_and_cleaners_can_be_pickled() -> None:
    document = cleaner.clean(ARTICLE)
    assert document.text and document.html and document.markdown
    again = pickle.loads(pickle.dumps(document))
    assert not {"text", "html", "markdown", "content", "blocks", "metadata"} & set(vars(again))
    assert (again.text, again.markdown, again.blocks) == (document.text, document.markdown, document.blocks)
    maker = pickle.loads(pickle.dumps(Cleaner(Options(focus="recall"))))
    assert maker.clean(ARTICLE).text == Cleaner(Options(focus="recall")).clean(ARTICLE).text


def test_focus_orders_how_much_is_kept() -> None:
    kept = [
        int(cleaner.clean(page.read_bytes(), options=Options(focus=focus)).kept.sum())
        for focus in ("precision", "balanced", "recall")
        for page in PAGES
    ]
    third = len(PAGES)
    for precise, balanced, generous in zip(kept[:third], kept[third : 2 * third], kept[2 * third :], strict=True):
        assert precise <= balanced <= generous


@pytest.mark.parametrize(
    "source",
    ["", b"", "   \n ", b"<html></html>", "<p></p>", b"<html><body><nav><a href=/>Home</a></nav></body></html>"],
)
def test_a_page_without_an_article_is_empty_and_says_so(source: str | bytes) -> None:
    document = cleaner.clean(source, form="html")
    assert document.text == ""
    assert any("no article" in warning for warning in document.warnings)


def test_too_large() -> None:
    with pytest.raises(TooLargeError, match="max_bytes"):
        cleaner.clean(b"<p>x</p>" * 100, options=Options(max_bytes=100))


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"%PDF-1.7 stuff", b"\x1f\x8b\x08" + bytes(30)])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        cleaner.clean(data)


def test_unknown_encoding() -> None:
    with pytest.raises(UnknownEncodingError, match="klingon"):
        cleaner.clean(b"<p>x</p>", encoding="klingon")


def test_options_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="focus"):
        Options(focus="everything")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_bytes"):
        Options(max_bytes=0)


def test_importing_cleaner_is_light() -> None:
    code = "import sys, cleaner; print([name for name in ('typer', 'rich', 'torch', 'ftfy', 'pyarrow') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_what_stands_around_a_repeated_sentence_does_not_bring_it_back() -> None:
    sentence = "Read the newsletter of the Courier every morning: it is free of charge for all of our readers."
    pages = [article(number, middle=f"<p>{sentence}</p>") for number in range(8)]
    template = SiteTemplate.learn(pages, site="courier.example")
    assert all(sentence in cleaner.clean(page).text for page in pages)  # one page alone does not tell
    assert not any(sentence in cleaner.clean(page, template=template).text for page in pages)
