"""Which exercises are there? Folders of a starter, a solution, checks, and a page about them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nnlite._optional import Later

tomllib = Later("tomllib")

FOLDER = Path(__file__).parent / "tracks"
TRACKS = {"models": "Build models", "framework": "Build the framework", "fast": "Make it fast"}


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        id: Its number and name: `05-two-inputs`.
        folder: Where its files are.
        title: What it is called.
        track: `models`, `framework` or `fast`.
        minutes: How long it takes, about.
        seconds: How long its code may run.
        hints: Three of them: the idea, the place, nearly the line.
        fails: What the first message about the starter says, a part of it.
        suffix: `.py`, or `.pyx` for Cython.
    """

    id: str
    folder: Path
    title: str
    track: str
    minutes: int
    seconds: float
    hints: tuple[str, ...]
    fails: str
    suffix: str

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.id.partition("-")[0])

    @property
    def file_name(self) -> str:
        """What its file is called: `05_two_inputs.py`."""
        return self.id.replace("-", "_") + self.suffix

    @property
    def starter(self) -> str:
        """What a student begins with."""
        return (self.folder / f"starter{self.suffix}").read_text(encoding="utf-8")

    @property
    def solution(self) -> str:
        """One right answer."""
        return (self.folder / f"solution{self.suffix}").read_text(encoding="utf-8")

    @property
    def checks(self) -> Path:
        """The file of its visible checks."""
        return self.folder / "checks.py"

    def check_files(self, hidden: Path | None) -> list[Path]:
        """The files of its checks: the visible ones, and a teacher's where there are some."""
        own = hidden / f"{self.id}.py" if hidden is not None else None
        return [self.checks, own] if own is not None and own.is_file() else [self.checks]


def read(folder: Path) -> Exercise:
    """The exercise in a folder."""
    about: dict[str, Any] = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
    suffix = ".pyx" if (folder / "starter.pyx").exists() else ".py"
    return Exercise(folder.name.replace("_", "-"), folder, about["title"], folder.parent.name, about["minutes"],
                    about.get("seconds", 10), tuple(about["hints"]), about["fails"], suffix)


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises in their order."""
    found = [read(path.parent) for path in FOLDER.glob("*/*/about.toml")]
    return tuple(sorted(found, key=lambda one: one.number))


def find(name: str) -> Exercise:
    """The exercise with an id, a number, or a name without its number.

    Raises:
        LookupError: There is none; the sentence says which were perhaps meant.
    """
    wanted = name.strip().lower().replace("_", "-")
    for one in exercises():
        if wanted in (one.id, str(one.number), one.id.partition("-")[0], one.id.partition("-")[2]):
            return one
    near = difflib.get_close_matches(wanted, [e for one in exercises() for e in (one.id, one.id.partition("-")[2])], 1)
    hint = f" Did you mean {near[0]!r}?" if near else " `nnlite exercises list` shows them all."
    raise LookupError(f"There is no exercise {name!r}.{hint}")


def of_track(track: str | None) -> list[Exercise]:
    """The exercises of a track, or all.

    Raises:
        LookupError: There is no such track.
    """
    if track is not None and track not in TRACKS:
        raise LookupError(f"There is no track {track!r}. The tracks are {', '.join(TRACKS)}.")
    return [one for one in exercises() if track in (None, one.track)]
