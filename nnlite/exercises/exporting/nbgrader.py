"""How are exercises handed out by nbgrader? As notebooks with solutions and tests between its marks.

The tests in the notebook send the text of its cells to the checks, which run the student's code in a process of its
own. nbgrader itself runs a student's notebook beside its tests, so that its verdict can be forged by who wants to; the
verdict of `nnlite exercises grade` on the same notebooks cannot.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from nnlite._optional import require
from nnlite.exercises.catalog import Exercise
from nnlite.exercises.check_list import Listed, checks_in
from nnlite.exercises.submission import CHECKING

TEST = f"# {{title}}\nfrom {CHECKING} import check_cells\ncheck_cells({{id!r}}, {{name!r}}, In)"


def write(folder: Path, exercises: list[Exercise], hidden: Path | None) -> list[str]:
    """Write the notebooks of an assignment; what to do next, in lines. Cython files cannot be notebooks."""
    source = folder / "source" / "exercises"
    source.mkdir(parents=True, exist_ok=True)
    nbformat = require("nbformat", "exercises")
    left = [one.id for one in exercises if one.suffix != ".py"]
    for exercise in exercises:
        if exercise.suffix == ".py":
            path = source / exercise.file_name.replace(".py", ".ipynb")
            nbformat.write(notebook(exercise), path)
    return [*([f"Not exported, since Cython files cannot be notebooks: {', '.join(left)}."] if left else []),
            "Copy source/exercises into your course, then: nbgrader generate_assignment exercises",
            f"Grade what was collected with: nnlite exercises grade FOLDER --csv FILE{' --hidden …' * bool(hidden)}"]


def notebook(exercise: Exercise) -> Any:
    """The notebook of an exercise, as the teacher has it."""
    jupytext = require("jupytext", "exercises")
    made = jupytext.reads(marked(exercise), fmt="py:percent")
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
        if "### BEGIN SOLUTION" in cell.source:
            cell.metadata["nbgrader"] = about(f"solution-{number}", solution=True)
    for check in checks_in(exercise.checks):
        made.cells.append(test_cell(exercise, check))
    return made


def marked(exercise: Exercise) -> str:
    """The solution, with nbgrader's marks around every part that the starter does not have."""
    before, after = exercise.starter.splitlines(), exercise.solution.splitlines()
    lines: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        part = after[c:d]
        if kind == "equal" or not any(line.strip() for line in part):
            lines += part
            continue
        indent = " " * min(len(line) - len(line.lstrip()) for line in part if line.strip())
        todo = [line for line in before[a:b] if "# TODO" in line]
        lines += [*todo, f"{indent}### BEGIN SOLUTION", *part, f"{indent}### END SOLUTION"]
    return "\n".join(lines) + "\n"


def test_cell(exercise: Exercise, check: Listed) -> Any:
    """The cell that earns the points of a check."""
    nbformat = require("nbformat", "exercises")
    cell = nbformat.v4.new_code_cell(TEST.format(title=check.title, id=exercise.id, name=check.name))
    cell["id"] = f"{check.name.replace('_', '-')}"[:60]
    cell.metadata["nbgrader"] = about(check.name, points=check.points, grade=True)
    return cell


def about(name: str, solution: bool = False, grade: bool = False, points: float | None = None) -> dict[str, Any]:
    """What nbgrader wants to know of a cell."""
    found = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": solution, "locked": grade,
             "task": False}
    return found | ({"points": points} if points is not None else {})
