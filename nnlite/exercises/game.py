"""What happens between a referee and a player? Requests and replies, under the referee's clock."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from nnlite.exercises import sandbox, wire
from nnlite.exercises.limits import LIMITS, MOST_OUTPUT
from nnlite.exercises.orphans import end_orphans

STARTING = 20.0     # seconds that a player may take before the student's first line runs
GRACE = 5           # seconds of the processor beside the student's own


class StudentError(Exception):
    """The student's code raised something.

    Attributes:
        kind: The name of the exception.
        message: What it says.
        lines: (number, text) of the lines of the student's file that led to it.
    """

    def __init__(self, kind: str, message: str, lines: list[tuple[int, str]]):
        super().__init__(f"{kind}: {message}")
        self.kind, self.message, self.lines = kind, message, lines


class NoAnswer(Exception):
    """The player did not answer: it ended, took too long, or sent something that is no reply."""


class TooSlow(NoAnswer):
    """The player was stopped because its time was over."""


class Game:
    """A player at work on one file.

    Args:
        level: The level of isolation.
        seconds: How long the student's code may run, all together.
    """

    def __init__(self, level: int, seconds: float):
        self.folder = tempfile.mkdtemp(prefix="nnlite-")
        self.seconds, self.spent, self.number = seconds, 0.0, 0
        self.replies: queue.Queue[Any] = queue.Queue()
        self.output: str | None = None
        limits = LIMITS | {"seconds": int(seconds) + GRACE}
        request = json.dumps({"paths": sandbox.paths(), "limits": limits})
        self.process = sandbox.start(level, self.folder, request)
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()
        ready, _ = self.next_reply(STARTING)
        if ready != {"ready": True}:
            self.end()
            raise NoAnswer("The process for your code did not start.")

    def __enter__(self) -> Game:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def listen(self) -> None:
        """Put what arrives into the queue, and the reason why nothing more will."""
        assert self.process.stdout is not None
        try:
            while True:
                self.replies.put(wire.receive(self.process.stdout))
        except (wire.BadMessage, EOFError, OSError, ValueError, MemoryError) as error:
            self.replies.put(error)

    def ask(self, do: str, **arguments: Any) -> Any:
        """Send a request and wait for its reply.

        Raises:
            StudentError: The code raised something.
            NoAnswer: There was no reply, in time or at all.
        """
        self.number += 1
        request = {"do": do, "with": arguments, "number": self.number}
        left = self.seconds - self.spent
        reply, took = self.exchange(request, left)
        self.spent += took
        if isinstance(reply, dict) and reply.get("number") == self.number:
            if "result" in reply:
                return reply["result"]
            if isinstance(reply.get("problem"), dict):
                raise student_error(reply["problem"])
        self.end()
        raise NoAnswer("Your program ended before it answered. Does it call exit(), or crash?" if self.replies.empty()
                       else "Your program sent something that is no answer.")

    def exchange(self, request: Any, seconds: float) -> tuple[Any, float]:
        """The reply to a request, and how long it took."""
        assert self.process.stdin is not None
        before = time.perf_counter()    # on a busy computer the answer may be there when `send` returns
        try:
            wire.send(self.process.stdin, request)
        except OSError:
            return None, 0.0
        reply, _ = self.next_reply(seconds)
        return reply, time.perf_counter() - before

    def next_reply(self, seconds: float) -> tuple[Any, float]:
        """What arrives next, and how long it took; the player is ended where nothing does."""
        before = time.perf_counter()
        try:
            reply = self.replies.get(timeout=max(seconds, 0.01))
        except queue.Empty:
            self.end()
            raise TooSlow(f"Your code was stopped after {self.seconds:g} seconds. Does a loop never end?") from None
        return reply, time.perf_counter() - before

    def printed(self) -> str:
        """What the student's code printed, as much of it as anybody reads."""
        try:
            with open(Path(self.folder, "printed.txt"), "rb") as file:
                return file.read(MOST_OUTPUT).decode("utf-8", "replace")
        except OSError:
            return ""

    def close_pipes(self) -> None:
        """Close both pipes, but not one that is listened to for ever since something left behind still holds it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.listener.join(1.0)
        if not self.listener.is_alive():
            self.process.stdout.close()

    def end(self) -> None:
        """End the player and everything that it started, and remove its folder."""
        stop_group(self.process)
        self.process.wait()
        end_orphans()
        self.close_pipes()
        if self.output is None:
            self.output = self.printed()
        shutil.rmtree(self.folder, ignore_errors=True)


def stop_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with its group, which cannot be ignored."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def student_error(problem: dict[str, Any]) -> StudentError:
    """The exception that a reply tells of, with nothing in it that is not text or a line."""
    lines = [(int(line[0]), str(line[1])) for line in problem.get("lines", [])
             if isinstance(line, list) and len(line) == 2 and isinstance(line[0], int)]
    return StudentError(str(problem.get("kind"))[:100], str(problem.get("message"))[:4000], lines[:5])
