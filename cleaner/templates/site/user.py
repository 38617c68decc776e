"""Where the command line keeps the user's own templates."""

from __future__ import annotations

from pathlib import Path


def user_store() -> Path:
    """The user's template store, by the platform's rules for data of applications; it need not exist."""
    from platformdirs import user_data_path

    return Path(user_data_path("cleaner", appauthor=False)) / "templates.db"
