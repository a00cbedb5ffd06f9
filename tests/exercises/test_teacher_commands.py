"""A teacher's first class: are grades what the checks found, whatever came in, and do the exports work?"""

import csv
import io
import json
import shutil
import zipfile

import pytest

from nnlite.exercises import catalog, check_list, gradebook, handed_in, in_notebook

DENSE, INPUTS = catalog.find("21"), catalog.find("5")
MOST = sum(check.points for check in check_list.checks_in(DENSE.checks))
HIDDEN = '''"""Hidden."""
import numpy as np
from nnlite.exercises.checking import close, points


@points(3)
def test_large(student):
    """a secret title"""
    x, w, b = np.full((2, 3), 1e6), np.ones((3, 2)), np.ones(2)
    close(student.call("dense", x, w, b), x @ w + b, "a secret thing")
'''


@pytest.fixture
def handed(tmp_path):
    """A class: a folder, an archive and a single file, right, half right and not begun."""
    folder = tmp_path / "handed in"
    (folder / "ada" / "week 1").mkdir(parents=True)
    (folder / "ada" / "week 1" / "mine.py").write_text(DENSE.solution, encoding="utf-8")
    half = DENSE.starter.replace("    return None", "    return x @ w")
    with zipfile.ZipFile(folder / "bob.zip", "w") as archive:
        archive.writestr("../../x/21_dense_forward.py", half)
    (folder / "=eve_21_dense_forward.py").write_text(DENSE.starter, encoding="utf-8")
    return folder


def grade(run, folder, *words):
    code, said = run("grade", folder, "--csv", "grades.csv", "--level", "0", *words)
    with open(run.folder / "grades.csv", newline="", encoding="utf-8-sig") as file:
        return code, said, {row["student"]: row for row in csv.DictReader(file)}


def test_grades(run, handed):
    code, said, rows = grade(run, handed, "--details", "details.csv", "--feedback", "feedback")
    assert code == 0 and "NOT a security boundary" in said
    assert list(rows) == ["'=eve", "ada", "bob"] and rows["ada"]["of"] == f"{MOST:g}"
    assert float(rows["ada"]["points"]) == MOST > float(rows["bob"]["points"]) > 0 == float(rows["'=eve"]["points"])
    assert "NOT a security boundary" in (run.folder / "feedback" / "ada.txt").read_text(encoding="utf-8")
    assert "Think:" in (run.folder / "details.csv").read_text(encoding="utf-8")


def test_hidden_checks_count_and_stay_hidden(run, handed, tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / f"{DENSE.id}.py").write_text(HIDDEN, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "checks"), "zip", tmp_path / "hidden")
    for given in (tmp_path / "hidden", tmp_path / "checks.zip"):
        _, _, rows = grade(run, handed, "--hidden", given, "--feedback", "feedback")
        assert float(rows["ada"]["points"]) == MOST + 3 == float(rows["ada"]["of"])
        texts = "".join(path.read_text(encoding="utf-8") for path in (run.folder / "feedback").iterdir())
        assert "1 of 1 hidden checks" in texts and "0 of 1 hidden checks" in texts and "secret" not in texts


def test_what_is_missing_or_cannot_be_read_is_said(run, handed):
    (handed / "fay.zip").write_bytes(b"no archive")
    _, _, rows = grade(run, handed, "--exercises", "5,21")
    assert "not handed in: 05-two-inputs" in rows["ada"]["remarks"] and "no archive" in rows["fay"]["remarks"]


def test_what_is_not_read_is_said(run, handed):
    (handed / "gil.rar").write_bytes(b"rar")
    (handed / "hal").mkdir()
    (handed / "hal" / "work.7z").write_bytes(b"7z")
    (handed / "hal" / "notes.py").write_text("x = 1")
    _, _, rows = grade(run, handed)
    assert "gil.rar was not read" in rows["gil"]["remarks"] and "work.7z was not read" in rows["hal"]["remarks"]
    assert "notes.py does not say which exercise it is" in rows["hal"]["remarks"]


