"""How does a notebook check itself? The text of the cells that ran goes where every other file is checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nnlite.exercises import catalog
from nnlite.exercises.referee import examine
from nnlite.exercises.submission import Submission


class NotYet(AssertionError):
    """The check did not pass; the message says what was expected, what came, and what to think about."""


def check_cells(exercise: str, check: str, cells: Iterable[str]) -> None:
    """Run one check on the text of cells.

    Args:
        exercise: The id of the exercise.
        check: The name of the check.
        cells: The texts of the cells that ran: `In` in a notebook.

    Raises:
        NotYet: It does not pass.
    """
    source = "\n\n".join(cell for cell in cells if "check_cells(" not in cell)
    report = examine(Submission(catalog.find(exercise), source, Path("notebook.ipynb")))
    for found in report.checks:
        if found.name == check and not found.passed:
            raise NotYet("\n".join([found.title, *found.message]))
