"""Which metric does "accuracy" mean? The shapes of the output and the targets decide, and the loss."""

from typing import Any

from nnlite._identifiers import Registry
from nnlite.losses.probabilistic import (
    binary_crossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from nnlite.losses.regression import mean_absolute_error, mean_squared_error
from nnlite.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    binary_accuracy,
    categorical_accuracy,
    sparse_categorical_accuracy,
)
from nnlite.metrics.metric import Mean, MeanMetricWrapper, Metric
from nnlite.metrics.regression import MeanAbsoluteError, MeanSquaredError

FUNCTIONS = {
    binary_accuracy: BinaryAccuracy,
    categorical_accuracy: CategoricalAccuracy,
    sparse_categorical_accuracy: SparseCategoricalAccuracy,
    mean_squared_error: MeanSquaredError,
    mean_absolute_error: MeanAbsoluteError,
}
CLASSES = [*FUNCTIONS.values(), Mean]
ALIASES = {"mse": MeanSquaredError, "MSE": MeanSquaredError, "mae": MeanAbsoluteError, "MAE": MeanAbsoluteError}
LOSSES = [categorical_crossentropy, sparse_categorical_crossentropy, binary_crossentropy]
REGISTRY = Registry(
    "metric",
    {**{function.__name__: cls for function, cls in FUNCTIONS.items()}, **{f.__name__: f for f in LOSSES}},
    {**ALIASES, **{cls.__name__: cls for cls in CLASSES}},
    base=Metric,
    module="keras.metrics",
)


def get(identifier: Any) -> Any:
    """The metric for a name, function, object, class or configuration.

    >>> get("mae").name
    'mean_absolute_error'
    """
    return REGISTRY.get(identifier)


def checked(identifier: Any) -> Any:
    """The metric or function for an identifier, "accuracy" included, which is resolved later."""
    return REGISTRY.get(identifier, custom_objects=dict.fromkeys(("accuracy", "acc"), "resolved later"))


def as_metric(identifier: Any, output_shape: tuple, target_shape: tuple | None, loss: Any) -> Metric:
    """A metric object of its own for one output of a model, named as the user named it."""
    name = identifier if isinstance(identifier, str) else None
    if name in ("accuracy", "acc"):
        return accuracy_for(output_shape, target_shape, loss)(name=name)
    found = checked(identifier)
    if isinstance(found, Metric):
        if name is not None:
            found.name = name
        return found
    if found in FUNCTIONS:
        return FUNCTIONS[found](name=name or found.__name__)
    return MeanMetricWrapper(found, name or found.__name__)


def accuracy_for(output_shape: tuple, target_shape: tuple | None, loss: Any) -> type[Metric]:
    """The accuracy class: by the loss where it is a crossentropy, otherwise by the shapes as Keras does."""
    kind = str(getattr(loss, "name", ""))
    if getattr(loss, "sparse", False):
        return SparseCategoricalAccuracy
    if kind == "binary_crossentropy" or output_shape[-1] == 1:
        return BinaryAccuracy
    if target_shape is not None and (len(target_shape) < len(output_shape) or target_shape[-1] == 1):
        return SparseCategoricalAccuracy
    return CategoricalAccuracy


def serialize(metric: Any) -> Any:
    """What `deserialize` takes back."""
    return REGISTRY.serialize(metric)


def deserialize(config: Any) -> Any:
    """The metric for a name or a configuration."""
    return get(config)
