"""A student's first hour: do the commands say what to do next, and forget nothing that was written?"""

import io
import json
import time

import pytest

from nnlite.__main__ import main
from nnlite.exercises import catalog, in_notebook

DENSE = catalog.find("21")


def solve(run, exercise):
    (run.folder / exercise.file_name).write_text(exercise.solution, encoding="utf-8")


def test_init_writes_every_starter_and_nothing_twice(run):
    mine = run.folder / DENSE.file_name
    mine.write_text(DENSE.solution, encoding="utf-8")
    code, said = run("init", ".")
    assert code == 0 and f"0 exercises written to ./, {len(catalog.exercises())} were there" in said
    assert mine.read_text(encoding="utf-8") == DENSE.solution


def test_check_takes_the_next_one_and_remembers(run):
    first = catalog.exercises()[0]
    code, said = run("check")
    assert code == 1 and first.id in said and "visible checks" in said and "Expected:" in said and "hint" in said
    solve(run, first)
    code, said = run("check")
    assert code == 0 and f"Next: {catalog.exercises()[1].id}" in said
    assert "passed" in run("list")[1]
    progress = json.loads((run.folder / ".nnlite" / "progress.json").read_text())
    assert progress["schema"] == 1 and progress["exercises"][first.id]["status"] == "passed"


def test_part_of_the_work_earns_part_of_the_points(run):
    text = DENSE.starter.replace("    return None", "    return x @ w")
    (run.folder / DENSE.file_name).write_text(text, encoding="utf-8")
    code, said = run("check", "21", "--json", "out.json")
    report = json.loads((run.folder / "out.json").read_text())
    assert code == 1 and 0 < report["points"] < report["most"] and "not yet" in said and "right" in said


def test_hints_become_clearer_and_are_counted(run):
    said = [run("hint", "21")[1] for _ in range(4)]
    assert [hint in text for hint, text in zip(DENSE.hints, said, strict=False)] == [True] * 3 and said[3] == said[2]
    assert json.loads((run.folder / ".nnlite" / "progress.json").read_text())["exercises"][DENSE.id]["hints"] == 3
    assert run("hint", "21", "--level", "9")[0] == 2


def test_solution_only_after_passing_or_giving_up(run):
    assert run("solution", "21")[0] == 1 and "return x @ w + b" not in run("solution", "21")[1]
    code, said = run("solution", "21", "--give-up")
    assert code == 0 and DENSE.solution.strip() in said.replace("\r", "").strip()
    assert "gave up" in run("list")[1]


def test_reset_keeps_what_was_written(run):
    solve(run, DENSE)
    code, said = run("reset", "21")
    assert code == 0 and (run.folder / f"{DENSE.file_name}.bak").read_text(encoding="utf-8") == DENSE.solution
    assert (run.folder / DENSE.file_name).read_text(encoding="utf-8") == DENSE.starter


def test_a_renamed_file_is_found_by_its_first_line(run):
    (run.folder / DENSE.file_name).rename(run.folder / "my work (2).py")
    assert run("check", "21")[0] == 1
    solve(run, DENSE)
    (run.folder / DENSE.file_name).rename(run.folder / "my work (2).py")
    assert run("check", "21")[0] == 0 and run("check", "my work (2).py")[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_without_its_first_line_is_known_by_its_name(run, encoding):
    text = DENSE.solution.partition("\n")[2] if encoding == "utf-8" else DENSE.solution
    (run.folder / DENSE.file_name).write_text(text, encoding=encoding)
    assert run("check", "21")[0] == 0 and run("check", DENSE.file_name)[0] == 0


def test_commands_say_where_the_exercises_are(run, monkeypatch):
    assert run("init", "inside")[0] == 2
    (run.folder / "exercises").mkdir()
    (run.folder / ".nnlite").rename(run.folder / "exercises" / ".nnlite")
    code, said = run("check")
    assert code == 2 and "cd exercises" in said


def test_notebook_is_checked_like_a_file(run, capsys):
    solve(run, DENSE)
    assert run("notebook", "21")[0] == 0
    notebook = DENSE.file_name.replace(".py", ".ipynb")
    assert run("check", notebook)[0] == 0
    assert run("notebook", "21")[0] == 2     # never over one that is there
    cells = json.loads((run.folder / notebook).read_text(encoding="utf-8"))["cells"]
    in_notebook.check_here("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert "3 of 3 visible checks" in capsys.readouterr().out
    (run.folder / DENSE.file_name).unlink()
    assert run("check", "21")[0] == 0


def test_an_endless_loop_has_its_own_exit_code(run):
    text = DENSE.starter.replace("    return None", "    while True: pass").replace("# %%", "", 0)
    (run.folder / DENSE.file_name).write_text(text, encoding="utf-8")
    code, said = run("check", "21")
    assert code == 3 and "stopped after 10 seconds" in said


@pytest.mark.parametrize(("words", "says"), [
    (("check", "nothing"), "There is no exercise 'nothing'"), (("hint", "dense-forwrd"), "Did you mean"),
    (("check", "absent.py"), "absent.py is not a file"), (("check", "README.md"), "does not say which exercise"),
])
def test_what_makes_no_sense_is_one_sentence(run, words, says):
    code, said = run(*words)
    assert code == 2 and says in said and "Traceback" not in said


def test_without_a_folder_of_exercises(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "check"]) == 2 and "nnlite exercises init" in capsys.readouterr().err
    assert main(["exercises", "list"]) == 0 and "nnlite exercises init" in capsys.readouterr().out


def test_watch_checks_what_is_saved_and_listens(run, monkeypatch):
    changes = [{(1, str(run.folder / DENSE.file_name))}, set(), {(2, str(run.folder / "README.md"))}]
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: (time.sleep(0.2) or one for one in changes))
    monkeypatch.setattr("sys.stdin", io.StringIO("h\ns\nl\nx\n"))
    solve(run, DENSE)
    code, said = run("watch")
    assert code == 0 and DENSE.hints[0] in said and "return x @ w + b" in said and "Make it fast" in said
    assert said.count("visible checks") == 2    # the next one at the beginning, and the one that was saved


def test_watch_ends_with_q(run, monkeypatch):
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: (time.sleep(0.2) or set() for _ in range(1000)))
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    assert run("watch")[0] == 0


def test_doctor_says_what_is_there(run):
    code, said = run("doctor")
    assert "Python" in said and "pytest for checks" in said and code == (1 if "LOOK" in said else 0)
