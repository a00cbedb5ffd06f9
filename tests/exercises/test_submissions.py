"""Honest submissions: what people write, in whatever editor, is right when it is right."""

import codecs
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnlite.exercises import catalog, checking, submission
from nnlite.exercises.referee import examine

HEADER = "# exercise: 21-dense-forward\n"
BODY = "def dense(x, w, b):\n    return x @ w + b\n"
LOOPS = """
    rows = []
    for sample in x:
        row = []
        for j in range(len(b)):
            row.append(sum(sample[i] * w[i, j] for i in range(len(sample))) + b[j])
        rows.append(row)
"""
HONEST = {
    "prints": "print('hello')\n" + BODY.replace("    return", "    print(x.shape, 'é', '\\x1b[1m')\n    return"),
    "standard_error": "import sys\nsys.stderr.write('careful')\n" + BODY,
    "warnings": "import warnings\nimport numpy as np\nwarnings.warn('old')\nnp.array([1.0]) / 0\n" + BODY,
    "warnings_as_errors_elsewhere": "import warnings\nwarnings.simplefilter('error')\n" + BODY,
    "input_under_guard": BODY + "if __name__ == '__main__':\n    name = input('name? ')\n",
    "exit_under_guard": "import sys\n" + BODY + "if __name__ == '__main__':\n    sys.exit(main())\n",
    "threads": "import threading\n" + BODY + "for _ in range(30):\n    threading.Thread(target=print).start()\n",
    "pool": ("from concurrent.futures import ThreadPoolExecutor\nimport numpy as np\ndef dense(x, w, b):\n"
             "    with ThreadPoolExecutor(8) as pool:\n        rows = list(pool.map(lambda row: row @ w + b, x))\n"
             "    return np.array(rows).reshape(len(x), len(b))\n"),
    "thread_that_stays": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()\n" + BODY,
    "child": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'], check=True)\n" + BODY,
    "nnlite": "import nnlite\nfrom nnlite import layers\n" + BODY,
    "tensor": "from nnlite import ops\ndef dense(x, w, b):\n    return ops.convert_to_tensor(x @ w + b)\n",
    "float32": "import numpy as np\ndef dense(x, w, b):\n    return (x @ w + b).astype(np.float32)\n",
    "long_double": "import numpy as np\ndef dense(x, w, b):\n    return np.asarray(x @ w + b, np.longdouble)\n",
    "fortran_order": "import numpy as np\ndef dense(x, w, b):\n    return np.asfortranarray(x @ w + b)\n",
    "strided": "import numpy as np\ndef dense(x, w, b):\n    return np.repeat(x @ w + b, 2, axis=1)[:, ::2]\n",
    "matrix": "import numpy as np\ndef dense(x, w, b):\n    return np.matrix(x @ w + b) if len(x) else x @ w + b\n",
    "rows_of_numbers": ("import numpy as np\ndef dense(x, w, b):" + LOOPS
                        + "    return np.array(rows).reshape(len(x), len(b))\n"),
    "class": "class Layer:\n    def __call__(self, x, w, b):\n        return x.dot(w) + b\n\n\ndense = Layer()\n",
    "decorated": ("import functools\n@functools.wraps(print)\ndef dense(*given):\n    x, w, b = given\n"
                  "    return x @ w + b\n"),
    "docstring_and_future": "from __future__ import annotations\n" + BODY,
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass Config:\n    units: int = 3\n" + BODY,
    "tabs": BODY.replace("    ", "\t"),
    "writes_a_file": "open('notes.txt', 'w').write('x')\n" + BODY,
    "random_state": "import random\nimport numpy as np\nrandom.seed(0)\nnp.random.seed(0)\n" + BODY,
    "long_output": "for i in range(20000):\n    print('a line of output', i)\n" + BODY,
    "changes_its_arguments": "def dense(x, w, b):\n    y = x @ w\n    y += b\n    x *= 0\n    return y\n",
}


