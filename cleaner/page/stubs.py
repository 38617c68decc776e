"""What images leave behind: Markdown images, paths that were cut off, placeholders, counters, labels."""

from __future__ import annotations

import re
from functools import cache

from cleaner.words import may_be_unspaced

LONGEST = 3000
"""Characters; longer lines are not stubs."""

WORD = (
    r"(?:image|images|img|photo|photos|picture|pic|fig|figure|bild|foto|fotos|abbildung|imagen|imagem|immagine|"
    r"afbeelding|zdjęcie|obraz|εικόνα|φωτογραφία|фото|изображение|картинка|图片|图|圖|圖片|画像|写真|사진|صورة)"
)
ENDING = r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?|heic)"
PATH = r"(?:[^()!]|!(?!\[[^\[\]]*\][(\[]))*+"
"""Up to a parenthesis or the next image. Nothing here is given back once it is read: there is but one way to read a line."""
MARKDOWN_IMAGE = rf"\[?!\[[^\[\]]*+\](?:\({PATH}(?:\([^()]*+\){PATH})?+\)?+|\[[^\[\]]*+\])(?:\]\([^()\s]*+\)?+)?+"
STUB = re.compile(
    rf"(?:{MARKDOWN_IMAGE}\s*+)++"  # ![alt](path), several of them, inside links, cut off behind the path
    rf"|[\[(<【{{]\s*{WORD}\b[^\[\](){{}}<>【】]*[\])>】}}]"  # [Image: a harbour]
    rf"|{WORD}\s*(?:#|no\.?|nr\.?|n°)?\s*\d{{1,3}}\s*(?:/|\w{{1,6}})\s*\d{{1,3}}\.?"  # Image 1 of 5
    r"|<img\b[^<>]*>?",
    re.I,
)


OPENING = "![(<【{"
"""What a stub begins with, unless it is a path or ends with a number."""
FILE = re.compile(rf"{ENDING}(?:[?!#@:;,&]|[)\]>\"']*\Z)", re.I)
"""The ending of a path or an address, with what may follow."""


def is_image_stub(line: str) -> bool:
    """Whether a stripped line is nothing but what an image left behind."""
    if len(line) > LONGEST:
        return False
    label, _, rest = line.partition(" ")
    if rest and " " not in rest and label.rstrip(":").lower() in NOUNS and is_image_stub(rest):  # Image: harbour.png
        return True
    begins, ends = line[:1] in OPENING, line[-1:] == "." or line[-1:].isdecimal()
    if not begins and " " in line and (len(line) > LONGEST_LABEL or not ends):
        return False  # a sentence or a label of other things, as most lines are
    if (begins or ends) and STUB.fullmatch(line) is not None:
        return True
    return ("." in line or "/" in line) and len(line.split(None, 1)) == 1 and is_image_path(line)


def is_image_path(word: str) -> bool:
    """Whether a word is the path, address or name of an image, or the tail of one whose beginning was cut off."""
    low = word.lower()
    return (
        FILE.search(low) is not None
        or (low.startswith("data:image/") and len(low) > len("data:image/"))
        or -1 < low.find("/") < low.rfind("placeholder")
        or (low[0] == "/" and low[1:2] not in ("/", "") and low[-1] == ")" and "/" in low[2:-1])
    )


