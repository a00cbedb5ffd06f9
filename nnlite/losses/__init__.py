"""The losses, by class, function and name."""

from nnlite.losses.loss import Loss
from nnlite.losses.names import deserialize, get, serialize
from nnlite.losses.probabilistic import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    binary_crossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from nnlite.losses.regression import MeanAbsoluteError, MeanSquaredError, mean_absolute_error, mean_squared_error

mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error
bce = binary_crossentropy

__all__ = [
    "Loss", "deserialize", "get", "serialize", "BinaryCrossentropy", "CategoricalCrossentropy",
    "SparseCategoricalCrossentropy", "binary_crossentropy", "categorical_crossentropy",
    "sparse_categorical_crossentropy", "MeanAbsoluteError", "MeanSquaredError", "mean_absolute_error",
    "mean_squared_error", "mse", "MSE", "mae", "MAE", "bce",
]
