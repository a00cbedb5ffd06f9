"""How are batches trained on that come one by one? From a generator, a data loader, or anything else with an `iter`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import chain, count
from typing import Any

import numpy as np

from nnlite._checks import a_type
from nnlite.training.batches import checked
from nnlite.utils.pydataset import PyDataset


def is_stream(x: Any) -> bool:
    """Whether something gives batches, instead of being an array or a structure of arrays."""
    if type(x) is np.ndarray:
        return False
    if isinstance(x, PyDataset) or hasattr(x, "__next__"):
        return True
    if isinstance(x, tuple):
        return False  # also ((a, b), (y, z)), which is the inputs and the targets of a model with several
    if isinstance(x, list):
        return bool(x) and all(isinstance(item, tuple) and 2 <= len(item) <= 3 and all(
            hasattr(part, "shape") or isinstance(part, (dict, list)) for part in item[:2]) for item in x)
    plain = (dict, str, bytes, set, frozenset, range, type(None))
    is_array = any(hasattr(x, name) for name in ("__array__", "shape", "columns"))
    return hasattr(x, "__iter__") and not isinstance(x, plain) and not is_array


def length(source: Any) -> int:
    """How many batches there are, 0 where nobody knows."""
    try:
        return len(source)
    except TypeError:
        return 0


def each(source: Any, order: np.ndarray | None = None) -> Iterator[Any]:
    """The batches from the first one on; those of a PyDataset by number, without an end if it has no length."""
    if not isinstance(source, PyDataset):
        return iter(source)
    numbers = order if order is not None else range(length(source)) if length(source) else count()
    return (source[int(number)] for number in numbers)


def tell(source: Any, event: str) -> None:
    """Call a method of a PyDataset; other sources may have it too."""
    if hasattr(source, event):
        getattr(source, event)()


def first_inputs(x: Any) -> tuple[Any, Any]:
    """The inputs of the first batch, and the source with that batch still in it."""
    if isinstance(x, PyDataset):
        return parts(x[0], "batch 0")[0], x
    batches = iter(x)
    first = next(batches, None)
    if first is None:
        raise ValueError("The source of batches is empty. Received: no batches")
    return parts(first, "batch 0")[0], chain([first], batches) if batches is x else x


class Stream:
    """Runs programs over batches that come one by one.

    Args:
        model: whose data they are.
        source: what gives them: a batch is (x, y), (x, y, sample_weight) or, without targets, x.
        program_for: makes the program for a batch like this one with a number of rows.
        limit: so many batches an epoch; by default as many as there are.
        shuffled: whether the batches of a PyDataset come in another order each epoch.
        class_weight, who: as in `fit`.
    """

    samples = None
    nothing = "no batches"

    def __init__(self, model: Any, source: Any, program_for: Any, limit: int | None = None, shuffled: bool = False,
                 class_weight: Any = None, who: str = "fit"):
        self.model, self.source, self.program_for, self.limit = model, source, program_for, limit
        self.shuffled, self.class_weight, self.who = shuffled, class_weight, who
        self.cursor = np.zeros(1, np.int64)
        self.iterator: Iterator[Any] | None = None
        self.order: np.ndarray | None = None

    def __len__(self) -> int:
        """The number of batches an epoch, 0 where it is not known."""
        return length(self.source) if self.limit is None else self.limit

    def shuffle(self, generator: np.random.Generator) -> None:
        """Draw a new order of the batches, where they can be asked for by number."""
        if self.shuffled and isinstance(self.source, PyDataset) and len(self):
            self.order = generator.permutation(length(self.source))

    def batches(self) -> Iterator[Any]:
        """The batches of one epoch; a PyDataset is told before the first and after the last."""
        tell(self.source, "on_epoch_begin")
        yield from self.next_batches()
        tell(self.source, "on_epoch_end")

    def next_batches(self) -> Iterator[Any]:
        """So many batches as an epoch has. With a limit, the next epoch goes on where this one ended."""
        if self.iterator is None or self.limit is None:
            self.iterator = each(self.source, self.order)
        given = 0
        while self.limit is None or given < self.limit:
            batch = next(self.iterator, None)
            if batch is None and self.limit is not None and given == 0 and not hasattr(self.source, "__next__"):
                self.iterator = each(self.source, self.order)
                batch = next(self.iterator, None)
            if batch is None:
                if self.limit is not None:
                    warnings.warn(f"{self.who}: the data ran out after {given} batches of {self.limit}; training ends "
                                  "there. Make the generator repeat, or ask for fewer steps.", stacklevel=7)
                    self.model.stop_training = True
                return
            given += 1
            yield batch

    def steps(self) -> Iterator[tuple[int, int, Any, Any]]:
        """(samples so far, number of rows, what runs the step, what reads its results) for every batch."""
        seen = 0
        for number, given in enumerate(self.batches()):
            who = f"{self.who}: batch {number}"
            batch = checked(self.model, *parts(given, who), self.class_weight, who)
            if batch.rows == 0:
                raise ValueError(f"{who} has no samples. Received: arrays with 0 rows")
            program = self.program_for(batch, batch.rows)
            for target, value in zip(program.inputs, batch.arrays, strict=True):
                target[...] = value
            yield seen, batch.rows, program.run, program.logs
            seen += batch.rows


def parts(given: Any, who: str) -> tuple[Any, Any, Any]:
    """x, y and sample_weight of a batch."""
    if isinstance(given, (tuple, list)) and 1 <= len(given) <= 3 and not (
            isinstance(given, list) and all(np.ndim(part) == 0 for part in given)):
        return tuple([*given, None, None][:3])  # type: ignore[return-value]
    if hasattr(given, "shape") or isinstance(given, dict):
        return given, None, None
    raise ValueError(f"{who} must be a tuple (x, y) or (x, y, sample_weight) of arrays. Received: {a_type(given)}")
