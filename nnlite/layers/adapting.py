"""How does a layer learn from data without gradients? It resets, looks at every batch, and draws its conclusion."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from nnlite._checks import positive_int


def batches_of(data: Any, steps: Any, who: str, lists: bool = True) -> Iterator[Any]:
    """The batches that a call of `adapt` is to look at.

    Args:
        data: One array, list or column, or an iterable of batches.
        steps: So many batches of an iterable, None for all.
        who: Who is asking, for the sentence.
        lists: Whether a list is one array (of words, of numbers) and not a list of batches.
    """
    if data is None:
        raise ValueError(f"{who}: adapt needs data. Received: data=None")
    limit = None if steps is None else positive_int(steps, "steps", f"{who}: adapt")
    is_array = hasattr(data, "__array__") or isinstance(data, (str, bytes)) or not hasattr(data, "__iter__")
    if is_array or lists and isinstance(data, (list, tuple)):
        return iter([data])
    return islice(iter(data), limit)


class Adaptable:
    """`adapt` for layers with `reset_state`, `update_state(batch)` and `finalize_state`."""

    name: str
    lists_are_data = True

    def adapt(self, data: Any, steps: Any = None) -> None:
        """Learn from data: an array, a list, a column, or an iterable of batches. What was learnt before is forgotten.

        Args:
            data: The data, or batches of them.
            steps: How many batches to look at; None for all.
        """
        batches = batches_of(data, steps, self.name, self.lists_are_data)
        self.reset_state()
        for batch in batches:
            self.update_state(batch)
        self.finalize_state()

    def reset_state(self) -> None:
        """Forget what was seen."""

    def update_state(self, data: Any) -> None:
        """Look at a batch."""

    def finalize_state(self) -> None:
        """Draw the conclusion."""


def in_rows(data: np.ndarray) -> np.ndarray:
    """Data as (documents, words): a flat batch is one document."""
    return data.reshape(1, -1) if data.ndim < 2 else data
