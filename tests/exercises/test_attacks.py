"""Hostile submissions: no points that are not earned, nothing left behind, and the grading goes on in its time."""

import contextlib
import os
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnlite.exercises import canary, catalog, sandbox, submission, usage
from nnlite.exercises.game import Game, NoAnswer, StudentError, TooSlow
from nnlite.exercises.gradebook import Gradebook
from nnlite.exercises.handed_in import Work, collect
from nnlite.exercises.marking import Journal, mark_class
from nnlite.exercises.referee import examine
from nnlite.exercises.report import safe

ATTACKS = Path(__file__).parent / "attacks"
HONEST = {  # what is right all the same, such as the shape; everything else earns nothing
    "lying_array": 2, "not_a_number": 2, "model_many_layers": 1,
}
SAYS = {    # what the last but one check says, where another reason for no points would mean that nothing was tried
    "os_exit": "ended before it answered", "segfault": "ended before it answered", "loop_in_c": "stopped after",
    "forged_trickle": "stopped after", "forged_half": "stopped after", "fills_disk": "megabytes in files",
    "memory_of_children": "megabytes of memory", "output_flood": "File too large", "model_giant": "takes",
    "model_endless_description": "letters",
    "network": "Your code raised",
    **dict.fromkeys(("forged_numbers", "forged_magic", "forged_sizes", "forged_deep", "forged_deep_dicts", "forged_nan",
                     "forged_negative", "forged_dtype", "forged_overflow", "forged_many_axes", "forged_keys",
                     "forged_pickle", "forged_problem", "forged_endless", "forged_empty"),
                    "something that is no answer"),
}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it uses what only Linux has")
AT_LEVEL_1 = {"reads_solution", "network", "fork_bomb", "kills_parent", "kills_everybody", "daemon",
              "kills_parent_and_sleeps", "memory_of_children"}
IN_A_REFEREE = {"kills_parent", "kills_parent_and_sleeps", "kills_everybody", "daemon"}
LONG = {"loop": 1, "fork_bomb": 1, "memory_of_children": 6, "fills_disk": 6, "many_files": 6}
ALL = sorted(path.stem for path in ATTACKS.glob("*.py"))


@pytest.fixture(scope="module")
def levels():
    return canary.try_all()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Others use the usual one too."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def handed_in(name, seconds=None):
    found = submission.read(ATTACKS / f"{name}.py")
    return replace(found, exercise=replace(found.exercise, seconds=seconds or LONG.get(name, 2)))


def family():
    return set(usage.descendants(os.getpid()))


def folders():
    return {path.name for path in Path(tempfile.gettempdir()).glob("nnlite-*")}


@contextlib.contextmanager
def nothing_left(most):
    """No process and no folder more than before, and the time is kept."""
    processes, files, began = family(), folders(), time.monotonic()
    yield
    assert time.monotonic() - began < most
    assert not family() - processes
    assert folders() == files
    assert not Path("/tmp/nnlite-was-here").exists()


def check_attack(name, level):
    with nothing_left(20):
        report = examine(handed_in(name), level, seed=1)
    assert report.level == level
    assert report.points == HONEST.get(name, 0), [(check.name, check.message) for check in report.checks]
    assert len(report.checks) >= 3 and all(check.message for check in report.checks if not check.passed)
    assert level == 1 or SAYS.get(name, "") in " ".join(report.checks[-2].message)
    assert all(safe(line, 10000) == line for check in report.checks for line in check.message)


@LINUX
@pytest.mark.parametrize("name", [name for name in ALL if name not in AT_LEVEL_1])
def test_attack(name):
    check_attack(name, 0)


@LINUX
@pytest.mark.parametrize("name", sorted(AT_LEVEL_1 - IN_A_REFEREE | {"looks_around", "forged_answer", "fills_disk"}))
def test_attack_at_level_1(name, levels):
    works, why = levels[1]
    if not works:
        pytest.skip(f"bubblewrap is not installed or does not hold here: {why}")
    check_attack(name, 1)


@LINUX
@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("name", sorted(IN_A_REFEREE))
def test_attack_on_the_referee(name, level, levels):
    """Another exercise of the same student is still graded."""
    works, why = levels[level]
    if not works:
        pytest.skip(f"bubblewrap is not installed or does not hold here: {why}")
    if name == "kills_everybody" and level == 0:
        pytest.skip("at level 0 it ends every process of the person who runs the tests, which the level says")
    work = Work("ada", {"21-dense-forward": handed_in(name), "05-two-inputs": solution("05-two-inputs")})
    with nothing_left(60):
        reports = mark_class([work], level, None, Journal(None, ""), 1, lambda *_: None)["ada"]
    assert reports["21-dense-forward"].points == 0
    assert reports["05-two-inputs"].passed


def solution(name):
    exercise = catalog.find(name)
    return submission.Submission(exercise, exercise.solution, Path(exercise.file_name))


def call(game, name, *args):
    return game.ask("call", path=[name], args=list(args), kwargs={}, keep=False, repeat=1)


