"""Which metric does "accuracy" mean? The shapes of the output and the targets decide, and the loss."""

from collections.abc import Mapping
from typing import Any

from nnlite import losses
from nnlite._identifiers import Registry
from nnlite._naming import snake_name
from nnlite.losses import names as loss_names
from nnlite.metrics import (
    accuracy,
    auc,
    confusion,
    correlation,
    f_score,
    iou,
    margins,
    probabilistic,
    r2_score,
    reduction,
    regression,
    top_k,
    trade_offs,
)
from nnlite.metrics.accuracy import BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy
from nnlite.metrics.metric import Metric
from nnlite.metrics.probabilistic import BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy
from nnlite.metrics.reduction import MeanMetricWrapper
from nnlite.metrics.regression import (
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
)

FUNCTIONS = {  # functions that have a class of their own
    accuracy.binary_accuracy: BinaryAccuracy,
    accuracy.categorical_accuracy: CategoricalAccuracy,
    accuracy.sparse_categorical_accuracy: SparseCategoricalAccuracy,
    top_k.top_k_categorical_accuracy: top_k.TopKCategoricalAccuracy,
    top_k.sparse_top_k_categorical_accuracy: top_k.SparseTopKCategoricalAccuracy,
    correlation.pearson_correlation: correlation.PearsonCorrelation,
    correlation.concordance_correlation: correlation.ConcordanceCorrelation,
    losses.mean_squared_error: MeanSquaredError,
    losses.mean_absolute_error: MeanAbsoluteError,
    losses.mean_absolute_percentage_error: MeanAbsolutePercentageError,
    losses.mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
    losses.binary_crossentropy: BinaryCrossentropy,
    losses.categorical_crossentropy: CategoricalCrossentropy,
    losses.sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    losses.kl_divergence: probabilistic.KLDivergence,
    losses.poisson: probabilistic.Poisson,
    losses.hinge: margins.Hinge,
    losses.squared_hinge: margins.SquaredHinge,
    losses.categorical_hinge: margins.CategoricalHinge,
}
OTHERS = [
    accuracy.Accuracy, regression.RootMeanSquaredError, regression.CosineSimilarity, regression.LogCoshError,
    r2_score.R2Score, auc.AUC, confusion.TruePositives, confusion.TrueNegatives, confusion.FalsePositives,
    confusion.FalseNegatives, confusion.Precision, confusion.Recall, trade_offs.PrecisionAtRecall,
    trade_offs.RecallAtPrecision, trade_offs.SensitivityAtSpecificity, trade_offs.SpecificityAtSensitivity,
    f_score.F1Score, f_score.FBetaScore, iou.IoU, iou.BinaryIoU, iou.MeanIoU, iou.OneHotIoU, iou.OneHotMeanIoU,
    reduction.Mean, reduction.Sum, MeanMetricWrapper,
]
ALIASES = {
    "mse": MeanSquaredError, "MSE": MeanSquaredError, "mae": MeanAbsoluteError, "MAE": MeanAbsoluteError,
    "mape": MeanAbsolutePercentageError, "MAPE": MeanAbsolutePercentageError, "msle": MeanSquaredLogarithmicError,
    "MSLE": MeanSquaredLogarithmicError, "bce": BinaryCrossentropy, "BCE": BinaryCrossentropy,
    "kld": probabilistic.KLDivergence, "KLD": probabilistic.KLDivergence, "logcosh": regression.LogCoshError,
}
LOSSES = [losses.huber, losses.log_cosh, losses.binary_focal_crossentropy, losses.categorical_focal_crossentropy]
REGISTRY = Registry(
    "metric",
    {"accuracy": accuracy.Accuracy, **{function.__name__: cls for function, cls in FUNCTIONS.items()},
     **{function.__name__: function for function in LOSSES}},
    {**ALIASES, **{cls.__name__: cls for cls in [*FUNCTIONS.values(), *OTHERS]}},
    base=Metric,
    module="keras.metrics",
)
ACCURACIES = {"binary": BinaryAccuracy, "sparse": SparseCategoricalAccuracy, "categorical": CategoricalAccuracy}
CROSSENTROPIES = {"binary": BinaryCrossentropy, "sparse": SparseCategoricalCrossentropy,
                  "categorical": CategoricalCrossentropy}
CHOSEN_LATER: dict[str, dict[str, Any]] = {"accuracy": ACCURACIES, "acc": ACCURACIES, "crossentropy": CROSSENTROPIES,
                                           "ce": CROSSENTROPIES}
BY_NAME = {function.__name__: function for function in FUNCTIONS}


def get(identifier: Any) -> Any:
    """The metric for a name, function, object, class or configuration.

    >>> get("mae").name
    'mean_absolute_error'
    """
    if isinstance(identifier, Mapping) and isinstance(identifier.get("config"), Mapping):
        config = dict(identifier["config"])
        if isinstance(config.get("fn"), (str, Mapping)):
            config["fn"] = function_of(config["fn"])
            identifier = {**identifier, "config": config}
    return REGISTRY.get(identifier)


def function_of(form: Any) -> Any:
    """The function that a configuration of `MeanMetricWrapper` names."""
    name = form.get("config") if isinstance(form, Mapping) else form
    return BY_NAME.get(str(name)) or loss_names.get(form)


def chosen_later(identifier: Any) -> bool:
    """Whether a name has its meaning from the shapes and the loss."""
    return isinstance(identifier, str) and identifier in CHOSEN_LATER


def checked(identifier: Any) -> Any:
    """The metric or function for an identifier; for "accuracy" and the like only that it will be known."""
    known = chosen_later(identifier) or (isinstance(identifier, type) and issubclass(identifier, Metric))
    return identifier if known else get(identifier)  # an object of a class is made, and counted, once


def as_metric(identifier: Any, output_shape: tuple, target_shape: tuple | None, loss: Any) -> Metric:
    """A metric object of its own for one output of a model, named as the user named it."""
    name = identifier if isinstance(identifier, str) else None
    if chosen_later(identifier):
        cls = class_for(identifier, output_shape, target_shape, loss)
        logits = {"from_logits": True} if cls not in ACCURACIES.values() and getattr(loss, "from_logits", False) else {}
        return cls(name=name, **logits)
    found = get(identifier)
    if isinstance(found, Metric):
        if name is not None:
            found.name = name
        return found
    if found in FUNCTIONS:
        return FUNCTIONS[found](name=name or found.__name__)
    return MeanMetricWrapper(found, name or getattr(found, "name", None) or snake_name(found))


def class_for(name: str, output_shape: tuple, target_shape: tuple | None, loss: Any) -> type[Metric]:
    """What "accuracy" or "crossentropy" means: by the loss, if it is a crossentropy, else by the shapes as in Keras."""
    kind = "categorical"
    if getattr(loss, "sparse", False):
        kind = "sparse"
    elif str(getattr(loss, "name", "")) == "binary_crossentropy" or output_shape[-1] == 1:
        kind = "binary"
    elif target_shape is not None and (len(target_shape) < len(output_shape) or target_shape[-1] == 1):
        kind = "sparse"
    return CHOSEN_LATER[name][kind]


def serialize(metric: Any) -> Any:
    """What `deserialize` takes back."""
    return REGISTRY.serialize(metric)


def deserialize(config: Any) -> Any:
    """The metric for a name or a configuration."""
    return get(config)
