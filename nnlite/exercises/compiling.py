"""How does a Cython file become a module? Compiled in the folder of the process that uses it, nowhere else."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

from nnlite._optional import require


class CompileFailed(Exception):
    """A file that Cython or the C compiler did not take; the message is what they said."""


def compiled(source: str, folder: str, name: str = "exercise") -> ModuleType:
    """Compile a Cython source text and import the module.

    Raises:
        CompileFailed: It cannot be compiled.
        ImportError: Cython or setuptools is not installed.
    """
    build = require("Cython.Build", "exercises")
    core = require("setuptools", "exercises")
    path = Path(folder, f"{name}.pyx")
    path.write_text(source, encoding="utf-8")
    said = io.StringIO()
    extension = core.Extension(name, [str(path)], extra_compile_args=["-O3"])
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            modules = build.cythonize([extension], quiet=True, language_level=3)
            distribution = core.Distribution({"name": name, "ext_modules": modules})
            command = distribution.get_command_obj("build_ext")
            command.build_lib, command.build_temp, command.inplace = folder, folder, False
            command.ensure_finalized()
            command.run()
    except (Exception, SystemExit) as error:
        raise CompileFailed(readable(said.getvalue()) or str(error)) from None
    found = importlib.util.spec_from_file_location(name, command.get_ext_fullpath(name))
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


def readable(text: str) -> str:
    """The lines of a compiler's output that say where and what, without the rulers around them."""
    lines = [line for line in text.splitlines() if line.strip() and not set(line.strip()) <= set("-^.~ ")]
    kept = [line for line in lines if not line.startswith(("Compiling ", "Error compiling Cython file", "building "))]
    return "\n".join(kept[-20:])
