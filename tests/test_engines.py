"""``import cleaner`` needs no engine and no framework: only the module of an engine names it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import cleaner

ROOT = Path(cleaner.__file__).parent
ENGINES = {
    "datatrove": ("datatrove",),
    "mcp": ("mcp", "pydantic"),
    "nemo": ("nemo_curator",),
    "scrapy": ("scrapy", "itemadapter"),
    "spark": ("pyspark",),
}
"""The libraries of an engine, by the module that may import them."""
HEAVY = {"typer", "rich", "pyarrow", "pandas", "torch", "ray", "dask", "polars", "datasets"}


def test_importing_cleaner_imports_no_engine() -> None:
    script = "import sys, cleaner; cleaner.clean('<p>Hello world</p>').markdown; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    engines = {library for libraries in ENGINES.values() for library in libraries}
    assert not {name.partition(".")[0] for name in loaded} & (engines | HEAVY)


def test_only_an_engine_s_own_module_imports_it() -> None:
    libraries = {library: module for module, names in ENGINES.items() for library in names}
    for path in ROOT.rglob("*.py"):
        module = path.relative_to(ROOT).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert libraries.get(name.partition(".")[0], module) == module, f"{path}: {name}"
