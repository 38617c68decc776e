"""What a short line of scraped text is about, told from its words: names for people, never decisions.

Text has no class names that would say what a removed line was; prompts and headings say it themselves.
"""

from __future__ import annotations

import re

LONGEST = 240
"""Characters; longer lines are no prompts."""
WORDS = {
    "cookie or consent notice": r"cookies?\b|consent\b|gdpr|dsgvo|rgpd|einwilligung|μπισκότα|файл\w* cookie",
    "newsletter": r"newsletter|subscribe to|sign up for our|abonnez-vous à|suscríbete|iscriviti|assine a|подпи(?:шитесь|саться)|εγγραφείτε|メルマガ|订阅",
    "login or subscription prompt": r"\b(?:log|sign) ?in\b|\bregister\b|create (?:an )?account|already have an account|connectez-vous|"
    r"se connecter|créer (?:un|votre)|déjà (?:un compte|abonné)|anmelden|einloggen|registrieren|\bkonto\b|inici(?:ar?|e) sesión|regístrate|ya tienes|"
    r"accedi|registrati|abbonati|zaloguj|zarejestruj|iniciar sessão|entrar com|συνδεθείτε|σύνδεση|λογαριασμό|войти|войдите|авториз|"
    r"inloggen|logga in|登录|登入|ログイン|로그인|تسجيل الدخول",
    "comments": r"^\W*(?:\d+\s*)?(?:comments?|commentaires?|kommentare?|comentarios?|commenti|comentários?|komentarze|σχόλια|комментарии|"
    r"reacties|评论|コメント|댓글)\b|leave a (?:comment|reply)|pour commenter|zu kommentieren",
    "share bar": r"^\W*(?:share|partager|teilen|compartir|condividi|udostępnij|κοινοποίηση|поделиться|delen|分享|シェア|facebook|twitter|whatsapp|linkedin|pinterest)\b",
    "related": r"^\W*(?:related|read (?:more|also|next)|more (?:from|on|stories)|watch next|see also|you may also|recommended|most (?:read|popular)|trending|"
    r"à (?:lire|regarder|voir|découvrir)|lire aussi|sur le même sujet|les plus lus|auch interessant|mehr zum thema|lesen sie|das könnte|meistgelesen|"
    r"te puede interesar|lee también|más leíd|relacionad|leggi anche|potrebbe interess|più letti|leia também|veja também|czytaj (?:też|także)|zobacz (?:też|także)|"
    r"δείτε (?:επίσης|ακόμη)|διαβάστε (?:επίσης|ακόμη)|читайте также|по теме|lees ook|läs också|相关|関連|관련)",
    "legal or footer": r"©|all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos|tutti i diritti|privacy policy|terms of (?:use|service)|"
    r"mentions légales|impressum|datenschutz|aviso legal|polityka prywatności|όροι χρήσης|все права защищены",
    "advertisement": r"^\W*(?:advertisement|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|reklama|διαφήμιση|реклама|广告|広告)\W*$",
}  # fmt: skip
RULES = tuple((name, re.compile(words, re.I)) for name, words in WORDS.items())


def told_by_words(text: str) -> str | None:
    """The name of the reason that a short line's own words give; None where they give none."""
    if len(text) > LONGEST:
        return None
    return next((name for name, rule in RULES if rule.search(text)), None)
