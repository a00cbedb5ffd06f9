"""`nnlite exercises watch`: check again each time a file is saved."""

import argparse
from pathlib import Path

from nnlite._optional import require
from nnlite.exercises import submission
from nnlite.exercises.commands import check
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace, exercise_in

HELP = "check again each time you save a file; Ctrl-C ends it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    workspace = Workspace.here()
    watch = require("watchfiles", "exercises").watch
    check_one(None)
    show("Waiting for you to save a file. Ctrl-C ends this.", "dim")
    rounds = 0
    for changes in watch(workspace.folder, recursive=False):
        saved = sorted({Path(name) for _, name in changes if Path(name).suffix in submission.SUFFIXES})
        for path in saved:
            if path.is_file() and exercise_in(path) is not None:
                check_one(str(path))
        rounds += bool(saved)
        if arguments.rounds is not None and rounds >= arguments.rounds:
            break
        show("Waiting for you to save a file. Ctrl-C ends this.", "dim")
    return 0


def check_one(name: str | None) -> None:
    """Check a file, or the next one; what cannot be read is said, and the watch goes on."""
    try:
        check.run(argparse.Namespace(exercise=name, json=None, only=None))
    except (LookupError, ValueError, OSError) as error:
        show(str(error), "yellow")
