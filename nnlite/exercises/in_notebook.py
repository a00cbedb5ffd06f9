"""How does a notebook check itself? The text of the cells that ran goes where every other file is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from nnlite.exercises import catalog, submission
from nnlite.exercises.referee import examine
from nnlite.exercises.screen import show_report
from nnlite.exercises.submission import CHECKING, Submission

CALLS = re.compile(r"\bcheck_(here|cells)\(")
CELL = f"from {CHECKING} import check_here\n\ncheck_here(In)    # after the cells above have run"


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
    report = examine(Submission(catalog.find(exercise), joined(cells), Path("notebook.ipynb")))
    for found in report.checks:
        if found.name == check and not found.passed:
            raise NotYet("\n".join([found.title, *found.message]))


def check_here(cells: Iterable[str]) -> None:
    """Run all visible checks of a notebook's exercise, and say what they found.

    Args:
        cells: The texts of the cells that ran: `In` in a notebook.

    Raises:
        ValueError: No cell says which exercise it is.
    """
    source = joined(cells)
    exercise = submission.named(source)
    if exercise is None:
        raise ValueError("No cell that ran says which exercise this is. Run all cells from the first one: it is like "
                         f"`# exercise: {catalog.exercises()[0].id}`.")
    show_report(exercise, examine(Submission(exercise, source, Path("notebook.ipynb"))))


def joined(cells: Iterable[str]) -> str:
    """The cells as one text, without those that check; of one that ran several times all are there, in their order."""
    return "\n\n".join(cell for cell in cells if CHECKING not in cell and not CALLS.search(cell))
