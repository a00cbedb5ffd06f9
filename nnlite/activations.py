"""Which function does activation="relu" mean? The names of the activations; the functions themselves are ops."""

from collections.abc import Callable
from typing import Any

from nnlite import ops
from nnlite._identifiers import Registry
from nnlite.ops import (
    celu,
    elu,
    exponential,
    glu,
    hard_shrink,
    hard_sigmoid,
    hard_silu,
    hard_tanh,
    leaky_relu,
    linear,
    log_sigmoid,
    log_softmax,
    mish,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    soft_shrink,
    softmax,
    softplus,
    softsign,
    sparse_plus,
    sparse_sigmoid,
    sparsemax,
    squareplus,
    tanh,
    tanh_shrink,
    threshold,
)

swish = silu
hard_swish = hard_silu


def gelu(x: Any, approximate: bool = False) -> Any:
    """`nnlite.ops.gelu`, exact unless asked otherwise: in Keras only the op approximates by itself."""
    return ops.gelu(x, approximate)


FUNCTIONS = [relu, sigmoid, tanh, softmax, linear, elu, selu, softplus, softsign, exponential, gelu, silu, leaky_relu,
             hard_sigmoid, relu6, mish, log_softmax, celu, glu, hard_shrink, hard_silu, hard_tanh, log_sigmoid,
             soft_shrink, sparse_plus, sparse_sigmoid, sparsemax, squareplus, tanh_shrink, threshold]
REGISTRY = Registry("activation", {function.__name__: function for function in FUNCTIONS},
                    {"swish": silu, "hard_swish": hard_silu}, module="keras.activations")

__all__ = [function.__name__ for function in FUNCTIONS] + ["swish", "hard_swish", "get", "serialize", "deserialize"]


def get(identifier: Any) -> Callable[..., Any]:
    """The activation function for a name, a function or None (linear).

    >>> get("relu").__name__
    'relu'
    """
    return linear if identifier is None else REGISTRY.get(identifier)


def serialize(activation: Callable[..., Any]) -> Any:
    """The name that `get` understands."""
    return REGISTRY.serialize(activation)


def deserialize(name: Any) -> Callable[..., Any]:
    """The activation function for a name."""
    return get(name)
