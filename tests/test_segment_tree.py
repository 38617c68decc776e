"""The tree of a page belongs to the page, is made once, and is let go when its thread reads the next page."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import cleaner
from cleaner.page.page import Form, Page
from cleaner.segment.html.segment import segment_html, tree_of
from cleaner.segment.html.tree import MOST_KEPT, PageTree
from cleaner.segment.text.segment import marks_of, segment_text

BOATS = "<p>Forty boats came in at dawn.</p>"
TEXT = "Forty boats came in at dawn.\n\n- one\n- two\n"


def test_a_page_is_parsed_once() -> None:
    page = segment_html(BOATS)
    assert tree_of(page) is tree_of(page)


def test_a_thread_keeps_the_tree_of_one_page() -> None:
    page = segment_html(BOATS)
    tree = tree_of(page)
    other = segment_html(BOATS)
    assert tree_of(other) is tree_of(other)
    assert tree_of(page) is not tree
    assert tree_of(page).html == tree.html


def test_a_page_without_a_tree_gets_one() -> None:
    page = Page(form=Form.HTML, source=BOATS)
    assert tree_of(page) is tree_of(page)


def test_the_tree_of_a_very_long_page_is_not_kept() -> None:
    tree = PageTree("<p>" + "a" * MOST_KEPT)
    assert tree.read() is not tree.read()


def test_threads_take_no_tree_from_each_other() -> None:
    page = segment_html(BOATS)
    tree = tree_of(page)
    with ThreadPoolExecutor(1) as threads:
        threads.submit(segment_html, BOATS).result()
    assert tree_of(page) is tree


def test_a_pickled_page_has_neither_tree_nor_lines() -> None:
    html, text = segment_html(BOATS), segment_text(TEXT)
    lines = marks_of(text)
    again_html, again_text = pickle.loads(pickle.dumps((html, text)))
    assert (again_html, again_text) == (html, text)
    assert b"Line" not in pickle.dumps(text)
    assert tree_of(again_html).html == tree_of(html).html
    assert marks_of(again_text) == lines


def test_documents_that_were_pickled_have_the_same_views() -> None:
    for source in (BOATS, TEXT):
        document = cleaner.clean(source)
        again = pickle.loads(pickle.dumps(document))
        assert (again.text, again.markdown, again.html, again.metadata) == (
            document.text, document.markdown, document.html, document.metadata
        )  # fmt: skip
