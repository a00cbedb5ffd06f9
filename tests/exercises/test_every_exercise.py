"""Does every exercise do what it says? Solutions and honest work pass; starters and mistakes fail for their reasons."""

import os
import re
from pathlib import Path

import pytest

from nnlite.exercises import catalog, submission
from nnlite.exercises.commands import verify
from nnlite.exercises.referee import examine

HERE = Path(__file__).parent
HIDDEN = HERE.parent.parent / "classroom" / "hidden"
EXERCISES = catalog.exercises()


def files(folder):
    """The files in the folders of exercises, those that are compiled marked so."""
    paths = sorted(path for path in (HERE / folder).glob("*/*") if path.suffix in submission.SUFFIXES)
    return [pytest.param(path, id=f"{path.parent.name}/{path.name}",
                         marks=[pytest.mark.compiles] if path.suffix == ".pyx" else []) for path in paths]


def all_exercises():
    return [pytest.param(one, id=one.id, marks=[pytest.mark.compiles] if one.suffix == ".pyx" else [])
            for one in EXERCISES]


def test_there_are_enough():
    assert len(EXERCISES) >= 24 and {one.track for one in EXERCISES} == set(catalog.TRACKS)
    assert len({one.number for one in EXERCISES}) == len(EXERCISES)


@pytest.mark.parametrize("exercise", all_exercises())
def test_solution_passes_and_starter_fails(exercise):
    assert list(verify.verify(exercise, HIDDEN)) == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_names_itself(exercise):
    for text in (exercise.starter, exercise.solution):
        assert submission.named(text) == exercise
    assert exercise.starter.startswith(f"# exercise: {exercise.id}\n")
    assert (HIDDEN / f"{exercise.id}.py").is_file() and len(exercise.hints) == 3


@pytest.mark.parametrize("path", files("honest"))
def test_honest_work_passes(path):
    report = examine(submission.read(path), hidden=HIDDEN)
    assert [(check.title, check.message) for check in report.checks if not check.passed] == []


@pytest.mark.parametrize("path", files("wrong"))
def test_mistake_is_told(path):
    work = submission.read(path)
    expected = re.search(r"# says: (.*)", work.source).group(1).strip()
    checks = examine(work).checks
    failed = next(check for check in checks if not check.passed)
    assert expected in "\n".join(failed.message)
    shown = "\n".join(line for check in checks for line in check.message)
    assert "checks.py" not in shown and "Traceback" not in shown and os.sep + "tracks" + os.sep not in shown


def test_honest_work_is_different():
    texts = [path.values[0].read_bytes() for path in files("honest")]
    assert len(set(texts)) == len(texts) >= 50
