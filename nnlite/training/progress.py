"""How far is it? What `fit`, `evaluate` and `predict` show while they run, ten times a second at most.

A step can be over in 25 µs and must not even look at the clock: each look decides at which batch to look again.
"""

import numbers
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from nnlite import config
from nnlite._checks import sentence
from nnlite.training.progress_line import Count, final_line, plain_line, running_line, title
from nnlite.training.screen import Screen

INTERVAL = 0.1
MOST_BATCHES_BETWEEN_LOOKS = 16     # when the steps suddenly become slow, the display lags no further behind
NEVER = sys.maxsize
Logs = Mapping[str, float]
Clock = Callable[[], float]
Size = int | None


def checked_verbose(verbose: object, who: str = "fit") -> int:
    """0 silent, 1 a bar, 2 a line an epoch; "auto" is 1 (2 for log files, see `config`), anything else a ValueError."""
    if isinstance(verbose, str) and verbose == "auto":
        return 1 if config.is_interactive_logging_enabled() else 2
    if isinstance(verbose, numbers.Integral) and int(verbose) in (0, 1, 2):
        return int(verbose)
    raise ValueError(sentence(who, "verbose must be 0 (silent), 1 (a progress bar), 2 (a line an epoch) or 'auto'",
                              "verbose", verbose, "Write verbose=1."))


class PassProgress:
    """The display of one pass over the data: all of `evaluate` and `predict`, one epoch of `fit`.

    Args:
        verbose: 0, 1, 2 or "auto".
        samples, steps: How many samples there are; without that steps are counted, and there may be any number.
        quiet_for: Seconds before anything is shown. A pass that is over sooner shows nothing at all.
        stream, clock: Where to (standard output if None), and what returns seconds.
        who: The function that the error sentence names.
    """

    def __init__(self, verbose: int | str, samples: Size = None, steps: Size = None, quiet_for: float = 0.0,
                 stream: Any = None, clock: Clock = time.monotonic, who: str = "evaluate"):
        self._verbose = checked_verbose(verbose, who)
        self._screen = Screen(stream)
        self._bar = self._verbose == 1 and self._screen.live
        self._unit, self._total = ("step", steps) if samples is None else ("sample", samples)
        self._quiet_for, self._clock = quiet_for, clock
        self._label = ""                # what a line without a bar begins with; the counts if empty
        PassProgress.begin(self)

    def begin(self) -> None:
        """Call it before the first batch, if that is not right after making the display."""
        self._batch, self._seen = -1, 0
        self._next_look = 0 if self._bar else NEVER
        self._started = self._clock() if self._verbose else 0.0
        self._due = self._started + max(INTERVAL, self._quiet_for)
        self._looked = self._started, -1

    def batch_end(self, batch: int, seen: int, logs_function: Callable[[], Logs]) -> None:
        """Call it after every batch; it nearly always does nothing.

        Args:
            batch: The number of the batch, from 0.
            seen: How many samples are done, this batch included.
            logs_function: Returns the metrics so far; called only when a line is drawn.
        """
        self._batch, self._seen = batch, seen
        if batch >= self._next_look:
            self._look(logs_function)

    def epoch_end(self, logs: Logs | None = None) -> None:
        """Call it after the last batch, with the final metrics, a validation's among them."""
        if not self._verbose:
            return
        elapsed, count = self._clock() - self._started, self._count()
        if self._bar:
            line = final_line(count, elapsed, logs or {}, self._screen.columns())
        else:
            label = self._label or f"{count.done}/{count.total or count.done}"
            line = plain_line(label, count, elapsed, logs or {})
        if elapsed >= self._quiet_for:
            self._screen.write(line, self._started + elapsed)

    def end(self) -> None:
        """Call it when all is over, also after an exception: no half-drawn line stays behind."""
        if self._verbose:
            self._screen.end()

    def _look(self, logs_function: Callable[[], Logs]) -> None:
        """Look at the clock, draw if it is time, and decide when to look again: halfway to the next time."""
        now, (then, last) = self._clock(), self._looked
        if now >= self._due:
            line = running_line(self._count(), now - self._started, logs_function(), self._screen.columns())
            self._screen.redraw(line, now)
            self._due = now + INTERVAL
        batches = (self._due - now) / 2 * (self._batch - last) / max(now - then, 1e-9)
        self._next_look = self._batch + max(1, int(min(batches, MOST_BATCHES_BETWEEN_LOOKS)))
        self._looked = now, self._batch

    def _count(self) -> Count:
        done = self._seen if self._unit == "sample" else self._batch + 1
        return Count(done if self._batch >= 0 else self._total or 0, self._total, self._unit)


class Progress(PassProgress):
    """The display of `fit`: what it trains on, then for every epoch a bar, or one line where no bar can be.

    Args:
        epochs: The number of the last epoch.
        validation_samples, validation_steps: What there is to validate on. For the others see `PassProgress`.
    """

    def __init__(self, verbose: int | str, epochs: int, samples: Size = None, steps: Size = None,
                 validation_samples: Size = None, stream: Any = None, clock: Clock = time.monotonic,
                 validation_steps: Size = None):
        super().__init__(verbose, samples, steps, stream=stream, clock=clock, who="fit")
        self._epochs = epochs
        self._title = title(samples, steps, validation_samples, validation_steps)

    @staticmethod
    def for_evaluation(verbose: int | str, samples: Size = None, steps: Size = None) -> PassProgress:
        """The display of `evaluate`."""
        return PassProgress(verbose, samples, steps, who="evaluate")

    @staticmethod
    def for_prediction(verbose: int | str, samples: Size = None, steps: Size = None) -> PassProgress:
        """The display of `predict`, which shows nothing in the first second."""
        return PassProgress(verbose, samples, steps, quiet_for=1.0, who="predict")

    def begin(self) -> None:
        """Call it before the first epoch: `Train on 800 samples, validate on 200 samples`."""
        if self._verbose and self._title:
            self._screen.write(self._title, self._clock())

    def epoch_begin(self, epoch: int) -> None:
        """Call it before every epoch, numbered from 0."""
        super().begin()
        self._label = f"Epoch {epoch + 1}/{self._epochs}"
        if self._bar:
            self._screen.write(self._label, self._started)

    def epoch_end(self, logs: Logs | None = None) -> None:
        super().epoch_end(logs)
        if self._total is None:
            self._total = self._count().done or None    # the next epochs are as long
