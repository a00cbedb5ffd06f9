"""Where does progress appear? On a stream: a terminal or notebook, where a line can be redrawn, or a file.

Nothing but text and ends of lines ever reaches a file. A stream that fails (closed, or a pipe that nobody reads)
falls silent: training is worth more than its display.
"""

import math
import os
import sys
from typing import Any

NOTEBOOKS = ("ipykernel", "pyodide_kernel")
FLUSH_INTERVAL = 0.1


class Screen:
    """A stream that lines are written to.

    Args:
        stream: Where to; standard output as it is now if None.

    Attributes:
        live: Whether a line can be redrawn.
    """

    def __init__(self, stream: Any = None):
        self._stream = sys.stdout if stream is None else stream
        self._notebook = is_notebook(self._stream)
        self._unfinished = 0            # length of the line that may be redrawn
        self._flushed = -math.inf
        self.live = self._notebook or is_terminal(self._stream)

    def columns(self) -> int | None:
        """How many characters fit in a line: one less than the terminal has, as a full line wraps on some."""
        return None if self._notebook else max(1, width(self._stream) - 1)

    def redraw(self, line: str, now: float) -> None:
        """Put a line in place of the unfinished one."""
        self._write("\r" + line.ljust(self._unfinished))
        self._unfinished = len(line)
        self._flush(now)

    def write(self, line: str, now: float) -> None:
        """Finish with a line that stays, in place of the unfinished one if there is one."""
        self._write(("\r" + line.ljust(self._unfinished) if self._unfinished else line) + "\n")
        self._unfinished = 0
        if now - self._flushed >= FLUSH_INTERVAL:
            self._flush(now)

    def end(self) -> None:
        """Leave an unfinished line as it is, go to the next, and let the reader have everything."""
        if self._unfinished:
            self._write("\n")
        self._unfinished = 0
        self._flush(self._flushed)

    def _flush(self, now: float) -> None:
        self._flushed = now
        if not self._notebook:      # a notebook sends by itself what it has, and a flush would wait for that
            self._write("", flush=True)

    def _write(self, text: str, flush: bool = False) -> None:
        if self._stream is None:
            return
        try:
            if text:
                write_any(self._stream, text)
            if flush:
                self._stream.flush()
        except (OSError, ValueError, AttributeError):
            self._stream = None


def write_any(stream: Any, text: str) -> None:
    """Write, also a name that the stream cannot encode."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode("ascii", "backslashreplace").decode())


def width(stream: Any) -> int:
    """How many columns the terminal has."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (AttributeError, OSError, ValueError):
        columns = 0
    return columns or int(os.environ.get("COLUMNS") or 80)


def is_notebook(stream: Any) -> bool:
    """Whether the stream leads to a Jupyter notebook."""
    return any(base.__module__.startswith(NOTEBOOKS) for base in type(stream).__mro__)


def is_terminal(stream: Any) -> bool:
    """Whether the stream leads to a terminal that obeys a carriage return; IDLE's shell does not."""
    if os.environ.get("TERM") == "dumb" or type(stream).__module__.startswith("idlelib"):
        return False
    try:
        return bool(stream.isatty())
    except (AttributeError, OSError, ValueError):
        return False
