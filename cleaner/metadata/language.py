"""Declared languages to BCP 47 tags (RFC 5646)."""

from __future__ import annotations

import re

TAG = re.compile(
    r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{3}))?(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@,; ]|$)"
)
RENAMED = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "gr": "el",
    "cz": "cs",
    "jp": "ja",
    "kr": "ko",
    "ua": "uk",
}
"""Withdrawn codes, and countries' codes that pages write where the language's is meant."""
NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "russian": "ru",
    "polish": "pl", "dutch": "nl", "greek": "el", "turkish": "tr", "japanese": "ja", "chinese": "zh", "korean": "ko",
    "arabic": "ar",
}  # fmt: skip
NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis", "xx", "www"))


def normalize(declared: str) -> str | None:
    """A declared language (``EN_us``, ``pt-br``, ``zh_Hans``) as a tag (``en-US``); None if it declares none."""
    name = NAMES.get(declared.strip().lower())
    if name:
        return name
    found = TAG.match(declared)
    if found is None:
        return None
    language = found[1].lower()
    language = RENAMED.get(language, language)
    if language in NO_LANGUAGE:
        return None
    parts = [language, (found[2] or "").lower(), (found[3] or "").title(), (found[4] or "").upper()]
    return "-".join(part for part in parts if part)
