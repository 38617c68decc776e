"""Names of authors, from author fields and from bylines."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.metadata.dates import find_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What stands before a name, in the languages of Europe and East Asia.
BY = (
    "(?:(?:article|story|blog|post|review|guide|interview|opinion|analysis|commentary|essay|recipe|content|words|text"
    "|photos?"
    "|report|guest (?:post|blog|article|essay|column|contribution)) )?"
    "(?:(?:was |is )?(?:written|posted|published|reported|authored|created|contributed|submitted|shared|compiled"
    "|prepared) )?by"
    "|(?:co-?)?authors?|insights from|from the desk of"
    "|(?:(?:eine? )?(?:beitrag|gastbeitrag|kommentar|kolumne|bericht|analyse|interview|essay|reportage|text"
    "|geschrieben|verfasst) )?"
    r"von(?: unsere[mnr] \w{3,30})?|van onze \w{3,30}|autor(?:in|en)?|verfasser(?:in)?|redaktion:"
    "|(?:publié |écrit |rédigé |propos recueillis |texte )?par|auteure?s?|texte|(?:escrito |publicado |texto )?por"
    "|autora?|autor[ae]s"
    "|(?:scritto |pubblicato )?da|di|a cura di|autor[ei]|testo|(?:geschreven )?door|tekst|(?:skrevet |text )?a[vf]"
    "|text|przez|autor(?:zy|ka)?"
    "|napisała?|napsala?|kirjoittaja|teksti|авторы?|автори|текст|yazar|yazan|írta|szerző|(?:scris )?de(?: către)?"
    "|συντάκτης|γράφει ο|του"
    "|penulis|oleh|tác giả|بقلم|كتبت?|إعداد|نویسنده|מאת|โดย|लेखक"
)
CJK_BY = "作者|撰文|文字|取材・文|文|记者|記者|著者|執筆者?|ライター|글쓴이|기자|글"
CJK_SPACED = "(?:作者|撰文|记者|記者|著者|執筆)\\s"
"""Of these, those that a space separates from the name as well."""
CJK_ROLE = re.compile(r"(?<=\w)\s?(?:(?:本报|实习)?记者|記者|特派員|編集委員|(?:선임|인턴)?기자|특파원)$")
"""What is after a name."""
LABELS = "(?:co-?)?(?:writers?|reporters?|contributors?)|words|fotos?|photos?"
"""Nouns that stand before a name only with a colon."""
PREFIX = re.compile(
    rf"^\W*(?:(?:{BY})(?:\s*[:：]\s*|\s+|$)|(?:{LABELS})(?:\s*[:：]\s*|$)|(?:{CJK_BY})\s*[:：/／|｜]\s*|{CJK_SPACED}\s*)",
    re.I,
)
STRONG_PREFIX = re.compile(
    r"^\W*(?:(?:(?:article|story|blog|post|review|guide|interview|opinion|analysis|words|text|report"
    r"|guest (?:post|blog|article|essay|column|contribution)) )?(?:(?:was |is )?"
    r"(?:written|posted|published|reported|authored|contributed|submitted|recommended) )?by|insights from"
    r"|(?:(?:eine? )?(?:beitrag|gastbeitrag|kommentar|kolumne|bericht|analyse|interview|essay|reportage|text"
    r"|geschrieben|verfasst) )?"
    r"von(?: unsere[mnr] \w{3,30})?|van onze \w{3,30}|par|por|di|door|przez|(?:skrevet |text )?a[vf]|بقلم|كتبت?|إعداد"
    r"|מאת|โดย"
    r"|(?:tekst|texte|text|testo|teksti|текст|авторы?|redaktion|نویسنده|लेखक)\s*[:：](?!\s*$)"
    r"|(?:authors?|autor(?:in)?|auteure?|autora?|автор|yazar|penulis|oleh|thread starter)\s*[:：]?)(?:\s*[:：]\s*|\s+|$)"
    rf"|^\W*(?:(?:{CJK_BY})\s*[:：/／|｜]|{CJK_SPACED})",
    re.I,
)
"""How a line begins that is a byline."""
LEADS = re.compile(
    rf"\b(?:by|from|von|par|por|di|door|przez|van onze|a[vf]|autho|auto|aute|автор|yazar|penulis|oleh|starter"
    rf"|te[ksx]{{1,2}}t|текст|redaktion)|{CJK_BY}|بقلم|كتب|إعداد|نویسنده|מאת|โดย|लेखक"
)
"""What every byline that begins with such words has, in lower case."""
BEFORE_LABEL = re.compile(rf"\s(?=(?:{CJK_BY})\s?[:：])")
GLUED_BY = re.compile(r"^By(?=[A-Z])")
NOT_AUTHORS = re.compile(
    r"\b(?:(?:medically |expert |clinically |fact[- ]?)?(?:reviewed|checked|edited|verified|updated|modified"
    r"|photographed|illustrated|translated"
    r"|produced|presented|sponsored|powered|recommended|approved)\s+by|photos?(?:graphy)?\s+by|illustrations?\s+by"
    r"|last (?:updated|modified|reviewed)"
    r"|(?:published|posted|updated|modified|created|reviewed)(?:\s+on)?\b|(?:est(?:imated)?\.? )?read(?:ing)? time"
    r"|\d{1,4}\s?-?\s?min(?:ute)?s?\b"
    r"|follow(?:ing)?\b|view (?:all|profile|bio)|read more|see (?:all|bio)|share\b|comments?\b|subscribe|contact\b"
    r"|about the author|author of\b|writes? (?:for|about)\b|(?:fotos?|photos?|bild(?:er)?|images?|illustrations?"
    r"|grafik|kuvat?|zdjęcia|foto(?:graf(?:ie|ii|i)?)?|фото|写真|摄影|攝影|사진|(?:责任)?编辑|責任編輯|来源|來源)\s*[:：/])"
    r".*$",
    re.I | re.S,
)
"""What a byline goes on with that names no author."""
BREAK = re.compile(r"\s{0,9}(?:[|•·⋅—–\t»]|\s-\s|\s/\s|\s@)\s*")
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b.*$|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.*$", re.I | re.S
)
JOINT = re.compile(r"\s{0,9}(?:;|、|，|\s&\s|\s(?:and|und|et|og|och|и|та|και|ve|with|y|e|en|i|ja)\s)\s*", re.I)
LAST_JOINT = re.compile(r"\s(?:&|and|und|et|og|och|и|та|και|ve|y|e|en|i|ja)\s{1,9}$", re.I)
LEADING_JOINT = re.compile(r"^(?:and|und|et|y|e|og|och|i|и|και|ve|with|&|,)(?:\s|$)", re.I)
LETTER = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(
    r"(?<![^\s@])[^\s@]{1,64}@[\w-]{1,63}\.[\w.-]*\w|https?:\S+|www\.\S+|(?<!\w)@\w+"
    r"|(?<![\w-])[\w-]{1,99}\.(?:html?|php|aspx)\b",
    re.I,
)
TEMPLATE = re.compile(r"[{}\[\]<>$%=]|\w\.\w+\.\w+\.\w|_\w+_")
"""What no name has: the traces of a template that was not filled in."""
NOBODY = frozenset(
    "admin administrator root user guest webmaster unknown anonymous null undefined none n/a na author authors editor"
    " by default"
    " test demo superuser superadmin system wordpress wpengine moderator anonym redaktion invité wp_admin siteadmin"
    " staff"
    " website site-admin adminuser admin2 admin1 автор администратор админ gast invitado amministratore false true"
    " object".split()
) | {
    "the author",
    "site admin",
    "web admin",
    "[object object]",
    "object object",
    "guest author",
    "guest post",
    "post author",
    "author name",
}
NO_NAME = frozenset(
    "about author authors the share shares save print email copy link more read view views posts articles bio profile"
    " updated published"
    " posted reviewed subscribe follow following comments comment menu home search login sign written edited"
    " contributor contributors"
    " with for from this that these our your how what why when where who is are was best top new all no yes get see by"
    " verified"
    " table contents policy agreement privacy cookie cookies terms clicking tags tag sidebar article modified last"
    " contact cost partner content topics topic category advertisement advertiser disclosure credit getty images photo"
    " member joined rank reply likes minutes min team’s".split()
) - {"for"}
"""Words that no name has, where nothing but its place says that a text is one."""
SENTENCE = re.compile(r"[?!…]|\w{4,}\.$")
PARTICLES = frozenset(
    "de da di do dos du del della der den la le van von vom zu zum ter ten bin ibn al el af av y e i and st o' mc mac"
    " of".split()
)
JOINTS = frozenset(("and", "y", "e", "i"))
"""Particles that join names as well."""
CREDENTIAL = re.compile(
    r"(?:Ph\.? ?D|M\.? ?D|D\.? ?O|Esq|[JS]r|I{2,3}|IV|PharmD|Psy\.? ?D|Ed\.? ?D|D\.? ?Phil|M\.? ?Sc|B\.? ?Sc|M\.? ?Ed"
    r"|M\.? ?Eng|E-?RYT.*"
    r"|(?=.{2,12}$)(?:[A-Z]\.?){2,}(?:[- ](?:\w{1,5}))?(?:®)?"
    r"|[A-Z][a-z]?[A-Z][A-Za-z]{0,4}(?:-[A-Z]+)?)\.?(?:\s*\([A-Z]\w+\))?"
)
ROLE = re.compile(
    r"\b(?:editor|writer|reporter|correspondent|contributor|journalist|producer|director|manager|founder|co-?founder"
    r"|ceo|cto|cmo|coo|staff|author|senior"
    r"|associate|assistant|professor|analyst|columnist|critic|freelance|head of|specialist|expert|consultant|officer"
    r"|president|redakteur\w*"
    r"|strategist|advisor|coach|lead|marketing|development|educators?|university|institute|network|blogger"
    r"|photographer)s?\b",
    re.I,
)
AGENCY = re.compile(
    r"(?:the )?(?:reuters|associated press|press association|agence france-presse|afp|dpa|apa|ansa|efe|sda|ntb|tt"
    r"|ritzau|lusa|pap|čtk"
    r"|tass|тасс|риа новости|интерфакс|xinhua|新华社|新華社|kyodo|yonhap|연합뉴스|共同通信|bloomberg(?: news)?|cnn|bbc(?: news)?"
    r"|nbc(?: news)?"
    r"|abc(?: news)?|cbs(?: news)?|fox news|npr|upi|ap|pa(?: media)?|aap|ani|pti|agenc(?:y|ies)|agenturen|agences?"
    r"|agencias?"
    r"|others?|andere|autres|otros|et al|more|staff|(?:our |special )?correspondents?)\.?",
    re.I,
)
"""What is after an author, and is another source or nobody by name."""
PLACE = re.compile(
    r"new (?:york|delhi|orleans|zealand|mexico|jersey|hampshire)(?: city)?|los angeles|san (?:francisco|diego|jose"
    r"|josé|juan|salvador)"
    r"|las vegas|st\.? (?:louis|petersburg)|salt lake city|hong kong|kuala lumpur|cape town|buenos aires|são paulo"
    r"|sao paulo"
    r"|rio de janeiro|porto alegre|belo horizonte|mexico city|ciudad de méxico|santiago de chile|la paz|san sebastián"
    r"|den haag"
    r"|the hague|tel aviv|abu dhabi|addis ababa|saudi arabia|south (?:africa|korea)|united (?:states|kingdom)"
    r"|west bank|gaza city"
    r"|frankfurt am main|bad \w+|le mans|la rochelle|nuevo león|el paso|fort worth|phnom penh|ho chi minh city"
    r"|sri lanka|washington,? d\.?c\.?",
    re.I,
)
"""Places whose names look like those of people; one word behind a full name is none of a person."""
TAIL = re.compile(
    r"(?<=\w)\s+(?:in|at|on|for|from|aus|für|bei|à|au|avec|para|desde|per|из|для|via|of the)(?:\s.*)?$", re.S
)
"""What follows a name: where its bearer is, and for whom they write."""
BRACKETS = re.compile(r"\s{0,9}[(（\[][^()（）\[\]]{0,80}[)）\]]\s*$")
CHIEF = re.compile(r"(?:chief|head|deputy|special|vice|leiter(?:in)?|chef\w*|jefe|direct\w+|главный)\b", re.I)
ORGANISATION = re.compile(
    r"\b(?:corporation|corp|inc|ltd|llc|gmbh|ag|company|media|news|press|agency|group|network|broadcasting|university"
    r"|institute"
    r"|foundation|association|society|journal|times|magazine|team|staff|editors|editorial|redaktion|redacción"
    r"|redazione|rédaction"
    r"|redactie|redakcja|редакция|desk|office|department|council|verlag|zeitung|radio|television|tv)\b|编辑部|編集部|新聞社|通信社",
    re.I,
)
"""What names of organisations have, and those of people seldom."""
LONGEST = 70
LONGEST_LINE, LONGEST_FIELD = 400, 1000
"""Characters of a line, and of a field for authors, that are looked at."""
MOST, MOST_READ = 20, 200
"""How many authors a page has at most, and how many names are compared to find them."""


def in_field(text: str) -> tuple[str, ...]:
    """The names in a field that is there to hold them (a meta element, JSON-LD)."""
    text = " ".join(text[:LONGEST_FIELD].split())
    if CREDENTIALS_ONLY.search(text):
        return distinct([tidy(PREFIX.sub("", text))]) if is_name(tidy(PREFIX.sub("", text))) else ()
    return distinct(name for name in parts_of(text) if is_name(name))


CREDENTIALS_ONLY = re.compile(
    r"^(?:center|department|office|ministry|bureau|institute|college|school|university|faculty|federal|national)\b",
    re.I,
)


def in_byline(text: str, language: str = "", led: bool = False) -> tuple[str, ...]:
    """The names in a byline: of its first line that has any, and of those that go on with it ("and ...").

    :param led: whether markup says that it holds a name; otherwise only what looks like one counts, unless a word like
        "by" leads to it.
    """
    found: list[str] = []
    for line in text.split("\n"):
        line = GLUED_BY.sub("By ", line)
        if found and not LEADING_JOINT.match(line):
            break
        line = LEADING_JOINT.sub("", line).strip() if found else line
        led = led or STRONG_PREFIX.match(line) is not None
        rest = without_dates(NOT_AUTHORS.sub("", PREFIX.sub("", line[:LONGEST_LINE])), language)
        parts = parts_of(BRACKETS.sub("", BREAK.split(rest)[0]))
        names = [TAIL.sub("", part) for part in parts]
        placed = names != parts or PLACE.search(rest) is not None
        names = [name for name in names if is_name(name) and looks_like_name(name, led)]
        found += names if not placed and is_joined(names, rest) else without_places(names)
    return distinct(found)


def is_joined(names: Sequence[str], line: str) -> bool:
    """Whether a word like "and" leads to the last of three names or more, which makes it a name and no place."""
    return len(names) > 2 and LAST_JOINT.search(line[: line.rfind(names[-1])]) is not None


def without_places(names: list[str]) -> list[str]:
    """The names in a byline without the place behind the last: a single word, where the others are full names."""
    if (
        len(names) > 1
        and all(" " in name for name in names[:-1])
        and " " not in names[-1]
        and not is_unspaced(names[-1])
    ):
        return names[:-1]
    return names


def is_unspaced(name: str) -> bool:
    """Whether a name is written in a script that has no capitals, where one word may be a full name."""
    return not any(char.isupper() or char.islower() for char in name)


def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation rather than a person."""
    return ORGANISATION.search(name) is not None or AGENCY.fullmatch(name) is not None


