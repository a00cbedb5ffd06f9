"""`nnlite exercises reset`: begin an exercise again; what you wrote is kept beside it."""

import argparse
from pathlib import Path

from nnlite.exercises import catalog
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace

HELP = "begin an exercise again; your file is kept as .bak"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", help="its number or name")


def run(arguments: argparse.Namespace) -> int:
    workspace, exercise = Workspace.here(), catalog.find(arguments.exercise)
    usual = workspace.folder / exercise.file_name
    begun = workspace.files().get(exercise.id, usual)
    path = begun if begun.suffix == exercise.suffix else usual
    for old in {begun, path}:
        if old.exists():
            show(f"What you wrote is in {old.rename(backup(old)).name}.")
    path.write_text(exercise.starter, encoding="utf-8")
    workspace.done.pop(exercise.id, None)
    workspace.save()
    show(f"{path.name} is as it was at the beginning.")
    return 0


def backup(path: Path) -> Path:
    """A name beside a file that is still free."""
    number, free = 1, path.with_name(f"{path.name}.bak")
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.bak{number}")
    return free
