"""What may a student's process use? Limits that the operating system holds, where it has such limits."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from nnlite._optional import Later

resource = Later("resource")

MEGABYTE = 2**20
LIMITS = {"seconds": 10, "memory": 1024 * MEGABYTE, "file": 16 * MEGABYTE, "processes": 64, "files": 256}
MOST_OUTPUT = 1 * MEGABYTE


def available() -> bool:
    """Whether this system has limits for a process (Windows has not)."""
    return sys.platform != "win32"


def limit_this_process(limits: dict[str, int]) -> None:
    """Hold this process and its children to limits: seconds of the processor, memory, size of a file, processes."""
    if not available():
        return
    wanted: dict[str, Any] = {
        "RLIMIT_CPU": limits["seconds"], "RLIMIT_AS": limits["memory"], "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_NOFILE": limits["files"], "RLIMIT_CORE": 0,
    }
    if Path("/proc/self/status").exists():      # elsewhere nobody says how many there are already
        wanted["RLIMIT_NPROC"] = limits["processes"] + 2 * threads_of_user()
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def threads_of_user() -> int:
    """How many threads this user has, since the limit counts them all: a browser alone may have a thousand."""
    number = 0
    for path in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError, ValueError):
            said = dict(line.split(":", 1) for line in path.read_text().splitlines())
            number += int(said["Threads"]) if int(said["Uid"].split()[0]) == os.getuid() else 0
    return number
