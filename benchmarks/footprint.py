"""What does a library cost before it does anything: on disk, in memory, in time?

Time and memory are those of fresh interpreters, one that imports the library and one that imports NumPy. Both find
their files byte-compiled, as after an installation: the first import is not counted.
"""

import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_COUNTED = {".pyc", ".c"}  # written while running and while building


def import_time(library, clock):
    """Seconds that `import library` takes more than `import numpy`."""
    interpreter(f"import {library}")
    interpreter("import numpy")
    pairs, start = [], time.perf_counter()
    while len(pairs) < 2 or (time.perf_counter() - start < 5 * clock.seconds and len(pairs) < 10):
        numpy = clock.once(interpreter, "import numpy")
        pairs.append(clock.once(interpreter, f"import {library}") - numpy)
    return {"time": pairs}


def import_memory(library, clock):
    """Bytes in memory after `import library`, above those after `import numpy`."""
    interpreter(f"import {library}")
    read = "from benchmarks.memory import resident"
    ours, numpys = (int(interpreter(f"{read}; import {name}; print(resident())")) for name in (library, "numpy"))
    return {"memory": [ours - numpys]}


def size(library, clock):
    """Bytes of the library's files and of those of all it requires, NumPy aside."""
    return {"size": [folder_size(library) if library == "nnlite" else distribution_size(library)]}


def interpreter(code):
    """What a fresh interpreter prints; this folder comes last on its path, as in the other jobs."""
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": ""}  # compiled once, as anywhere
    code = f"import sys; sys.path.append({str(ROOT)!r})\n{code}"
    done = subprocess.run([sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def folder_size(library):
    """Bytes in a package's folder."""
    folder = Path(importlib.util.find_spec(library).origin).parent
    return sum(file_size(path) for path in folder.rglob("*"))


def distribution_size(library):
    """Bytes of the distributions that a library needs, its own included."""
    wanted = set(importlib.metadata.packages_distributions()[library])
    if library == "keras":
        wanted |= set(importlib.metadata.packages_distributions()["tensorflow"])
    found = {}
    while wanted:
        name = wanted.pop()
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        wanted |= {required for required in requirements(found[name]) if required not in found} - {"numpy"}
    files = {Path(file.locate()) for distribution in found.values() for file in distribution.files or ()}
    return sum(file_size(path) for path in files)


def requirements(distribution):
    """Names that a distribution requires without being asked for extras."""
    lines = [line for line in distribution.requires or () if "extra ==" not in line]
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in lines}


def file_size(path):
    counted = path.suffix not in NOT_COUNTED and path.is_file()
    return path.stat().st_size if counted else 0
