"""Names for removed blocks."""

from __future__ import annotations

import numpy as np

from cleaner.document import Document
from cleaner.reasons import Reason
from cleaner.segment.text import segment_text

TEXT = """À regarder
-
Un phare breton cherche son gardien depuis trois ans
Commentaires
Connectez-vous pour commenter.
/2014/11/08/phare.jpg)
08/11/2014
Partager sur Facebook"""


def test_reasons_of_lines() -> None:
    page = segment_text(TEXT)
    n = len(page)
    document = Document(page=page, scores=np.zeros(n, dtype=np.float32), kept=np.zeros(n, dtype=bool))
    assert [block.reason for block in document.removed] == [
        Reason.RELATED, Reason.RELATED, Reason.COMMENTS, Reason.LOGIN, Reason.IMAGE_PLACEHOLDER, Reason.BYLINE,
        Reason.SHARE,
    ]  # fmt: skip
