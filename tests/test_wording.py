"""Names for removed lines of scraped text, told from their words."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.document import Document
from cleaner.reasons import Reason
from cleaner.segment.text import segment_text
from cleaner.wording import WORDS, told_by_words

TEXT = """À regarder
-
Un phare breton cherche son gardien
Commentaires
Connectez-vous pour commenter.
/2014/11/08/phare.jpg)
08/11/2014
Partager sur Facebook
Un vieux port"""


def test_every_name_is_a_reason() -> None:
    assert {Reason(name) for name in WORDS}


def test_reasons_of_lines() -> None:
    page = segment_text(TEXT)
    n = len(page)
    document = Document(page=page, scores=np.zeros(n, dtype=np.float32), kept=np.zeros(n, dtype=bool))
    assert [block.reason for block in document.removed] == [
        Reason.RELATED, Reason.RELATED, Reason.COMMENTS, Reason.LOGIN, Reason.IMAGE_PLACEHOLDER, Reason.BYLINE,
        Reason.SHARE, Reason.OTHER,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "A log burned in the fireplace", "Sharing a table with strangers", "x" * 5000])
def test_nothing_told(text: str) -> None:
    assert told_by_words(text) is None
