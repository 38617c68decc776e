"""Records in, records out: in this process, in workers, and as Arrow tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from cleaner.batch.outputs.record import FIELDS
from cleaner.records import (
    PAGE_FIELDS,
    Names,
    clean_records,
    clean_table,
    clean_tables,
    learn_many,
    learn_records,
    merge_templates,
    schema_of,
)
from cleaner.records.learn import thinned
from cleaner.rules import Rules
from tests.batch_pages import page
from tests.template_pages import article, site_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS: list[dict[str, Any]] = [
    {"doc": {"html": page(0)}, "link": "https://a.example/0", "key": 7, "label": "x", "title": "theirs"},
    {"doc": {"html": None}, "link": "https://a.example/1", "key": 8, "label": "y", "title": "theirs"},
    {"doc": {"html": b"%PDF-1.4"}, "link": float("nan"), "key": None, "label": None, "title": None},
    {"doc": {"html": memoryview(page(3).encode())}, "key": 10},
]
SETTINGS: dict[str, Any] = {"html": "doc.html", "url": "link", "id": "key", "view": ["text", "markdown"]}


def test_every_record_is_a_row() -> None:
    rows = list(clean_records(ROWS, keep=["label", "title"], **SETTINGS))
    assert [list(row) for row in rows] == [[*PAGE_FIELDS, "label", "input_title", "reason", "error"]] * 4
    assert [row["reason"] for row in rows] == [None, "missing field", "not text", None]
    assert [row["id"] for row in rows] == [7, 8, None, 10]
    assert [row["label"] for row in rows] == ["x", "y", None, None]
    first = cleaner.clean(page(0), "https://a.example/0")
    assert (rows[0]["text"], rows[0]["markdown"], rows[0]["html"]) == (first.text, first.markdown, None)
    assert (rows[0]["title"], rows[0]["input_title"]) == (first.title, "theirs")
    assert rows[1]["error"] == "'doc.html' must be str or bytes, not NoneType" or "doc.html" in rows[1]["error"]


def test_workers_outlive_a_call_and_give_the_same() -> None:
    here = list(clean_records(ROWS, **SETTINGS))
    with cleaner.Workers(1) as workers:
        for _ in range(2):
            assert list(clean_records(ROWS, workers=workers, **SETTINGS)) == here
        results = list(
            cleaner.Cleaner(links=True).clean_many(ROWS, workers=workers, names=Names("doc.html", "link", "key"))
        )
    assert [result.document is not None for result in results] == [True, False, False, True]
    assert results[0].document is not None
    assert results[0].document.options.links is True


def test_one_record_is_a_value_or_a_reason() -> None:
    made = cleaner.Cleaner()
    assert made.result({"html": page(1), "id": 3}, view="text").record == {
        **made.result(page(1), view="text").record, "id": 3,  # type: ignore[dict-item]
    }  # fmt: skip
    assert made.result(b"\x89PNG\r\n\x1a\n" + bytes(40)).reason == "not text"
    with pytest.raises(cleaner.ArgumentError, match="markdown"):
        made.result(page(1), view="txet")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"workers": -2}, "-1 for one a core"),
        ({"workers": 1, "memory": 2000}, "2_000_000_000 is 2 GB"),
        ({"workers": 1, "timeout": 0}, "number of seconds"),
    ],
)
def test_numbers_that_make_no_sense(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(cleaner.ArgumentError, match=said):
        list(cleaner.Cleaner().clean_many([page(1)], **arguments))


def test_tables_keep_their_types(pa: Any) -> None:
    table = pa.table(
        {
            "html": pa.array([page(0), None]),
            "id": pa.array([1, 2], pa.int64()),
            "when": pa.array([5, None], pa.timestamp("s")),
            "site": pa.array(["mine", "mine"]),
        }
    )
    clean = clean_table(table, keep=["all"])
    assert clean.column_names == [*PAGE_FIELDS, "when", "input_site", "reason", "error"]
    assert clean.schema.field("id").type == pa.int64()
    assert clean["when"].equals(table["when"])
    assert clean["reason"].to_pylist() == [None, "missing field"]
    assert clean.schema.field("authors") == schema_of().field("authors")
    assert clean_table(table.to_batches()[0]).num_rows == 2
    assert clean_table(table.slice(0, 0)).num_rows == 0
    assert schema_of(FIELDS).names == list(FIELDS)


def site_page(number: int) -> tuple[str, str]:
    promise = "We at this site believe in careful reporting, as the many readers who support us with gifts do, too."
    return page(number).replace("<article>", f"<article><p>{promise}</p>"), f"https://s{number % 2}.example/{number}"


def test_templates_of_a_stream_of_mixed_sites() -> None:
    pages: list[Any] = [site_page(number) for number in range(24)]
    records: list[Any] = [*pages[:10], b"%PDF-1.4", {"html": None}, "<p>no site", *pages[10:]]
    records.append({"html": "<div></div>", "url": "https://s0.example/empty"})
    learned = learn_many(records, pages_per_site=5)
    assert list(learned.templates) == ["s0.example", "s1.example"]
    assert learned.skipped == Counter({"missing field": 1, "no site": 2}) + Counter(
        {"no text": learned.skipped["no text"]}
    )
    chosen = [pages[2 * index + 1] for index in (2, 4, 7, 9, 11)]
    expected = cleaner.SiteTemplate.learn(chosen)
    assert learned.templates["s1.example"].sample == expected.sample
    streamed = learn_many(iter(records), pages_per_site=5)
    assert streamed.pages < 24
    assert set(streamed.templates) == set(learned.templates)


def test_fewer_and_fewer_pages_of_a_stream() -> None:
    taken = [index for index in range(200) if thinned(index, 10)]
    assert taken[:14] == [*range(10), 10, 12, 14, 16]
    assert len(taken) == 10 + 5 * 4 + 2


def test_parts_of_templates_join_in_any_order() -> None:
    pages = [site_page(number) for number in range(12)]
    rows = [{"html": html, "url": url} for html, url in pages] + [{"html": None}]
    skipped: list[str] = []
    parts = list(learn_records(rows, held=5, on_error=skipped.append))
    assert len(parts) == 6
    assert skipped == ["missing field"]
    whole = list(merge_templates(parts))
    assert whole == list(merge_templates(reversed(parts))) == list(merge_templates([*whole, *parts]))
    expected = cleaner.SiteTemplate.learn(pages[::2])
    assert cleaner.SiteTemplate.from_json(whole[0]["template"]).sample == expected.sample
    assert (whole[0]["site"], whole[0]["pages"]) == ("s0.example", 6)


def test_records_are_taken_as_rows_are_asked_for() -> None:
    taken = []

    def records() -> Iterator[str]:
        for number in range(100):
            taken.append(number)
            yield page(number)

    rows = clean_records(records())
    next(rows)
    assert taken == [0]


def taught() -> cleaner.SiteTemplate:
    learned = cleaner.SiteTemplate.learn(site_pages(8))
    return learned.with_rules(Rules(drop=("h1",)))


def test_a_record_may_bring_its_template_along() -> None:
    template = taught()
    html, url = article(40), "https://example.org/40"
    alone, known = cleaner.clean(html, url).text, cleaner.clean(html, url, template=template).text
    assert alone != known
    rows: list[dict[str, Any]] = [
        {"html": html, "url": url, "site": value}
        for value in (None, template.to_bytes(), bytearray(template.to_bytes()), template.to_json(), 7, b"other")
    ]
    clean = list(clean_records(rows, template="site"))
    assert [row["text"] for row in clean] == [alone, known, known, known, None, None]
    assert [row["reason"] for row in clean] == [None, None, None, None, "missing field", "error"]
    with cleaner.Workers(1) as workers:
        assert list(clean_records(rows, template="site", workers=workers)) == clean


def test_earlier_failures_are_passed_on() -> None:
    first = list(clean_records([{"html": None, "id": 1}, {"html": b"%PDF-1.4", "id": 2}, {"html": page(1), "id": 3}]))
    again = list(clean_records([{**row, "html": page(1)} for row in first], reason="reason"))
    assert [(row["id"], row["reason"], row["error"]) for row in again] == [
        (row["id"], row["reason"], row["error"]) for row in first
    ]
    assert again[2]["text"] == first[2]["text"]


def test_tables_of_a_stream_stay_apart(pa: Any) -> None:
    rows = [{"html": page(number), "id": number, "lang": "en"} for number in range(7)]
    whole = pa.Table.from_pylist(rows)
    tables = [whole.slice(0, 0), whole.slice(0, 3), whole.slice(3, 0), whole.slice(3, 4), whole.slice(0, 0)]
    clean = list(clean_tables(tables, keep=["all"]))
    assert [table.num_rows for table in clean] == [0, 3, 0, 4, 0]
    assert pa.concat_tables(clean).equals(clean_table(whole, keep=["all"]))
    with cleaner.Workers(1) as workers:
        assert list(clean_tables(tables, keep=["all"], workers=workers)) == clean
    shared = pa.table({"html": whole["html"], "t": pa.array([taught().to_bytes()] * 7).dictionary_encode()})
    assert clean_table(shared, template="t").num_rows == 7


def test_workers_learn_the_same() -> None:
    records: list[Any] = [site_page(number) for number in range(6)]
    records += [b"%PDF-1.4", {"html": None}, "<p>no site", {"html": "<div></div>", "url": "https://s0.example/empty"}]
    here = learn_many(records)
    with cleaner.Workers(1) as workers:
        there = learn_many(records, workers=workers)
    assert there == here
    assert here.pages + here.skipped.total() == len(records)
