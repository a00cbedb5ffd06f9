"""How is a class graded? A referee process for each student, which starts a player for each exercise.

What ends a referee, or keeps it busy for ever, costs that exercise; the next ones get a new referee. Every report goes
into a journal at once, so that grading goes on where it was interrupted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nnlite.exercises import catalog, sandbox
from nnlite.exercises.check_list import checks_in
from nnlite.exercises.game import STARTING
from nnlite.exercises.handed_in import Work
from nnlite.exercises.orphans import without_orphans
from nnlite.exercises.report import Check, Report, from_dict
from nnlite.exercises.submission import Submission

BOOT = ("import json, sys; sys.path += json.loads(sys.argv[1]); "
        "from nnlite.exercises.marking_process import main; main()")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {
    "OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
Reports = dict[str, Report]


class Journal:
    """The reports so far, in a file that a later run reads again.

    Args:
        path: Where it is; None keeps nothing.
        settings: What else a report depends on: the level and the hidden checks.
    """

    def __init__(self, path: Path | None, settings: str):
        self.path, self.settings = path, settings
        self.lock = threading.Lock()
        self.known: dict[str, dict[str, Any]] = {}
        if path is not None and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                with contextlib.suppress(ValueError):   # the last one may have been cut off
                    self.known.update(json.loads(line))

    def key(self, work: Work, answer: Submission) -> str:
        """What a report belongs to: a student, an exercise, a text, and the settings."""
        text = "\0".join((work.student, answer.exercise.id, answer.source, self.settings))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def find(self, work: Work, answer: Submission) -> Report | None:
        """The report from before, or None."""
        data = self.known.get(self.key(work, answer))
        return None if data is None else from_dict(data)

    def note(self, work: Work, answer: Submission, report: Report) -> None:
        """Keep a report."""
        if self.path is not None:
            line = json.dumps({self.key(work, answer): report.as_dict()})
            with self.lock, self.path.open("a", encoding="utf-8") as file:
                file.write("\n" + line)     # never behind a line that was cut off


def mark_class(works: list[Work], level: int, hidden: Path | None, journal: Journal, jobs: int,
               done: Callable[[Work, Reports], None]) -> dict[str, Reports]:
    """The reports on everything that was handed in, by student and exercise; `done` hears of each student."""

    def mark(work: Work) -> tuple[str, Reports]:
        reports = mark_work(work, level, hidden, journal)
        done(work, reports)
        return work.student, reports

    with without_orphans(), ThreadPoolExecutor(jobs) as pool:
        return dict(pool.map(mark, works))


def mark_work(work: Work, level: int, hidden: Path | None, journal: Journal) -> Reports:
    """The reports on one student's answers."""
    reports: Reports = {}
    waiting: list[Submission] = []
    for answer in work.answers.values():
        known = journal.find(work, answer)
        if known is not None:
            reports[answer.exercise.id] = known
        else:
            waiting.append(answer)
    while waiting:
        for report in referee(waiting, level, hidden):
            answer = waiting.pop(0)
            reports[answer.exercise.id] = report
            journal.note(work, answer, report)
    return {one.id: reports[one.id] for one in catalog.exercises() if one.id in reports}


def referee(answers: list[Submission], level: int, hidden: Path | None) -> Iterator[Report]:
    """Reports from one referee process, as many as it gives; for the answer that ends it, one that says so."""
    job = {"level": level, "hidden": str(hidden) if hidden else None,
           "answers": [[one.exercise.id, one.source, one.path.name] for one in answers]}
    process = subprocess.Popen([sys.executable, "-I", "-c", BOOT, json.dumps(sandbox.paths())], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env=ENVIRONMENT, start_new_session=os.name == "posix")
    assert process.stdin is not None and process.stdout is not None
    try:
        with process.stdin as stream:
            stream.write(json.dumps(job).encode())
        for answer in answers:
            alarm = threading.Timer(2 * answer.exercise.seconds + 2 * STARTING + 60, process.kill)
            alarm.start()
            line = process.stdout.readline()
            alarm.cancel()
            if not line.endswith(b"}\n"):
                yield unfinished(answer, level, hidden)
                return
            yield from_dict(json.loads(line))
    except OSError:     # it ended before it read what to do
        yield unfinished(answers[0], level, hidden)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def unfinished(answer: Submission, level: int, hidden: Path | None) -> Report:
    """The report on an answer that ended the process which checked it: no points for any check."""
    why = ["The process that checks was ended while it waited for this code."]
    checks = [Check(*one, False, why, hidden=at != answer.exercise.checks)
              for at in answer.exercise.check_files(hidden) for one in checks_in(at)]
    return Report(answer.exercise.id, checks, level=level, stopped=True)
