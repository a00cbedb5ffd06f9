"""What does a line of progress say? Counts, a bar, times and metrics, as in the output of tf.keras 2.0, in ASCII.

    384/1000 [==========>...................] - ETA: 0s - loss: 11.5190 - accuracy: 0.1016
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

BAR_WIDTH = 30
SHORTEST_BAR = 5
SMALLEST_FIXED = 1e-3


class Count(NamedTuple):
    """How much of how much is done, in which unit ("sample" or "step"). A total of None is not known."""

    done: int
    total: int | None
    unit: str


def running_line(count: Count, seconds: float, logs: Mapping[str, float], columns: int | None) -> str:
    """A line to be overwritten by the next one: what is left to do, cut to the width of the screen."""
    if count.total is None:
        times = f" - {seconds:.0f}s {pace(seconds, count)}"
    else:
        left = seconds / max(count.done, 1) * (count.total - count.done)
        times = f" - ETA: {duration(left)}"
    return with_bar(count, times + metrics(logs), columns)[:columns]


def final_line(count: Count, seconds: float, logs: Mapping[str, float], columns: int | None) -> str:
    """The line that stays: the time taken, and all of the metrics, however narrow the screen."""
    return with_bar(count, f" - {seconds:.0f}s {pace(seconds, count)}{metrics(logs)}", columns)


def plain_line(label: str, count: Count, seconds: float, logs: Mapping[str, float]) -> str:
    """The line that stays, for files and for those who want no bar."""
    return f"{label} - {seconds:.0f}s - {pace(seconds, count)}{metrics(logs)}"


def with_bar(count: Count, rest: str, columns: int | None) -> str:
    """Counts, as much of the bar as there is room for, and the rest."""
    numbers = counted(count)
    room = BAR_WIDTH if columns is None else min(BAR_WIDTH, columns - len(numbers) - len(" []") - len(rest))
    if count.total is None or room < SHORTEST_BAR:
        return numbers + rest
    return f"{numbers} [{bar(count.done, count.total, room)}]{rest}"


def counted(count: Count) -> str:
    """` 384/1000`, or `     12/Unknown`; equally long for all counts up to the total."""
    if count.total is None:
        return f"{count.done:7d}/Unknown"
    return f"{count.done:{len(str(count.total))}d}/{count.total}"


def bar(done: int, total: int, width: int) -> str:
    """`====>.....`, `==========` at the end."""
    filled = min(width, width * done // max(total, 1))
    arrow = "" if not filled else "=" * (filled - 1) + ("=" if done >= total else ">")
    return arrow.ljust(width, ".")


def duration(seconds: float) -> str:
    """`7s`, `1:05`, `2:03:09`."""
    whole = int(seconds)
    if seconds > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    if seconds > 60:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole}s"


def pace(seconds: float, count: Count) -> str:
    """`366ns/sample`, `40us/sample`, `3ms/step`, `2s/step`."""
    each = seconds / max(count.done, 1)
    if each >= 1 or each == 0:
        return f"{each:.0f}s/{count.unit}"
    if each >= 1e-3:
        return f"{each * 1e3:.0f}ms/{count.unit}"
    if each > 9.5e-7:
        return f"{each * 1e6:.0f}us/{count.unit}"
    return f"{each * 1e9:.0f}ns/{count.unit}"


def metrics(logs: Mapping[str, float]) -> str:
    """` - loss: 2.3026 - accuracy: 0.1016`."""
    return "".join(f" - {name}: {number(value)}" for name, value in logs.items())


def number(value: float) -> str:
    """Four decimals; the scientific form for what they would not show, and the mean of several numbers.

    >>> number(11.51904), number(0.00012), number(float("nan"))
    ('11.5190', '1.2000e-04', 'nan')
    """
    value = float(np.mean(value))  # a metric may give one for each class
    return f"{value:.4f}" if abs(value) > SMALLEST_FIXED else f"{value:.4e}"


def title(samples: int | None, steps: int | None, validation_samples: int | None,
          validation_steps: int | None) -> str:
    """The first line of `fit`, empty where there is nothing to tell."""
    parts = [amount("Train", samples, steps), amount("validate", validation_samples, validation_steps)]
    return ", ".join(filter(None, parts)) if parts[0] else ""


def amount(verb: str, samples: int | None, steps: int | None) -> str:
    """`Train on 1000 samples`, `validate for 5 steps`."""
    if samples is not None:
        return f"{verb} on {samples} samples"
    return f"{verb} for {steps} steps" if steps is not None else ""
