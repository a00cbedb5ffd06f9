"""Numbers as the bins that they fall into."""

from typing import Any, Self

import numpy as np

from nnlite._checks import number_between, positive_int, received
from nnlite.layers import encoding, quantiles
from nnlite.layers.adapting import Adaptable
from nnlite.layers.layer import Layer
from nnlite.ops.computed import computed


class Discretization(Adaptable, Layer):
    """The bin of every number: y = how many boundaries are at most x.

    Args:
        bin_boundaries: The boundaries between bins, in ascending order.
        num_bins: Instead of them, how many bins `adapt` finds, so that all are about equally full.
        epsilon: How exactly, as a share of the data.
        output_mode: "int" for the numbers of the bins, or "one_hot", "multi_hot", "count" as CategoryEncoding has them.
        sparse: Not supported; leave it out.
        dtype: The type of marks and counts.
        name: The layer's name.

    Input shape:
        any

    Output shape:
        the same; with an axis of bins in the other modes

    Parameters:
        0

    Raises:
        ValueError: Both or neither of bin_boundaries and num_bins; when it runs: adapt was not called.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Discretization(bin_boundaries=[0.0, 1.0])([[-1.5, 0.5, 1.0]]).tolist()
        [[0, 1, 2]]
    """

    lists_are_data = False

    def __init__(self, bin_boundaries: Any = None, num_bins: Any = None, epsilon: float = 0.01,
                 output_mode: str = "int", sparse: bool = False, dtype: Any = None, name: str | None = None,
                 **kwargs: Any):
        super().__init__(name=name, dtype=dtype, **kwargs)
        if (bin_boundaries is None) == (num_bins is None):
            raise ValueError("Discretization: give bin_boundaries, or num_bins for adapt, and not both. "
                             f"Received: bin_boundaries={bin_boundaries!r:.60}, num_bins={num_bins}")
        self.bin_boundaries = None if bin_boundaries is None else checked_boundaries(bin_boundaries)
        self.num_bins = None if num_bins is None else positive_int(num_bins, "num_bins", "Discretization")
        self.epsilon = number_between(epsilon, "epsilon", "Discretization", 0, 1, open_low=True)
        self.output_mode = encoding.checked_mode(output_mode, "Discretization", ["int", *encoding.MODES])
        encoding.refuse_sparse(sparse, "Discretization")
        self.sparse = False
        self.summary = quantiles.nothing()

    def adapt(self, data: Any, steps: Any = None) -> None:
        """Find boundaries from data: an array, or an iterable of batches (a list of arrays too).

        Args:
            data: The numbers, or batches of them.
            steps: How many batches to look at; None for all.
        """
        if self.num_bins is None:
            raise ValueError(f"{self.name}: a layer that was given bin_boundaries cannot be adapted. "
                             "Use num_bins instead.")
        super().adapt(data, steps)

    def reset_state(self) -> None:
        self.summary = quantiles.nothing()

    def update_state(self, data: Any) -> None:
        seen = quantiles.summarize(np.asarray(data).astype(np.float32), self.epsilon)
        self.summary = quantiles.merge(seen, self.summary, self.epsilon)

    def finalize_state(self) -> None:
        if self.num_bins is not None and self.summary.shape[1]:
            self.bin_boundaries = quantiles.boundaries(self.summary, self.num_bins)

    def call(self, inputs: Any) -> Any:
        if self.bin_boundaries is None:
            raise ValueError(f"{self.name}: has no boundaries yet. Call adapt(data) first, or pass bin_boundaries.")
        dtype = "int32" if self.output_mode == "int" else self.dtype
        return computed(self.name, self.bins, [inputs], self.compute_output_shape, dtype)

    def bins(self, values: np.ndarray) -> np.ndarray:
        """The bins of an array of numbers."""
        found = np.digitize(values, np.asarray(self.bin_boundaries, np.float32))
        if self.output_mode == "int":
            return found
        return encoding.encode(found, self.output_mode, self.depth, self.dtype, self.name)

    @property
    def depth(self) -> int:
        """How many bins there are."""
        return self.num_bins or 1 if self.bin_boundaries is None else len(self.bin_boundaries) + 1

    def compute_output_shape(self, input_shape: Any) -> Any:
        return encoding.encoded_shape(input_shape, self.output_mode, self.depth)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "dtype": self.dtype, "bin_boundaries": self.bin_boundaries,
                "num_bins": self.num_bins, "epsilon": self.epsilon, "output_mode": self.output_mode,
                "sparse": self.sparse}  # Keras's takes no trainable

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A layer from its configuration, in which adapted boundaries stand beside the number of bins."""
        if config.get("bin_boundaries") is None or config.get("num_bins") is None:
            return cls(**config)
        layer = cls(**{**config, "bin_boundaries": None})
        layer.bin_boundaries = checked_boundaries(config["bin_boundaries"])
        return layer


def checked_boundaries(values: Any) -> list[float]:
    """Numbers in ascending order."""
    try:
        array = np.asarray(values, np.float64)
    except (ValueError, TypeError):
        array = np.zeros((0, 0))
    if array.ndim != 1 or not np.isfinite(array).all() or (np.diff(array) < 0).any():
        raise ValueError("Discretization: bin_boundaries must be numbers in ascending order. "
                         f"{received('bin_boundaries', values)}")
    return [float(value) for value in array]
