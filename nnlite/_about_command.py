"""What does `nnlite config` do? Says which kernels run here, and the settings."""

import argparse

from nnlite._about import show_config

HELP = "show which kernels run here, and the settings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no options: `nnlite config` has none."""


def run(arguments: argparse.Namespace) -> int:
    """Print what `nnlite.show_config` says."""
    show_config()
    return 0
