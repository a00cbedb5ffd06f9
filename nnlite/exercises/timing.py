"""How do checks say "faster"? By a race: both sides run by turns, under the same clock, and the best of each counts.

A busy or slow computer slows both; what one of them loses in one try it wins back in another. Checks only ask how many
times faster, never for seconds, and never for more than a third of what a plain solution reaches.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

from nnlite.exercises.checking import Wrong, expect
from nnlite.exercises.student import Student
from nnlite.exercises.submission import Submission

TRIES = 15
HOPELESS = 3    # times slower than it should be, after some tries


def faster(student: Callable[[], float], other: Callable[[], float], times: float, what: str, question: str) -> None:
    """The student's code is so many times faster than something else.

    Args:
        student: Runs the student's code; the seconds of a call.
        other: Runs what it is compared with; the seconds of the same work.
        times: How many times faster.
        what: What it is compared with: "the loop in Python".
        question: A question that leads on.

    Raises:
        Wrong: In none of the tries.
    """
    mine = theirs = math.inf
    for number in range(1, TRIES + 1):
        theirs, mine = min(theirs, other()), min(mine, student())
        if number > 1 and mine * times <= theirs:
            return
        if number > 5 and mine * times > theirs * HOPELESS:
            break
    raise Wrong(f"at least {times:g} times faster than {what}, which takes {in_words(theirs)} here",
                f"{in_words(mine)}, which is {theirs / mine:.1f} times faster" if theirs > mine * 1.05
                else f"{in_words(mine)}, which is not faster", question)


def fresh(student: Student, name: str, make: Callable[[], tuple[Any, ...]], compare: Callable[..., None], count: int,
          written: int | None = None) -> Callable[[], float]:
    """Something for a race: the student's function on inputs that it has never seen, with answers that must be right.

    Args:
        student: Whose function.
        name: What it is called.
        make: Makes the arguments of a call.
        compare: Takes a result and the arguments of its call; raises `Wrong` if it is not right.
        count: How many calls, for times that are long enough to be measured.
        written: Which argument the function writes into, if it is that which is compared.
    """

    def seconds() -> float:
        inputs = [make() for _ in range(count)]
        results, took = student.sweep(name, inputs, written)
        expect(isinstance(results, list) and len(results) == count, f"{count} results", results)
        for args, came in zip(inputs, results, strict=True):
            compare(came, *args)
        return took / count

    return seconds


def in_words(seconds: float) -> str:
    """A time that people can read."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def timed(function: Callable[..., Any], *args: Any) -> float:
    """Seconds of one call of something that belongs to the check."""
    before = time.perf_counter()
    function(*args)
    return time.perf_counter() - before


@contextlib.contextmanager
def another(student: Student, source: str) -> Iterator[Student]:
    """Other code for the same exercise, which runs as the student's does: in its own process, under the same clock."""
    rival = Student(Submission(student.submission.exercise, source, student.submission.path), student.level,
                    student.random)
    try:
        rival.loaded()
        yield rival
    finally:
        rival.end()
