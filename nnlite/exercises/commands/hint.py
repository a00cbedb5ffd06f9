"""`nnlite exercises hint`: first the idea, then the place, then nearly the line."""

import argparse

from nnlite.exercises import catalog
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace

HELP = "show a hint; ask again for a clearer one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="?", help="its number or name; by default the next one")
    parser.add_argument("--level", type=int, help="which hint, 1 to 3; by default the next one")


def run(arguments: argparse.Namespace) -> int:
    workspace = Workspace.here()
    exercise = catalog.find(arguments.exercise) if arguments.exercise else workspace.next()
    if exercise is None:
        raise LookupError("You have passed every exercise in this folder. Name one: nnlite exercises hint 5")
    used, most = workspace.done.get(exercise.id, {}).get("hints", 0), len(exercise.hints)
    level = arguments.level if arguments.level is not None else min(used + 1, most)
    if not 1 <= level <= most:
        raise ValueError(f"hint: {exercise.id} has hints 1 to {most}. Received: --level {level}.")
    workspace.note(exercise, hints=max(used, level))
    show(f"{exercise.id}: hint {level} of {most}", "bold")
    show(exercise.hints[level - 1], indent=2)
    return 0
