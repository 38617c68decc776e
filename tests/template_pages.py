"""Pages of invented sites, written for the tests of templates."""

from __future__ import annotations

from random import Random

WORDS = (
    "the council river bridge morning market harbour teacher village engine winter garden report signal station "
    "minister orchard painter library season weather factory doctor corner valley train ticket summer question answer "
    "letter window carpet mountain forest sailor farmer music theatre lantern pepper silver copper island captain"
).split()
MENU = ("Home", "Local news", "Business", "Sport", "Culture", "Travel", "Weather", "Jobs", "Contact us")


def sentence(random: Random, least: int = 9, most: int = 22) -> str:
    """A sentence of chance words."""
    words = [random.choice(WORDS) for _ in range(random.randint(least, most))]
    return " ".join(words).capitalize() + "."


def paragraph(random: Random) -> str:
    """Three to five sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(3, 5)))


def headline(random: Random) -> str:
    """A title."""
    return sentence(random, 5, 9).rstrip(".")


def frame(title: str, main: str, random: Random, name: str = "The Example Courier") -> str:
    """A page: menu, ``main``, a side column with other headlines on every page, a footer."""
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in MENU)
    side = "".join(f'<li><a href="/a/{random.random()}">{headline(random)}</a></li>' for _ in range(6))
    return (
        f"<!doctype html><html><head><title>{title} - {name}</title></head><body>"
        f'<div class="top"><ul class="menu">{menu}</ul></div>'
        f'<div class="page"><div class="story">{main}</div>'
        f'<div class="side"><h3>Most read</h3><ul class="ranking">{side}</ul></div></div>'
        f'<div class="foot"><p>{name}, 12 Quay Street. All rights reserved.</p><p>Terms of use</p></div></body></html>'
    )


def article(number: int, extra: str = "", paragraphs: int = 6, middle: str = "") -> str:
    """An article page; ``middle`` stands between its paragraphs, ``extra`` behind them."""
    random = Random(number)
    title = headline(random)
    texts = [f"<p>{paragraph(random)}</p>" for _ in range(paragraphs)]
    texts.insert(len(texts) // 2, middle)
    return frame(title, f"<h1>{title}</h1>{''.join(texts)}{extra}", random)


def site_pages(count: int, extra: str = "", middle: str = "") -> list[tuple[str, str | None]]:
    """Article pages with their addresses."""
    return [(article(n, extra, middle=middle), f"https://www.example.org/{n}") for n in range(count)]
