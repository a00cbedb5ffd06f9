"""The losses, by class, function and name."""

from nnlite.losses.divergences import KLDivergence, Poisson, kl_divergence, poisson
from nnlite.losses.focal import (
    BinaryFocalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
    binary_focal_crossentropy,
    categorical_focal_crossentropy,
    categorical_generalized_cross_entropy,
)
from nnlite.losses.loss import Loss
from nnlite.losses.margins import CategoricalHinge, Hinge, SquaredHinge, categorical_hinge, hinge, squared_hinge
from nnlite.losses.names import deserialize, get, serialize
from nnlite.losses.overlaps import Dice, Tversky, dice, tversky
from nnlite.losses.probabilistic import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    binary_crossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from nnlite.losses.regression import (
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
)
from nnlite.losses.robust import Huber, LogCosh, huber, log_cosh
from nnlite.losses.similarities import Circle, CosineSimilarity, circle, cosine_similarity

mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error
mape = MAPE = mean_absolute_percentage_error
msle = MSLE = mean_squared_logarithmic_error
bce = BCE = binary_crossentropy
kld = KLD = kullback_leibler_divergence = kl_divergence
logcosh = log_cosh
huber_loss = huber

__all__ = [
    "Loss", "deserialize", "get", "serialize", "KLDivergence", "Poisson", "kl_divergence", "poisson",
    "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy",
    "binary_focal_crossentropy", "categorical_focal_crossentropy", "categorical_generalized_cross_entropy",
    "CategoricalHinge", "Hinge", "SquaredHinge", "categorical_hinge", "hinge", "squared_hinge", "Dice", "Tversky",
    "dice", "tversky", "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy",
    "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error", "Huber", "LogCosh",
    "huber", "log_cosh", "Circle", "CosineSimilarity", "circle", "cosine_similarity", "mse", "MSE", "mae", "MAE",
    "mape", "MAPE", "msle", "MSLE", "bce", "BCE", "kld", "KLD", "kullback_leibler_divergence", "logcosh",
    "huber_loss",
]
