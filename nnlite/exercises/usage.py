"""What does a process use, with all that it started? Counted from outside, where the system says it (Linux does)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from nnlite.exercises.limits import MEGABYTE

MOST = {"processes and threads": 200, "megabytes of memory": 2048, "files": 20000, "megabytes in files": 512}


def too_much(pid: int, folder: str) -> str:
    """A sentence about what a process and those below it use too much of, or nothing."""
    family = [pid, *descendants(pid)]
    files, stored = written(folder)
    used = {"processes and threads": sum(len(threads(one)) for one in family),
            "megabytes of memory": sum(map(memory, family)) // MEGABYTE, "files": files,
            "megabytes in files": stored // MEGABYTE}
    return next((f"Your code was stopped because it used too much: more than {MOST[what]:,} {what}."
                 for what, number in used.items() if number > MOST[what]), "")


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that they started, as far as they are still below it."""
    found, new = [], children(pid)
    while new:
        found += new
        new = [one for parent in new for one in children(parent)]
    return found


def children(pid: int | str) -> list[int]:
    """The children of a process; none where the system does not say."""
    found = []
    for thread in threads(pid):
        with contextlib.suppress(OSError, ValueError):
            found += [int(one) for one in Path(f"/proc/{pid}/task/{thread}/children").read_text().split()]
    return found


def threads(pid: int | str) -> list[str]:
    """The threads of a process."""
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def memory(pid: int) -> int:
    """The bytes of memory that a process holds, without those of programs and libraries, which it shares."""
    try:
        held, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
        return (int(held) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def written(folder: str) -> tuple[int, int]:
    """How many files there are in a folder, and their bytes; the counting ends where it is too much."""
    files = stored = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            files += 1
            with contextlib.suppress(OSError):
                stored += os.lstat(os.path.join(parent, name)).st_blocks * 512
        if files > MOST["files"]:
            break
    return files, stored
