"""What did `compile` say? One optimizer, and for every output its loss, the loss's weight and its metrics."""

import warnings
from typing import Any

import numpy as np

from nnlite import metrics, ops, optimizers
from nnlite._checks import received, suggest
from nnlite.graph.structure import flatten
from nnlite.losses import names as loss_names
from nnlite.metrics import names as metric_names
from nnlite.training.structure import per_output


class Compilation:
    """The optimizer, losses and metrics of a model.

    Attributes:
        optimizer: an optimizer.
        losses: a Loss, or None, for every output.
        weights: the factor of every loss.
        given_metrics: what the user gave for every output; made into objects when the targets are known.
    """

    def __init__(self, output_names, output_shapes, optimizer, loss, loss_weights, given_metrics, weighted_metrics):
        self.names, self.shapes = output_names, output_shapes
        self.optimizer = optimizers.get(optimizer)
        if self.optimizer is None:
            raise ValueError("compile: an optimizer is needed. Received: optimizer=None. Write optimizer='rmsprop'.")
        self.losses = [loss_names.as_loss(one) for one in per_output(loss, output_names, "loss")]
        for one in self.losses:
            if one is not None and one.reduction == "none":
                raise ValueError(f"compile: a model needs a loss that is one number; reduction={one.reduction!r} is "
                                 "not supported here. Use 'sum_over_batch_size'.")
        weights = per_output(loss_weights, output_names, "loss_weights")
        self.weights = [1.0 if weight is None else as_number(weight) for weight in weights]
        self.given_metrics = [as_list(one) for one in per_metrics(given_metrics, output_names, "metrics")]
        self.given_weighted = [as_list(one) for one in per_metrics(weighted_metrics, output_names, "weighted_metrics")]
        for identifier in [m for given in self.given_metrics + self.given_weighted for m in given]:
            metric_names.checked(identifier)  # a misspelt name is told here, not in fit
        self.metrics = None
        self.total = metrics.Mean("loss")
        self.trackers = [metrics.Mean(f"{name}_loss") for name in output_names]
        warn_about_single_softmax(self)

    @property
    def several(self):
        """Whether there are several outputs, whose names then go in front of their losses and metrics."""
        return len(self.names) > 1

    @property
    def has_loss(self):
        """Whether an output has a loss."""
        return any(loss is not None for loss in self.losses)

    @property
    def wants_targets(self):
        """Whether a loss or metric compares with targets."""
        return self.has_loss or any(self.given_metrics) or any(self.given_weighted)

    def resolve_metrics(self, target_shapes):
        """Make the metric objects, now that the targets' shapes are known."""
        if self.metrics is not None:
            return
        self.metrics = []  # (output, metric, weighted)
        for weighted, given in ((False, self.given_metrics), (True, self.given_weighted)):
            for output, identifiers in enumerate(given):
                for identifier in identifiers:
                    metric = metric_names.as_metric(
                        identifier, self.shapes[output], target_shapes[output], self.losses[output])
                    self.metrics.append((output, metric, weighted))
                    if metric_names.chosen_later(identifier):
                        self.tell_choice(identifier, metric, output, target_shapes[output])
        self.metrics.sort(key=lambda entry: entry[0])

    def tell_choice(self, name, metric, output, target_shape):
        """Say which metric was chosen where the shapes alone, at which Keras looks, suggest another."""
        by_shape = metric_names.class_for(name, self.shapes[output], target_shape, None)
        if by_shape is not type(metric):
            warnings.warn(
                f"{name!r} of output {self.names[output]!r} counts {type(metric).__name__}, which fits the loss "
                f"{self.losses[output].name!r}; by the shapes alone Keras counts {by_shape.__name__}. "
                "Name the one you mean to silence this.", UserWarning, stacklevel=4)

    def metric_entries(self):
        """(key in the logs, metric) for the loss, the outputs' losses and all metrics, in the order of printing."""
        entries = {"loss": self.total}
        tracked = [t for t, loss in zip(self.trackers, self.losses, strict=True) if loss is not None]
        if len(tracked) > 1:
            entries |= {t.name: t for t in tracked}
        for output, metric, weighted in self.metrics or []:
            front = f"{self.names[output]}_" if self.several else ""
            key = f"{front}{metric.name}"
            if key in entries and weighted:
                key = f"{front}weighted_{metric.name}"
            count = sum(known.rstrip("0123456789").rstrip("_") == key for known in entries) if key in entries else 0
            entries[f"{key}_{count}" if count else key] = metric
        return list(entries.items())

    def reset(self):
        """Forget all batches."""
        for _, metric in self.metric_entries():
            metric.reset_state()

    def logs(self):
        """The results so far, as plain numbers."""
        return {key: float(metric.result()) for key, metric in self.metric_entries()}

    def losses_of(self, y: Any, y_pred: Any, sample_weight: Any) -> list[Any]:
        """The weighted loss of every output that has one, from values in the structures that the user gave."""
        predictions = flatten(y_pred)
        targets, weights = self.per_output(y, "y"), self.per_output(sample_weight, "sample_weight")
        terms = []
        for output, loss in enumerate(self.losses):
            if loss is None:
                continue
            value = loss(targets[output], predictions[output], weights[output])
            if self.several:
                self.trackers[output].update_state(value, batch_size(predictions[output]))
            terms.append(value if self.weights[output] == 1 else ops.scale(value, self.weights[output]))
        if not terms:
            raise ValueError("fit: the model was compiled without a loss. Received: loss=None. "
                             "Write compile(..., loss='mse') or another loss.")
        return terms

    def update_metrics(self, y: Any, y_pred: Any, sample_weight: Any) -> None:
        """Let the metrics take a batch in."""
        predictions = flatten(y_pred)
        targets, weights = self.per_output(y, "y"), self.per_output(sample_weight, "sample_weight")
        self.resolve_metrics([None if t is None else tuple(t.shape) for t in targets])
        for output, metric, weighted in self.metrics:
            metric.update_state(targets[output], predictions[output],
                                sample_weight=weights[output] if weighted else None)

    def per_output(self, value: Any, what: str) -> list[Any]:
        """One entry for every output, from a value, a list or a dictionary by name."""
        if value is None:
            return [None] * max(len(self.names), 1)
        if isinstance(value, dict) and not set(value) <= set(self.names):
            return flatten(value)
        return per_output(value, self.names, what) if isinstance(value, dict) else flatten(value)


