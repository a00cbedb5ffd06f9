"""Where are the boundaries between bins that are equally full? Found in one pass over batches, with little memory.

A summary is an array of two rows: values in order, and how many of the numbers seen each of them stands for. It has
about 1 / epsilon columns, however much was seen. The method (summaries that can be merged) is that of Greenwald and
Khanna, "Space-Efficient Online Computation of Quantile Summaries" (2001), in the form in which Keras has it.
"""

import numpy as np


def nothing() -> np.ndarray:
    """The summary of no numbers."""
    return np.zeros((2, 0), np.float32)


def summarize(values: np.ndarray, epsilon: float) -> np.ndarray:
    """The summary of an array: every so-manyth of its values, each standing for as many.

    >>> summarize(np.array([3.0, 1.0, 2.0]), 0.01).tolist()
    [[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]
    """
    ordered = np.sort(values.reshape(-1))
    step = max(ordered.size * epsilon, 1)
    chosen = ordered[int(step - 1) :: int(step)]
    return np.stack([chosen, np.full_like(chosen, step)])


def merge(first: np.ndarray, second: np.ndarray, epsilon: float) -> np.ndarray:
    """One summary of what two stand for."""
    both = np.concatenate([first, second], axis=1)
    return compress(both[:, np.argsort(both[0])], epsilon)


def compress(summary: np.ndarray, epsilon: float) -> np.ndarray:
    """A summary with about 1 / epsilon columns, read off the curve of the numbers seen so far against the values."""
    if summary.shape[1] * epsilon < 1:
        return summary
    wanted = epsilon + np.arange(0.0, 1.0, epsilon)
    seen = summary[1].cumsum()
    share = seen / seen[-1]
    values, upto = np.interp(wanted, share, summary[0]), np.interp(wanted, share, seen)
    return np.stack([values, np.diff(upto, prepend=0.0)]).astype(np.float32)


def boundaries(summary: np.ndarray, bins: int) -> list[float]:
    """The boundaries between bins, one fewer than bins."""
    return compress(summary, 1.0 / bins)[0, :-1].tolist()
