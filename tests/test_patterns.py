"""No regular expression backtracks: each is tried on strings that are made from it to make it do so."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import signal
import time
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest

import cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 500
"""Characters of a string. What takes as many steps as its square is still read at once; a cube or more is not."""
ROOM = 60
"""How many times as long as a pattern that is known to take the square of them any other may take."""
LONGER = 8
"""How many times as long as the others the string is on which that one is measured: clocks are coarse."""
LEAST = 0.03
"""Seconds of processor time: what a clock can tell from none."""
YARDSTICK = re.compile(r"(?:a|b)*c")
PREFERRED = (" ", "a", "1", "A", ">", ".", "-", "_", '"', "(", "[", "\t", "a ", "1a", ">a")
"""Characters that repeated parts are made of where they may be."""
OTHERS = "aA1 >/.-_\n(é漢,:\"'<=&*[@!|"
ENGINES = frozenset(("datatrove", "mcp", "nemo", "scrapy", "spark"))
"""Modules that need what may not be there; none of them has patterns."""
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
LONG = 8
"""How often a part must be repeatable to be tried."""

Items = list[tuple[Any, Any]]


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules hold, by module and name."""
    found: dict[str, re.Pattern[str]] = {}

    def collect(name: str, value: object, depth: int) -> None:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                found[name] = value
        elif isinstance(value, tuple | list | dict) and depth < 3 and len(value) < 200:
            for number, item in enumerate(value.values() if isinstance(value, dict) else value):
                collect(f"{name}[{number}]", item, depth + 1)

    for module in pkgutil.walk_packages(cleaner.__path__, "cleaner.", onerror=lambda _: None):
        name = module.name.removeprefix("cleaner.")
        if name.partition(".")[0] not in ENGINES and name != "__main__":
            try:
                attributes = vars(importlib.import_module(module.name))
            except ModuleNotFoundError as error:
                if error.name != "torch":  # training alone needs it, and tests do without
                    raise
                continue
            for attribute, value in attributes.items():
                collect(f"{name}.{attribute}", value, 0)
    return {name: found[name] for name in {id(pattern): name for name, pattern in found.items()}.values()}


PATTERNS = patterns()


def holds(one: tuple[Any, Any], sign: str) -> bool:
    """Whether a character is one of a set."""
    kind, value = one
    if kind is code.LITERAL:
        return bool(value == ord(sign))
    if kind is code.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    if kind is code.CATEGORY:
        name = str(value).rpartition("_")[2]
        is_in = {"SPACE": sign.isspace(), "DIGIT": sign.isdigit(), "WORD": sign.isalnum() or sign == "_"}[name]
        return is_in != ("NOT" in str(value))
    return False


def sign_of(kind: object, value: Any, preferred: str) -> str:
    """A character that one part of a pattern matches, a preferred one if it may be."""
    if kind is code.LITERAL:
        return chr(value)
    for sign in preferred + OTHERS:
        if kind is code.ANY and sign != "\n":
            return sign
        if kind is code.NOT_LITERAL and value != ord(sign):
            return sign
        if kind is code.IN and any(holds(one, sign) for one in value) != (value[0][0] is code.NEGATE):
            return sign
    if kind is code.IN and value[0][0] in (code.LITERAL, code.RANGE):
        return chr(value[0][1] if value[0][0] is code.LITERAL else value[0][1][0])
    return ""


def parts(kind: object, value: Any) -> list[Items]:
    """The patterns inside of a part."""
    if kind in REPEATS:
        return [value[2]]
    if kind is code.SUBPATTERN:
        return [value[3]]
    if kind is code.ATOMIC_GROUP:
        return [value]
    if kind is code.BRANCH:
        return list(value[1])
    return [value[1]] if kind in (code.ASSERT, code.ASSERT_NOT) else []


def sample(items: Items, preferred: str, rng: random.Random, times: int) -> str:
    """A string that a pattern matches, but for what it only looks at; what may be repeated is, or is left out."""
    out = []
    for kind, value in items:
        inner = parts(kind, value)
        if not inner:
            out.append(sign_of(kind, value, preferred))
        elif kind in REPEATS:
            count = min(value[1], max(value[0], times if rng.random() < 0.7 else 0), 50)
            out += [sample(value[2], preferred, rng, times) for _ in range(count)]
        elif kind not in (code.ASSERT, code.ASSERT_NOT):
            out.append(sample(rng.choice(inner), preferred, rng, times))
    return "".join(out)


def repeated(items: Items, before: Items) -> Iterator[tuple[Items, Items]]:
    """What may be repeated often in a pattern, with all that stands before it."""
    for place, (kind, value) in enumerate(items):
        prefix = [*before, *items[:place]]
        if kind in REPEATS and value[1] > LONG:
            yield prefix, value[2]
        for inner in parts(kind, value):
            yield from repeated(list(inner), prefix)


def attacks(pattern: re.Pattern[str]) -> set[str]:
    """Strings that repeat a part of a pattern and then end as it does not expect."""
    rng = random.Random(0)
    found = set()
    for before, body in repeated(list(parser.parse(pattern.pattern, pattern.flags)), []):
        for preferred in PREFERRED:
            for times in (1, 3):
                head, unit = sample(before, preferred, rng, 1)[:50], sample(list(body), preferred, rng, times)
                for piece in {unit, head + unit} - {""}:
                    many = piece * (LENGTH // len(piece) + 1)
                    for end in ("\0", "\n\0", preferred[0] * 3 + "\0"):
                        found.add(head + many[:LENGTH] + end)
    return found


def time_of(pattern: re.Pattern[str], text: str, limit: float) -> float:
    """Processor time in seconds to match a string, and to look for all matches in it; infinite where it is stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    begin = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begin


def is_slow(pattern: re.Pattern[str]) -> str:
    """A string on which a pattern backtracks; empty where none was found."""
    limit = max(LEAST, ROOM * time_of(YARDSTICK, "a" * (LENGTH * LONGER), 60) / LONGER**2)
    for attack in sorted(attacks(pattern)):
        if all(time_of(pattern, attack, 2 * limit) > limit for _ in range(3)):  # a busy machine may slow down one
            return attack
    return ""


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="matches cannot be stopped")
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_backtracks(name: str) -> None:
    assert not is_slow(PATTERNS[name])


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="matches cannot be stopped")
@pytest.mark.parametrize("pattern", [r"(a+)+$", r">(?:>\s*[^>]{1,80})*$", r"\s*\s*\s*\s*x", r"(?:\w{0,3}\d+){2,}$"])
def test_those_that_do_are_found(pattern: str) -> None:
    assert is_slow(re.compile(pattern))
