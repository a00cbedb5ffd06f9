"""How does a report look in a terminal? With rich: colours where a person looks, boxes where they can be shown."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from nnlite._optional import require
from nnlite.exercises.catalog import Exercise
from nnlite.exercises.report import Report, safe

COLOURS = {"passed": "green", "gave up": "yellow", "tried": "cyan", "new": ""}


def console() -> Any:
    """Where to write."""
    return require("rich.console", "exercises").Console(highlight=False, soft_wrap=True)


def text(words: str, style: str = "") -> Any:
    """Words in a colour; nothing in them is markup."""
    return require("rich.text", "exercises").Text(words, style=style)


def show(words: str = "", style: str = "", indent: int = 0) -> None:
    """Write a line; where a person looks, one that is too long goes on below, indented."""
    screen = console()
    if screen.is_terminal:
        words = "\n".join(textwrap.fill(line, screen.width - 1, subsequent_indent=" " * indent,
                                        replace_whitespace=False) or line for line in words.splitlines())
    screen.print(text(words, style))


def show_table(columns: list[str], rows: list[list[tuple[str, str]]]) -> None:
    """Write a table of (words, colour)."""
    table = require("rich.table", "exercises").Table(box=require("rich.box", "exercises").SIMPLE)
    for column in columns:
        table.add_column(column, justify="right" if column in ("points", "hints", "minutes") else "left")
    for row in rows:
        table.add_row(*(text(*cell) for cell in row))
    console().print(table)


def show_report(exercise: Exercise, report: Report, hints_left: int = 0) -> None:
    """Write what was found: each check with its points, what to do about the first that failed, and the sum."""
    show(f"{exercise.id}: {exercise.title}", "bold")
    said: list[str] = []
    for check in report.visible:
        worth = f" ({check.points:g} points)" if check.points != 1 else ""
        show(f"  {'right' if check.passed else 'not yet'}  {check.title}{worth}", "green" if check.passed else "red")
        if check.message and reason(check.message) == reason(said):
            show("             For the same reason.")
        else:
            for line in "\n".join(check.message).splitlines():
                show(f"             {line}", indent=23)
        said = check.message or said
    if report.output:
        show("  Your code printed:", "dim")
        for line in safe(report.output, 2000).splitlines()[:20]:
            show(f"    {line}", "dim")
    show(f"  {summary(report)}", "green" if report.passed else "yellow")
    if not report.passed and hints_left:
        show(f"  A hint: nnlite exercises hint {exercise.number}", "dim")


def reason(message: list[str]) -> list[str]:
    """A message without what changes from one try to the next: the numbers in the names of layers."""
    raised = message and message[0].startswith("Your code")
    return [re.sub(r"_?\d+", "", line) for line in message] if raised else message


def summary(report: Report) -> str:
    """`2 of 3 visible checks, 3 of 4 points`: never more than was looked at."""
    passed = sum(check.passed for check in report.visible)
    points = sum(check.points for check in report.visible if check.passed)
    most = sum(check.points for check in report.visible)
    return f"{passed} of {len(report.visible)} visible checks, {points:g} of {most:g} points."
