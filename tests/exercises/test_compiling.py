"""What is a student told about a Cython file that cannot be compiled, and on a computer that cannot compile?"""

from pathlib import Path

import pytest

from nnlite.exercises import catalog, compiling
from nnlite.exercises.referee import examine
from nnlite.exercises.submission import Submission

HEAD = "# exercise: 43-cython-dense\ndef dense(double[:, ::1] x, double[:, ::1] w, double[::1] b):\n"


def first_message(body):
    exercise = catalog.find("43-cython-dense")
    report = examine(Submission(exercise, HEAD + body, Path(exercise.file_name)))
    return report.checks[0].message, report


@pytest.mark.compiles
def test_line_that_cython_does_not_take():
    message, report = first_message("    for n in range(3)\n        pass\n")
    assert message == ["Your file cannot be compiled: Expected ':', found 'NEWLINE'", "  in line 3:  for n in range(3)"]
    assert report.points == 0


@pytest.mark.compiles
def test_line_that_raised_in_compiled_code():
    message, _ = first_message("    return helper(1)\n\ndef helper(k):\n    return k.hello\n")
    assert message == ["Your code raised AttributeError: 'int' object has no attribute 'hello'",
                       "  in line 3:  return helper(1)", "  in line 6:  return k.hello"]


@pytest.mark.compiles
def test_no_path_in_what_c_says():
    message, report = first_message("    return f(1)\ncdef extern from \"not_there.h\":\n    double f(double x)\n")
    assert message[0].startswith("Your file cannot be compiled: the C compiler stopped: ")
    assert "not_there.h" in message[0]
    assert "/" not in message[0] and "\\" not in message[0] and "not_there" not in report.output


@pytest.mark.compiles
def test_no_compiler(monkeypatch):
    monkeypatch.setenv("CC", "no-such-compiler")
    message, _ = first_message("    return 1\n")
    assert len(message) == 1 and message[0].startswith("There is no C compiler on this computer")


def test_what_compilers_say_where():
    for said in ("error: Microsoft Visual C++ 14.0 or greater is required.", "command 'cl.exe' failed: None",
                 "[Errno 2] No such file or directory: 'cc'", "[WinError 2] The system cannot find the file specified"):
        assert isinstance(compiling.refused_by_c(said), compiling.NoCompiler), said
    headers = compiling.refused_by_c("exercise.c:16:10: fatal error: Python.h: No such file or directory")
    assert isinstance(headers, compiling.NoCompiler) and "header files" in str(headers)
    cl = compiling.refused_by_c("exercise.c(12): error C2065: 'totl': undeclared identifier")
    assert isinstance(cl, compiling.CompileFailed) and "'totl'" in str(cl)


def test_warnings_of_cython_are_no_errors():
    said = "warning: exercise.pyx:1:0: old\nexercise.pyx:2:4: undeclared name: q\n"
    failed = compiling.refused_by_cython(said, "a\n  q")
    assert str(failed) == "undeclared name: q" and failed.lines == [(2, "q")]
