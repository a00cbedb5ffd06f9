"""Which loss does "mse" mean?"""

from typing import Any

from nnlite._identifiers import Registry
from nnlite.losses.divergences import KLDivergence, Poisson, kl_divergence, poisson
from nnlite.losses.focal import (
    BinaryFocalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
    binary_focal_crossentropy,
    categorical_focal_crossentropy,
    categorical_generalized_cross_entropy,
)
from nnlite.losses.loss import FunctionLoss, Loss
from nnlite.losses.margins import CategoricalHinge, Hinge, SquaredHinge, categorical_hinge, hinge, squared_hinge
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

FUNCTIONS = {
    categorical_crossentropy: CategoricalCrossentropy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    binary_crossentropy: BinaryCrossentropy,
    mean_squared_error: MeanSquaredError,
    mean_absolute_error: MeanAbsoluteError,
    mean_absolute_percentage_error: MeanAbsolutePercentageError,
    mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
    huber: Huber,
    log_cosh: LogCosh,
    kl_divergence: KLDivergence,
    poisson: Poisson,
    categorical_hinge: CategoricalHinge,
    hinge: Hinge,
    squared_hinge: SquaredHinge,
    circle: Circle,
    cosine_similarity: CosineSimilarity,
    dice: Dice,
    tversky: Tversky,
    binary_focal_crossentropy: BinaryFocalCrossentropy,
    categorical_focal_crossentropy: CategoricalFocalCrossentropy,
    categorical_generalized_cross_entropy: CategoricalGeneralizedCrossEntropy,
}
ALIASES = {
    "mse": mean_squared_error, "MSE": mean_squared_error, "mae": mean_absolute_error, "MAE": mean_absolute_error,
    "mape": mean_absolute_percentage_error, "MAPE": mean_absolute_percentage_error,
    "msle": mean_squared_logarithmic_error, "MSLE": mean_squared_logarithmic_error,
    "bce": binary_crossentropy, "BCE": binary_crossentropy, "kld": kl_divergence, "KLD": kl_divergence,
    "kullback_leibler_divergence": kl_divergence, "logcosh": log_cosh, "huber_loss": huber,
}
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
    if isinstance(identifier, str) and identifier.lower() == "ctc":
        raise ValueError(f"The loss CTC is not supported. Received: loss={identifier!r}. Align the labels with the "
                         "steps and use 'sparse_categorical_crossentropy' on every step.")
    return REGISTRY.get(identifier)


def as_loss(identifier: Any) -> Loss | None:
    """The same as an object that can be called with sample weights."""
    found = get(identifier)
    if found is None or isinstance(found, Loss):
        return found
    return FUNCTIONS[found]() if found in FUNCTIONS else FunctionLoss(found)


def serialize(loss: Any) -> Any:
    """What `deserialize` takes back."""
    return REGISTRY.serialize(loss)


def deserialize(config: Any) -> Any:
    """The loss for a name or a configuration."""
    return get(config)
