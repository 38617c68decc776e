"""The tree of a page is made once, and no longer kept than the next page comes."""

from concurrent.futures import ThreadPoolExecutor

from cleaner.segment.html.tree import MOST_KEPT, parse


def test_the_last_page_is_parsed_once() -> None:
    html = "<p>Forty boats came in at dawn.</p>"
    tree = parse(html)
    assert parse(html, html.encode()) is tree
    parse("<p>Another page.</p>")
    assert parse(html) is not tree


def test_an_equal_page_is_parsed_again() -> None:
    html = "<p>Forty boats</p>"
    assert parse(html) is not parse("".join(list(html)))


def test_the_tree_of_a_very_long_page_is_not_kept() -> None:
    html = "<p>" + "a" * MOST_KEPT
    assert parse(html) is not parse(html)


def test_threads_share_no_tree() -> None:
    html = "<p>Forty boats came in at dawn.</p>"
    tree = parse(html)
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(parse, html).result() is not tree
    assert parse(html) is tree
