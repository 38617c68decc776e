"""``cleaner templates``: look at, correct and share what was learned of sites."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.arguments import AsJson, GoldFiles, Overwrite, Store  # noqa: TC001 (typer reads the annotations when it runs)
from cleaner.cli.help import Command
from cleaner.cli.messages import complain, fail, note
from cleaner.cli.outputs import Output, WriteError
from cleaner.cli.stores import attempt, find_template, open_store, site_name, unknown
from cleaner.errors import in_words
from cleaner.words.counted import counted

app = typer.Typer(
    help="Look at, correct and share what was learned of sites.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Site = Annotated[str, typer.Argument(metavar="SITE", help="The site: its host, or an address on it.")]
RuleTexts = Annotated[
    list[str],
    typer.Argument(metavar="RULE", help="CSS selectors, or the whole texts of blocks (case and digits do not matter)."),
]
RULE_NAMES = ("keep", "drop", "keep_texts", "drop_texts")
AsText = Annotated[bool, typer.Option("--text", help="They are texts, even if they look like selectors.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the rules back instead.")]


@app.command(name="list", cls=Command, short_help="list the sites")
def list_sites(templates: Store = None, as_json: AsJson = False) -> None:
    """List the sites: how many pages they were learned from, their size, when they changed, rules of yours."""
    store = open_store(templates)
    entries = attempt(store.sites)
    if as_json:
        for entry in entries:
            print(json.dumps(entry._asdict(), ensure_ascii=False))
        return
    if not entries:
        note(f"no templates in {store.path} yet; to learn some: cleaner learn PAGES...")
    width = max((len(entry.site) for entry in entries), default=0)
    for entry in entries:
        template = attempt(store.get, entry.site)
        count = 0 if template is None else sum(len(getattr(template.rules, name)) for name in RULE_NAMES)
        rules = f"  {counted(count, 'rule')} of yours" if count else ""
        print(
            f"{entry.site:{width}}  {counted(entry.pages, 'page'):>12}  {entry.bytes / 1000:6.0f} kB  {entry.changed}{rules}"
        )


@app.command(cls=Command, short_help="show what a template removes, its rules and its layout")
def show(
    site: Site,
    templates: Store = None,
    least: Annotated[
        float, typer.Option(metavar="SHARE", help="Leave out places on a smaller share of the pages.", min=0, max=1)
    ] = 0.2,
) -> None:
    """Show a site's rules, the kinds of furniture its template removes with examples, and its layout as a tree."""
    from cleaner.cli.layout import draw

    draw(find_template(open_store(templates), site_name(site)), least)


@app.command(cls=Command, short_help="always remove what a selector or text names")
def drop(site: Site, rules: RuleTexts, templates: Store = None, as_text: AsText = False, undo: Undo = False) -> None:
    """Always remove what these rules name from a site's pages; nothing need have been learned of it.

    cleaner templates drop example.org div.teaser "Read more"
    """
    change_rules(site, rules, templates, keep=False, as_text=as_text, undo=undo)


@app.command(cls=Command, short_help="always keep what a selector or text names")
def keep(site: Site, rules: RuleTexts, templates: Store = None, as_text: AsText = False, undo: Undo = False) -> None:
    """Always keep what these rules name on a site's pages; nothing need have been learned of it.

    cleaner templates keep example.org div.correction
    """
    change_rules(site, rules, templates, keep=True, as_text=as_text, undo=undo)


def change_rules(site: str, rules: list[str], path: Path | None, keep: bool, as_text: bool, undo: bool) -> None:
    """Add rules to a site's template, or take them back, and say what they hit."""
    from cleaner.cli.layout import hit_words
    from cleaner.cli.rules_file import changed
    from cleaner.rules import is_selector
    from cleaner.templates.site.hits import selector_hits, text_hits
    from cleaner.templates.template import SiteTemplate

    store = open_store(path)
    name = site_name(site)
    template = attempt(store.get, name) or SiteTemplate(name)
    said = []
    for rule in map(as_typed, rules):
        selector = not as_text and is_selector(rule)
        new = changed(template.rules, rule, selector, keep, undo)
        if undo and new == template.rules:
            fail(f"{name} has no such rule: {rule}")
        template = attempt(template.with_rules, new)
        hits = attempt(selector_hits if selector else text_hits, template, rule)
        what = rule if selector else f"the text “{rule}”"
        said.append(f"{name}: {'no longer ' if undo else ''}{'keep' if keep else 'drop'} {what}: {hit_words(hits)}")
    attempt(store.replace, template)
    for line in said:
        note(line)


