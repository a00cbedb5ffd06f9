"""Which checks are there, without running them? Their names, titles and points, as their files say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, NamedTuple


class Listed(NamedTuple):
    """A check that has not run: the name of its function, its title, its points."""

    name: str
    title: str
    points: float


def checks_in(path: Path) -> list[Listed]:
    """The checks in a file, in their order."""
    found = importlib.util.spec_from_file_location(f"nnlite_checks_{path.stem}", path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return [described(value) for name, value in vars(module).items() if name.startswith("test_") and callable(value)]


def described(function: Any) -> Listed:
    """A check, by its function."""
    title = (function.__doc__ or function.__name__).strip().splitlines()[0]
    return Listed(function.__name__, title, getattr(function, "points", 1))
