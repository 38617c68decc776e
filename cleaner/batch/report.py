"""The summary of a run, for people and as JSON."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cleaner.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.batch.journal import SiteCount, State
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings

MOST_SITES = 10_000
"""Sites that the JSON report lists; of the others it says how many they are."""
SHOWN = 10
"""Sites that people are shown."""
FEWEST = 3
"""Pages below which nothing is suspicious."""
NEARLY_ALL, NEARLY_NOTHING, OFTEN = 0.98, 0.02, 0.5
UNKNOWN = "(unknown)"
"""The site of pages that do not give one."""
WIDTH = 79


def report_of(
    state: State, sites: Iterable[tuple[str, SiteCount]], settings: Settings, target: Target
) -> dict[str, Any]:
    """The report as values that ``json.dumps`` takes."""
    listed: list[dict[str, Any]] = []
    suspicious: list[dict[str, Any]] = []
    others = with_template = 0
    for name, count in sites:
        why = suspicion(count)
        row = {"site": name or UNKNOWN, **asdict(count), "removed_share": share(count.removed, count.kept)}
        del row["kept"], row["removed"]
        with_template += count.by_template > 0
        if len(listed) < MOST_SITES:
            listed.append(row)
        else:
            others += 1
        if why and len(suspicious) < MOST_SITES:
            suspicious.append({"site": name or UNKNOWN, "pages": count.pages, "why": why})
    return {
        "pages": state.pages,
        "cleaned": state.cleaned,
        "empty": state.empty,
        "failed": state.failed,
        "duplicates": state.duplicates,
        "left_out": dict(sorted(state.left_out.items())),
        "removed_share": share(state.removed, state.kept),
        "bytes": state.bytes,
        "seconds": round(state.seconds, 1),
        "reasons": dict(sorted(state.reasons.items())),
        "templates": {
            "store": settings.templates,
            "learned": settings.learn,
            "learned_pages": state.learned_pages,
            "learned_sites": state.learned_sites,
            "learned_sites_with_enough_pages": state.template_sites,
            "pages_decided": state.by_template,
            "sites_decided": with_template,
            "pages_unlike_their_site": state.unlike_site,
        },
        "sites": listed,
        "other_sites": others,
        "suspicious": suspicious,
        "files": files_of(state, target),
    }


def files_of(state: State, target: Target) -> dict[str, str]:
    """The names of the files that the run writes, all in one folder."""
    if target.stream:
        return {}
    files = {"output": target.output, "report": target.report}
    files |= {"errors": target.errors} if state.failed else {}
    files |= {"duplicates": target.duplicates} if state.duplicates else {}
    return {name: path.name.encode("utf-8", "backslashreplace").decode() for name, path in files.items()}


def share(removed: int, kept: int) -> float | None:
    """The removed share of the text; None if there was none."""
    return round(removed / (removed + kept), 4) if removed + kept else None


def suspicion(count: SiteCount) -> str:
    """Why a site's results are worth a look; empty if they are not."""
    if count.pages < FEWEST:
        return ""
    if count.failed > OFTEN * count.pages:
        return f"{count.failed} of {count.pages} pages failed"
    if count.empty > OFTEN * count.pages:
        return f"{count.empty} of {count.pages} pages have no article"
    removed = share(count.removed, count.kept)
    if removed is not None and removed > NEARLY_ALL:
        return f"nearly all of the text was removed ({removed:.1%})"
    if removed is not None and removed < NEARLY_NOTHING:
        return f"nearly nothing of the text was removed ({removed:.1%})"
    return ""


def lines(report: Mapping[str, Any], folder: str = "") -> Iterator[str]:
    """The report for people, in lines that fit on a terminal.

    :param folder: what to put before the names of the files.
    """
    for line in paragraphs(report, folder):
        yield from textwrap.wrap(
            line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        ) or [""]


def paragraphs(report: Mapping[str, Any], folder: str) -> Iterator[str]:
    """The report for people, one statement a line."""
    speed = report["pages"] / report["seconds"] if report["seconds"] else 0
    pace = f" ({speed:,.0f} a second)" if speed >= 1 else ""
    yield (
        f"{counted(report['pages'], 'page')} in {report['seconds']:,.0f} s{pace}: "
        f"{report['cleaned']:,} cleaned, {report['empty']:,} without an article, {report['failed']:,} failed, "
        f"{counted(report['duplicates'], 'duplicate')}"
    )
    if report["removed_share"] is not None:
        yield f"{report['removed_share']:.0%} of the text was removed"
    yield from about_templates(report["templates"])
    yield from listed("failed", report["reasons"])
    yield from listed("left out on purpose", report["left_out"])
    sites = report["sites"]
    if len(sites) > 1:
        yield f"{len(sites) + report['other_sites']:,} sites, the largest first:"
        for row in sites[:SHOWN]:
            removed = "" if row["removed_share"] is None else f", {row['removed_share']:.0%} of the text removed"
            failed = f", {row['failed']:,} failed" if row["failed"] else ""
            yield f"  {row['pages']:8,} {row['site']}: {row['cleaned']:,} cleaned{failed}{removed}"
        if len(sites) > SHOWN:
            yield f"           ... and {len(sites) + report['other_sites'] - SHOWN:,} more, which the report lists"
    if report["suspicious"]:
        yield f"worth a look ({counted(len(report['suspicious']), 'site')}):"
        for row in report["suspicious"][:SHOWN]:
            yield f"           {row['site']}: {row['why']}"
    for what, name in report["files"].items():
        yield f"{what}: {folder}{name}"


def about_templates(templates: Mapping[str, Any]) -> Iterator[str]:
    """What was learned, and what templates did."""
    if not templates["learned"] and not templates["store"]:
        return
    said = []
    if templates["learned"]:
        said.append(
            f"learned from {counted(templates['learned_pages'], 'page')} of {counted(templates['learned_sites'], 'site')}, "
            f"{templates['learned_sites_with_enough_pages']:,} of which had enough pages"
        )
    if not templates["learned"] or templates["learned_sites_with_enough_pages"] or templates["store"]:
        said.append(
            f"used on {counted(templates['pages_decided'], 'page')} of {counted(templates['sites_decided'], 'site')}"
            if templates["pages_decided"]
            else "none applied to these pages"
        )
    unlike = templates["pages_unlike_their_site"]
    if unlike:
        said.append(f"{counted(unlike, 'page')} did not fit the site's template and {was(unlike)} cleaned without it")
    yield f"templates: {'; '.join(said)}"
    if templates["learned"] and not templates["store"]:
        yield "these templates were for this run alone; --templates FILE keeps them"


def listed(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    """Counts by reason."""
    if counts:
        yield f"{what} ({sum(counts.values()):,}):"
        for reason, number in counts.items():
            yield f"  {number:8,} {reason}"


def was(number: int) -> str:
    """The verb that goes with a number."""
    return "was" if number == 1 else "were"
