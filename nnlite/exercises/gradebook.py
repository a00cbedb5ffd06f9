"""How do grades leave the program? As tables for a spreadsheet, and a page of reasons for each student.

Whatever a student wrote, or called a file, is text and stays text: a spreadsheet calculates nothing of it, a terminal
obeys nothing of it.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

from nnlite.exercises import catalog
from nnlite.exercises.check_list import checks_in
from nnlite.exercises.handed_in import Work
from nnlite.exercises.marking import Reports
from nnlite.exercises.report import Report, safe
from nnlite.exercises.sandbox import DESCRIPTIONS

FORMULA = r"=+\-@\t\r＝＋－＠"   # what a cell begins with that is calculated, also as wide letters


class Gradebook:
    """The grades of a class.

    Args:
        works: What was handed in.
        reports: What was found, by student and exercise.
        exercises: Which exercises count, by their ids.
        level: The level of isolation.
        hidden: The folder of hidden checks.

    Attributes:
        most: The points of each exercise.
    """

    def __init__(self, works: list[Work], reports: dict[str, Reports], exercises: list[str], level: int,
                 hidden: Path | None = None):
        self.works, self.reports, self.exercises, self.level = works, reports, exercises, level
        self.most = {name: sum(one.points for path in catalog.find(name).check_files(hidden) for one in checks_in(path))
                     for name in exercises}

    def points(self, student: str, exercise: str) -> float:
        """The points of a student for an exercise; what was not handed in has none."""
        report = self.reports[student].get(exercise)
        return report.points if report is not None else 0.0

    def write_grades(self, path: Path) -> None:
        """A row for each student: the sum, then the points of each exercise."""
        rows: list[list[Any]] = [["student", "points", "of", *self.exercises, "level", "remarks"]]
        for work in self.works:
            each = [self.points(work.student, one) for one in self.exercises]
            missing = [one for one in self.exercises if one not in self.reports[work.student]]
            remarks = [*work.problems, *([f"not handed in: {', '.join(missing)}"] if missing else [])]
            rows.append([work.student, f"{sum(each):g}", f"{sum(self.most.values()):g}", *(f"{p:g}" for p in each),
                         self.level, "; ".join(remarks)])
        write_table(path, rows)

    def write_details(self, path: Path) -> None:
        """A row for each check of each student."""
        rows: list[list[Any]] = [["student", "exercise", "check", "hidden", "points", "of", "message", "seed"]]
        for student, reports in self.reports.items():
            for report in reports.values():
                rows += [[student, report.exercise, check.title, "hidden" if check.hidden else "",
                          f"{check.points if check.passed else 0:g}", f"{check.points:g}", " / ".join(check.message),
                          report.seed] for check in report.checks]
        write_table(path, rows)

    def write_feedback(self, folder: Path) -> None:
        """A text for each student, which says nothing about hidden checks but how many passed."""
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        for work in self.works:
            name = file_name(work.student, taken)
            lines = [safe(work.student), "", *map(safe, work.problems)]
            for exercise in self.exercises:
                report = self.reports[work.student].get(exercise)
                lines += feedback(report) if report is not None else [f"{exercise}: not handed in", ""]
            lines.append(DESCRIPTIONS[self.level])
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def feedback(report: Report) -> list[str]:
    """What a student reads about one exercise."""
    lines = [f"{report.exercise}: {catalog.find(report.exercise).title}, {report.points:g} of {report.most:g} points"]
    for check in report.visible:
        lines.append(f"  {'right' if check.passed else 'not yet'}  {check.title} ({check.points:g})")
        lines += [f"      {line}" for said in check.message for line in said.splitlines()]
    hidden = [check for check in report.checks if check.hidden]
    if hidden:
        lines.append(f"  {sum(check.passed for check in hidden)} of {len(hidden)} hidden checks")
    return [*lines, ""]


def file_name(student: str, taken: set[str]) -> str:
    """A name for a student's file that leads nowhere else, and belongs to nobody else."""
    base = re.sub(r"[^\w.-]+", "_", safe(student, 60)).strip("._") or "student"
    name, number = f"{base}.txt", 1
    while name.lower() in taken:
        number += 1
        name = f"{base}-{number}.txt"
    taken.add(name.lower())
    return name


def write_table(path: Path, rows: list[list[Any]]) -> None:
    """Write a CSV file that any spreadsheet opens."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([[cell(value) for value in row] for row in rows])


def cell(value: Any) -> Any:
    """A value as a spreadsheet may have it: no text is a formula."""
    if not isinstance(value, str):
        return value
    text = re.sub(f"([;,|])(?=[{FORMULA}])", r"\1 ", safe(value, 5000).replace("\n", " "))     # where ; separates cells
    return text if not re.match(f"[{FORMULA}]", text) or is_number(text) else f"'{text}"


def is_number(text: str) -> bool:
    """Whether a text is a plain number."""
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None
