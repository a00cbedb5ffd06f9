"""What can nnlite do at the command line? `nnlite COMMAND`, or `python -m nnlite COMMAND`.

A command is a module with `HELP`, one line; `add_arguments(parser)`, which declares its options; and
`run(arguments)`, which returns the exit code. A new command is a new module and a line in COMMANDS.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

import nnlite
from nnlite import _about_command
from nnlite.exercises import command as exercises
from nnlite.tour import command as tour

INTERRUPTED = 130       # what a shell reports after Ctrl-C


class Command(Protocol):
    """What a module needs to be a command."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


COMMANDS: dict[str, Command] = {
    "tour": tour,
    "exercises": exercises,
    "config": _about_command,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return its exit code.

    Args:
        argv: The arguments; those of the process by default.

    Raises:
        SystemExit: From argparse: 2 where the arguments make no sense, 0 after `--help` and `--version`.
    """
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    try:
        code = COMMANDS[arguments.command].run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:     # the reader has left, as in `nnlite tour | head`: leave too, without a last flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(prog="nnlite", description="The Keras functional API in one small package.")
    parser.add_argument("--version", action="version", version=f"nnlite {nnlite.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.HELP, description=command.HELP))
    return parser


if __name__ == "__main__":
    sys.exit(main())
