"""Which loss does "mse" mean?"""

from typing import Any

from nnlite._identifiers import Registry
from nnlite.losses.loss import FunctionLoss, Loss
from nnlite.losses.probabilistic import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    binary_crossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from nnlite.losses.regression import MeanAbsoluteError, MeanSquaredError, mean_absolute_error, mean_squared_error

FUNCTIONS = {
    categorical_crossentropy: CategoricalCrossentropy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    binary_crossentropy: BinaryCrossentropy,
    mean_squared_error: MeanSquaredError,
    mean_absolute_error: MeanAbsoluteError,
}
ALIASES = {"mse": mean_squared_error, "MSE": mean_squared_error, "mae": mean_absolute_error,
           "MAE": mean_absolute_error, "bce": binary_crossentropy, "BCE": binary_crossentropy}
REGISTRY = Registry(
    "loss",
    {function.__name__: function for function in FUNCTIONS},
    {**ALIASES, **{cls.__name__: cls for cls in FUNCTIONS.values()}},
    base=Loss,
    module="keras.losses",
)


def get(identifier: Any) -> Any:
    """The loss for a name, function, object, class or configuration; a name gives the function, as in Keras.

    >>> get("mse").__name__
    'mean_squared_error'
    """
    return REGISTRY.get(identifier)


def as_loss(identifier: Any) -> Loss | None:
    """The same as an object that can be called with sample weights."""
    found = REGISTRY.get(identifier)
    if found is None or isinstance(found, Loss):
        return found
    return FUNCTIONS[found]() if found in FUNCTIONS else FunctionLoss(found)


def serialize(loss: Any) -> Any:
    """What `deserialize` takes back."""
    return REGISTRY.serialize(loss)


def deserialize(config: Any) -> Any:
    """The loss for a name or a configuration."""
    return get(config)
