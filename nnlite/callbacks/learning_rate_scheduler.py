"""How fast should a model learn in this epoch? A function of the epoch says it."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite._checks import sentence
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.messages import tell
from nnlite.callbacks.rates import named, note_rates, optimizers_of


class LearningRateScheduler(Callback):
    """Sets the learning rate at the beginning of every epoch: rate = schedule(epoch, rate).

    The rate of every epoch is in its logs, as `learning_rate`.

    Args:
        schedule: A function of the epoch, counted from 0, and of the present rate; or of the epoch alone.
        verbose: 1 to tell every rate.

    Raises:
        ValueError: The schedule is no function, or does not return a float.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile(nnlite.optimizers.SGD(0.5), "mse")
        >>> halving = LearningRateScheduler(lambda epoch, rate: rate if epoch == 0 else rate / 2)
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=3, verbose=0, callbacks=[halving])
        >>> model.optimizer.learning_rate
        0.125
    """

    def __init__(self, schedule: Callable[..., float], verbose: int = 0):
        super().__init__()
        if not callable(schedule) or isinstance(schedule, type):
            raise ValueError(sentence("LearningRateScheduler", "schedule must be a function of the epoch and the rate",
                                      "schedule", schedule, "Write schedule=lambda epoch, rate: 0.9 * rate."))
        self.schedule = schedule
        self.verbose = verbose
        self._takes_rate = takes_two(schedule)

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        for end, optimizer in optimizers_of(self.model):
            before = float(optimizer.learning_rate)
            rate = self.schedule(epoch, before) if self._takes_rate else self.schedule(epoch)
            if not isinstance(rate, (float, np.floating)):
                raise ValueError(sentence("LearningRateScheduler", f"schedule must return a float, for epoch {epoch}",
                                          "rate", rate, "Write 0.01, not 1."))
            optimizer.learning_rate = float(rate)
            if self.verbose:
                tell(f"Epoch {epoch + 1}: LearningRateScheduler sets the learning rate{named(end)} to {rate:g}.")

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        note_rates(self.model, logs)


def takes_two(function: Any) -> bool:
    """Whether a function takes an epoch and a rate; one that tells nothing about itself is taken to."""
    try:
        inspect.signature(function).bind(0, 0.0)
    except TypeError:
        return False
    except ValueError:
        pass
    return True
