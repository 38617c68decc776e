"""Bytes to text, and the repair of broken text.

Cases are in ``cases/decode``. A case of reading has the text and the Python codec that makes its bytes (``as``), or the
bytes in hexadecimal where no codec makes them; ``charset`` is what the caller says.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.decode.decode import Source, decode, repair, take
from cleaner.decode.detect import relabel
from cleaner.decode.labels import LABELS, REPLACEMENT, encoding_named, encoding_of, read
from cleaner.decode.lost import lost_before, restored
from cleaner.decode.mojibake import BROKEN, looks_broken
from cleaner.errors import NotTextError, UnknownEncodingError

CASES = Path(__file__).parent / "cases" / "decode"


def cases(*names: str) -> list[Any]:
    return [case for name in names for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", cases("detected", "labelled", "utf8"), ids=lambda case: case["name"])
def test_bytes_are_read_as_browsers_read_them(case: dict[str, Any]) -> None:
    data = case["text"].encode(case["as"]) if "as" in case else bytes.fromhex(case["bytes"])
    found = decode(data, case.get("charset"))
    assert found.text == case["text"]
    assert (found.encoding, found.source, found.repaired) == (
        case["encoding"],
        Source(case["source"]),
        case.get("repaired", False),
    )


@pytest.mark.parametrize("case", cases("broken"), ids=lambda case: ascii(case["fixed"][:20]))
def test_broken_text_is_repaired(case: dict[str, str]) -> None:
    assert repair(case["broken"]) == case["fixed"]


@pytest.mark.parametrize("text", cases("good"), ids=lambda text: ascii(text[:20]))
def test_good_text_comes_out_as_it_went_in(text: str) -> None:
    assert repair(text) == text


def test_good_runs_of_a_partly_broken_page_come_out_as_they_went_in() -> None:
    runs = [run.replace("\n", " ") for run in cases("good")]
    page = "\n".join([*runs, "Le cafÃ© Ã©tait fermÃ©."])
    assert repair(page).split("\n") == [*runs, "Le café était fermé."]


@pytest.mark.parametrize("case", cases("not_text"), ids=lambda case: case["says"])
def test_what_is_no_text_is_named(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["bytes"])
    for reading in (decode, lambda data: take(data.decode("latin-1"))):
        with pytest.raises(NotTextError, match=f"this is {case['says']}.*give HTML or text"):
            reading(data)
    with suppress(UnicodeDecodeError), pytest.raises(NotTextError):
        take(data.decode())


@pytest.mark.parametrize(
    "text", ["BZh is no archive", "PAR1 and ID3 are words", "GIF89a is a format", "RIFF raff", "PK"]
)
def test_text_that_begins_like_a_file_format_is_text(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("label", ["nonsense", "", "idna", "rot13", "hex", "a\0b", "../etc"])
def test_an_unknown_encoding_is_named_and_others_offered(label: str) -> None:
    with pytest.raises(UnknownEncodingError) as error:
        decode(b"<p>text</p>", label)
    assert repr(label) in str(error.value)
    assert "utf-8" in str(error.value)


def test_labels_of_the_standard() -> None:
    assert len(LABELS) == 228
    assert len(set(LABELS.values())) == 40
    assert encoding_of(" GB2312\n") == encoding_named("gb_2312-80") == "gbk"
    assert encoding_of("latin-1") is None
    assert encoding_named("latin-1") == encoding_named("iso_8859_1") == "windows-1252"


@pytest.mark.parametrize("encoding", sorted(set(LABELS.values()) - {REPLACEMENT}))
def test_every_encoding_of_the_standard_reads_any_bytes(encoding: str) -> None:
    assert read(b"text", encoding) == "text" or encoding.startswith("utf-16")
    read(bytes(range(256)) * 2, encoding).encode()


def test_a_page_broken_all_through_is_read_again() -> None:
    good = '<meta charset="utf-8">\n' + "<p>Déjà vu : l’été à Málaga — 5 €.</p>\n" * 20
    once = good.encode().decode("latin-1")
    assert repair(once) == good
    assert repair(once.encode().decode("latin-1")) == good


@pytest.mark.parametrize("misread", ["latin-1", "iso8859-15"])
def test_a_chinese_page_taken_for_latin_letters_is_read_again(misread: str) -> None:
    good = '<meta charset="gb2312">\n' + "<p>星期一早上，广场上的市场开门了，居民都来买苹果。</p>\n" * 20
    assert repair(good.encode("gbk").decode(misread)) == good


def test_a_table_of_letters_is_no_page_in_another_script() -> None:
    table = "<table>" + "<tr><td>ÀÁÂÃÄÅÆÇÈÉÊË</td><td>àáâãäåæçèéêë</td></tr>\n" * 5 + "</table>"
    assert repair(table) == table


def test_good_pages_import_neither_ftfy_nor_chardetng() -> None:
    code = (
        "import sys; from cleaner.decode.decode import decode; decode('<p>Déjà “vu” 中文</p>'.encode());"
        "sys.exit(bool({'ftfy', 'chardetng_py'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<",
            "<meta ",
            "<meta charset",
            "<?xml ",
            "\x1b$",
            '"Ã©" ',
            "Ã",
            "Íîâîñòè ìèðà ",
            "Р°Р± ",
            "п╟ ",
            "锛銆",
            "縺励 ",
            "鈥 é",
            "├® é ",
            "<script>",
            "<!--",
            "\udced\udca0\udcbd",
            "À Á Ã© ",
            "Ã© 中 ",
        ),
        *("\udcff", "é\udce9 ", "<script>\udce9", "\udcb0\udca1", "\x92"),
    ],
)
def test_hostile_bytes_take_linear_time(piece: str) -> None:
    data = piece.encode("utf-8", "surrogateescape")
    took = []
    for size in (25_000, 100_000):
        start = time.process_time()
        decode(data * size)
        took.append(time.process_time() - start)
    assert took[1] < 12 * took[0] + 0.5  # four times as much; what is quadratic takes sixteen times as long


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "windows-1252", "utf-16", "iso-2022-jp"]))
def test_any_bytes_become_safe_text_or_are_refused(data: bytes, charset: str | None) -> None:
    try:
        text = decode(data, charset).text
    except NotTextError:
        return
    text.encode()
    assert "\0" not in text


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_becomes_safe(text: str) -> None:
    mended = repair(text)
    mended.encode()
    assert "\0" not in mended


@given(st.text("Ã©â€™Â aĹ‚ĂłвЂР°βΞ±ā√\x80\x9føÐÄ„", max_size=9))
def test_one_search_or_several_find_the_same_broken_texts(text: str) -> None:
    assert (BROKEN.search(text.encode()) is not None) == looks_broken(text.encode())


@pytest.mark.parametrize(("before", "source"), [(3000, Source.META), (5000, Source.DETECTED)])
def test_a_late_declaration_is_found_and_a_very_late_one_is_not(before: int, source: Source) -> None:
    head = f"<style>{' ' * before}</style><meta charset=windows-1250>"
    found = decode(f"{head}<p>Příští týden se otevře nový most přes řeku, řekl starosta města.".encode("windows-1250"))
    assert found.source is source


def test_a_few_letters_do_not_refute_a_label_and_many_do() -> None:
    assert relabel("<p>Dvořák Pražský".encode("iso-8859-2"), "windows-1252") is None
    czech = "<p>Příští týden se otevře nový most přes řeku, řekl v úterý starosta města."
    found = relabel(czech.encode("windows-1250"), "windows-1252")
    assert found is not None
    assert found.encoding == "windows-1250"
    assert relabel(czech.encode("windows-1250"), "windows-1250") is None


def test_bytes_that_gbk_cannot_lose_are_not_guessed() -> None:
    """Of the characters that fit two bytes, only those count whose third byte is nothing in the wrong encoding."""
    good = "市场里的苹果很便宜，大家都来买。"
    lossy = good.encode().decode("gbk", "ignore")
    assert restored(lossy, "gb18030") == good
    assert lost_before(ord("<"), "gbk").startswith(b"\x80")
    assert not set(lost_before(0xE4, "gbk")) & set(range(0x81, 0xA1))


def test_what_repair_could_not_tell_is_said() -> None:
    page = "<p>" + "天气很好，我们去吃饭。" * 3 + "</p>"
    decoded = decode(page.encode().decode("gbk", "ignore").encode())
    lost = decoded.text.count("\ufffd")
    assert lost and decoded.warnings == (f"broken utf-8 text was repaired; {lost} characters of it are lost",)
