"""The metrics, by class, function and name."""

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
from nnlite.metrics.names import deserialize, get, serialize
from nnlite.metrics.regression import MeanAbsoluteError, MeanSquaredError

mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error

__all__ = [
    "BinaryAccuracy", "CategoricalAccuracy", "Mean", "MeanAbsoluteError", "MeanMetricWrapper", "MeanSquaredError",
    "Metric", "SparseCategoricalAccuracy", "binary_accuracy", "categorical_accuracy", "deserialize", "get", "mae",
    "MAE", "mean_absolute_error", "mean_squared_error", "mse", "MSE", "serialize", "sparse_categorical_accuracy",
]
