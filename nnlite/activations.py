"""Which function does activation="relu" mean? The names of the activations; the functions themselves are ops."""

from collections.abc import Callable
from typing import Any

from nnlite._identifiers import Registry
from nnlite.ops import (
    elu,
    exponential,
    gelu,
    hard_sigmoid,
    leaky_relu,
    linear,
    log_softmax,
    mish,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    softmax,
    softplus,
    softsign,
    tanh,
)

swish = silu

FUNCTIONS = [relu, sigmoid, tanh, softmax, linear, elu, selu, softplus, softsign, exponential, gelu, silu, leaky_relu,
             hard_sigmoid, relu6, mish, log_softmax]
REGISTRY = Registry("activation", {function.__name__: function for function in FUNCTIONS}, {"swish": silu},
                    module="keras.activations")

__all__ = [function.__name__ for function in FUNCTIONS] + ["swish", "get", "serialize", "deserialize"]


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