def as_typed(argument: str) -> str:
    """An argument as the terminal sent it, which is UTF-8 even where the locale says otherwise."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument.encode("utf-8", "replace").decode("utf-8")


@app.command(cls=Command, short_help="edit a site's rules in your editor")
def edit(site: Site, templates: Store = None) -> None:
    """Open the rules of a site in your editor ($VISUAL, $EDITOR): selectors and texts to keep or drop."""
    from cleaner.cli.layout import rules as rule_lines
    from cleaner.cli.rules_file import read_rules, write_rules
    from cleaner.templates.template import SiteTemplate

    store = open_store(templates)
    name = site_name(site)
    template = attempt(store.get, name) or SiteTemplate(name)
    handle, path = tempfile.mkstemp(prefix=f"{Path(name).name}-", suffix=".toml", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(write_rules(template))
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.call([*shlex.split(editor), path])
    except OSError as error:
        fail(f"the editor {editor!r} does not start ({in_words(error)}): set EDITOR")
    if code:
        fail(f"the editor ended with {code}: nothing was changed; your text is in {path}")
    try:
        template = template.with_rules(read_rules(Path(path).read_text(encoding="utf-8"), name))
    except ValueError as error:
        fail(f"{path}: {error}; nothing was changed")
    attempt(store.replace, template)
    Path(path).unlink()
    for line in rule_lines(template) or [f"{name} has no rules now"]:
        print(line, file=sys.stderr)


@app.command(cls=Command, short_help="write a template as JSON")
def export(
    site: Site,
    templates: Store = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write there and not to standard output.", show_default=False
        ),
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a site's template as JSON, to share it or to put it under version control."""
    store = open_store(templates)
    name = site_name(site)
    try:
        with Output(output, [str(store.path)], ".json", overwrite) as file:
            file.put(name, find_template(store, name).to_json())
    except WriteError as error:
        fail(str(error))


@app.command(name="import", cls=Command, short_help="take templates from files")
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Templates that `export` wrote.")],
    templates: Store = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is known of their sites, and do not merge.")
    ] = False,
) -> None:
    """Take templates from files; what is known of their sites is merged."""
    from cleaner.templates.template import SiteTemplate

    store = open_store(templates)
    failed = False
    for path in files:
        try:
            template = SiteTemplate.from_json(path.read_text(encoding="utf-8"))
            template = store.replace(template) if replace else store.update(template)
            note(f"{path}: {template.site}, now of {counted(template.pages, 'page')}")
        except UnicodeDecodeError:
            failed = True
            complain(str(path), "line 1: not a template: the file is no text in UTF-8")
        except (OSError, ValueError) as error:
            failed = True
            complain(str(path), in_words(error))
    raise typer.Exit(int(failed))


@app.command(cls=Command, short_help="take all that other stores know")
def merge(
    others: Annotated[list[Path], typer.Argument(metavar="STORE", help="Other stores.")], templates: Store = None
) -> None:
    """Take all that other stores know into this one."""
    store = open_store(templates)
    for path in others:
        if not path.exists():
            fail(f"{path}: there is no such file; nothing was merged")
    count = 0
    for other in [open_store(path) for path in others]:
        for entry in attempt(other.sites):
            attempt(store.update, find_template(other, entry.site))
            count += 1
    note(f"{counted(count, 'site')} merged into {store.path}")


@app.command(cls=Command, short_help="forget a site")
def remove(site: Site, templates: Store = None) -> None:
    """Forget a site, its rules included."""
    store = open_store(templates)
    if not attempt(store.remove, site_name(site)):
        fail(unknown(store, site_name(site)))


@app.command(cls=Command, short_help="draw the learning curve on gold pages")
def curve(
    gold: GoldFiles,
    furniture: Annotated[
        bool, typer.Option("--furniture", help="Put prompts, placeholders and lists into the pages: what survives.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="With --furniture: of the pages as scraped text.")] = False,
) -> None:
    """Draw the learning curve over the number of pages learned from, on other pages of the same sites: F1, or furniture."""
    from cleaner.page.page import Form
    from cleaner.training.evidence.evaluate import curve, read, table
    from cleaner.training.evidence.survival import survival, survival_table
    from cleaner.training.gold import load

    def draw(path: Path) -> str:
        if furniture:
            return survival_table(survival(list(load(path)), Form.TEXT if text else Form.HTML))
        return table(curve(read(load(path), 5)))

    for path in gold:
        print(f"{path.name.partition('.')[0]}\n\n{attempt(draw, path)}")
