"""Normalization of data: by a mean and a variance that are learned from data before training, or are given."""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import boolean, received
from nnlite.layers.layer import Layer
from nnlite.layers.normalization import known_sizes, one_axis
from nnlite.ops.array import as_result


class Normalization(Layer):
    """(x - mean) / √variance, with the mean and the variance of the data given to `adapt`.

    They are weights, which `adapt` sets and training leaves alone; before, the mean is 0 and the variance 1. Given as
    arguments they are fixed, and there are no weights.

    Args:
        axis: The axis, or axes, that have a mean and a variance for each place; None for one of each in all.
        mean, variance: Both, or neither: numbers, or arrays that are repeated to the sizes of these axes.
        invert: Whether to compute the way back, x · √variance + mean.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        2 · the size of the axes, and 1, none of them trainable; 0 where mean and variance are given

    Raises:
        ValueError: mean without variance, shapes that do not fit, or an axis whose size is not known.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> layer = nnlite.layers.Normalization()
        >>> layer.adapt(np.array([[1.0, 10.0], [3.0, 30.0]]))
        >>> layer([[1.0, 20.0]]).tolist()
        [[-1.0, 0.0]]
    """

    supports_masking = True
    adapt_mean: Any = None

    def __init__(self, axis: Any = -1, mean: Any = None, variance: Any = None, invert: bool = False, **kwargs: Any):
        who = type(self).__name__
        several = isinstance(axis, (list, tuple))
        self.axis = () if axis is None else tuple(one_axis(one, who) for one in (axis if several else (axis,)))
        self.invert = boolean(invert, "invert", who)
        if (mean is None) != (variance is None):
            raise ValueError(f"{who}: mean and variance belong together. "
                             f"Received: mean={mean!r}, variance={variance!r}")
        self.input_mean, self.input_variance = mean, variance
        if mean is not None:
            self.input_mean, self.input_variance = numbers(mean, "mean"), numbers(variance, "variance")
            shapes = np.shape(mean), np.shape(variance)
            if shapes[0] != shapes[1] or len(shapes[0]) > len(self.axis):
                raise ValueError(f"{who}: mean and variance need one shape, with at most the dimensions that axis "
                                 f"names. Received: mean of shape {shapes[0]}, variance of shape {shapes[1]}, "
                                 f"axis={self.axis}")
        super().__init__(**kwargs)

    def build(self, input_shape: Any) -> None:
        sizes = known_sizes(list(self.axis), input_shape, self.name)
        rank = len(input_shape)
        self.kept = sorted(axis % rank for axis in self.axis)
        self.upright = tuple(sizes[self.kept.index(place)] if place in self.kept else 1 for place in range(rank))
        if self.input_mean is None:
            self.adapt_mean = self.add_weight(sizes, "zeros", trainable=False, name="mean")
            self.adapt_variance = self.add_weight(sizes, "ones", trainable=False, name="variance")
            self.count = self.add_weight((), "zeros", "int64", trainable=False, name="count")  # Keras has it, unused
            return
        try:
            for value in (self.input_mean, self.input_variance):
                np.broadcast_to(value, sizes)
        except ValueError:
            raise ValueError(f"{self.name}: mean and variance cannot be repeated to the shape {sizes} of the axes. "
                             f"Received: mean of shape {np.shape(self.input_mean)}") from None

    def check_shape(self, shape: Any) -> None:
        if len(shape) == len(self.upright) and any(shape[place] not in (None, self.upright[place])
                                                   for place in self.kept):
            raise ValueError(f"{self.name}: has a mean for each place of shape {self.upright}. "
                             f"Received: input shape {tuple(shape)}")

    def moments(self) -> list[Any]:
        """The mean and the variance beside the input: constants, or the weights."""
        if self.adapt_mean is not None:
            return [ops.reshape(value, self.upright) for value in (self.adapt_mean, self.adapt_variance)]
        sizes = tuple(self.upright[place] for place in self.kept)
        return [np.broadcast_to(np.asarray(value, self.dtype), sizes).reshape(self.upright)
                for value in (self.input_mean, self.input_variance)]

    @property
    def mean(self) -> Any:
        """The mean as an array beside the input; None before the layer is built."""
        return as_result(np.array(self.moments()[0])) if self.built else None

    @property
    def variance(self) -> Any:
        """The variance as an array beside the input; None before the layer is built."""
        return as_result(np.array(self.moments()[1])) if self.built else None

    def adapt(self, data: Any) -> None:
        """Let the mean and the variance be those of some data.

        Args:
            data: An array, or batches: a list of arrays, a generator, a PyDataset; of a tuple (x, y) x counts.
        """
        if self.input_mean is not None:
            raise ValueError(f"{self.name}: has the mean and the variance that it was given, there is nothing to "
                             "adapt. Leave out mean and variance.")
        total, mean, variance = 0, 0.0, 0.0
        for batch in batches_of(data, self.name):
            if not self.built:
                self.build(batch.shape)
            self.check_batch(batch)
            others = tuple(place for place in range(batch.ndim) if place not in self.kept)
            count = prod(batch.shape[place] for place in others)
            if not count:
                continue
            total += count
            part, before = count / total, mean
            here = batch.mean(others, dtype=float)
            mean = before + (here - before) * part
            variance = (1 - part) * (variance + np.square(before - mean)) + part * (
                batch.var(others, dtype=float) + np.square(here - mean))
        if not total:
            raise ValueError(f"{self.name}: adapt needs data. Received: no samples")
        self.adapt_mean.assign(mean)
        self.adapt_variance.assign(variance)

    def check_batch(self, batch: np.ndarray) -> None:
        """Raise where data do not have the sizes that the layer was built for."""
        if batch.ndim != len(self.upright):
            raise ValueError(f"{self.name}: was built for {len(self.upright)} dimensions. "
                             f"Received: data of shape {batch.shape}")
        self.check_shape(batch.shape)

    def call(self, inputs: Any) -> Any:
        mean, variance = self.moments()
        inputs, deviation = ops.cast(inputs, self.dtype), ops.maximum(ops.sqrt(variance), config.epsilon())
        if self.invert:
            return ops.add(ops.multiply(inputs, deviation), mean)
        return ops.divide(ops.subtract(inputs, mean), deviation)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis, "invert": self.invert, "mean": self.input_mean,
                "variance": self.input_variance}


