"""The template stores that commands read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

from cleaner.cli.messages import fail, fail_usage, note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.document import Document
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.template import SiteTemplate

P = ParamSpec("P")
T = TypeVar("T")


def find_store(path: Path | None, none: bool = False) -> TemplateStore | None:
    """The store to clean with: the one that was asked for, else the user's own; None if there is none.

    :param none: the user wants none.
    """
    from cleaner.templates.site.user import user_store

    if none:
        if path is not None:
            fail_usage("--templates names a store and --no-templates uses none: give one of them")
        return None
    if path is not None and not path.exists():
        fail_usage(f"--templates: {path} does not exist; to make it: cleaner learn PAGES... --templates {path}")
    asked = path is not None
    path = path or user_store()
    if not path.exists():
        return None
    from cleaner.templates.site.store import TemplateStore

    try:
        return TemplateStore(path)
    except ValueError as error:
        if asked:
            fail_usage(str(error))
        note(f"warning: {error}: cleaned without templates")
        return None


def unused_store(path: Path, url: str | None, document: Document) -> str:
    """Why a store that was asked for had nothing to say of a page; empty if it had."""
    from cleaner.templates.site.site import site_of
    from cleaner.templates.site.store import TemplateStore

    site = site_of(url, document.page.source)
    if not site:
        return f"no template was used, as the page does not name its site: --url names it ({path})"
    if TemplateStore(path).get(site) is None:
        return f"no template was used, as {path} has none of {site}"
    return ""


def open_store(path: Path | None) -> TemplateStore:
    """The store of a command that looks at it or changes it."""
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.site.user import user_store

    return attempt(TemplateStore, path or user_store())


def find_template(store: TemplateStore, site: str) -> SiteTemplate:
    """A site's template; stops where there is none."""
    template = attempt(store.get, site)
    if template is None:
        fail(unknown(store, site))
    return template


def unknown(store: TemplateStore, site: str) -> str:
    """What to say of a site that is not in a store."""
    from difflib import get_close_matches

    close = get_close_matches(site, [entry.site for entry in attempt(store.sites)], 1)
    hint = f"did you mean {close[0]}?" if close else "`cleaner templates list` names the sites that are"
    return f"there is no template of {site} in {store.path}: {hint}"


def site_name(text: str) -> str:
    """A site as templates name it, of what a user gives: a host, or an address on it."""
    from cleaner.templates.site.site import site_of

    return site_of(text if "//" in text else f"https://{text}") or text


def attempt(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Do something with a store; an error is put into words and stops with 1."""
    try:
        return work(*args, **named)
    except ValueError as error:
        fail(str(error))
