"""What may a student's process use? Limits that the operating system holds, where it has such limits."""

from __future__ import annotations

import sys
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
        "RLIMIT_NPROC": limits["processes"], "RLIMIT_NOFILE": limits["files"], "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
