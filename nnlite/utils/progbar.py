"""A progress bar for loops of one's own, like that of `fit`."""

import time
from typing import Any

import numpy as np

from nnlite._checks import number_between, positive_int, whole_number
from nnlite.training.progress_line import Count, final_line, plain_line, running_line
from nnlite.training.screen import Screen


class Progbar:
    """Shows how far a loop is, and the means of what it measures.

    Args:
        target: How many steps there are; None if nobody knows.
        width: Accepted as in Keras; the bar takes the room there is.
        verbose: 0 nothing, 1 a bar, 2 a line at the end.
        interval: Seconds between two drawings.
        stateful_metrics: Names of values that are shown as they are, not averaged over the steps.
        stateless_metrics: Instead: names of the only values that are averaged.
        unit_name: What is counted: "step" or "sample".

    Example:

        >>> bar = Progbar(3, verbose=2)
        >>> for step in range(3):
        ...     bar.add(1, values=[("loss", 1.0 - step / 4)])
        3/3 - 0s - ...step - loss: 0.7500
    """

    def __init__(self, target: int | None, width: int = 20, verbose: int = 1, interval: float = 0.05,
                 stateful_metrics: Any = None, stateless_metrics: Any = None, unit_name: str = "step"):
        if stateful_metrics is not None and stateless_metrics is not None:
            raise ValueError("Progbar: give stateful_metrics or stateless_metrics, not both.")
        self.target = None if target is None else positive_int(target, "target", "Progbar")
        self.width, self.unit_name = width, unit_name
        self.verbose = whole_number(verbose, "verbose", "Progbar")
        self.interval = number_between(interval, "interval", "Progbar", 0)
        self.stateful_metrics = set(stateful_metrics or ())
        self.stateless_metrics = None if stateless_metrics is None else set(stateless_metrics)
        self._screen = Screen()
        self._seen, self._started, self._drawn = 0, time.monotonic(), -np.inf
        self._sums: dict[str, list[float]] = {}

    def add(self, n: int, values: Any = None) -> None:
        """Go on by n steps; `values` is a list of (name, value)."""
        self.update(self._seen + n, values)

    def update(self, current: int, values: Any = None, finalize: bool | None = None) -> None:
        """Be at step `current`; `values` is a list of (name, value), `finalize` says whether this was the last."""
        weight = max(current - self._seen, 1)
        for name, value in values or []:
            value = float(np.mean(value))
            if not self._is_averaged(name):
                self._sums[name] = [value, 1.0]
            else:
                total = self._sums.setdefault(name, [0.0, 0.0])
                total[0], total[1] = total[0] + value * weight, total[1] + weight
        self._seen = current
        done = current >= self.target if finalize is None and self.target is not None else bool(finalize)
        if self.verbose:
            self._show(done)

    def _is_averaged(self, name: str) -> bool:
        if self.stateless_metrics is not None:
            return name in self.stateless_metrics
        return name not in self.stateful_metrics

    def _show(self, done: bool) -> None:
        now = time.monotonic()
        logs = {name: total / count for name, (total, count) in self._sums.items()}
        count = Count(self._seen, self.target, self.unit_name)
        bar = self.verbose == 1 and self._screen.live
        if done and bar:
            self._screen.write(final_line(count, now - self._started, logs, self._screen.columns()), now)
        elif done:
            label = f"{self._seen}/{self.target or self._seen}"
            self._screen.write(plain_line(label, count, now - self._started, logs), now)
        elif bar and now - self._drawn >= self.interval:
            self._screen.redraw(running_line(count, now - self._started, logs, self._screen.columns()), now)
            self._drawn = now
