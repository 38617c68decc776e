"""The words of bylines, in the languages of Europe and Asia: before a name, between names, behind them, and in no name."""

from __future__ import annotations

import re

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
JOINT = re.compile(r"\s{0,9}(?:;|、|，|\s&\s|\s(?:and|und|et|og|och|и|та|και|ve|with|y|e|en|i|ja)\s)\s*", re.I)
LAST_JOINT = re.compile(r"\s(?:&|and|und|et|og|och|и|та|και|ve|y|e|en|i|ja)\s{1,9}$", re.I)
LEADING_JOINT = re.compile(r"^(?:and|und|et|y|e|og|och|i|и|και|ve|with|&|,)(?:\s|$)", re.I)
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
PARTICLES = frozenset(
    "de da di do dos du del della der den la le van von vom zu zum ter ten bin ibn al el af av y e i and st o' mc mac"
    " of".split()
)
JOINTS = frozenset(("and", "y", "e", "i"))
"""Particles that join names as well."""
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
CREDENTIALS_ONLY = re.compile(
    r"^(?:center|department|office|ministry|bureau|institute|college|school|university|faculty|federal|national)\b",
    re.I,
)