@LINUX
def test_a_large_request_to_someone_who_does_not_read():
    """The referee does not wait in a write for ever."""
    source = (ATTACKS / "never_reads.py").read_text()
    with nothing_left(15), Game(0, 2) as game:
        game.ask("load", source=source, suffix=".py")
        with pytest.raises(TooSlow):
            call(game, "dense", np.zeros(2**20))


@LINUX
def test_threads_come_to_an_end():
    """By the limit of memory, or because they are counted from outside, also where no limit of processes binds."""
    source = (ATTACKS / "thread_bomb.py").read_text()
    with nothing_left(10), Game(0, 2) as game:
        game.ask("load", source=source, suffix=".py")
        with pytest.raises(NoAnswer, match="processes and threads|stopped after"):
            call(game, "dense", 1, 2, 3)


def test_two_players_share_nothing():
    """What one writes, patches or remembers, the next does not see."""
    leave = "import os, numpy, tempfile\nnumpy.left = 1\nopen('left.txt', 'w').close()\nos.environ['LEFT'] = '1'\n"
    look = ("import os, numpy\ndef look():\n    return [hasattr(numpy, 'left'), os.path.exists('left.txt'), "
            "'LEFT' in os.environ, sorted(os.listdir('.'))]")
    with Game(0, 5) as first:
        first.ask("load", source=leave, suffix=".py")
        with Game(0, 5) as second:
            second.ask("load", source=look, suffix=".py")
            assert call(second, "look") == [False, False, False, []]


def test_nothing_of_the_caller_is_in_the_player(monkeypatch):
    """Neither its environment, its arguments, nor its open files."""
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    source = "import os, sys\ndef look():\n    return [dict(os.environ), sys.argv, len(os.listdir('/proc/self/fd'))]"
    with open(__file__), Game(0, 5) as game:
        game.ask("load", source=source, suffix=".py")
        environment, arguments, files = call(game, "look")
    assert "SECRET_TOKEN" not in environment and "PYTHONPATH" not in environment
    assert "checks" not in repr(arguments) and files <= 7


def test_what_level_0_does_not_do_is_said():
    """Reading files and using the network are possible there; the canary and every table say what was used."""
    assert "NOT a security boundary" in sandbox.DESCRIPTIONS[0]
    assert "files" in sandbox.DESCRIPTIONS[0] and "network" in sandbox.DESCRIPTIONS[0]
    with Game(0, 5) as game, canary.decoys() as (secret, _, port):
        game.ask("load", source=canary.PROBE, suffix=".py")
        if sandbox.user_for(0, game.folder) is None:
            assert call(game, "reads", str(secret)) == "a secret"
        assert call(game, "connects", port)


def test_level_1_writes_little_and_nowhere_else(levels):
    works, why = levels[1]
    if not works:
        pytest.skip(f"bubblewrap is not installed or does not hold here: {why}")
    with Game(1, 5) as game:
        game.ask("load", source=canary.PROBE, suffix=".py")
        for path in ("/x", "/dev/x", "/usr/x", str(sandbox.PACKAGE / "x"), str(sandbox.SECRETS / "x")):
            with pytest.raises(StudentError):
                call(game, "writes", path)
        assert call(game, "writes", "here.txt")
    assert not folders_with("here.txt")


def folders_with(name):
    return list(Path(tempfile.gettempdir()).glob(f"nnlite-*/{name}"))


RIGHT = "# exercise: 21-dense-forward\ndef dense(x, w, b):\n    return x @ w + b\n"


@pytest.fixture
def strange_class(tmp_path):
    """A folder of everything that a class hands in on a bad day."""
    folder = tmp_path / "class"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "dense.py").write_text(RIGHT)
    for name in ("numpy.py", "conftest.py", "sitecustomize.py", "pytest.ini", "nnlite.py", "json.py"):
        (folder / "ada" / name).write_text("import os\nos._exit(0)\n")
    (folder / "ada" / "loop").symlink_to(folder / "ada")
    (folder / "ada" / "outside.py").symlink_to("/etc/passwd")
    os.mkfifo(folder / "ada" / "pipe.py")
    os.mkfifo(folder / "pipe.zip")
    (folder / "ada" / "deep.ipynb").write_text("[" * 100_000)
    (folder / "ada" / "binary.py").write_bytes(bytes(range(256)))
    (folder / "ada" / "large.py").write_bytes(b"#" * 3 * 2**20)
    (folder / "=cmd|' !A1\nbob: 4 of 4").mkdir()
    (folder / "Ada").mkdir()
    with zipfile.ZipFile(folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.py", b" " * 500 * 2**20)
        archive.writestr("../../../tmp/nnlite-was-here/evil.py", RIGHT)
        archive.writestr("deep.ipynb", "[" * 100_000)
        archive.writestr("inner.zip", b"PK")
        archive.writestr("good.py", RIGHT)
    for name, keep in (("torn.zip", 0.5), ("wrong.zip", 1)):
        data = bytearray((folder / "eve.zip").read_bytes())
        data[60:2000] = bytes(1940)
        (folder / name).write_bytes(data[:int(len(data) * keep)])
    many = folder / "mallory"
    many.mkdir()
    for number in range(3000):
        (many / f"{number}.py").write_text(RIGHT if number == 0 else "")
    return folder


@LINUX
def test_strange_things_handed_in(strange_class):
    began = time.monotonic()
    works = {work.student: work for work in collect(strange_class)}
    assert time.monotonic() - began < 20
    assert set(works) == {"ada", "Ada", "eve", "torn", "wrong", "mallory", "pipe", "=cmd|' !A1\nbob: 4 of 4"}
    assert all("21-dense-forward" in works[name].answers for name in ("ada", "eve", "mallory"))
    assert any("larger than" in problem for problem in works["eve"].problems)
    assert works["torn"].problems and works["wrong"].problems
    assert any("1000 files" in problem for problem in works["mallory"].problems)
    assert not Path("/tmp/nnlite-was-here").exists()


@LINUX
def test_a_folder_that_cannot_be_read(tmp_path, monkeypatch):
    """It costs its student, not the class."""
    for name in ("ada", "bob"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "dense.py").write_text(RIGHT)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: listed(path / "missing" if path.name == "bob" else path))
    ada, bob = collect(tmp_path / "class")
    assert ada.answers and not bob.answers and "cannot be read" in bob.problems[0]


