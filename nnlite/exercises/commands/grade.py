"""`nnlite exercises grade`: check what a class handed in, and write the grades into a table."""

import argparse
import hashlib
import os
import time
from pathlib import Path

import nnlite
from nnlite.exercises import canary, catalog, handed_in
from nnlite.exercises.exporting import gradescope
from nnlite.exercises.gradebook import Gradebook
from nnlite.exercises.handed_in import Work
from nnlite.exercises.hidden import hidden_checks
from nnlite.exercises.marking import Journal, Reports, mark_class
from nnlite.exercises.report import safe
from nnlite.exercises.sandbox import DESCRIPTIONS
from nnlite.exercises.screen import show

HELP = "for teachers: grade a folder of submissions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="a folder, .zip or file for each student in it")
    parser.add_argument("--csv", metavar="FILE", required=True, help="where the grades go, a row for each student")
    parser.add_argument("--details", metavar="FILE", help="where every check of every student goes, hidden ones too")
    parser.add_argument("--feedback", metavar="DIR", help="where a text for each student goes, without hidden checks")
    parser.add_argument("--gradescope", metavar="FILE", help="where Gradescope's results.json of one student goes")
    parser.add_argument("--exercises", metavar="LIST", help="which count, as 5,7,21; by default what was handed in")
    parser.add_argument("--hidden", metavar="DIR_OR_ZIP", help="hidden checks, one file for an exercise")
    parser.add_argument("--level", choices=["auto", "0", "1"], default="auto", help="the level of isolation")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many students at once")
    parser.add_argument("--fresh", action="store_true", help="forget the journal of an interrupted run")


def run(arguments: argparse.Namespace) -> int:
    check_targets(arguments)
    works = handed_in.collect(Path(arguments.folder))
    wanted = chosen(arguments.exercises, works)
    for work in works:
        work.answers = {key: value for key, value in work.answers.items() if key in wanted}
    level = level_of(arguments.level)
    path = Path(arguments.csv).with_name(Path(arguments.csv).name + ".journal")
    if arguments.fresh:
        path.unlink(missing_ok=True)
    began = time.monotonic()
    with hidden_checks(arguments.hidden) as hidden:
        journal = Journal(path, f"{level} {digest(wanted, hidden)}")
        if journal.known:
            show("What an interrupted run found is used as far as it fits; --fresh begins again.", "yellow")
        reports = mark_class(works, level, hidden, journal, max(arguments.jobs, 1), tell)
        book = Gradebook(works, reports, wanted, level, hidden)
    book.write_grades(Path(arguments.csv))
    if arguments.gradescope:
        gradescope.write(Path(arguments.gradescope), book)
    if arguments.details:
        book.write_details(Path(arguments.details))
    if arguments.feedback:
        book.write_feedback(Path(arguments.feedback))
    path.unlink(missing_ok=True)
    show(f"{len(works)} students, {len(wanted)} exercises, {time.monotonic() - began:.0f} seconds: {arguments.csv}")
    show(f"Isolation: {DESCRIPTIONS[level]}.")
    return 0


def digest(exercises: list[str], hidden: Path | None) -> str:
    """What reports depend on beside the answers: the text of every check, and nnlite's version."""
    texts = [at.read_bytes() for name in exercises for at in catalog.find(name).check_files(hidden)]
    return hashlib.sha256(b"\0".join([nnlite.__version__.encode(), *texts])).hexdigest()


def check_targets(arguments: argparse.Namespace) -> None:
    """Refuse before the work what could not be written after it.

    Raises:
        ValueError: A table cannot be written where it is wanted.
    """
    for option in ("csv", "details", "gradescope", "feedback"):
        given = getattr(arguments, option)
        path = Path(given or ".").absolute()
        wrong = path.is_file() if option == "feedback" else path.is_dir() or not path.parent.is_dir()
        if given is not None and wrong:
            raise ValueError(f"grade: --{option} cannot be written to {str(path)!r}.")


def chosen(given: str | None, works: list[Work]) -> list[str]:
    """The ids of the exercises that count, in their order."""
    if given is not None:
        meant = {catalog.find(name).id for name in given.split(",")}
    else:
        meant = {key for work in works for key in work.answers}
    if not meant:
        raise ValueError("grade: no file here says which exercise it is. Their first line is like "
                         f"`# exercise: {catalog.exercises()[0].id}`.")
    return [one.id for one in catalog.exercises() if one.id in meant]


def level_of(given: str) -> int:
    """The level of isolation: the highest that holds here, or the one that was asked for.

    Raises:
        ValueError: That one does not hold.
    """
    tried = canary.try_all()
    if given == "auto":
        level = max(level for level, (works, _) in tried.items() if works)
        for higher, (_, why) in tried.items():
            if higher > level:
                show(f"Level {higher} does not hold here: {why}. Level {level} is used.", "yellow")
        return level
    works, why = tried[int(given)]
    if not works:
        raise ValueError(f"grade: level {given} does not hold here: {why}.")
    return int(given)


def tell(work: Work, reports: Reports) -> None:
    """Say that a student is done."""
    points, most = sum(r.points for r in reports.values()), sum(r.most for r in reports.values())
    show(f"  {safe(work.student, 60).replace(chr(10), ' ')}: {points:g} of {most:g} points")
