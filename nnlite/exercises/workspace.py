"""Where does a student work? In a folder of starter files, with a small file that remembers what was done."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nnlite.exercises import catalog, submission
from nnlite.exercises.catalog import Exercise
from nnlite.exercises.report import Report

MARK = Path(".nnlite", "progress.json")
SCHEMA = 1


class NoWorkspace(LookupError):
    """There are no exercises here."""


class Workspace:
    """A folder of exercises.

    Args:
        folder: Where it is.

    Attributes:
        done: What is remembered of each exercise by its id: the status, points, hints and times.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.done: dict[str, dict[str, Any]] = {}
        if (folder / MARK).is_file():
            self.done = remembered(folder / MARK)

    @classmethod
    def here(cls, start: Path | None = None) -> Workspace:
        """The workspace of a folder: it, or the next one above with exercises.

        Raises:
            NoWorkspace: There is none.
        """
        start = (start or Path.cwd()).absolute()
        for folder in (start, *start.parents):
            if (folder / MARK).is_file():
                return cls(folder)
        if (start / "exercises" / MARK).is_file():
            raise NoWorkspace("The exercises are in the folder `exercises`. Go there:  cd exercises")
        raise NoWorkspace(f"There are no exercises in {start}. `nnlite exercises init` writes them, then go into their "
                          "folder.")

    def files(self) -> dict[str, Path]:
        """The student's file of each exercise, by what its first line says; one with the usual name comes first."""
        found: dict[str, Path] = {}
        for path in sorted(self.folder.iterdir()):
            if path.suffix in submission.SUFFIXES and path.is_file():
                exercise = exercise_in(path)
                if exercise is not None and (exercise.id not in found or path.name == exercise.file_name):
                    found[exercise.id] = path
        return found

    def status(self, exercise: Exercise) -> str:
        """`passed`, `gave up`, `tried` or `new`."""
        return str(self.done.get(exercise.id, {}).get("status", "new"))

    def next(self) -> Exercise | None:
        """The first exercise with a file that has not been passed."""
        files = self.files()
        return next((one for one in catalog.exercises() if one.id in files and self.status(one) in ("new", "tried")),
                    None)

    def note(self, exercise: Exercise, **what: Any) -> None:
        """Remember something about an exercise."""
        self.done.setdefault(exercise.id, {}).update(what)
        self.save()

    def note_report(self, exercise: Exercise, report: Report) -> None:
        """Remember what a check found. What was passed stays passed."""
        known, now = self.done.get(exercise.id, {}), datetime.now(UTC).isoformat(timespec="seconds")
        status = "passed" if report.passed else "tried"
        if known.get("status") in ("passed", "gave up"):
            status = known["status"]
        best = max(report.points, known.get("points", 0))
        self.note(exercise, status=status, points=best, most=report.most, began=known.get("began", now),
                  **({"ended": now} if report.passed and "ended" not in known else {}))

    def save(self) -> None:
        """Write what is remembered, all or nothing."""
        path = self.folder / MARK
        path.parent.mkdir(exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps({"schema": SCHEMA, "exercises": self.done}, indent=1), encoding="utf-8")
        os.replace(beside, path)


def exercise_in(path: Path) -> Exercise | None:
    """The exercise that a file answers, or None."""
    try:
        text = submission.decoded(path.read_bytes(), path.name)
        if path.suffix == ".ipynb":
            text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    except (OSError, ValueError, KeyError, TypeError, submission.Unreadable):
        return None
    return submission.named(text, path.name)


def remembered(path: Path) -> dict[str, dict[str, Any]]:
    """What a progress file says; nothing where it is damaged, since it can be earned again."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        done = data["exercises"] if data["schema"] == SCHEMA else {}
        return {key: dict(value) for key, value in done.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