@LINUX
def test_names_and_output_on_their_way_to_the_teacher(strange_class, tmp_path):
    """No cell is a formula, no text moves a cursor, no file is written elsewhere."""
    works = [work for work in collect(strange_class) if work.student.startswith(("=", "A"))]
    works[0].answers["21-dense-forward"] = handed_in("outputs")
    reports = mark_class(works, 0, None, Journal(None, ""), 1, lambda *_: None)
    book = Gradebook(works, reports, ["21-dense-forward"], 0)
    book.write_grades(tmp_path / "grades.csv")
    book.write_details(tmp_path / "details.csv")
    book.write_feedback(tmp_path / "feedback")
    texts = [path.read_text(encoding="utf-8-sig") for path in tmp_path.rglob("*") if path.is_file()
             and strange_class not in path.parents]
    assert len(texts) == 4
    for text in texts:
        assert "\x1b" not in text and "\u202e" not in text
    for text in texts[:2]:
        assert not any(cell.startswith(("=", "@", "+")) for line in text.splitlines() for cell in line.split(","))
        assert ";=" not in text
    assert "NOT a security boundary" in "".join(texts)


HIDDEN = """from nnlite.exercises.checking import close


def test_secret_numbers(student):
    '''the secret title'''
    close(student.call("dense", [[424242.5]], [[1.0]], [0.0]), [[424242.5]], "the secret value")
"""


@LINUX
def test_hidden_checks_do_not_reach_students(tmp_path):
    """Not by messages, not by what the code prints while they ask."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "21-dense-forward.py").write_text(HIDDEN)
    source = RIGHT.split("\n")[0] + "\ndef dense(x, w, b):\n    if len(x) == 1 and x[0][0] > 400000:\n" + (
        "        print(x, w, b)\n        raise ValueError(str(x))\n    return x @ w + b\n")
    answer = submission.Submission(catalog.find("21"), source, Path("dense.py"))
    works = [Work("ada", {"21-dense-forward": answer})]
    reports = mark_class(works, 0, hidden, Journal(None, ""), 1, lambda *_: None)
    book = Gradebook(works, reports, ["21-dense-forward"], 0, hidden)
    book.write_feedback(tmp_path / "feedback")
    said = (tmp_path / "feedback" / "ada.txt").read_text()
    assert reports["ada"]["21-dense-forward"].points == 4 and "0 of 1 hidden checks" in said
    for word in ("424242", "secret"):
        assert word not in said and word not in reports["ada"]["21-dense-forward"].output


@LINUX
def test_an_interrupted_run_goes_on(tmp_path, monkeypatch):
    """Also where the last line of its journal was cut off in the middle."""
    path = tmp_path / "grades.csv.journal"
    works = [Work(name, {"21-dense-forward": solution("21-dense-forward")}) for name in ("ada", "bob")]
    first = mark_class(works, 0, None, Journal(path, "0 None"), 1, lambda *_: None)
    lines = path.read_text().split("\n")
    cut = lines[2][:lines[2].index("}") + 1]
    path.write_text("\n".join([*lines[:2], cut]))
    asked = []
    monkeypatch.setattr("nnlite.exercises.marking.referee",
                        lambda answers, *_: asked.append(answers) or [first["bob"]["21-dense-forward"]])
    again = mark_class(works, 0, None, Journal(path, "0 None"), 1, lambda *_: None)
    assert again == first and len(asked) == 1
    assert len(Journal(path, "0 None").known) == 2
    assert mark_class(works, 0, None, Journal(path, "1 None"), 1, lambda *_: None) and len(asked) == 3
