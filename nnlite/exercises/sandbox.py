"""Where does a student's process run, and what keeps it there? Levels, each of which is tried before it is trusted.

Level 0 is a process of its own, with limits of time, memory and output: it holds mistakes, and is no security boundary.
Level 1 adds bubblewrap, on Linux: no network, nothing of the home folder, a system that can only be read, and of this
package not the solutions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE = Path(__file__).resolve().parent.parent
SECRETS = Path(__file__).resolve().parent / "tracks"
BOOT = ("import json, sys; given = json.loads(sys.argv[1]); sys.path += given['paths']; "
        "from nnlite.exercises.player import main; main(given['limits'])")
DESCRIPTIONS = {
    0: "level 0: a process with limits. NOT a security boundary: it can read and write your files and use the network",
    1: "level 1: bubblewrap. No network, no home folder, a read-only system, no solutions",
}


def python_command(request: str) -> list[str]:
    """The command of a player, alone with what is installed."""
    return [sys.executable, "-I", "-B", "-X", "faulthandler", "-c", BOOT, request]


def paths() -> list[str]:
    """Where a player finds nnlite and what it needs, if they are not installed beside its Python."""
    return sorted({str(PACKAGE.parent), str(Path(np.__file__).resolve().parent.parent)})


def start(level: int, folder: str, request: str) -> subprocess.Popen[bytes]:
    """Start a player in a folder of its own."""
    command = python_command(request)
    if level == 1:
        command = [*bubblewrap(folder), *command]
    options: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {}
    return subprocess.Popen(command, cwd=folder, env=environment(folder), stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)


def environment(folder: str) -> dict[str, str]:
    """What a player knows of its surroundings; one thread, so that memory and time are those of the code."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "CC") if name in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
                   "PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "MPLCONFIGDIR": folder}


def bubblewrap(folder: str) -> list[str]:
    """The beginning of a command that runs in a sandbox."""
    program = shutil.which("bwrap") or "bwrap"
    system = [part for name in ("lib", "lib64", "bin", "sbin") for part in link_or_bind(f"/{name}")]
    prefixes = {str(Path(p).resolve()) for p in (sys.prefix, sys.base_prefix, Path(sys.executable).resolve().parent)}
    readable = [part for path in sorted({*prefixes, sys.prefix, str(PACKAGE)}) if not path.startswith(("/usr", "/lib"))
                for part in ("--ro-bind", path, path)]
    etc = [part for name in ("ld.so.cache", "alternatives", "localtime") if Path("/etc", name).exists()
           for part in ("--ro-bind", f"/etc/{name}", f"/etc/{name}")]
    hidden = ["--tmpfs", str(SECRETS)] if SECRETS.exists() else []
    return [program, "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr", *system, *etc,
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *readable, *hidden,
            "--bind", folder, folder, "--chdir", folder]


def link_or_bind(path: str) -> list[str]:
    """A folder of the system as it is: a link to where it is, or itself."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.isdir(path) else []