def led_parts(text: str, language: str) -> list[str]:
    """The parts of a line, between bullets, dates and line breaks, that begin with a word like "by"."""
    if not LEADS.search(text.lower()):
        return []
    parts = [
        part
        for line in text[: 2 * LONGEST_LINE].split("\n")
        for labelled in BEFORE_LABEL.split(line)
        for part in BREAK.split(GLUED_BY.sub("By ", without_dates(labelled, language)))
    ]
    return [part for part in parts if STRONG_PREFIX.match(part) or (len(part) <= 12 and CJK_ROLE.search(part.strip()))]


def given_name_first(field: str) -> str:
    """ "Doe, Jane" as "Jane Doe"; other fields as they are."""
    parts = [part.strip() for part in field.split(",")]
    if len(parts) == 2 and all(parts) and not CREDENTIAL.fullmatch(parts[1]) and not ROLE.search(parts[1]):
        return f"{parts[1]} {parts[0]}"
    return field


def without_dates(text: str, language: str) -> str:
    """Text without its dates and times of day, and what follows the latter."""
    for day in reversed(find_days(text, language, short=True)):
        text = text[: day.begin] + "\t" + text[day.end :]
    return CLOCK.sub("", text)


def parts_of(text: str) -> list[str]:
    """The names that commas and words like "and" separate; credentials stay, roles go."""
    text = PREFIX.sub("", ADDRESS.sub(" ", text))
    found: list[str] = []
    for joined in JOINT.split(BREAK.split(text.strip(" -–—|•·"))[0]):
        for part in re.split(r"\s*,\s*", joined):
            part = tidy(part)
            if not part:
                continue
            if found and CREDENTIAL.fullmatch(part) and not AGENCY.fullmatch(part):
                found[-1] += ", " + part
            elif not found or not (
                ROLE.search(part) or CHIEF.match(part) or AGENCY.fullmatch(part) or PLACE.fullmatch(part)
            ):
                found.append(part)
    return found