def test_reports_from_before_do_not_outlive_their_checks(run, handed, tmp_path, monkeypatch):
    (tmp_path / "hidden").mkdir()
    own = tmp_path / "hidden" / f"{DENSE.id}.py"
    own.write_text(HIDDEN, encoding="utf-8")
    real = gradebook.Gradebook.write_grades
    monkeypatch.setattr(gradebook.Gradebook, "write_grades", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    assert run("grade", handed, "--csv", "grades.csv", "--level", "0", "--hidden", own.parent)[0] == 2
    monkeypatch.setattr(gradebook.Gradebook, "write_grades", real)
    own.write_text(HIDDEN.replace("@points(3)", "@points(50)"), encoding="utf-8")
    assert float(grade(run, handed, "--hidden", own.parent)[2]["ada"]["points"]) == MOST + 50


def test_a_message_cannot_look_like_another_report(run, handed):
    forged = 'raise ValueError("\\n  3 of 3 hidden checks\\n\\n22-relu-and-softmax: all of it")'
    (handed / "ada" / "week 1" / "mine.py").write_text(DENSE.starter.replace("return None", forged), encoding="utf-8")
    grade(run, handed, "--feedback", "feedback")
    lines = (run.folder / "feedback" / "ada.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "3 of 3 hidden checks" in line and not line.startswith("      ")] == []
    assert not any(line.startswith("22-relu") for line in lines)


def test_grading_goes_on_where_it_was_interrupted(run, handed, monkeypatch):
    grade(run, handed)
    real = gradebook.Gradebook.write_grades
    monkeypatch.setattr(gradebook.Gradebook, "write_grades", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    assert run("grade", handed, "--csv", "grades.csv", "--level", "0")[0] == 2
    monkeypatch.setattr(gradebook.Gradebook, "write_grades", real)
    monkeypatch.setattr("nnlite.exercises.marking.referee", lambda *_: pytest.fail("checked again"))
    assert grade(run, handed)[0] == 0


@pytest.mark.parametrize(("words", "says"), [
    (("--exercises", "99"), "There is no exercise"), (("--feedback", "README.md"), "cannot be written"),
    (("--details", "absent/d.csv"), "cannot be written"), (("--hidden", "absent"), "neither a folder nor a .zip")])
def test_what_makes_no_sense(run, handed, words, says):
    code, said = run("grade", handed, "--csv", "g.csv", "--level", "0", *words)
    assert code == 2 and says in said


def test_an_empty_folder(run, tmp_path):
    (tmp_path / "none").mkdir()
    assert run("grade", tmp_path / "none", "--csv", "g.csv")[0] == 2
    assert run("grade", tmp_path / "absent", "--csv", "g.csv")[0] == 2


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=1"])
def test_no_text_is_a_formula(text):
    assert gradebook.cell(text).startswith(("'", "\N{REPLACEMENT CHARACTER}", " "))
    assert gradebook.cell("-2.5") == "-2.5"


def test_file_names_lead_nowhere():
    taken = set()
    names = [gradebook.file_name(name, taken) for name in ("../../x", "a/b", "A b", "a_b", "", "con\n")]
    assert len(set(map(str.lower, names))) == 6 and not any("/" in name or ".." in name for name in names)


@pytest.mark.parametrize(("name", "student"), [
    ("ada_05_two_inputs.py", "ada"), ("ada lovelace-21-dense.py", "ada lovelace"), ("x.py", "x"),
    ("05_two_inputs.py", "05_two_inputs")])
def test_whose_file_it_is(tmp_path, name, student):
    assert handed_in.student_of(tmp_path / name) == student


def test_export_to_github_classroom(run, tmp_path):
    assert run("export", tmp_path / "g", "--format", "github-classroom", "--exercises", "5,21")[0] == 0
    workflow = (tmp_path / "g" / ".github" / "workflows" / "classroom.yml").read_text(encoding="utf-8")
    checks = [one.name for exercise in (INPUTS, DENSE) for one in check_list.checks_in(exercise.checks)]
    assert [workflow.count(f"--only {name}\n") for name in checks] == [checks.count(name) for name in checks]
    assert run("check", tmp_path / "g" / DENSE.file_name, "--only", checks[-1])[0] == 1
    assert run("export", tmp_path / "g", "--format", "gradescope")[0] == 2      # not over what is there


def test_export_to_gradescope(run, handed, tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / f"{DENSE.id}.py").write_text(HIDDEN, encoding="utf-8")
    run("export", tmp_path / "s", "--format", "gradescope", "--exercises", "21", "--hidden", tmp_path / "hidden")
    with zipfile.ZipFile(tmp_path / "s" / "autograder.zip") as archive:
        assert set(archive.namelist()) == {"setup.sh", "run_autograder", f"hidden/{DENSE.id}.py"}
        assert b"--exercises 21" in archive.read("run_autograder")
    shutil.rmtree(handed / "ada" / "week 1")
    (handed / "ada" / "mine.py").write_text(DENSE.solution, encoding="utf-8")
    for other in ("bob.zip", "=eve_21_dense_forward.py"):
        (handed / other).unlink()
    grade(run, handed, "--gradescope", "results.json", "--hidden", tmp_path / "hidden")
    results = json.loads((run.folder / "results.json").read_text(encoding="utf-8"))
    assert sum(test["score"] for test in results["tests"]) == MOST + 3
    assert [test["visibility"] for test in results["tests"]].count("hidden") == 1


def test_export_to_nbgrader(run, tmp_path):
    assert run("export", tmp_path / "n", "--format", "nbgrader", "--exercises", "21")[0] == 0
    notebook = json.loads((tmp_path / "n" / "source" / "exercises" / "21_dense_forward.ipynb").read_text())
    about = [cell["metadata"].get("nbgrader") for cell in notebook["cells"]]
    assert sum(one["points"] for one in about if one and one["grade"]) == MOST
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "21.ipynb").write_text(json.dumps(notebook))
    assert float(grade(run, tmp_path / "class")[2]["ada"]["points"]) == MOST
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    cells = [text for text in texts if "check_cells(" not in text]
    assert sum("### BEGIN SOLUTION" in text for text in cells) == 1
    in_notebook.check_cells(DENSE.id, "test_numbers", cells)
    empty = [text.replace("return x @ w + b", "raise NotImplementedError()") for text in cells]
    with pytest.raises(in_notebook.NotYet, match="NotImplementedError"):
        in_notebook.check_cells(DENSE.id, "test_numbers", [*empty, "check_cells()"])


def test_tables_open_in_a_spreadsheet(tmp_path):
    gradebook.write_table(tmp_path / "t.csv", [["ä", 1], ['x"y', "a\nb"]])
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [["ä", "1"], ['x"y', "a b"]]
