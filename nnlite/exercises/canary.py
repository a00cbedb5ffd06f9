"""Does a level of isolation hold here? Each is tried with a program that tries to get out, before it is trusted."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nnlite.exercises.game import Game, NoAnswer, StudentError
from nnlite.exercises.sandbox import SECRETS

PROBE = """
import os, pathlib, socket

def alive():
    return 1

def reads(path):
    return pathlib.Path(path).read_text()

def writes(path):
    pathlib.Path(path).write_text("x")
    return True

def connects(port):
    socket.create_connection(("127.0.0.1", port), 2).close()
    return True

def kills(pid):
    os.kill(pid, 0)
    return True
"""


def try_all() -> dict[int, tuple[bool, str]]:
    """Whether each level works, and why not."""
    return {level: try_level(level) for level in (0, 1)}


def try_level(level: int) -> tuple[bool, str]:
    """Whether a level works, and why not."""
    try:
        with Game(level, 10) as game, decoys() as (secret, target, port):
            game.ask("load", source=PROBE, suffix=".py")
            if game.ask("call", path=["alive"], args=[], kwargs={}, keep=False, repeat=1) != 1:
                return False, "it does not answer"
            if level == 0:
                return True, ""
            attempts = {"reads a file outside": ("reads", str(secret)),
                        "writes a file outside": ("writes", str(target)),
                        "reaches the network": ("connects", port), "sees other processes": ("kills", os.getpid()),
                        "reads the solutions": ("reads", str(next(SECRETS.glob("*/*/solution.py"), SECRETS)))}
            out = [what for what, (name, argument) in attempts.items() if succeeds(game, name, argument)]
            return not out, ", ".join(out)
    except (NoAnswer, OSError) as error:
        return False, f"it does not start here ({error})"


def succeeds(game: Game, name: str, argument: object) -> bool:
    """Whether an attempt to get out succeeds."""
    try:
        game.ask("call", path=[name], args=[argument], kwargs={}, keep=False, repeat=1)
    except StudentError:
        return False
    return True


@contextlib.contextmanager
def decoys() -> Iterator[tuple[Path, Path, int]]:
    """A file that must not be read, one that must not be written, and a port that must not be reached."""
    with tempfile.TemporaryDirectory(dir=Path.home()) as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder, "secret.txt")
        secret.write_text("a secret")
        yield secret, Path(folder, "target.txt"), server.getsockname()[1]
