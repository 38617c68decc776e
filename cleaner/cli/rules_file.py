"""The rules of a site as a commented TOML file that a person edits."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.errors import TemplateError
from cleaner.rules import NAMES, Rules

if TYPE_CHECKING:
    from cleaner.templates.template import SiteTemplate

HEAD = """\
# Rules for {site}. They win over all that was learned. Save and close to apply them; comments are not kept.
#
# A selector is CSS: tags, .classes, #ids, [role=...], "a b" (b inside a), "a > b" (b directly inside a), commas.
# It holds for all that is inside the boxes that it matches. A text is that of a whole block; case and digits do not
# matter. Texts win over selectors, and keep wins over drop.
#
#   drop = ["div.teaser", "aside"]
#   drop_texts = ["Read more", "Subscribe to our newsletter"]
"""
COMMENTS = {
    "keep": "Selectors of what is always kept:",
    "drop": "Selectors of what is always removed:",
    "keep_texts": "Texts that are always kept:",
    "drop_texts": "Texts that are always removed:",
}


def write_rules(template: SiteTemplate) -> str:
    """The rules of a template as TOML, with comments that explain them and what the template removes by itself."""
    from cleaner.cli.layout import furniture
    from cleaner.templates.site.layout import layout

    parts = [HEAD.format(site=template.site)]
    for name in NAMES:
        values = getattr(template.rules, name)
        body = "".join(f"\n  {json.dumps(value, ensure_ascii=False)}," for value in values)
        parts.append(f"\n# {COMMENTS[name]}\n{name} = [{body}" + ("\n]\n" if values else "]\n"))
    if template.sample.records:
        lines = furniture(layout(template), len(template.sample.records))
        if lines:
            parts.append("\n# What it removes already, by what it has learned; name in `keep` what should stay:\n")
            parts += [f"# {line}\n".replace("\r", " ") for line in lines[1:]]
    return "".join(parts)


def read_rules(text: str, site: str) -> Rules:
    """The rules that a person has edited.

    :raises TemplateError: it is not TOML, or names what there is not; the message says where.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(str(error)) from None
    for name, value in values.items():
        if name == "site" and value == site:
            continue
        if name not in NAMES:
            raise TemplateError(f"{name!r} is not known; there are {', '.join(NAMES)}")
        if not (isinstance(value, list) and all(isinstance(entry, str) for entry in value)):
            raise TemplateError(f"{name!r} must be a list of texts in quotes")
    rules = Rules(*(tuple(values.get(name, ())) for name in NAMES)) | Rules()
    rules.check()
    return rules


def changed(rules: Rules, rule: str, selector: bool, keep: bool, undo: bool) -> Rules:
    """Rules with one more, which is taken from where it was before; or without it."""
    kinds = ("keep", "drop") if selector else ("keep_texts", "drop_texts")
    values = {name: tuple(one for one in getattr(rules, name) if one != rule) for name in kinds}
    if undo:
        name = kinds[0 if keep else 1]
        return replace(rules, **{name: values[name]})
    values[kinds[0 if keep else 1]] += (rule,)
    return replace(rules, **values) | Rules()
