"""What images leave behind in scraped text: Markdown images, paths that were cut off, placeholders, counters."""

from __future__ import annotations

import re

LONGEST = 3000
"""Characters; longer lines are no stubs."""

WORD = (
    r"(?:image|images|img|photo|photos|picture|pic|fig|figure|bild|foto|fotos|abbildung|imagen|imagem|immagine|"
    r"afbeelding|zdjęcie|obraz|εικόνα|φωτογραφία|фото|изображение|картинка|图片|图|圖|圖片|画像|写真|사진|صورة)"
)
ENDING = r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?|heic)"
MARKDOWN_IMAGE = r"\[?!\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)?|\[[^\[\]]*\])(?:\]\([^()\s]*\)?)?"
STUB = re.compile(
    rf"(?:{MARKDOWN_IMAGE}\s*)+"  # ![alt](path), several of them, inside links, cut off behind the path
    rf"|\S*{ENDING}(?:[?!#@:;,&]\S*)?[)\]>\"']*"  # a path, an address, a file name
    r"|/[^\s/]\S*/\S*\)"  # the tail of an image whose beginning was cut off
    r"|\S*/\S*placeholder\S*"
    r"|data:image/\S+"
    rf"|[\[(<【{{]\s*{WORD}\b[^\[\](){{}}<>【】]*[\])>】}}]"  # [Image: a harbour]
    rf"|{WORD}\s*(?:#|no\.?|nr\.?|n°)?\s*\d{{1,3}}\s*(?:/|\w{{1,6}})\s*\d{{1,3}}\.?"  # Image 1 of 5
    r"|<img\b[^<>]*>?",
    re.I,
)


def is_image_stub(line: str) -> bool:
    """Whether a stripped line is nothing but what an image left behind."""
    return len(line) <= LONGEST and STUB.fullmatch(line) is not None
