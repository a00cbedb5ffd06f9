"""How does Gradescope grade exercises? With an archive of two scripts, and a file of results that it reads.

Gradescope runs everything in one container. The scripts install bubblewrap there, so that a student's code sees neither
the hidden checks nor the results; where that does not hold, the grade says so.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from nnlite.exercises.catalog import Exercise
from nnlite.exercises.gradebook import Gradebook
from nnlite.exercises.report import Check
from nnlite.exercises.sandbox import DESCRIPTIONS

SETUP = """#!/usr/bin/env bash
set -e
apt-get update && apt-get install -y python3-venv bubblewrap gcc python3-dev
python3 -m venv /opt/nnlite
/opt/nnlite/bin/pip install "nnlite[exercises]"
"""
RUN = """#!/usr/bin/env bash
set -e
class=$(mktemp -d)
cp -r /autograder/submission "$class/submission"
cd "$class"
/opt/nnlite/bin/nnlite exercises grade "$class" --exercises {numbers} --csv grades.csv{hidden} \\
    --gradescope /autograder/results/results.json
"""


def write(path: Path, book: Gradebook) -> None:
    """Write the results of the only student."""
    path.write_text(json.dumps(results(book), indent=1), encoding="utf-8")


def results(book: Gradebook) -> dict[str, Any]:
    """What Gradescope reads: a test for each check; hidden ones are not shown to students."""
    work = book.works[0]
    tests: list[dict[str, Any]] = []
    for exercise in book.exercises:
        report = book.reports[work.student].get(exercise)
        if report is None:
            tests.append({"name": exercise, "score": 0, "max_score": book.most[exercise], "output": "Not handed in."})
        else:
            tests += [result(exercise, check) for check in report.checks]
    return {"tests": tests, "output": "\n".join([*work.problems, DESCRIPTIONS[book.level]])}


def result(exercise: str, check: Check) -> dict[str, Any]:
    """One check."""
    return {"name": f"{exercise}: {check.title}", "score": check.points if check.passed else 0,
            "max_score": check.points, "output": "\n".join(check.message),
            "visibility": "hidden" if check.hidden else "visible"}


def export(folder: Path, exercises: list[Exercise], hidden: Path | None) -> list[str]:
    """Write the archive; what to do next, in lines."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = ",".join(str(one.number) for one in exercises)
    with zipfile.ZipFile(folder / "autograder.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        add(archive, "setup.sh", SETUP)
        add(archive, "run_autograder",
            RUN.format(numbers=numbers, hidden=" --hidden /autograder/source/hidden" if hidden else ""))
        for one in exercises if hidden is not None else []:
            for path in one.check_files(hidden)[1:]:
                add(archive, f"hidden/{path.name}", path.read_text(encoding="utf-8"))
    for one in exercises:
        (folder / one.file_name).write_text(one.starter, encoding="utf-8")
    return ["Upload autograder.zip as the autograder of a programming assignment, with a base image that has Python "
            "3.11 or newer (Ubuntu 24.04). Hand the other files out."]


def add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a script that can be run."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o755 << 16
    archive.writestr(info, text)
