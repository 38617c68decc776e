"""What callers pass to the public functions, checked: a wrong type gets a sentence that says what to pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isnan
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from cleaner.errors import ArgumentTypeError, StoreError
from cleaner.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.options import CommentsName, FocusName
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate


class OptionChanges(TypedDict, total=False):
    """The fields of :class:`cleaner.Options` as keyword arguments."""

    focus: FocusName
    max_bytes: int
    links: bool | None
    images: bool | None
    tables: bool
    emphasis: bool
    comments: CommentsName
    keep: Iterable[str]
    drop: Iterable[str]


def check_options(options: Options | None, changes: OptionChanges) -> Options:
    """The options of a call: those that were given, with the changes.

    :raises ArgumentError: they are not options, or make no sense.
    """
    if options is not None and not isinstance(options, Options):
        hint = (
            "Options(**options)" if isinstance(options, Mapping) else "cleaner.Options(...) or keywords: focus='recall'"
        )
        raise ArgumentTypeError(f"options must be cleaner.Options, not {type(options).__name__}: pass {hint}")
    if not changes:
        return options or Options()
    unknown = set(changes) - set(Options.__dataclass_fields__)
    if unknown:
        known = ", ".join(Options.__dataclass_fields__)
        raise ArgumentTypeError(f"there is no option {', '.join(sorted(unknown))}; there are {known}")
    return replace(options or Options(), **changes)


def check_url(url: Any) -> str | None:
    """A page's address; None if there is none, and for the missing value of a table.

    :raises ArgumentTypeError: it is something else.
    """
    if url is None or isinstance(url, str):
        return url
    if isinstance(url, float) and isnan(url):
        return None
    raise ArgumentTypeError(f"url must be a str, not {type(url).__name__}: pass str(url), or None where it is unknown")


def check_number(name: str, value: Any, kind: type, what: str) -> None:
    """Check that an argument is a number.

    :param what: what it counts, for the message.
    :raises ArgumentTypeError: it is none, or has digits behind the point where only whole numbers make sense.
    """
    if not isinstance(value, kind):
        raise ArgumentTypeError(f"{name} must be a number of {what}, not {value!r}")


def check_template(template: SiteTemplate | None) -> SiteTemplate | None:
    """A template.

    :raises ArgumentTypeError: it is something else.
    """
    if template is None or (hasattr(template, "rules") and hasattr(template, "sample")):
        return template
    hint = "SiteTemplate.learn(pages) makes one; Cleaner(templates=...) finds one for each page"
    raise ArgumentTypeError(f"template must be a cleaner.SiteTemplate, not {type(template).__name__}: {hint}")


def check_templates(templates: Any) -> TemplateFinder | None:
    """Whatever finds templates.

    :raises ArgumentTypeError: it is nothing of that kind.
    :raises StoreError: there is no store at the path, or it is damaged.
    """
    if templates is None or (hasattr(templates, "find") and not isinstance(templates, str)):
        finder: TemplateFinder | None = templates
        return finder
    if isinstance(templates, str | PathLike):
        from cleaner.templates.site.store import TemplateStore  # SQLite, for those who have a store

        if not Path(templates).exists():
            raise StoreError(f"{templates}: there is no template store; cleaner learn PAGES -o {templates} makes one")
        return TemplateStore(Path(templates))
    if isinstance(templates, Mapping):
        return TemplateMapping(templates)
    expected = "a template store or its path, a mapping from sites to templates, or an object with find(url, source)"
    raise ArgumentTypeError(f"templates must be {expected}, not {type(templates).__name__}")


@dataclass(frozen=True)
class TemplateMapping:
    """Templates, or what ``to_bytes`` or ``to_json`` made of them, by their sites."""

    templates: Mapping[str, SiteTemplate | bytes | str]

    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        """The template for a page, by its address, else by what the page declares."""
        from cleaner.templates.site.site import site_of  # for those who have templates

        site = site_of(url, source)
        known = self.templates.get(site) if site else None
        if not isinstance(known, bytes | str):
            return check_template(known)
        from cleaner.templates.ready import ready  # what engines send comes as bytes

        return ready().get(known)
