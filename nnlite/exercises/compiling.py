"""How does a Cython file become a module? Compiled in the folder of the process that uses it, nowhere else."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from nnlite._optional import require

SAID_BY_CYTHON = re.compile(r"^(?!warning)(?:.*[/\\])?\w+\.pyx:(\d+):\d+: (.+)$", re.MULTILINE)
SAID_BY_C = re.compile(r"error(?: C\d+)?: (.+)$", re.MULTILINE)
MISSING = re.compile(r"Microsoft Visual C\+\+|vcvarsall|No such file or directory: '|cannot find the file|"
                     r"command '[^']*' failed: ")
MOST_LINES = 3
DOCTOR = "`nnlite exercises doctor` looks for it. Your file was not judged."


class CompileFailed(Exception):
    """A file that Cython or the C compiler did not take; the message is what they said.

    Attributes:
        lines: (number, text) of the lines of the file that they spoke of.
    """

    def __init__(self, message: str, lines: list[tuple[int, str]]):
        super().__init__(message)
        self.lines = lines


class NoCompiler(Exception):
    """This computer cannot compile anything, whatever is in the file; a sentence says what is missing."""


def compiled(source: str, folder: str, name: str = "exercise") -> ModuleType:
    """Compile a Cython source text and import the module.

    Raises:
        CompileFailed: It cannot be compiled.
        NoCompiler: Nothing can be compiled here.
    """
    try:
        build, core = require("Cython.Build", "exercises"), require("setuptools", "exercises")
    except ImportError as error:
        raise NoCompiler(str(error)) from None
    path = Path(folder, f"{name}.pyx")
    path.write_text(source, encoding="utf-8")
    extension = core.Extension(name, [str(path)], extra_compile_args=[] if sys.platform == "win32" else ["-O3"])
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            modules = build.cythonize([extension], quiet=True, language_level=3)
    except (Exception, SystemExit) as error:
        raise refused_by_cython(said.getvalue() + f"\n{error}", source) from None
    distribution = core.Distribution({"name": name, "ext_modules": modules})
    command = distribution.get_command_obj("build_ext")
    command.build_lib, command.build_temp, command.inplace = folder, folder, False
    command.ensure_finalized()
    log = Path(folder, f"{name}.log")
    try:
        with into(log), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            command.run()
    except (Exception, SystemExit) as error:
        raise refused_by_c(f"{log.read_text('utf-8', 'replace')}\n{said.getvalue()}\n{error}") from None
    return loaded(name, command.get_ext_fullpath(name))


def loaded(name: str, path: str) -> ModuleType:
    """Import a compiled file."""
    found: Any = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


@contextlib.contextmanager
def into(path: Path) -> Iterator[None]:
    """Send what this process and its children print to a file: a compiler writes past `sys.stdout`."""
    kept = [os.dup(1), os.dup(2)]
    try:
        with path.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        yield
    finally:
        for number, one in enumerate(kept, start=1):
            os.dup2(one, number)
            os.close(one)


def refused_by_cython(said: str, source: str) -> CompileFailed:
    """What Cython did not understand, with the lines it speaks of; the first is the one to look at."""
    texts = source.splitlines()
    found: dict[int, str] = {}
    for number, what in SAID_BY_CYTHON.findall(said):
        found.setdefault(int(number), what)
    lines = [(number, texts[number - 1].strip() if number <= len(texts) else "") for number in found][:MOST_LINES]
    reasons = list(dict.fromkeys(found.values()))[:MOST_LINES]
    return CompileFailed("; ".join(reasons) or said.strip().splitlines()[-1][:300], lines)


def refused_by_c(said: str) -> Exception:
    """What the C compiler said, without the paths in it; or that there is no compiler."""
    if "Python.h" in said:
        return NoCompiler(f"The header files of Python, which Cython needs, are missing on this computer. {DOCTOR}")
    reasons = list(dict.fromkeys(SAID_BY_C.findall(said)))[:MOST_LINES]
    if any(MISSING.search(reason) for reason in reasons) or (not reasons and MISSING.search(said)):
        return NoCompiler(f"There is no C compiler on this computer, and Cython needs one. {DOCTOR}")
    return CompileFailed("the C compiler stopped: " + ("; ".join(reasons) or "it does not say why"), [])