def numbers(value: Any, name: str) -> Any:
    """A number, or nested lists of numbers, as JSON can hold them; of the variance none may be negative."""
    array = np.asarray(value)
    if array.dtype.kind not in "fiu" or (name == "variance" and (array < 0).any()):
        kind = "numbers of at least 0" if name == "variance" else "numbers"
        raise ValueError(f"Normalization: {name} must be made of {kind}. {received(name, value)}")
    return array.tolist()


def batches_of(data: Any, who: str) -> Iterator[np.ndarray]:
    """What `adapt` was given as arrays, one after the other."""
    if hasattr(data, "shape") or hasattr(data, "__array__"):
        data = [data]
    elif hasattr(data, "num_batches") and hasattr(data, "__getitem__"):
        data = map(data.__getitem__, range(data.num_batches or 0))
    elif not hasattr(data, "__iter__") or isinstance(data, (str, bytes, dict)):
        raise ValueError(f"{who}: adapt needs an array, or batches of arrays. {received('data', data)}")
    for batch in data:
        batch = batch[0] if isinstance(batch, tuple) else batch
        if not hasattr(batch, "shape") and not hasattr(batch, "__array__"):
            raise ValueError(f"{who}: adapt takes a list for batches, which must be arrays. "
                             f"{received('batch', batch)}. Write adapt(np.array(data)).")
        array = np.asarray(batch)
        if array.dtype.kind not in "fiub":
            raise ValueError(f"{who}: adapt needs numbers. Received: an array of type {array.dtype}")
        yield array
