"""What are checks written with? Sentences for students: what was expected, what came, and a question that leads on.

A check is a test function with a `student`; its docstring's first line says what it checks. It asks the student's code
for results and compares them itself:

    @points(2)
    def test_relu(student):
        '''relu keeps what is positive'''
        x = student.random.normal(size=(3, 4))
        close(student.call("relu", x), np.maximum(x, 0), "relu(x)", "What becomes of a negative number?")
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.exercises.wire import Opaque


class Wrong(Exception):
    """The student's work is not right yet.

    Args:
        expected: What the check expected, in words.
        came: What came instead.
        question: A question that leads on.
    """

    def __init__(self, expected: str, came: str, question: str = ""):
        super().__init__(expected, came, question)
        self.expected, self.came, self.question = expected, came, question


def points(number: float) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Say how many points a check is worth; without it, one."""

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        function.points = number  # type: ignore[attr-defined]
        return function

    return mark


def expect(holds: Any, expected: str, came: Any, question: str = "") -> None:
    """What is expected holds.

    Raises:
        Wrong: It does not.
    """
    if not holds:
        raise Wrong(expected, came if isinstance(came, str) else described(came), question)


def equal(came: Any, expected: Any, what: str, question: str = "") -> None:
    """Two plain values, not arrays, are the same and of the same kind.

    Raises:
        Wrong: They are not.
    """
    came = plainly(came)
    number = isinstance(expected, (int, float)) and not isinstance(expected, bool)
    same = type(came) in (int, float) if number else type(came) is type(expected)
    expect(same and came == expected, f"{what} is {expected!r}", came, question)


def shaped(came: Any, shape: tuple[int, ...], what: str, question: str = "") -> np.ndarray:
    """A result is an array of numbers with this shape; the array.

    Raises:
        Wrong: It is not.
    """
    array = as_array(came)
    expect(isinstance(array, np.ndarray), f"{what} is an array of shape {shape}", came, question)
    expect(array.shape == shape, f"{what} has the shape {shape}", f"the shape {array.shape}", question)
    return array


def plainly(value: Any) -> Any:
    """Numbers of NumPy as numbers of Python, also in lists; people do not see a difference."""
    if isinstance(value, list):
        return [plainly(one) for one in value]
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


def as_array(value: Any) -> Any:
    """A number, or lists of numbers, as an array; everything else as it is."""
    if isinstance(value, (int, float, list)):
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            return np.asarray(value, dtype=float)
    return value


def close(came: Any, expected: Any, what: str, question: str = "", tolerance: float = 1e-4) -> None:
    """Numbers are what they should be, up to rounding.

    Raises:
        Wrong: The shape is another one, something is not finite, or a number is off.
    """
    expected = np.asarray(expected, dtype=np.float64)
    array = shaped(came, expected.shape, what, question).astype(np.float64)
    wrong = ~np.isclose(array, expected, rtol=tolerance, atol=tolerance, equal_nan=False)
    if np.any(wrong):
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        at = f" at {list(place)}" if place else ""
        raise Wrong(f"{what} is about {expected[place]:.6g}{at}", f"{array[place]:.6g}", question)


def described(value: Any) -> str:
    """A value in words: short ones as they are, arrays by their shape."""
    if value is None:
        return "None. Does the function return something?"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.size > 6 else f"{value.tolist()}"
    if isinstance(value, Opaque):
        return repr(value)
    text = repr(value)
    return text if len(text) < 200 else f"{text[:200]} …"
