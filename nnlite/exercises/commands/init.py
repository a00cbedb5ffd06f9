"""`nnlite exercises init`: write the starter files into a folder; never over a file that is there."""

import argparse
from pathlib import Path

from nnlite.exercises import catalog
from nnlite.exercises.screen import show
from nnlite.exercises.workspace import MARK, Workspace

HELP = "write the starter files into a folder"
README = """# Exercises

Each file is an exercise: read it from the top, replace what is marked TODO, save, and check it.

    nnlite exercises check          the next one that is not right yet
    nnlite exercises watch          the same each time you save
    nnlite exercises hint 5         a hint for number 5; ask again for a clearer one
    nnlite exercises list           what there is and what you have done

Any editor will do. `nnlite exercises notebook 5` makes a notebook of number 5. The folder `.nnlite` remembers what you
have done; nothing leaves this computer.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="exercises", help="where to (default: exercises)")
    parser.add_argument("--track", choices=list(catalog.TRACKS), help="only the exercises of one track")


def run(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    around = folder.absolute().parent
    if not (folder / MARK).is_file() and any((above / MARK).is_file() for above in (around, *around.parents)):
        raise ValueError("init: this is a folder of exercises already. `nnlite exercises list` shows them.")
    folder.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(folder.absolute())
    there = workspace.files()
    written = 0
    for exercise in catalog.of_track(arguments.track):
        path = folder / exercise.file_name
        if exercise.id not in there and not path.exists():
            path.write_text(exercise.starter, encoding="utf-8")
            written += 1
    if not (folder / "README.md").exists():
        (folder / "README.md").write_text(README, encoding="utf-8")
    workspace.save()
    kept = len(catalog.of_track(arguments.track)) - written
    show(f"{written} exercises written to {folder}/" + (f", {kept} were there already and stay as they are." if kept
                                                        else "."))
    show(f"Next:  cd {folder}  and  nnlite exercises check")
    return 0
