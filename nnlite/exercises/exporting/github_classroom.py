"""How are exercises handed out by GitHub Classroom? As a repository with starter files and a workflow that checks them.

Each check is a step of its own, so that a part of the work earns a part of the points. Students can read and change
everything in their repository, the workflow too: what is graded in the end is what `nnlite exercises grade` finds.
"""

from __future__ import annotations

from pathlib import Path

from nnlite.exercises.catalog import Exercise
from nnlite.exercises.check_list import Listed, checks_in
from nnlite.exercises.commands.init import README
from nnlite.exercises.workspace import Workspace

HEAD = """name: Autograding Tests
on: [push, repository_dispatch]
permissions:
  checks: write
  actions: read
  contents: read
jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "nnlite[exercises]"
"""
STEP = """      - name: "{title}"
        id: {id}
        uses: classroom-resources/autograding-command-grader@v1
        with:
          test-name: "{title}"
          command: nnlite exercises check {file} --only {check}
          timeout: 5
          max-score: {points}
"""
TAIL = """      - name: Autograding Reporter
        uses: classroom-resources/autograding-grading-reporter@v1
        env:
{results}
        with:
          runners: {runners}
"""


def write(folder: Path, exercises: list[Exercise], hidden: Path | None) -> list[str]:
    """Write the repository; what to do next, in lines. Hidden checks stay with the teacher."""
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in exercises:
        (folder / exercise.file_name).write_text(exercise.starter, encoding="utf-8")
    (folder / "README.md").write_text(README, encoding="utf-8")
    Workspace(folder).save()
    workflow = folder / ".github" / "workflows" / "classroom.yml"
    workflow.parent.mkdir(parents=True, exist_ok=True)
    workflow.write_text(text(exercises), encoding="utf-8")
    return ["Make it a repository on GitHub, mark it as a template, and choose it for the assignment.",
            f"Grade what was handed in with: nnlite exercises grade FOLDER --csv FILE{' --hidden …' * bool(hidden)}"]


def text(exercises: list[Exercise]) -> str:
    """The workflow."""
    steps = [(exercise, check) for exercise in exercises for check in checks_in(exercise.checks)]
    names = [step_id(exercise, check) for exercise, check in steps]
    results = "\n".join(f'          {name.upper()}_RESULTS: "${{{{steps.{name}.outputs.result}}}}"' for name in names)
    body = [STEP.format(title=title(exercise, check), id=name, file=exercise.file_name, check=check.name,
                        points=max(round(check.points), 1))
            for (exercise, check), name in zip(steps, names, strict=True)]
    return HEAD + "".join(body) + TAIL.format(results=results, runners=",".join(names))


def step_id(exercise: Exercise, check: Listed) -> str:
    """What a step is called in the workflow."""
    return f"e{exercise.id}-{check.name.removeprefix('test_').replace('_', '-')}"


def title(exercise: Exercise, check: Listed) -> str:
    """What students read about a step."""
    return f"{exercise.id}: {check.title}".replace("\\", "").replace('"', "'")
