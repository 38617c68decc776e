"""spaCy: the article as a Doc whose span group "blocks" has its headings, paragraphs and list items."""

import spacy

import cleaner

nlp = spacy.blank("en")  # or any pipeline


def doc_of(html, url=None):
    document = cleaner.clean(html, url=url)
    doc = nlp(document.text)
    spans = (doc.char_span(s.start, s.end, label=s.kind, alignment_mode="expand") for s in document.spans)
    doc.spans["blocks"] = [span for span in spans if span is not None]
    return doc
