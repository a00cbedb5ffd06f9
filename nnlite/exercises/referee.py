"""Who says whether a student's work is right? This process: it asks, compares, and never runs a line of that work.

The checks of an exercise are tests for pytest, which finds them and runs them here; a `student` in their arguments is
the way to the process where the student's code runs. Whatever that process prints or returns as its exit code counts
for nothing: a check passes only when the right values came back.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from pathlib import Path
from typing import Any

import numpy as np

from nnlite._optional import require
from nnlite.exercises import catalog
from nnlite.exercises.check_list import described
from nnlite.exercises.checking import Wrong
from nnlite.exercises.compiling import CompileFailed, NoCompiler
from nnlite.exercises.game import NoAnswer, StudentError, TooSlow
from nnlite.exercises.report import Check, Report, safe
from nnlite.exercises.student import Student
from nnlite.exercises.submission import Submission


def examine(submission: Submission, level: int = 0, hidden: Path | None = None, seed: int | None = None) -> Report:
    """Check one file.

    Args:
        submission: What was handed in.
        level: The level of isolation.
        hidden: A folder with checks that only the teacher has, `05-two-inputs.py` for one of them.
        seed: What the checks draw their random inputs from; another one each time by default.
    """
    exercise = submission.exercise
    report = Report(exercise.id, level=level, seed=secrets.randbits(32) if seed is None else seed)
    for path in exercise.check_files(hidden):   # a process for each: what ends one does not cost the other
        run_checks(path, path != exercise.checks, submission, report)
    return report


def run_checks(path: Path, hidden: bool, submission: Submission, report: Report) -> None:
    """Add what the checks in one file find."""
    pytest = require("pytest", "exercises")
    listener = Listener(hidden, submission, report)
    root = catalog.FOLDER if not hidden else path.parent
    options = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:faulthandler", "-c", os.devnull, "--noconftest",
               "--assert=plain", "--import-mode=importlib", "--rootdir", str(root), str(path)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main(options, plugins=[listener])
    listener.finish()
    if not listener.found:
        raise RuntimeError(f"the checks in {path.name} cannot be run (pytest says {code}): {said.getvalue()[-500:]}")


class Listener:
    """A plugin of pytest that gives checks their student and notes what they find."""

    def __init__(self, hidden: bool, submission: Submission, report: Report):
        self.hidden, self.submission, self.report = hidden, submission, report
        self.student: Student | None = None
        self.found = 0
        self.unanswered = ""

    def pytest_pyfunc_call(self, pyfuncitem: Any) -> bool:
        """Run one check, and note what it found."""
        function = pyfuncitem.function
        check = Check(*described(function), False, hidden=self.hidden)
        self.report.checks.append(check)
        self.found += 1
        try:
            function(self.begin())
            check.passed = True
        except (Wrong, StudentError, NoAnswer) as error:
            check.message = message(error)
            if isinstance(error, NoAnswer):
                self.unanswered = self.unanswered or str(error)
                self.report.stopped = self.report.stopped or isinstance(error, TooSlow)
        except Exception as error:  # what came back is nothing that the check thought of
            check.message = ["Your code returned something that this check cannot work with "
                             f"({type(error).__name__}: {safe(str(error), 300)})."]
        return True

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Tell pytest that it need not look for the student."""
        if "student" in metafunc.fixturenames:
            metafunc.parametrize("student", [None])

    def begin(self) -> Student:
        """The student, whose file is loaded before the first check; after a crash nothing more is asked."""
        if self.unanswered:
            raise NoAnswer(f"Not checked, because of what happened before: {self.unanswered}")
        if self.student is None:
            rng = np.random.default_rng(self.report.seed + self.hidden)
            self.student = Student(self.submission, self.report.level, rng)
        self.student.loaded()
        return self.student

    def finish(self) -> None:
        """End the student's process, and note what it printed."""
        if self.student is not None:
            self.student.end()
            if not self.hidden:     # what it prints while hidden checks ask may be what they ask
                self.report.output = safe(self.student.game.output or "", 10000)
            self.report.seconds += self.student.game.spent


def message(error: Exception) -> list[str]:
    """What a student reads about a failed check, line by line."""
    if isinstance(error, Wrong):
        lines = [f"Expected: {error.expected}.", f"Came:     {safe(error.came, 600)}"]
        return [*lines, f"Think:    {error.question}"] if error.question else lines
    if isinstance(error, StudentError):
        lines = [f"  in line {number}:  {safe(text, 200)}" for number, text in error.lines]
        return [safe(raised(error), 1500), *lines]
    return [str(error)]


def raised(error: StudentError) -> str:
    """What a student reads about an exception; that a file, or anything, cannot be compiled is said in other words."""
    if error.kind == NoCompiler.__name__:
        return error.message
    if error.kind == CompileFailed.__name__:
        return f"Your file cannot be compiled: {error.message}"
    return f"Your code raised {error.kind}: {error.message}"
