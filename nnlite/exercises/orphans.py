"""What is left when a process was ended? On Linux, children that it started and left behind; they are ended too."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36     # prctl(2): orphans of the processes below become children of this process
_adopting = False


def adopt_orphans() -> None:
    """From now on this process, which starts nothing but players, gets their orphans. Only Linux knows such a thing."""
    global _adopting
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            _adopting = ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def end_orphans() -> None:
    """End what players left behind, in a process that adopts it: all its children."""
    for _ in range(100 if _adopting else 0):    # an orphan that is ended may leave orphans of its own
        found = children()
        if not found:
            return
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def children() -> list[int]:
    """The children of this process; none where the system does not say."""
    found = []
    for path in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError, ValueError):
            found += [int(pid) for pid in path.read_text().split()]
    return found
