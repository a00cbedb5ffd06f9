"""What can go wrong with a student's code? It raises something, it does not answer, or it takes too long."""

from __future__ import annotations

from typing import Any


class StudentError(Exception):
    """The student's code raised something.

    Attributes:
        kind: The name of the exception.
        message: What it says.
        lines: (number, text) of the lines of the student's file that led to it.
    """

    def __init__(self, kind: str, message: str, lines: list[tuple[int, str]]):
        super().__init__(f"{kind}: {message}")
        self.kind, self.message, self.lines = kind, message, lines


class NoAnswer(Exception):
    """The player did not answer: it ended, took too long, or sent something that is no reply."""


class TooSlow(NoAnswer):
    """The player was stopped because its time was over."""


def student_error(problem: dict[str, Any]) -> StudentError:
    """The exception that a reply tells of, with nothing in it that is not text or a line."""
    given = problem.get("lines")
    lines = [(int(line[0]), str(line[1])) for line in (given if isinstance(given, list) else [])
             if isinstance(line, list) and len(line) == 2 and isinstance(line[0], int)]
    return StudentError(str(problem.get("kind"))[:100], str(problem.get("message"))[:4000], lines[:5])