def batch_size(value: Any) -> Any:
    """How many rows a tensor or array has, as a weight for a mean over batches."""
    return np.full((), value.shape[0], np.dtype(value.dtype))


def per_metrics(given: Any, names: list[str], what: str) -> list[Any]:
    """Metrics for every output; one metric, or a flat list of them, goes to a single output or to each of several."""
    if given is None or (isinstance(given, (list, tuple)) and not given):
        return [None] * len(names)
    if not isinstance(given, (list, tuple, dict)):
        given = [given]
    if isinstance(given, dict):
        return per_output(given, names, what)
    if len(names) == 1:
        return [given[0] if len(given) == 1 and isinstance(given[0], (list, tuple)) else given]
    if len(given) != len(names):
        raise ValueError(f"compile: the model has {len(names)} outputs {names}, so {what} is a list with an entry for "
                         f"each or a dictionary by name. Received: {len(given)} entries")
    return list(given)


def as_list(value: Any) -> list[Any]:
    """A list of one, of none, or the list itself."""
    return [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]


def as_number(weight: Any) -> float:
    """A loss weight as a plain number."""
    if isinstance(weight, (bool, str)) or not np.isfinite(np.asarray(weight, float)).all():
        hint = suggest(weight, ["accuracy"])
        raise ValueError(f"compile: loss_weights are finite numbers. {received('loss_weights', weight)}.{hint}")
    return float(weight)


def warn_about_single_softmax(compilation: Compilation) -> None:
    """A crossentropy over one class is always 0: nothing is learned."""
    for name, shape, loss in zip(compilation.names, compilation.shapes, compilation.losses, strict=True):
        if loss is not None and loss.name == "categorical_crossentropy" and shape[-1] == 1:
            warnings.warn(f"Output {name!r} has one unit: categorical_crossentropy of a single class is always 0. "
                          "Use one sigmoid unit with binary_crossentropy.", UserWarning, stacklevel=4)
