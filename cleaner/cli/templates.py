"""``cleaner templates``: look at, correct and share what was learned of sites."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from cleaner.errors import install_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.templates.site.rules import Rules
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.template import SiteTemplate

T = TypeVar("T")
app = typer.Typer(
    help="Look at, correct and share what was learned of sites.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Store = Annotated[Path | None, typer.Option("--templates", help="The store; by default your own.", show_default=False)]
Site = Annotated[str, typer.Argument(help="The site, as `cleaner templates list` names it.")]


@app.command(name="list")
def list_sites(
    templates: Store = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
) -> None:
    """List the sites: how many pages they were learned from, their size, when they changed."""
    entries = reading(lambda: open_store(templates).sites())
    if as_json:
        for entry in entries:
            print(json.dumps(entry._asdict(), ensure_ascii=False))
        return
    if not entries:
        print("cleaner: no templates yet: learn some with cleaner learn PAGES...", file=sys.stderr)
    width = max((len(entry.site) for entry in entries), default=0)
    for entry in entries:
        print(f"{entry.site:{width}}  {entry.pages:6} pages  {entry.bytes / 1000:6.0f} kB  {entry.changed}")


@app.command()
def show(
    site: Site,
    templates: Store = None,
    least: Annotated[float, typer.Option(help="Leave out places on a smaller share of the pages.", min=0, max=1)] = 0.2,
) -> None:
    """Draw a site's layout: content green, boilerplate red, with an example text and the pages it was seen on."""
    from cleaner.cli.layout import draw

    draw(find(open_store(templates), site), least)


