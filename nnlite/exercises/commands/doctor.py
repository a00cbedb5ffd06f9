"""`nnlite exercises doctor`: is everything there that the exercises need?"""

import argparse
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import nnlite
from nnlite._about import kernel_build
from nnlite.exercises import canary, limits
from nnlite.exercises.sandbox import DESCRIPTIONS

HELP = "look whether everything is there that the exercises need"
PACKAGES = {"pytest": "checks", "rich": "tables", "watchfiles": "watch", "jupytext": "notebooks",
            "Cython": "Cython exercises", "setuptools": "Cython exercises"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--isolation", action="store_true", help="also try the levels of isolation, for grading")


def run(arguments: argparse.Namespace) -> int:
    findings = list(examine(arguments.isolation))
    for good, what in findings:
        print(f"{'good ' if good else 'LOOK '} {what}")
    return 0 if all(good for good, _ in findings) else 1


def examine(isolation: bool) -> Iterator[tuple[bool, str]]:
    """(whether it is good, a sentence) for everything that is looked at."""
    yield sys.version_info >= (3, 11), f"Python {sys.version.split()[0]} in {sys.prefix}"
    yield True, f"nnlite {nnlite.__version__} in {Path(nnlite.__file__).parent}"
    build = kernel_build()
    yield build != "reference", f"kernels: {build}" + (
        ", the NumPy twins: right, and slower. Install a C compiler and nnlite again." if build == "reference" else "")
    for package, purpose in PACKAGES.items():
        there = importlib.util.find_spec(package) is not None
        yield there, f"{package} for {purpose}" + ("" if there else ': missing. pip install "nnlite[exercises]"')
    compiler = shutil.which((os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0])
    yield compiler is not None, f"C compiler for the Cython exercises: {compiler or 'none was found'}"
    yield os.access(Path.cwd(), os.W_OK), f"this folder can be written to: {Path.cwd()}"
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    yield True, f"letters on this screen: {encoding}"
    yield limits.available(), "limits for processes: " + ("yes" if limits.available() else "this system has only time")
    if isolation:
        for level, (works, why) in canary.try_all().items():
            yield works, DESCRIPTIONS[level] + (f": {why}" if why else "")