def tidy(name: str) -> str:
    """A name without what surrounds it."""
    name = PREFIX.sub("", " ".join(name.split()))
    bare = CJK_ROLE.sub("", name.strip(' ,;:|/-–—•·*"“”()[]<>‹›✍')).strip()
    if bare.endswith(".") and bare[-4:-1].isalpha() and bare[-4:-1].islower():  # the end of a sentence, not an initial
        bare = bare[:-1]
    return f"{bare})" if bare.count("(") > bare.count(")") and f"{bare})" in name else bare


def is_name(name: str) -> bool:
    """Whether a text can name an author: letters, not too long, no address, not what programs fill in."""
    return (
        1 < len(name) <= LONGEST
        and LETTER.search(name) is not None
        and name.lower() not in NOBODY
        and not ADDRESS.search(name)
        and not TEMPLATE.search(name)
        and len(name.split()) <= 9
    )


def looks_like_name(name: str, led: bool) -> bool:
    """Whether a text looks like a name: a few words with capitals, particles aside.

    :param led: a word like "by" stands before it, or its markup says that it is one: then one word is enough, and only
        the first needs a capital.
    """
    bare = name.split(",")[0]
    words = bare.split()
    if not 1 <= len(words) <= 5 or SENTENCE.search(bare) or (not led and any(char.isdigit() for char in bare)):
        return False
    lower = [word.lower().strip(".") for word in words]
    if any(
        word in NO_NAME for word in (lower[1:] if led and lower[0] == "the" else lower) if not (led and word == "the")
    ):
        return False
    if not any(char.isupper() or char.islower() for char in bare):  # a script without cases
        return len(bare) <= 12
    if led:
        return len(words) == 1 or (
            (not words[0][0].islower() or words[0].lower() in PARTICLES - JOINTS) and not bare.islower()
        )
    return (
        len(words) > 1
        and lower[0] != "the"
        and all(not word[0].islower() or word.lower() in PARTICLES for word in words)
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in its fuller form."""
    kept: list[str] = []
    for name in islice(names, MOST_READ):
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
