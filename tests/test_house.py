"""The house: modules import what is below them, in no circle, and inside functions only where start-up pays for it."""

from __future__ import annotations

import ast
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent / "cleaner"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "rules", "options", "decision", "words"),
    ("page",),
    ("decode", "segment"),
    ("source", "scoring", "content", "metadata"),
    ("headline", "views", "explain.reasons"),
    ("decide", "document", "confidence", "fragment", "stable"),
    ("templates",),
    ("pipeline", "arguments"),
    ("records", "batch"),
    ("cleaner",),
    ("training", "explain"),
    ("datatrove", "mcp", "nemo", "scrapy", "spark"),
    ("cli", "__main__", "spark.__main__"),
)
"""The modules and packages of the house from the ground up: each may import from its own floor and those below."""

START_UP = {
    "arguments": "most pages are cleaned without templates",
    "decide": "scraped text alone looks for its headline like that",
    "document": "most documents are asked for one view",
    "pipeline": "most pages are cleaned without a template",
    "segment": "most sources are markup",
    "scoring": "scraped text alone has features of lines",
    "content": "plain text needs no tree",
    "views": "plain text needs no tree",
    "explain": "reasons are given when asked for",
    "cleaner": "one page needs no worker processes",
    "batch": "optional libraries, and what only some runs need",
    "cli": "a filter in a pipe must start fast; help must not load the scorer",
    "templates": "few pages are of a site that a store knows",
}
"""Where imports inside functions are allowed, and what for: start-up takes a third of the time of cleaning one page."""


class Import(NamedTuple):
    """One module of the package that another one names."""

    importer: str
    imported: str
    in_function: bool
    line: int


def modules() -> dict[str, Path]:
    """The modules by name, without the package's own name before it; the package itself is ``""``."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(module: str) -> list[Import]:
    """All imports of modules of the package: at the top, for type checkers alone, and inside functions."""
    found: list[Import] = []

    def visit(node: ast.AST, in_function: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                names = [alias.name for alias in child.names]
            elif isinstance(child, ast.ImportFrom):
                assert not child.level, f"{module}: relative imports are not used"
                names = [f"{child.module}.{alias.name}" for alias in child.names]
            else:
                names = []
            for name in names:
                if name.partition(".")[0] == "cleaner":
                    inner = name.partition(".")[2]
                    target = inner if inner in MODULES else inner.rpartition(".")[0]
                    if target != module:
                        found.append(Import(module, target, in_function, getattr(child, "lineno", 0)))
            visit(child, in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))

    visit(ast.parse(MODULES[module].read_text(encoding="utf-8")), False)
    return found


IMPORTS = [one for module in MODULES if module for one in imports_of(module)]
"""All but those of the package's own face, which imports what it exports."""


def floor_of(module: str) -> int:
    """The floor of a module: that of the longest name in FLOORS that it begins with."""
    names = {name: number for number, names in enumerate(FLOORS) for name in names}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in names:
            return names[name]
    raise AssertionError(f"{module} has no floor: name it in FLOORS")


def test_no_module_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for one in IMPORTS:
        graph[one.importer].add(one.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError("a circle: " + " <- ".join(error.args[1])) from None


def test_no_package_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for one in IMPORTS:
        if not one.imported:
            continue
        ends = [package_of(module) for module in (one.importer, one.imported)]
        if ends[0] != ends[1]:
            graph.setdefault(ends[0], set()).add(ends[1])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError("a circle: " + " <- ".join(error.args[1])) from None


def package_of(module: str) -> str:
    """The room of a module: as FLOORS divides the house."""
    names = [name for names in FLOORS for name in names]
    return max((name for name in names if f"{module}.".startswith(f"{name}.")), key=len)


def test_imports_point_down() -> None:
    upward = [
        f"{one.importer}:{one.line} imports {one.imported}"
        for one in IMPORTS
        if one.imported and floor_of(one.imported) > floor_of(one.importer)
    ]
    assert not upward


def test_imports_inside_functions_are_where_start_up_pays_for_them() -> None:
    strangers = [
        f"{one.importer}:{one.line} imports {one.imported} inside a function"
        for one in IMPORTS
        if one.in_function and one.importer.partition(".")[0] not in START_UP
    ]
    assert not strangers


def test_every_floor_is_lived_on() -> None:
    assert not [name for names in FLOORS for name in names if name not in MODULES and name not in LATER]


LATER = frozenset[str]()
"""Rooms that are being built."""


def test_what_the_code_reads_is_in_the_installed_package() -> None:
    root = Path(__file__).parent.parent
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    globs = settings["tool"]["setuptools"]["package-data"]["cleaner"]
    shipped = {path for glob in globs for path in (root / "cleaner").glob(glob)}
    data = {
        path for path in (root / "cleaner").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc", ".md")
    }
    assert {path.name for path in data - shipped} == {"prompts.json"}
