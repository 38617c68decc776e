"""What stands in for an image is told from what says something of it."""

from __future__ import annotations

import time

import pytest

import cleaner
from cleaner.page.stubs import LONGEST, is_image_label, is_image_stub

PARAGRAPH = "The ferry left the old harbour an hour late, and nobody on the quay could say why that was so. "


@pytest.mark.parametrize(
    "line",
    [
        "/2019/07/harbour-4f2a.jpg)", "teaser_11.webp", "[Photo: IMG_2041.png]", "![ ](/i/7c.gif)", "See all 14 pictures",
        "Image 4 of 9", "Foto wird geladen", "Bild vergrößern", "Voir la galerie", "Открыть галерею", "点击放大图片",
        "写真を拡大する", "Photo", "Resim 3", "Ładowanie zdjęcia", "Image: harbour-09.png",
    ],
)  # fmt: skip
def test_what_stands_in_for_an_image_is_never_content(line: str) -> None:
    assert is_image_stub(line) or is_image_label(line)
    body = f"<p>{PARAGRAPH * 3}</p><p>{line}</p><p>{PARAGRAPH * 4}</p>"
    assert line not in cleaner.clean(f"<html><body><article><h1>A late ferry</h1>{body}</article></body></html>").text


@pytest.mark.parametrize("unit", ["/", "a/", "placeholder", ".png", "![](", "<img "])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    times = []
    for length in (LONGEST // 4, LONGEST):
        line = (unit * LONGEST)[: length - 1] + "x"
        start = time.process_time()
        for _ in range(3):
            is_image_stub(line)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.15
