"""The words that introduce a date: of publication, of a change, and of something else."""

from __future__ import annotations

import re

CHANGED = re.compile(
    r"updat|modifi|revis|edited|amended|last\b|aktualisi|geändert|stand:|mis à jour|mise à jour|actualiz|aggiorna"
    r"|ultima modifica|atualiza"
    r"|bijgewerkt|gewijzigd|uppdater|oppdater|opdater|ändrad|päivitetty|обновл|измен|оновлен|aktualiz|zaktual|ενημ"
    r"|τελευταία|güncelle|更新|修改|最終|수정",
    re.I,
)
"""How a date is introduced that says when a page was changed."""
NEITHER = re.compile(
    r"joined|ends?\b|expire|until|deadline|registered|member since|born|valid|effective|copyright|©|\bsince\b"
    r"|access(?:ed|ible)|starts?\b|event|when:"
    r"|available|released|due\b|through\b|stats:|start date|originally aired|reviewed",
    re.I,
)
"""How a date is introduced that says something else."""
LABEL = re.compile(
    r"\W*+(?:(?:first |originally )?published|posted|date published|publication date|publié|mis en ligne|veröffentlicht"
    r"|erschienen|publicado"
    r"|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan[oy]|publikowano"
    r"|publikováno|опубликовано"
    r"|опубліковано|публикувано|δημοσιεύθηκε|δημοσίευση|yayın tarihi|yayınlan|発行日|投稿日|公開日|发布时间|发布于|發布時間|작성일"
    r"|입력)(?!\w{4})",
    re.I,
)
"""How a line begins that says when the page was published."""
