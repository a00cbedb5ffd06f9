"""What is a data set of one's own? An object that knows how many batches it has and returns one by its number."""

from typing import Any


class PyDataset:
    """Base class of data sets that give batches by number.

    A subclass defines `__len__` (the number of batches; without it, the data never end) and `__getitem__(index)`, which
    returns a tuple (x, y) or (x, y, sample_weight), and calls `super().__init__(**kwargs)`.

    Args:
        workers, use_multiprocessing, max_queue_size: Accepted as in Keras; batches are made one after the other.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> class Squares(nnlite.utils.PyDataset):
        ...     def __len__(self):
        ...         return 3
        ...     def __getitem__(self, index):
        ...         x = np.full((2, 1), index, "float32")
        ...         return x, x**2
        >>> Squares()[2][1].tolist()
        [[4.0], [4.0]]
    """

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10):
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        """The batch of a number."""
        raise NotImplementedError(f"{type(self).__name__}: a data set needs a method __getitem__(self, index).")

    @property
    def num_batches(self) -> int | None:
        """How many batches there are; None where they never end."""
        return len(self) if hasattr(self, "__len__") else None  # type: ignore[arg-type]

    def on_epoch_begin(self) -> None:
        """Called before the first batch of every pass, in `evaluate` and `predict` too."""

    def on_epoch_end(self) -> None:
        """Called after the last batch of every pass, before any validation and the callbacks' `on_epoch_end`."""


Sequence = PyDataset


def unpack_x_y_sample_weight(data: Any) -> tuple[Any, Any, Any]:
    """x, y and sample_weight of what a training step is given; None for what is not there.

    >>> unpack_x_y_sample_weight((1, 2))
    (1, 2, None)
    """
    if isinstance(data, list):
        data = tuple(data)
    if not isinstance(data, tuple):
        return data, None, None
    if len(data) > 3:
        raise ValueError(f"unpack_x_y_sample_weight: data is x, (x, y) or (x, y, sample_weight). "
                         f"Received: a tuple of {len(data)}")
    return tuple([*data, None, None][:3])  # type: ignore[return-value]


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """The tuple that a batch is: (x, y, sample_weight), (x, y), or x alone.

    >>> pack_x_y_sample_weight(1, 2)
    (1, 2)
    """
    if y is None:
        return x if not isinstance(x, (tuple, list)) else (x,)
    return (x, y) if sample_weight is None else (x, y, sample_weight)
