"""What happens between a referee and a player? Requests and replies, under the referee's clock."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from typing import IO, Any

from nnlite.exercises import sandbox, usage, wire
from nnlite.exercises.limits import LIMITS, MOST_OUTPUT
from nnlite.exercises.orphans import end_orphans
from nnlite.exercises.problems import NoAnswer, StudentError, TooSlow, student_error

STARTING = 20.0     # seconds that a player may take before the student's first line runs
GRACE = 5           # seconds of the processor beside the student's own
__all__ = ["Game", "NoAnswer", "StudentError", "TooSlow"]
LOOK = 0.2          # seconds between looks at what the player uses


class Game:
    """A player at work on one file.

    Args:
        level: The level of isolation.
        seconds: How long the student's code may run, all together.
    """

    def __init__(self, level: int, seconds: float):
        self.folder = tempfile.mkdtemp(prefix="nnlite-")
        self.seconds, self.spent = seconds, 0.0
        self.replies: queue.Queue[Any] = queue.Queue()
        self.expected = threading.Semaphore(1)  # how many replies are read; what nobody asked for stays in the pipe
        self.over = False
        self.output: str | None = None
        self.file = tempfile.TemporaryFile()    # noqa: SIM115 - closed in `end`
        limits = LIMITS | {"seconds": int(seconds) + GRACE}
        request = {"paths": sandbox.paths(), "limits": limits, "user": sandbox.user_for(level, self.folder)}
        try:
            self.process = sandbox.start(level, self.folder, json.dumps(request), self.file)
        except OSError:
            self.file.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()
        if self.next_reply(time.perf_counter() + STARTING) != {"ready": True}:
            self.end()
            raise NoAnswer("The process for your code did not start.")

    def __enter__(self) -> Game:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def listen(self) -> None:
        """Put each reply that is expected into the queue, and the reason why no more will come."""
        assert self.process.stdout is not None
        try:
            while self.expected.acquire() and not self.over:
                self.replies.put(wire.receive(self.process.stdout))
        except (wire.BadMessage, EOFError, OSError, ValueError, MemoryError) as error:
            self.replies.put(error)

    def ask(self, do: str, **arguments: Any) -> Any:
        """Send a request and wait for its reply.

        Raises:
            StudentError: The code raised something.
            NoAnswer: There was no reply, in time or at all.
        """
        number = secrets.randbits(60)      # nobody answers a request that has not been sent
        began = time.perf_counter()
        try:
            reply = self.exchange({"do": do, "with": arguments, "number": number}, began + self.seconds - self.spent)
        finally:
            self.spent += time.perf_counter() - began
        if isinstance(reply, dict) and type(reply.get("number")) is int and reply["number"] == number:
            if "result" in reply:
                return reply["result"]
            if isinstance(reply.get("problem"), dict):
                raise student_error(reply["problem"])
        self.end()
        raise NoAnswer("Your program ended before it answered. Does it call exit(), or crash?"
                       if isinstance(reply, (EOFError, OSError)) else "Your program sent something that is no answer.")

    def exchange(self, request: Any, until: float) -> Any:
        """The reply to a request. A thread writes it: a player that does not read would stop the one that writes."""
        assert self.process.stdin is not None
        self.expected.release()
        threading.Thread(target=tell, args=(self.process.stdin, wire.frame(request)), daemon=True).start()
        return self.next_reply(until)

    def next_reply(self, until: float) -> Any:
        """What arrives next; the player is ended where nothing does, or where it uses too much meanwhile."""
        while (left := until - time.perf_counter()) > 0:
            try:
                return self.replies.get(timeout=min(left, LOOK))
            except queue.Empty:
                excess = usage.too_much(self.process.pid, self.folder)
            if excess:
                self.end()
                raise NoAnswer(excess)
        self.end()
        raise TooSlow(f"Your code was stopped after {self.seconds:g} seconds. Does a loop never end?")

    def printed(self) -> str:
        """What the student's code printed, as much of it as anybody reads."""
        try:
            self.file.seek(0)
            return self.file.read(MOST_OUTPUT).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def end(self) -> None:
        """End the player and everything that it started, and remove its folder."""
        self.over = True
        self.expected.release()
        stop_group(self.process)
        self.process.wait()
        end_orphans()
        self.listener.join(0.5)     # it hears that the pipe ended, where nobody was left behind who keeps it open
        if self.output is None:
            self.output = self.printed()
            for stream in (self.file, self.process.stdin, self.process.stdout):
                close(stream)
        shutil.rmtree(self.folder, ignore_errors=True)


def tell(stream: IO[bytes], data: bytes) -> None:
    """Write a request; if nobody is there to read it, the one who waits for the reply hears of it."""
    with contextlib.suppress(OSError, ValueError):
        wire.write(stream, data)


def close(stream: IO[bytes] | None) -> None:
    """Close a stream, whatever waits in it."""
    with contextlib.suppress(OSError):
        if stream is not None:
            stream.close()


def stop_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with its group, which cannot be ignored."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
