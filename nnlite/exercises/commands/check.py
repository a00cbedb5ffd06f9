"""`nnlite exercises check`: run the visible checks of one exercise in a process of its own, and say what they found."""

import argparse
import json
from pathlib import Path

from nnlite.exercises import catalog, submission
from nnlite.exercises.referee import examine
from nnlite.exercises.report import Report
from nnlite.exercises.screen import show, show_report
from nnlite.exercises.workspace import NoWorkspace, Workspace

HELP = "check your file of an exercise; by default the next one"
PASSED, FAILED, USAGE, STOPPED = range(4)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="?", help="its number, its name or a file; by default the next one")
    parser.add_argument("--only", metavar="CHECK", help="the exit code is that of one check, test_inputs for one")
    parser.add_argument("--json", metavar="FILE", help="write what was found to a file too")


def run(arguments: argparse.Namespace) -> int:
    handed_in = chosen(arguments.exercise)
    if handed_in is None:
        show("You have passed every exercise in this folder.", "green")
        return PASSED
    report = examine(handed_in)
    workspace = workspace_of(handed_in.path)
    used = 0
    if workspace is not None:
        workspace.note_report(handed_in.exercise, report)
        used = workspace.done[handed_in.exercise.id].get("hints", 0)
    show_report(handed_in.exercise, report, len(handed_in.exercise.hints) - used)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(report.as_dict(), indent=1), encoding="utf-8")
    if report.passed and workspace is not None and (following := workspace.next()) is not None:
        show(f"  Next: {following.id}, {workspace.files()[following.id].name}")
    return code_of(report, arguments.only)


def code_of(report: Report, only: str | None) -> int:
    """The exit code that says what was found.

    Raises:
        LookupError: There is no check of that name.
    """
    checks = [check for check in report.checks if only in (None, check.name)]
    if not checks:
        raise LookupError(f"There is no check {only!r}. There are {', '.join(check.name for check in report.checks)}.")
    return PASSED if all(check.passed for check in checks) else STOPPED if report.stopped else FAILED


def chosen(name: str | None) -> submission.Submission | None:
    """The file that is meant: by its path, by an exercise, or the next one; None if all are done.

    Raises:
        LookupError, ValueError: There is none.
    """
    try:
        if name is not None and (Path(name).suffix in submission.SUFFIXES or Path(name).is_file()):
            return submission.read(Path(name))
        workspace = Workspace.here()
        exercise = catalog.find(name) if name is not None else workspace.next()
        if exercise is None:
            return None
        path = workspace.files().get(exercise.id)
        if path is None:
            raise LookupError(f"There is no file for {exercise.id} here. "
                              f"`nnlite exercises init .` writes {exercise.file_name}.")
        return submission.read(path)
    except submission.Unreadable as error:
        raise ValueError(str(error)) from None


def workspace_of(path: Path) -> Workspace | None:
    """The workspace around a file, if there is one."""
    try:
        return Workspace.here(path.absolute().parent)
    except NoWorkspace:
        return None
