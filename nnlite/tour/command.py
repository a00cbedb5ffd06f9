"""What does `nnlite tour` do? Trains a network to read handwritten digits, and shows what happened."""

import argparse
import sys
import time
from functools import partial
from pathlib import Path

import nnlite
from nnlite._optional import require
from nnlite.tour.lesson import EPOCHS, Lesson, build_model, teach

HELP = "train a network to read handwritten digits, and draw what happened"
INTRODUCTION = """\
Teaching a network of {:,} numbers to read handwriting: it learns from 1,437 digits,
and is tested on 360 others that were held back.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `nnlite tour`."""
    parser.add_argument("--output", metavar="DIR", type=Path, default=Path("tour"),
                        help="where to put the pictures (default: ./tour)")
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="draw nothing")
    parser.add_argument("--epochs", metavar="N", type=partial(whole_number, least=1), default=EPOCHS,
                        help="how often to go through the digits (default: %(default)s)")
    parser.add_argument("--seed", metavar="N", type=partial(whole_number, least=0, most=2**32 - 1), default=0,
                        help="where randomness begins: same seed, same result (default: %(default)s)")
    parser.add_argument("--verbose", type=int, choices=(0, 1, 2), default=2,
                        help="progress: 0 none, 1 a bar, 2 a line an epoch (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Run the tour; 0 where all went well, 1 where the pictures could not be written."""
    nnlite.utils.set_random_seed(arguments.seed)
    model = build_model()
    print(INTRODUCTION.format(model.count_params()))
    model.summary()
    print()
    start = time.perf_counter()
    lesson = teach(model, arguments.epochs, arguments.verbose)
    print(report(lesson, time.perf_counter() - start))
    return show(lesson, arguments.output) if arguments.pictures else 0


def report(lesson: Lesson, seconds: float) -> str:
    """The result, in two lines."""
    digits, mistakes = len(lesson.labels), int(lesson.wrong.sum())
    return (f"\nHeld back: {digits - mistakes} of {digits} digits read correctly, {100 * lesson.accuracy:.1f} % "
            f"(loss {lesson.loss:.4f}).\nTraining took {seconds:.2f} s.")


def show(lesson: Lesson, directory: Path) -> int:
    """Draw the pictures into a directory, and say where they are, or in one sentence why there are none."""
    try:
        pictures = require("nnlite.tour.pictures", extra="plot")
    except ImportError as error:
        print(f"No pictures: {error}")
        return 0
    try:
        paths = pictures.save_pictures(lesson, directory)
    except OSError as error:
        print(f"nnlite tour: the pictures cannot be written to {directory}: {error.strerror or error}. "
              "Name another folder with --output DIR.", file=sys.stderr)
        return 1
    print("Pictures: " + ", ".join(map(str, paths)))
    return 0


def whole_number(text: str, least: int, most: int = sys.maxsize) -> int:
    """A whole number of the command line that lies in a range."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if least <= number <= most:
        return number
    limit = f"{least} or more" if most == sys.maxsize else f"from {least} to {most}"
    raise argparse.ArgumentTypeError(f"must be a whole number, {limit}. Received: {text}")
