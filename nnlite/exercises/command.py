"""What can `nnlite exercises` do? Its commands, for students and for teachers, and what their exit codes mean.

0: all right; 1: not (yet) right; 2: the command makes no sense; 3: the code was stopped because it took too long.
"""

from __future__ import annotations

import argparse
import io
import sys
from typing import Any

from nnlite.exercises.commands import (
    check,
    doctor,
    export,
    grade,
    hint,
    init,
    listing,
    notebook,
    reset,
    solution,
    verify,
    watch,
)

HELP = "learn by doing: exercises that check themselves"

COMMANDS: dict[str, Any] = {
    "init": init, "list": listing, "check": check, "watch": watch, "hint": hint, "solution": solution, "reset": reset,
    "notebook": notebook, "doctor": doctor, "grade": grade, "verify-all": verify, "export": export,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the commands and their options."""
    commands = parser.add_subparsers(dest="exercise_command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.HELP, description=command.HELP))


def run(arguments: argparse.Namespace) -> int:
    """Run the command; what a student may get wrong is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):    # a screen that cannot show a letter shows another one
            stream.reconfigure(errors="replace")
    try:
        return int(COMMANDS[arguments.exercise_command].run(arguments))
    except (LookupError, OSError, ImportError, ValueError) as error:
        print(sentence(error), file=sys.stderr)
        return 2


def sentence(error: Exception) -> str:
    """What an exception says; a LookupError without the quotes that a KeyError has."""
    return str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error)