@app.command()
def edit(site: Site, templates: Store = None) -> None:
    """Open the rules of a site in $EDITOR: selectors and texts to keep or drop; they win over what was learned."""
    from cleaner.errors import SelectorError
    from cleaner.templates.site.rules import NAMES, Rules
    from cleaner.templates.template import SiteTemplate

    store = open_store(templates)
    template = find(store, site)
    begin = {"site": site, **{name: list(getattr(template.rules, name)) for name in NAMES}}
    text = json.dumps(begin, indent=1, ensure_ascii=False) + "\n"
    handle, name = tempfile.mkstemp(prefix=f"{Path(site).name}-", suffix=".json", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.call([*shlex.split(editor), name])
    except OSError as error:
        fail(f"the editor {editor!r} does not start ({error.strerror}): set EDITOR")
    if code:
        fail(f"the editor ended with {code}: nothing was changed; your text is in {name}")
    try:
        rules = read_rules(Path(name).read_text(encoding="utf-8"))
        rules.check()
    except (SelectorError, ValueError) as error:
        fail(f"{name}: {error}; nothing was changed")
    reading(lambda: store.replace(SiteTemplate(template.site, template.sample, Rules() | rules)))
    Path(name).unlink()


@app.command()
def export(
    site: Site,
    templates: Store = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here.", show_default=False)] = None,
) -> None:
    """Write a site's template as JSON, to share it or to put it under version control."""
    text = find(open_store(templates), site).to_json()
    if output is None:
        sys.stdout.write(text)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            fail(f"{output}: {error.strerror}")


@app.command(name="import")
def import_file(
    files: Annotated[list[Path], typer.Argument(help="Templates that `export` wrote.")],
    templates: Store = None,
    replace: Annotated[bool, typer.Option(help="Put them in the place of what is known, instead of merging.")] = False,
) -> None:
    """Take templates from files; what is known of their sites is merged."""
    from cleaner.templates.template import SiteTemplate

    store = open_store(templates)
    for path in files:
        try:
            template = SiteTemplate.from_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            fail(f"{path}: {error.strerror}")
        except UnicodeDecodeError:
            fail(f"{path}: line 1: not a template: the file is no text in UTF-8")
        except ValueError as error:
            fail(f"{path}: {error}")
        reading(lambda template=template: store.replace(template) if replace else store.update(template))  # type: ignore[misc]


@app.command()
def merge(
    others: Annotated[list[Path], typer.Argument(help="Other stores.")],
    templates: Store = None,
) -> None:
    """Take all that other stores know into this one."""
    store = open_store(templates)
    for path in others:
        if not path.exists():
            fail(f"{path}: there is no such file; nothing was merged")
    for other in [open_store(path) for path in others]:
        for entry in reading(other.sites):
            reading(lambda other=other, entry=entry: store.update(find(other, entry.site)))  # type: ignore[misc]


@app.command()
def remove(site: Site, templates: Store = None) -> None:
    """Forget a site."""
    if not reading(lambda: open_store(templates).remove(site)):
        fail(f"nothing is known of {site}: cleaner templates list names the sites")


@app.command()
def curve(gold: Annotated[list[Path], typer.Argument(help="Gold files: JSON lines, xz-compressed.")]) -> None:
    """Draw the learning curve: F1 over the number of pages learned from, on other pages of the same sites."""
    from cleaner.training.evidence.evaluate import curve, read, table
    from cleaner.training.gold import load

    for path in gold:
        print(f"{path.name.partition('.')[0]}\n\n{table(curve(reading(lambda path=path: read(load(path), 5))))}")  # type: ignore[misc]


@app.command()
def fit(
    gold: Annotated[list[Path], typer.Argument(help="Gold files to fit on: JSON lines, xz-compressed.")],
    out: Annotated[Path, typer.Option(help="Write the weights here (.npz).")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same weights.")] = 1,
    folds: Annotated[
        int, typer.Option(help="How many scorers to train, each without one part of the sites.", min=2)
    ] = 5,
    test: Annotated[
        list[Path] | None,
        typer.Option(help="Gold files that the model card tells the learning curve of.", show_default=False),
    ] = None,
) -> None:
    """Fit the network that weighs what templates know; needs the extra `train`."""
    try:
        import torch
    except ImportError:
        fail(f"fitting needs torch: {install_command('train')}")
    from cleaner.training.evidence.fit import TemplateRecipe
    from cleaner.training.evidence.job import card, make

    torch.set_num_threads(1)
    recipe = TemplateRecipe(seed=seed)
    model = reading(lambda: make(gold, recipe, folds, lambda line: print(line, file=sys.stderr, flush=True)))
    model.save(out)
    out.with_suffix(".md").write_text(card(gold, recipe, folds, test or [], model), encoding="utf-8")


def open_store(path: Path | None) -> TemplateStore:
    """The store of a command."""
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.site.user import user_store

    return reading(lambda: TemplateStore(path or user_store()))


def find(store: TemplateStore, site: str) -> SiteTemplate:
    """A site's template; stops where there is none."""
    template = reading(lambda: store.get(site))
    if template is None:
        fail(f"nothing is known of {site}: cleaner templates list names the sites")
    return template


def read_rules(text: str) -> Rules:
    """The rules of a text that a person edited."""
    from cleaner.templates.site.codec import line_of
    from cleaner.templates.site.rules import NAMES, Rules

    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: {error.msg}") from None
    if not isinstance(found, dict):
        raise ValueError("line 1: an object with keep, drop, keep_texts and drop_texts is expected")
    for name, value in found.items():
        if name != "site" and name not in NAMES:
            raise ValueError(f"line {line_of(text, name)}: {name!r} is not known; there are {', '.join(NAMES)}")
        if name != "site" and not (isinstance(value, list) and all(isinstance(entry, str) for entry in value)):
            raise ValueError(f"line {line_of(text, name)}: {name!r} must be a list of texts")
    return Rules(*(tuple(found.get(name, ())) for name in NAMES))


def reading(work: Callable[[], T]) -> T:
    """Do something with a store, and say what went wrong in words."""
    try:
        return work()
    except ValueError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """Say what is wrong, and stop with 1."""
    print(f"cleaner: {message}", file=sys.stderr)
    raise typer.Exit(1)
