"""`nnlite exercises solution`: one right answer, for those who have theirs, or have given up."""

import argparse

from nnlite.exercises import catalog
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace

HELP = "show a solution after you have passed, or with --give-up"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", help="its number or name")
    parser.add_argument("--give-up", action="store_true", help="show it now; your list will say so")


def run(arguments: argparse.Namespace) -> int:
    workspace, exercise = Workspace.here(), catalog.find(arguments.exercise)
    if workspace.status(exercise) not in ("passed", "gave up"):
        if not arguments.give_up:
            show(f"You have not passed {exercise.id} yet. A hint helps: nnlite exercises hint {exercise.number}")
            show("To see the solution all the same, add --give-up.")
            return 1
        workspace.note(exercise, status="gave up")
    print(exercise.solution)
    return 0