def examined(source, exercise="21", seconds=10, path="dense.py"):
    found = catalog.find(exercise)
    return examine(submission.Submission(replace(found, seconds=seconds), source, Path(path)))


@pytest.mark.parametrize("name", HONEST)
def test_honest(name):
    report = examined(HEADER + HONEST[name])
    assert report.passed, [check.message for check in report.checks]


@pytest.mark.parametrize("encode", [
    lambda text: codecs.BOM_UTF8 + text.encode(), lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("\n", "\r").encode(), lambda text: text.encode("utf-16"), lambda text: text.encode()[:-1],
    lambda text: b"\n\n" + text.encode()], ids=["BOM", "CRLF", "CR", "UTF-16", "no last newline", "blank lines first"])
def test_editors(tmp_path, encode):
    path = tmp_path / "my own name, ü.py"
    path.write_bytes(encode(HEADER + "# Größe\n" + BODY))
    assert examine(submission.read(path)).passed


def test_a_notebook_with_magics(tmp_path):
    cells = [("markdown", "# A dense layer"), ("code", "# exercise: 21-dense-forward\n%matplotlib inline\n!pip list"),
             ("code", "%%time\nimport numpy as np"), ("code", BODY), ("code", "dense?"), ("raw", "notes")]
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": kind, "metadata": {}, "source": text, "id": str(number),
         **({"outputs": [], "execution_count": None} if kind == "code" else {})}
        for number, (kind, text) in enumerate(cells)]}
    path = tmp_path / "dense.ipynb"
    path.write_text(json.dumps(book))
    report = examine(submission.read(path))
    assert report.passed, [check.message for check in report.checks]


def test_matplotlib():
    pytest.importorskip("matplotlib")
    draws = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('a.png')\nplt.show()\n"
    report = examined(HEADER + draws + BODY)
    assert report.passed, [check.message for check in report.checks]


def test_most_of_the_time_is_allowed():
    report = examined(HEADER + "import time\ntime.sleep(2.4)\n" + BODY, seconds=3)
    assert report.passed and 2.4 < report.seconds < 3


def test_a_mistake_is_told_with_its_line():
    report = examined(HEADER + "def dense(x, w, b)\n    return x\n")
    said = report.checks[0].message
    assert "SyntaxError: expected ':'" in said[0] and "line 2" in said[1] and "def dense(x, w, b)" in said[1]
    report = examined(HEADER + "def dense(x, w, b):\n    return x @ w + c\n")
    assert "NameError: name 'c' is not defined" in report.checks[0].message[0]
    assert "line 3:  return x @ w + c" in report.checks[0].message[1]


def test_tabs_and_spaces_mixed():
    said = examined(HEADER + "def dense(x, w, b):\n\tif True:\n        return x\n").checks[0].message
    assert "TabError" in said[0] and "line" in said[1]


def test_numbers_of_numpy_are_numbers():
    for came in (np.array(5), 5, 5.0):
        checking.equal(came, 5, "it")
    checking.equal(np.array(True), True, "it")
    checking.equal([np.array(1), [np.array(2.5)]], [1, [2.5]], "it")
    checking.close([[1.0, 2.0], [3, 4]], [[1, 2], [3, 4]], "it")
    checking.close([np.array([1.0, 2.0]), [3, 4]], [[1, 2], [3, 4]], "it")
    checking.close(np.array(1.5, "f4"), 1.5, "it")
    for came in ([[1.0, 2.0], [3]], "12", None, [["a"]]):
        with pytest.raises(checking.Wrong):
            checking.close(came, [[1, 2], [3, 4]], "it")
    with pytest.raises(checking.Wrong):
        checking.equal(np.array(True), 1, "it")


@pytest.mark.skipif(shutil.which("cc") is None or sys.platform == "win32", reason="there is no C compiler")
def test_compiling_fits_into_the_limits():
    pytest.importorskip("Cython")
    exercise = catalog.find("43")
    report = examined(exercise.solution, "43", 60, "dense.pyx")
    assert report.checks[0].passed, [check.message for check in report.checks]
