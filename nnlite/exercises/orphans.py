"""What is left when a process was ended? On Linux, children that it started and left behind; they are ended too."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator

from nnlite.exercises.usage import children, descendants

PR_SET_DUMPABLE = 4             # prctl(2): without it nobody but root reads the memory and the files of this process
PR_SET_CHILD_SUBREAPER = 36     # prctl(2): orphans of the processes below become children of this process
PATIENCE = 5.0                  # seconds
_adopting = False


def adopt_orphans() -> None:
    """From now on this process, which starts nothing but players, gets their orphans. Only Linux knows such a thing."""
    global _adopting
    _adopting = set_process(PR_SET_CHILD_SUBREAPER, 1)


@contextlib.contextmanager
def without_orphans() -> Iterator[None]:
    """What was left behind when this ends is ended too, such as the player of a referee that was killed."""
    global _adopting
    adopt_orphans()
    try:
        yield
    finally:
        end_orphans()
        set_process(PR_SET_CHILD_SUBREAPER, 0)
        _adopting = False


def hide_from_others() -> None:
    """Let no process of the same user look into this one, on Linux."""
    set_process(PR_SET_DUMPABLE, 0)


def set_process(option: int, value: int) -> bool:
    """Set something about this process that only Linux has; whether it was possible."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            return bool(ctypes.CDLL(None).prctl(option, value, 0, 0, 0) == 0)
    return False


def end_orphans() -> None:
    """End what players left behind, in a process that adopts it: all its children, and what they start meanwhile."""
    until = time.monotonic() + PATIENCE
    while _adopting and time.monotonic() < until and (found := descendants(os.getpid())):
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for pid in children(os.getpid()):
            with contextlib.suppress(OSError):
                os.waitpid(pid, os.WNOHANG)
