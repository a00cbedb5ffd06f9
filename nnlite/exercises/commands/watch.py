"""`nnlite exercises watch`: check again each time a file is saved; a letter and Enter asks for more."""

import argparse
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnlite._optional import require
from nnlite.exercises import submission
from nnlite.exercises.commands import check, hint, listing, solution
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace, exercise_in

HELP = "check again each time you save a file"
LETTERS = "Save a file, or type a letter and Enter:  h hint  l list  n next  s solution  q quit"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are no options."""


def run(arguments: argparse.Namespace) -> int:
    workspace = Workspace.here()
    events = happenings(workspace.folder)
    current = check_one(None)
    show(LETTERS, "dim")
    for event in events:
        if event == "q":
            break
        current = answer(event, current)
        show(LETTERS, "dim")
    return 0


def happenings(folder: Path) -> Iterator[Path | str]:
    """Files that are saved, and letters that are typed, as they come."""
    typed: queue.Queue[str] = queue.Queue()
    watch = require("watchfiles", "exercises").watch
    threading.Thread(target=listen, args=(typed,), daemon=True).start()
    for changes in watch(folder, recursive=False, yield_on_timeout=True, rust_timeout=200):
        saved = {Path(name) for _, name in changes if Path(name).suffix in submission.SUFFIXES}
        yield from sorted(path for path in saved if path.is_file() and exercise_in(path) is not None)
        while not typed.empty():
            yield typed.get()


def listen(typed: "queue.Queue[str]") -> None:
    """Put what is typed into a queue, a line each, as long as somebody can type."""
    while line := sys.stdin.readline():
        typed.put(line.strip().lower()[:1])


def answer(event: Path | str, current: str | None) -> str | None:
    """Do what a saved file or a letter asks for; the exercise that is at work now."""
    if isinstance(event, Path):
        return check_one(str(event))
    if event == "n":
        return check_one(None)
    if event == "l":
        attempt(listing, track=None)
    elif event in ("h", "s") and current is not None:
        attempt(hint if event == "h" else solution, exercise=current, level=None, give_up=False)
    return current


def check_one(name: str | None) -> str | None:
    """Check a file, or the next one; its exercise."""
    try:
        chosen = check.chosen(name)
    except (LookupError, ValueError, OSError) as error:
        show(str(error), "yellow")
        return None
    attempt(check, exercise=name, json=None, only=None)
    return None if chosen is None else chosen.exercise.id


def attempt(command: Any, **arguments: Any) -> None:
    """Run a command; what does not work is said, and the watch goes on."""
    try:
        command.run(argparse.Namespace(**arguments))
    except (LookupError, ValueError, OSError) as error:
        show(str(error), "yellow")
