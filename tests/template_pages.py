"""Pages of invented sites, written for the tests of templates."""

from __future__ import annotations

from random import Random

WHO = (
    "The town council", "A spokeswoman for the harbour", "The new headmaster", "Her brother", "The ferry company", "A farmer from the valley",
    "The regional library", "One of the engineers", "The museum's director", "A volunteer", "The mayor", "The bakery on Mill Street",
)  # fmt: skip
DID = (
    "announced that", "said on Monday that", "could not confirm whether", "told reporters that", "hopes that", "was surprised to learn that",
    "explained at length why", "had warned for years that", "denied that", "promised that", "found out that", "wrote in a letter that",
)  # fmt: skip
WHAT = (
    "the old bridge will stay closed", "the last train leaves earlier", "the orchard needs more water", "tickets become cheaper",
    "the roof of the theatre has to be repaired", "fewer ships call at the port", "the school gets a second kitchen",
    "the storm had damaged forty houses", "nobody knew the owner of the boat", "the lantern festival moves to the quay",
    "the river has risen by a metre", "two hundred visitors were turned away",
)  # fmt: skip
WHEN = (
    "before the end of the summer", "since the middle of March", "after a meeting of three hours", "in spite of the protests",
    "because the money is missing", "although the work has begun", "as soon as the weather allows", "for the first time in thirty years",
    "when the report is published", "without giving a reason", "until the court decides", "on both sides of the valley",
)  # fmt: skip


MENU = ("Home", "Local news", "Business", "Sport", "Culture", "Travel", "Weather", "Jobs", "Contact us")


def sentence(random: Random) -> str:
    """A sentence by chance."""
    return f"{random.choice(WHO)} {random.choice(DID)} {random.choice(WHAT)} {random.choice(WHEN)}."


def paragraph(random: Random) -> str:
    """Three to five sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(3, 5)))


def headline(random: Random) -> str:
    """A title."""
    return f"{random.choice(WHAT).capitalize()} {random.choice(WHEN)}"


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


AUTHOR_BOX = (
    '<div class="about"><img src="/i/anna.jpg"><p>Anna Lindqvist has written about harbours, bridges and the people who build them '
    "since 2009. She lives by the river with two dogs and a very old bicycle.</p></div>"
)
NEWSLETTER = (
    '<div class="box"><p>Every Friday we send the five best stories of the week to forty thousand readers. '
    "Join them and never miss what happens in the valley.</p></div>"
)
VIDEO = '<div class="player"><p>To watch this video please enable JavaScript in your browser</p></div>'
LOGIN = '<div class="gate"><p>You have read three of five free articles this month. Log in or create an account to go on.</p></div>'
IMAGE = "<p>/media/cache/2026/11/bridge-640x360.jpg)</p>"


def related(number: int) -> str:
    """A list of other stories, others on every page, each with a sentence."""
    random = Random(10_000 + number)
    entries = "".join(
        f'<div class="entry"><h4><a href="/a/{random.random()}">{headline(random)}</a></h4><p>{sentence(random)}</p></div>'
        for _ in range(4)
    )
    return f'<div class="further">{entries}</div>'


def listing(number: int) -> str:
    """A page of the same site that lists stories with a sentence each."""
    random = Random(20_000 + number)
    entries = "".join(
        f'<li><h2><a href="/a/{random.random()}">{headline(random)}</a></h2><p>{paragraph(random)}</p></li>'
        for _ in range(8)
    )
    return frame("Local news", f'<h1>Local news</h1><ul class="teasers">{entries}</ul>', random)
