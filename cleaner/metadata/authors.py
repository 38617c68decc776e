"""Names of authors, from bylines and author fields."""

from __future__ import annotations

import re

BY = (
    r"by|written by|posted by|published by|story by|words by|text by|article by|reported by|authored by|created by|author|authors|writer|writers"
    r"|von|text von|ein beitrag von|geschrieben von|autor|autorin|autoren|verfasst von|verfasser"
    r"|par|publié par|écrit par|rédigé par|auteur|auteurs|auteure"
    r"|por|escrito por|publicado por|autora|autores|di|a cura di|scritto da|pubblicato da|da|autore|door|geschreven door"
    r"|av|af|skrevet av|skrevet af|tekst|text|texte|texto|testo|przez|autorzy|napisał|napisała|napsal|napsala|kirjoittaja|teksti"
    r"|автор|авторы|автори|текст|yazar|yazan|írta|szerző|de către|scris de|συντάκτης|του|από|penulis|oleh|tác giả"
    r"|作者|文|撰文|记者|記者|著者|執筆者|글쓴이|기자"
)
PREFIX = re.compile(rf"^\W*(?:{BY})(?:\s*[:：/／]\s*|\s+)", re.I)
BYLINE = re.compile(
    r"^\W*(?:by|written by|posted by|words by|story by|von|par|por|di|door|av|af|przez|author|autor|auteur|автор|作者|記者|记者|撰文)(?:\s*[:：]\s*|\s+)(?=\S)", re.I
)
"""How a line begins that is a byline."""
CUT = re.compile(
    r"\s*(?:[|•·—–\n\t]|\s-\s|\s@|\bon\s+\w+ \d|\b(?:published|posted|updated|modified|last updated|reviewed by|medically reviewed|fact[- ]checked"
    r"|edited by|photos? by|min(?:ute)?s? read|read time|follow|view all|read more|see all|share)\b|\(?https?://|\d{1,2}[:./]\d{1,2}|\d{4}).*$",
    re.I | re.S,
)
JOINT = re.compile(r"\s*(?:;|、|，|\s&\s|\s(?:and|und|et|y|e|en|og|och|und|ja|i|и|και|ve|with)\s)\s*", re.I)
LETTER = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|^@\w+$|\b[\w-]+\.(?:com|org|net|co\.uk|de|fr|ru)\b", re.I)
NOBODY = frozenset(
    "admin administrator root user guest webmaster unknown anonymous null undefined none n/a na author authors editor by default"
    " test demo superuser superadmin system wordpress wpengine moderator anonym redaktion invité wp_admin siteadmin"
    " website site-admin adminuser admin2 admin1 автор администратор админ gast invitado amministratore".split()
)
CREDENTIAL = re.compile(
    r"(?:Ph\.?D|M\.?D|D\.?O|R\.?N|R\.?D\.?N?|M\.?S\.?c?|M\.?A|B\.?A|B\.?S\.?c?|MBA|MPH|J\.?D|Esq|Jr|Sr|I{2,3}|CPA|CFA|CFP|C\w?SCS|LCSW|LMFT"
    r"|FAND|DDS|DMD|DVM|PharmD|FNP|NP|PT|DPT|E-?RYT.*|[A-Z][A-Za-z]?[A-Z]{1,4}(?:[- ]\w{1,5})?)\.?$"
)
ROLE = re.compile(
    r"\b(?:editors?|writers?|reporters?|correspondents?|contributors?|journalists?|producers?|director|manager|founder|ceo|staff|author|senior"
    r"|associate|assistant|professor|analyst|columnist|critic|freelance|head of|specialist|expert|consultant|officer|president|redakteur\w*"
    r"|for\s|at\s)\b",
    re.I,
)
LONGEST = 70
MOST = 12


def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline or an author field, in order; empty where there are none."""
    text = " ".join(PREFIX.sub("", " ".join(text.split())).split())
    text = PREFIX.sub("", CUT.sub("", ADDRESS.sub(" ", text)))
    found: list[str] = []
    for part in JOINT.split(text):
        found.extend(at_commas(part))
    return distinct(name for name in map(tidy, found) if is_name(name))


def at_commas(text: str) -> list[str]:
    """Names between commas; a credential ("MD") stays with its name, what is a role ("Staff Writer") goes."""
    found: list[str] = []
    for part in re.split(r"\s*,\s*", text):
        if not part:
            continue
        if found and CREDENTIAL.fullmatch(part):
            found[-1] += ", " + part
        elif found and ROLE.search(part):
            continue
        else:
            found.append(part)
    return found


def tidy(name: str) -> str:
    """A name without what surrounds it."""
    name = PREFIX.sub("", " ".join(name.split()))
    return name.strip(" ,;:|/-–—•·*\"“”()[]<>").strip()


def is_name(name: str) -> bool:
    """Whether a text can name an author: letters, not too long, no address, not what programs fill in."""
    return (
        1 < len(name) <= LONGEST
        and LETTER.search(name) is not None
        and name.lower() not in NOBODY
        and not ADDRESS.search(name)
        and len(name.split()) <= 8
    )


def distinct(names: object) -> tuple[str, ...]:
    """Each name once, the fuller form of two."""
    kept: list[str] = []
    for name in names:  # type: ignore[attr-defined]
        key = name.casefold()
        for number, other in enumerate(kept):
            if key in other.casefold():
                break
            if other.casefold() in key:
                kept[number] = name
                break
        else:
            kept.append(name)
    return tuple(kept[:MOST])
