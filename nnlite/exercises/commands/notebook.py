"""`nnlite exercises notebook`: the same exercise as a notebook."""

import argparse

from nnlite._optional import require
from nnlite.exercises import catalog
from nnlite.exercises.in_notebook import CELL
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import Workspace

HELP = "make a notebook of an exercise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", help="its number or name")


def run(arguments: argparse.Namespace) -> int:
    workspace, exercise = Workspace.here(), catalog.find(arguments.exercise)
    if exercise.suffix != ".py":
        raise ValueError(f"{exercise.id} is a Cython file, which a notebook cannot be.")
    path = workspace.folder / exercise.file_name.replace(".py", ".ipynb")
    if path.exists():
        raise ValueError(f"{path.name} is there already. Rename it, or go on with it.")
    source = workspace.files().get(exercise.id)
    text = source.read_text(encoding="utf-8") if source is not None else exercise.starter
    jupytext = require("jupytext", "exercises")
    made = jupytext.reads(text, fmt="py:percent")
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made.cells.append(require("nbformat", "exercises").v4.new_code_cell(CELL))
    jupytext.write(made, path, fmt="ipynb")
    show(f"{path.name} is written. Its last cell checks the others; so does:  nnlite exercises check {path.name}")
    return 0
