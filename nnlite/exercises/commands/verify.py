"""`nnlite exercises verify-all`: do the exercises do what they say?

Every solution passes; every starter fails for its reason.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from nnlite.exercises import catalog
from nnlite.exercises.referee import examine
from nnlite.exercises.report import Report
from nnlite.exercises.submission import Submission

HELP = "check that every solution passes and every starter fails for its reason"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--track", choices=list(catalog.TRACKS), help="only the exercises of one track")
    parser.add_argument("--hidden", metavar="DIR", help="a folder of hidden checks, which solutions pass too")


def run(arguments: argparse.Namespace) -> int:
    bad = 0
    for exercise in catalog.of_track(arguments.track):
        problems = list(verify(exercise, Path(arguments.hidden) if arguments.hidden else None))
        bad += bool(problems)
        print(f"{'LOOK ' if problems else 'good '} {exercise.id}" + "".join(f"\n      {one}" for one in problems))
    return 1 if bad else 0


def verify(exercise: catalog.Exercise, hidden: Path | None = None) -> Iterator[str]:
    """What is wrong with an exercise."""
    solved = report_on(exercise, exercise.solution, hidden)
    for check in solved.checks:
        if not check.passed:
            yield f"the solution fails {check.title!r}: {' / '.join(check.message)}"
    started = report_on(exercise, exercise.starter, None)
    failed = next((check for check in started.checks if not check.passed), None)
    if failed is None:
        yield "the starter passes"
    elif exercise.fails not in "\n".join(failed.message):
        yield f"the starter fails with {' / '.join(failed.message)!r}, which does not say {exercise.fails!r}"
    if "# TODO" not in exercise.starter:
        yield "the starter does not say what is TO DO"
    if len(exercise.hints) != 3:
        yield "there are not three hints"


def report_on(exercise: catalog.Exercise, source: str, hidden: Path | None) -> Report:
    """What the checks find in a text."""
    return examine(Submission(exercise, source, Path(exercise.file_name)), hidden=hidden)
