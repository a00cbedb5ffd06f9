"""`nnlite exercises list`: what there is, and what has been done."""

import argparse
from datetime import datetime
from typing import Any

from nnlite.exercises import catalog
from nnlite.exercises.screen import COLOURS, show, show_table
from nnlite.exercises.workspace import NoWorkspace, Workspace

HELP = "show the exercises and what you have done"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--track", choices=list(catalog.TRACKS), help="only the exercises of one track")


def run(arguments: argparse.Namespace) -> int:
    try:
        workspace: Workspace | None = Workspace.here()
    except NoWorkspace:
        workspace = None
    for track, title in catalog.TRACKS.items():
        if arguments.track in (None, track):
            show(title, "bold")
            show_table(["", "title", "status", "points", "hints", "minutes"],
                       [row(workspace, one) for one in catalog.of_track(track)])
    if workspace is None:
        show("Write them into a folder:  nnlite exercises init")
    return 0


def row(workspace: Workspace | None, exercise: catalog.Exercise) -> list[tuple[str, str]]:
    """The cells of one exercise."""
    known: dict[str, Any] = {} if workspace is None else workspace.done.get(exercise.id, {})
    status = known.get("status", "new")
    points = f"{known['points']:g}/{known['most']:g}" if "points" in known else ""
    minutes = f"{took(known)} of {exercise.minutes}" if "ended" in known else f"{exercise.minutes}"
    return [(f"{exercise.number:02d}", ""), (exercise.title, ""),
            ("" if workspace is None else status, COLOURS.get(status, "")),
            (points, ""), (str(known.get("hints", "") or ""), ""), (minutes, "dim")]


def took(known: dict[str, Any]) -> int:
    """Minutes from the first check to the one that passed."""
    began, ended = (datetime.fromisoformat(known[key]) for key in ("began", "ended"))
    return round((ended - began).total_seconds() / 60)
