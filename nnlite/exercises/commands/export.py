"""`nnlite exercises export`: exercises for nbgrader, Gradescope or GitHub Classroom."""

import argparse
from pathlib import Path

from nnlite.exercises import catalog
from nnlite.exercises.exporting import github_classroom, gradescope, nbgrader
from nnlite.exercises.hidden import hidden_checks
from nnlite.exercises.screen import show

HELP = "for teachers: write exercises for nbgrader, Gradescope or GitHub Classroom"
FORMATS = {"nbgrader": nbgrader.write, "gradescope": gradescope.export, "github-classroom": github_classroom.write}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="where to; it is made if it is not there")
    parser.add_argument("--format", choices=list(FORMATS), required=True)
    parser.add_argument("--exercises", metavar="LIST", help="which, as 5,7,21; by default all")
    parser.add_argument("--hidden", metavar="DIR_OR_ZIP", help="hidden checks, for the autograder of Gradescope")


def run(arguments: argparse.Namespace) -> int:
    names = arguments.exercises.split(",") if arguments.exercises else [one.id for one in catalog.exercises()]
    exercises = [catalog.find(name) for name in names]
    folder = Path(arguments.folder)
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"export: {str(folder)!r} is not empty. Name a new folder.")
    with hidden_checks(arguments.hidden) as hidden:
        lines = FORMATS[arguments.format](folder, exercises, hidden)
    show(f"{len(exercises)} exercises written to {folder}/")
    for line in lines:
        show(line)
    return 0
