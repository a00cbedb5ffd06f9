"""Are the numbers that `fit` was given sensible? They are checked before anything runs."""

import warnings
from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import number_between, positive_int, received, whole_number


def batch_size_of(value: Any, who: str) -> int:
    """A positive whole number; 32 by default."""
    return 32 if value is None else positive_int(value, "batch_size", who)


def steps_of(value: Any, name: str, who: str, rows: int, batch_size: int) -> int | None:
    """A number of steps that the data can feed, and no more than the settings allow."""
    if value is None:
        return limited(None)
    steps = positive_int(value, name, who)
    available = -(-rows // batch_size)
    if steps > available:
        raise ValueError(f"{who}: {rows} samples in batches of {batch_size} make {available} steps. "
                         f"Received: {name}={steps}. Leave it out to use all data.")
    return limited(steps)


def limited(steps: int | None) -> int | None:
    """A number of steps within `config.max_steps_per_epoch`."""
    most = config.max_steps_per_epoch()
    if most is None or steps is not None and steps <= most:
        return steps
    warnings.warn(f"The steps of a pass are limited to {most} by config.set_max_steps_per_epoch.", stacklevel=6)
    return most


def count(value: Any, name: str) -> int | None:
    """A number of steps, or None."""
    return limited(None if value is None else positive_int(value, name, "fit"))


def refuse_with_stream(who: str, **given: Any) -> None:
    """Batches bring their own targets and weights. (A size is passed over, as in Keras, whose guide gives one.)"""
    for name, value in given.items():
        if value is not None:
            raise ValueError(f"{who}: x gives whole batches, which settle {name} themselves. "
                             f"{received(name, value)}. Leave {name} out; a batch is (x, y) or (x, y, sample_weight).")


def split(validation_split: Any, batch: Any) -> tuple[Any, Any]:
    """The data without its last part, and its last part, cut before any shuffling as Keras does."""
    fraction = number_between(validation_split, "validation_split", "fit", 0, 1)
    cut = int(np.floor(batch.rows * (1 - fraction)))
    if cut == 0 or cut == batch.rows:
        raise ValueError(f"fit: validation_split must leave samples on both sides of {batch.rows}. "
                         f"{received('validation_split', validation_split)}. Use 0.2 for a fifth.")
    return batch.rows_from(None, cut), batch.rows_from(cut, None)


def epochs_of(epochs: Any, initial_epoch: Any) -> tuple[int, int]:
    """The first epoch and the one to stop before."""
    first, last = whole_number(initial_epoch, "initial_epoch", "fit"), positive_int(epochs, "epochs", "fit")
    most = config.max_epochs()
    if most is not None and most < last:
        warnings.warn(f"fit: the epochs are limited to {most} by config.set_max_epochs.", stacklevel=5)
        last = most
    return first, last
