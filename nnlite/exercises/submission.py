"""What did a student hand in? The text of one file, whatever editor wrote it, and the exercise that it answers."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from nnlite._optional import require
from nnlite.exercises.catalog import Exercise, exercises

HEADER = re.compile(r"^#\s*exercise:\s*([0-9a-z_-]+)\s*$", re.MULTILINE | re.IGNORECASE)
SUFFIXES = (".py", ".pyx", ".ipynb")
MOST_BYTES = 2 * 2**20
CHECKING = "nnlite.exercises.in_notebook"     # what cells import that check the others


class Unreadable(Exception):
    """A file that is no submission; the sentence says why."""


@dataclass(frozen=True)
class Submission:
    """The text of a student's file, and which exercise it answers."""

    exercise: Exercise
    source: str
    path: Path


def read(path: Path) -> Submission:
    """Read a file as bytes; nothing in it runs.

    Raises:
        Unreadable: It is no file, too large, not text, or answers no exercise.
    """
    source = text_of(path)
    exercise = named(source, path.name)
    if exercise is None:
        raise Unreadable(f"{path.name} does not say which exercise it is. Its first line should be like "
                         f"`# exercise: {exercises()[0].id}`.")
    return Submission(exercise, source, path)


def text_of(path: Path) -> str:
    """The Python text of a file; of a notebook, that of its code cells."""
    if path.is_symlink() or not path.is_file():
        raise Unreadable(f"{path.name} is not a file.")
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(f"{path.name} is larger than {MOST_BYTES // 2**20} MB.")
    text = decoded(path.read_bytes(), path.name)
    return from_notebook(text, path.name) if path.suffix == ".ipynb" else text


def decoded(data: bytes, name: str) -> str:
    """Text of bytes: UTF-8 with or without a mark, or UTF-16, which Windows writes too."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not text. Save it as UTF-8.") from None
    if "\0" in text:
        raise Unreadable(f"{name} is not text. Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def from_notebook(text: str, name: str) -> str:
    """The code of a notebook as a script; commands for the notebook itself become comments."""
    jupytext = require("jupytext", "exercises")
    try:
        notebook = jupytext.reads(text, fmt="ipynb")
        notebook.cells = [cell for cell in notebook.cells if CHECKING not in cell.source]
        return str(jupytext.writes(notebook, fmt="py:percent"))
    except Exception as error:
        raise Unreadable(f"{name} is not a notebook: {type(error).__name__}.") from None


def named(source: str, name: str = "") -> Exercise | None:
    """The exercise that a text names in its header line; where that is lost, the one after which its file is called."""
    found = HEADER.search(source)
    wanted = found.group(1).lower().replace("_", "-") if found else ""
    stem = Path(name).stem.lower().replace("-", "_")
    by_name = [one for one in exercises() if f"_{stem}".endswith("_" + one.id.replace("-", "_"))]
    return next((one for one in exercises() if one.id == wanted), by_name[0] if by_name else None)