NOUNS = frozenset(
    # One line a language or two: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech,
    # Scandinavian, Finnish, Hungarian, Romanian, Turkish, Greek, Russian and Ukrainian, Chinese, Japanese, Korean,
    # Arabic, Persian, Hebrew, Hindi, Vietnamese, Indonesian.
    "image images img photo photos photograph picture pictures pic pics gallery galleries slideshow slide thumbnail thumb placeholder "
    "bild bilder bildergalerie fotostrecke galerie fotogalerie abbildung vorschaubild "
    "photographie photographies diaporama vignette illustration "
    "imagen imágenes foto fotos fotografía fotografías galería fotogalería "
    "immagine immagini fotografia fotografie galleria fotogallery "
    "imagem imagens galeria fotogaleria "
    "afbeelding afbeeldingen beeld fotoserie fotogalerij "
    "zdjęcie zdjęcia obraz obrazek grafika galerię "
    "obrázek obrázky fotografii fotky galerii "
    "billede billeder bilde bilder bildspel galleri galleriet bildet bilden billedet "
    "kuva kuvat valokuva kuvagalleria "
    "kép képek fotó fotók képgaléria galéria "
    "imagine imagini poza poze "
    "fotoğraf fotoğraflar resim resimler görsel galeri galerisi "
    "εικόνα εικόνες φωτογραφία φωτογραφίες φωτό γκαλερί συλλογή "
    "фото фотография фотографии изображение изображения картинка галерея галерею фотогалерея фотогалерею снимок "
    "зображення світлина світлини "
    "图片 图 圖 圖片 照片 图集 圖集 相册 相簿 大图 大圖 "
    "画像 写真 写真一覧 フォト ギャラリー フォトギャラリー "
    "사진 이미지 갤러리 포토 "
    "صورة صور الصورة الصور معرض تصویر عکس گالری "
    "תמונה תמונות גלריה "
    "तस्वीर फोटो चित्र गैलरी "
    "ảnh hình gambar galeri "
    "enlarge vergrößern agrandir ampliar ingrandisci vergroot powiększ zvětšit förstora forstør suurenna nagyítás "
    "mărește büyüt μεγέθυνση увеличить збільшити 放大 拡大 拡大する 확대 تكبير הגדל".split()
)
"""What a placeholder calls an image, or several; and what one does with nothing else than images."""
ABOUT = frozenset(
    "a an the of in on to for all this more full size screen view open see show launch start zoom enlarge expand click "
    "tap here loading load placeholder missing unavailable not available no found hide close next previous swipe through "
    "lead hero main inline embedded caption credit alt text "
    "von der die das des zur zum in alle mehr öffnen ansehen anzeigen zeigen vergrößern klicken laden lädt wird geladen "
    "hier nicht verfügbar vollbild großansicht "
    "de la le les du des voir ouvrir afficher agrandir cliquez pour chargement en cours toutes tous plein écran non "
    "disponible l' "
    "del el los las ver abrir ampliar mostrar haga clic para cargando todas todos pantalla completa no disponible "
    "di il lo gli dei delle guarda apri ingrandisci vedi mostra caricamento tutte tutti clicca per "
    "do da dos das o os as veja abrir ampliar carregando clique "
    "van het een bekijk open vergroot laden wordt geladen klik alle "
    "z ze zobacz otwórz powiększ ładowanie ładuje się kliknij aby wszystkie pełny ekran brak "
    "zobrazit otevřít zvětšit načítání načítá všechny klikněte "
    "av alla alle se visa vis öppna åpne åbn förstora laddar laster indlæser klicka klikk klik för for at å att "
    "avaa katso näytä suurenna ladataan kaikki "
    "megnyitás megtekintés nagyítás betöltés összes megnyitása "
    "din vezi deschide mărește se încarcă toate "
    "aç görüntüle göster büyüt yükleniyor tüm bak için tıklayın "
    "από την τη το του των δείτε άνοιγμα μεγέθυνση φόρτωση προβολή όλες πατήστε για "
    "из смотреть посмотреть открыть показать увеличить загрузка загружается все нажмите чтобы для просмотра полный "
    "экран нет недоступно дивитися відкрити збільшити завантаження з "
    "查看 看 点击 點擊 放大 加载中 載入中 加载 打开 全部 更多 共 第 张 張 点击查看 點擊查看 "
    "を の 見る 開く 拡大 拡大する 読み込み中 すべて 枚 枚目 "
    "보기 열기 확대 로딩 로딩중 전체 중 "
    "عرض فتح تكبير تحميل جاري جار من كل مشاهدة نمایش بزرگنمایی بارگذاری همه "
    "הצג פתח הגדל טוען כל "
    "देखें खोलें लोड हो रहा है "
    "xem mở phóng to đang tải lihat buka perbesar memuat dari semua".split()
)
"""What else a placeholder says: to open or enlarge the image, that it is being loaded, one of how many it is."""
OPENERS = NOUNS | ABOUT | {"fig", "figure"}
"""What the first word of a label or a stub may be, if it is of ASCII letters."""
MOST_LABEL_WORDS, LONGEST_LABEL = 7, 60
LABEL_WORD = re.compile(r"[^\W\d_]+|\d+")
SENTENCE = re.compile(r"[.!?。！？]\s*\S")
"""A sentence's end with more behind it."""


@cache
def wide() -> re.Pattern[str]:
    """A character of a script without spaces; made where it is needed, for that takes longer than a small page."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def has_wide(text: str) -> bool:
    """Whether a text has such a character."""
    return may_be_unspaced(text) and wide().search(text) is not None


def opens_otherwise(line: str) -> bool:
    """Whether the first word of a line is one that neither an image's label nor a stub begins with, as most lines are."""
    word = line.partition(" ")[0]
    return word.isalpha() and word.isascii() and word.lower() not in OPENERS


def is_image_label(line: str) -> bool:
    """Whether a stripped line says nothing but that there is, or should be, an image: "View gallery", "Image 3 of 12".

    Every word must be one of a closed vocabulary, at least one the name of an image, so that a caption is no label: it
    says what is to be seen. A run of a script without spaces must be made of such words alone.
    """
    if len(line) > LONGEST_LABEL:
        return False
    if opens_otherwise(line):
        return False
    words = LABEL_WORD.findall(line.lower())
    if len(words) > MOST_LABEL_WORDS or (NOUNS.isdisjoint(words) and not has_wide(line)):  # as in most lines
        return False
    named = 0
    for word in words:
        if word in NOUNS:
            named += 1
        elif not (word.isdecimal() or word in ABOUT):
            if not has_wide(word) or not (split := split_wide(word)):
                return False
            named += split
    return named > 0 and SENTENCE.search(line) is None


def split_wide(word: str) -> int:
    """How many names of images a run of a script without spaces is made of, if of nothing but known words; else 0."""
    names = 0
    while word:
        end = next((k for k in range(min(len(word), 8), 0, -1) if word[:k] in NOUNS or word[:k] in ABOUT), 0)
        if not end:
            return 0
        names += word[:end] in NOUNS
        word = word[end:]
    return names
