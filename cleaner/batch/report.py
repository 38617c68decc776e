"""The summary of a run, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.journal import SiteCount, State

MOST_SITES = 10_000
"""Sites that the JSON report lists; of the others it says how many they are."""
SHOWN = 10
"""Sites that people are shown."""
FEWEST = 3
"""Pages below which nothing is suspicious."""
NEARLY_ALL, NEARLY_NOTHING, OFTEN = 0.98, 0.02, 0.5
UNKNOWN = "(unknown)"
"""The site of pages that tell none."""


def report_of(state: State, sites: Iterable[tuple[str, SiteCount]]) -> dict[str, Any]:
    """The report as values that ``json.dumps`` takes."""
    listed: list[dict[str, Any]] = []
    suspicious: list[dict[str, Any]] = []
    others = 0
    for name, count in sites:
        why = suspicion(count)
        row = {"site": name or UNKNOWN, **asdict(count), "removed_share": share(count.removed, count.kept)}
        del row["kept"], row["removed"]
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
        "files_left_out": state.left_out,
        "removed_share": share(state.removed, state.kept),
        "bytes": state.bytes,
        "seconds": round(state.seconds, 1),
        "reasons": dict(sorted(state.reasons.items())),
        "sites": listed,
        "other_sites": others,
        "suspicious": suspicious,
    }


def share(removed: int, kept: int) -> float | None:
    """The removed share of the text; None where there was none."""
    return round(removed / (removed + kept), 4) if removed + kept else None


def suspicion(count: SiteCount) -> str:
    """Why a site's results are worth a look; empty where they are not."""
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


def lines(report: dict[str, Any]) -> Iterator[str]:
    """The report for people."""
    speed = report["pages"] / report["seconds"] if report["seconds"] else 0
    yield (
        f"{report['pages']:,} pages in {report['seconds']:,.0f} s ({speed:,.0f} pages/s): {report['cleaned']:,} cleaned, "
        f"{report['empty']:,} without an article, {report['failed']:,} failed, {report['duplicates']:,} duplicates"
    )
    if report["removed_share"] is not None:
        yield f"{report['removed_share']:.0%} of the text was removed"
    if report["files_left_out"]:
        yield f"{report['files_left_out']:,} files were left out: by their endings they are no pages"
    for reason, number in report["reasons"].items():
        yield f"  {number:8,} {reason}"
    sites = report["sites"]
    if len(sites) > 1:
        yield f"sites ({len(sites) + report['other_sites']:,}):"
        for row in sites[:SHOWN]:
            removed = "" if row["removed_share"] is None else f", {row['removed_share']:.0%} removed"
            yield f"  {row['pages']:8,} {row['site']}: {row['cleaned']:,} cleaned, {row['failed']:,} failed{removed}"
        if len(sites) > SHOWN:
            yield f"           ... and {len(sites) + report['other_sites'] - SHOWN:,} more, see the report"
    if report["suspicious"]:
        yield f"worth a look ({len(report['suspicious']):,}):"
        for row in report["suspicious"][:SHOWN]:
            yield f"           {row['site']}: {row['why']}"
