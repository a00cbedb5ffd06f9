"""Where does a student's process run, and what keeps it there? Levels, each of which is tried before it is trusted.

Level 0 is a process of its own, with limits of time, memory and output: it holds mistakes, and is no security boundary.
Level 1 adds bubblewrap, on Linux: no network, nothing of the home folder, a system that can only be read, and of this
package not the solutions.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO, Any

import numpy as np

PACKAGE = Path(__file__).resolve().parent.parent
SECRETS = Path(__file__).resolve().parent / "tracks"
BOOT = ("import json, sys; given = json.loads(sys.argv[1]); sys.path += given['paths']; "
        "from nnlite.exercises.player import main; main(given['limits'], given['user'])")
FILES = 256 * 2**20     # bytes that a player may write into its folder at level 1
USERS = range(60706, 61184)     # numbers of users that no system gives to anybody
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


def start(level: int, folder: str, request: str, printed: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a player in a folder of its own; the pipes are not buffered, so that no thread holds a lock on them."""
    command = python_command(request)
    if level == 1:
        command = [*bubblewrap(folder), *command]
    options: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {}
    return subprocess.Popen(command, cwd=folder, env=environment(folder), stdin=subprocess.PIPE, bufsize=0,
                            stdout=subprocess.PIPE, stderr=printed, **options)


def is_root() -> bool:
    """Whether this process may do everything, so that limits of processes would not bind those that it starts."""
    return os.name == "posix" and os.geteuid() == 0


def user_for(level: int, folder: str) -> int | None:
    """Who the player becomes instead of root: a user of its own, who can signal nobody; None where that cannot be."""
    needed = [*paths(), sys.prefix, sys.base_prefix, str(Path(folder).parent)]
    if not is_root() or (level == 0 and not all(map(open_to_all, needed))):
        return None
    user = secrets.choice(USERS)
    if level == 0:
        os.chown(folder, user, user)
    return user


def open_to_all(path: str) -> bool:
    """Whether every user can go into a folder."""
    return all(one.stat().st_mode & 0o001 for one in (Path(path), *Path(path).resolve().parents))


def environment(folder: str) -> dict[str, str]:
    """What a player knows of its surroundings; one thread, so that memory and time are those of the code."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "CC") if name in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
                   "MALLOC_ARENA_MAX": "2", "PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "MPLCONFIGDIR": folder}


def bubblewrap(folder: str) -> list[str]:
    """The beginning of a command that runs in a sandbox: what can be written there is small and vanishes with it."""
    program = shutil.which("bwrap") or "bwrap"
    system = [part for name in ("lib", "lib64", "bin", "sbin") for part in link_or_bind(f"/{name}")]
    etc = [part for name in ("ld.so.cache", "alternatives", "localtime") if Path("/etc", name).exists()
           for part in ("--ro-bind", f"/etc/{name}", f"/etc/{name}")]
    hidden = ["--tmpfs", str(SECRETS), "--remount-ro", str(SECRETS)] if SECRETS.exists() else []
    return [program, *namespaces(), "--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr", *system, *etc,
            "--proc", "/proc", "--dev", "/dev", *small(FILES // 4, "/dev/shm"), *small(FILES // 4, "/tmp"),
            *installed(folder), *hidden, *small(FILES, folder), "--remount-ro", "/dev", "--remount-ro", "/",
            "--chdir", folder]


def namespaces() -> list[str]:
    """What is apart. Root needs no users apart: the player itself gives up being root, for which it has two rights."""
    if not is_root():
        return ["--unshare-all"]
    return ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
            "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def small(size: int, path: str) -> list[str]:
    """A folder in memory that everybody may write to."""
    limit = ["--size", str(size)] if knows_sizes() else []
    return ["--perms", "1777", *limit, "--tmpfs", path]


@cache
def knows_sizes() -> bool:
    """Whether this bubblewrap can limit a folder in memory; that of 2021 cannot."""
    said = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
    return "--size" in said.stdout + said.stderr


def installed(folder: str) -> list[str]:
    """Python and this package, readable in the sandbox, with the folders that lead there and to the player's folder."""
    prefixes = {str(Path(p).resolve()) for p in (sys.prefix, sys.base_prefix, Path(sys.executable).resolve().parent)}
    packages = str(Path(np.__file__).resolve().parent.parent)   # may be a person's own, beside their Python
    paths = [path for path in sorted({*prefixes, sys.prefix, packages, str(PACKAGE)})
             if not path.startswith(("/usr", "/lib"))]
    above = sorted({str(one) for path in (*paths, folder) for one in Path(path).parents} - {"/", "/tmp"})
    return [part for one in above if not one.startswith("/usr") for part in ("--perms", "0755", "--dir", one)] + [
        part for path in paths for part in ("--ro-bind", path, path)]


def link_or_bind(path: str) -> list[str]:
    """A folder of the system as it is: a link to where it is, or itself."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.isdir(path) else []
