"""Draws that depend on data: dropout, shuffles, samples of classes, distributions with a parameter for each number."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import number_between, positive_int
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import take
from nnlite.ops.op import operation
from nnlite.ops.ordering import argsort
from nnlite.ops.random import Draw, Dropout, Sampled
from nnlite.random.distributions import size_of
from nnlite.random.seed_generator import stream_of


@operation
def dropout(inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Any:
    """The inputs with a part of them set to 0 and the rest scaled up, so that their mean stays.

    Args:
        inputs: An array or tensor.
        rate: The part to drop, from 0 to 1.
        noise_shape: Shape of the mask; 1 (or an axis left None) where one draw serves the whole axis.
        seed: As for `normal`.

    >>> sorted(set(dropout(np.ones(100), 0.5, seed=1).tolist()))
    [0.0, 2.0]
    """
    rate, stream = number_between(rate, "rate", "dropout", 0, 1), stream_of(seed, "dropout")
    inputs = as_operand(inputs)
    return Dropout(rate, stream.state, None if noise_shape is None else tuple(noise_shape), stream.start)(inputs)


@operation
def shuffle(x: Any, axis: int = 0, seed: Any = None) -> Any:
    """x with its parts along an axis in another order.

    Args:
        x: An array or tensor.
        axis: The axis.
        seed: As for `normal`.

    >>> sorted(shuffle([1, 2, 3]).tolist())
    [1, 2, 3]
    """
    x = as_operand(x)
    keys = Draw("random_uniform", (x.shape[axis],), np.float64, stream_of(seed, "shuffle"), 0.0, 1.0)()
    return take(x, argsort(keys), axis)


@operation
def categorical(logits: Any, num_samples: int, dtype: Any = "int32", seed: Any = None) -> Any:
    """Classes drawn with the probabilities softmax(logits).

    Args:
        logits: (batch, classes).
        num_samples: How many classes to draw for each row.
        dtype: A type of whole numbers.
        seed: As for `normal`.

    >>> categorical([[0.0, -100.0], [-100.0, 0.0]], 3).tolist()
    [[0, 0, 0], [1, 1, 1]]
    """
    logits, count = as_operand(logits), positive_int(num_samples, "num_samples", "categorical")
    if len(logits.shape) != 2:
        raise ValueError("categorical: logits have a row for each sample, a column for each class. "
                         f"Received: logits.shape={tuple(logits.shape)}")

    def drawn(generator: np.random.Generator, z: np.ndarray) -> np.ndarray:
        shares = np.cumsum(np.exp(z - z.max(1, keepdims=True, initial=-np.inf), dtype=float), 1)
        u = generator.random((len(z), count, 1)) * shares[:, None, -1:]
        return (u >= shares[:, None, :-1]).sum(-1)

    return Sampled("categorical", drawn, lambda shape: (shape[0], count), dtype, stream_of(seed, "categorical"))(logits)


def sampled(who: str, draw: Any, shape: Any, dtype: Any, seed: Any, *parameters: Any) -> Any:
    """Numbers of a distribution that NumPy draws, its parameters broadcast to the shape."""
    size = size_of(shape, who)

    def drawn(generator: np.random.Generator, *values: np.ndarray) -> np.ndarray:
        return draw(generator, *values, size)

    values = [as_operand(value) for value in parameters]
    return Sampled(who, drawn, lambda *shapes: size, dtype or config.floatx(), stream_of(seed, who))(*values)


@operation
def gamma(shape: Any, alpha: Any, dtype: Any = None, seed: Any = None) -> Any:
    """Numbers of the gamma distribution of shape `alpha` and scale 1; `alpha` is broadcast to the shape.

    >>> bool((gamma((3,), 2.0) > 0).all())
    True
    """
    return sampled("gamma", lambda generator, a, size: generator.standard_gamma(a, size), shape, dtype, seed, alpha)


@operation
def beta(shape: Any, alpha: Any, beta: Any, dtype: Any = None, seed: Any = None) -> Any:
    """Numbers of the beta distribution, whose parameters are broadcast to the shape.

    >>> bool((beta((3,), 2.0, 3.0) < 1).all())
    True
    """
    return sampled("beta", lambda generator, a, b, size: generator.beta(a, b, size), shape, dtype, seed, alpha, beta)


@operation
def binomial(shape: Any, counts: Any, probabilities: Any, dtype: Any = None, seed: Any = None) -> Any:
    """How often something happens in `counts` trials, each with one of `probabilities`; both are broadcast.

    >>> binomial((2,), 5, 1.0).tolist()
    [5.0, 5.0]
    """
    return sampled("binomial", lambda generator, n, p, size: generator.binomial(n.astype(np.int64), p, size), shape,
                   dtype, seed, counts, probabilities)
