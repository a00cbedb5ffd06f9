"""Is a result better than before? What EarlyStopping, ModelCheckpoint and ReduceLROnPlateau share."""

import warnings
from typing import Any

from nnlite import losses
from nnlite._checks import number_between, received, sentence, suggest
from nnlite.callbacks.callback import Callback
from nnlite.training.compiled_metrics import singly

UP = {  # metrics of which more is better
    "Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "TopKCategoricalAccuracy",
    "SparseTopKCategoricalAccuracy", "Precision", "Recall", "SensitivityAtSpecificity", "SpecificityAtSensitivity",
    "PrecisionAtRecall", "RecallAtPrecision", "AUC", "PearsonCorrelation", "ConcordanceCorrelation", "FBetaScore",
    "F1Score", "IoU", "BinaryIoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "CosineSimilarity", "R2Score",
}
DOWN = {  # metrics of which less is better; so it is for every loss
    "Hinge", "SquaredHinge", "CategoricalHinge", "KLDivergence", "Poisson", "BinaryCrossentropy",
    "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "MeanSquaredError", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "RootMeanSquaredError", "LogCoshError",
}


class MonitorCallback(Callback):
    """Base class of the callbacks that watch one result.

    Args:
        monitor: Which one, a key of the logs.
        mode: "min" where less is better, "max" where more is, "auto" to know it from the metric.
        baseline: The first value to be better than; None for any.
        min_delta: By how much a better value must be better.
    """

    def __init__(self, monitor: str = "val_loss", mode: str = "auto", baseline: float | None = None,
                 min_delta: float = 0):
        super().__init__()
        who = type(self).__name__
        if not isinstance(monitor, str):
            raise ValueError(sentence(who, "monitor must be the name of a result", "monitor", monitor,
                                      "Write monitor='val_loss'."))
        if mode not in ("auto", "min", "max"):
            warnings.warn(f"{who}: mode must be 'auto', 'min' or 'max'; 'auto' is taken. {received('mode', mode)}.",
                          UserWarning, stacklevel=3)
            mode = "auto"
        self.monitor = monitor
        self.mode = mode
        self.best = None if baseline is None else number_between(baseline, "baseline", who)
        self.min_delta = abs(number_between(min_delta, "min_delta", who))
        self._direction: str | None = None if mode == "auto" else mode

    def monitored(self, logs: dict[str, Any] | None) -> Any:
        """The watched result, or None and a warning where it is missing."""
        value = (logs or {}).get(self.monitor)
        if value is None:
            warnings.warn(f"{type(self).__name__}: there is no result {self.monitor!r} in this epoch, so nothing is "
                          f"done. Available: {', '.join(logs or {}) or 'none'}.{suggest(self.monitor, logs or {})}",
                          UserWarning, stacklevel=4)
        return value

    def is_improvement(self, value: float, reference: float | None, logs: dict[str, Any] | None = None) -> bool:
        """Whether a value is better than a reference by more than `min_delta`."""
        direction = self.direction(logs)
        if reference is None:
            return True
        return value + self.min_delta < reference if direction == "min" else value - self.min_delta > reference

    def direction(self, logs: dict[str, Any] | None = None) -> str:
        """ "min" or "max"; in mode "auto" the metric decides, when it is asked for the first time.

        Raises:
            ValueError: The metric's direction is not known.
        """
        if self._direction is None:
            self._direction = known_direction(self.model, self.monitor)
        if self._direction is None:
            name = f"monitor={self.monitor!r}"
            hint = "" if self.monitor in (logs or {}) else \
                f" The results are {', '.join(logs or {}) or 'none'}.{suggest(self.monitor, logs or {})}"
            raise ValueError(f"{type(self).__name__}: whether more or less of {self.monitor!r} is better cannot be "
                             f"known from its name. Received: {name}, mode='auto'.{hint} Write mode='max' or "
                             "mode='min'.")
        return self._direction


def known_direction(model: Any, monitor: str) -> str | None:
    """The direction of a result of a model: that of the loss, of an output's loss, or of a compiled metric."""
    name = monitor.removeprefix("val_")
    if name == "loss":
        return "min"
    outputs = getattr(model, "output_names", None) or []
    tracked = getattr(getattr(model, "_compilation", None), "tracked", [])
    if name in [*(f"{output}_loss" for output in outputs), *(tracker.name for tracker in tracked)]:
        return "min"
    names = [name, *(name.removeprefix(f"{output}_") for output in outputs)]
    for metric in singly(getattr(model, "metrics", None) or []):
        if getattr(metric, "name", None) in names:
            return metric_direction(metric)
    return None


def metric_direction(metric: Any) -> str | None:
    """The direction that a metric states itself, or that of its class, or of the loss that it wraps."""
    stated = getattr(metric, "_direction", None)
    if stated in ("up", "down"):
        return "max" if stated == "up" else "min"
    classes = {cls.__name__ for cls in type(metric).__mro__}
    if classes & UP:
        return "max"
    function = getattr(metric, "fn", None)
    if classes & DOWN or (function is not None and function in list(vars(losses).values())):
        return "min"
    return None
