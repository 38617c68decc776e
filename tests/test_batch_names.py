"""Names of output files: safe, and each one only once."""

from __future__ import annotations

import pytest

from cleaner.batch.outputs.names import Names, safe


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b.html", "a/b"),
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/./x.html", "abs/x"),
        ("..", "page"),
        ("", "page"),
        ("a\nb\x00c.html", "a_b_c"),
        ("caf\udce9.html", "caf_"),
        ("C:\\x\\y.html", "C_x_y"),
        (".hidden", "_.hidden"),
        ("con.html", "_con"),
        ("a.txt/b.html", "a.txt_/b"),
        ("v1.2.3/notes.longending", "v1.2.3/notes.longending"),
        ("x" * 300, "x" * 100),
        ("\N{CJK UNIFIED IDEOGRAPH-4E00}" * 300, "\N{CJK UNIFIED IDEOGRAPH-4E00}" * 66),
        ("a/" * 50 + "b", "a/a/a/a/a/a/a/b"),
    ],
)
def test_safe(name: str, expected: str) -> None:
    assert safe(name) == expected


def test_equal_names_get_numbers() -> None:
    names = Names()
    given = [names.free(name) for name in ("a.html", "a.htm", "A.txt", "a-2", "a", "b/a.html")]
    assert given == ["a", "a-2", "A-3", "a-2-2", "a-4", "b/a"]
