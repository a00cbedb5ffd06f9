"""What did `compile` say? One optimizer, and for every output its loss, the loss's weight and its metrics."""

import warnings
from typing import Any

import numpy as np

from nnlite import metrics, ops, optimizers
from nnlite._checks import received, suggest
from nnlite.graph.structure import flatten
from nnlite.losses import names as loss_names
from nnlite.training.compiled_metrics import CompiledMetrics
from nnlite.training.structure import per_name_or_place, per_output


class Compilation:
    """The optimizer, losses and metrics of a model.

    Attributes:
        optimizer: an optimizer.
        losses: a Loss, or None, for every output.
        weights: the factor of every loss.
        metrics: the metrics of all outputs, made into objects when the targets are known.
        total, trackers: the means of the loss, and of that of every output; these are called like the losses where
            outputs are not named, those of a subclassed model in a list.
    """

    def __init__(self, output_names, output_shapes, optimizer, loss, loss_weights, given_metrics, weighted_metrics,
                 *, named=True):
        self.names, self.shapes = output_names, output_shapes
        self.optimizer = optimizers.get(optimizer)
        if self.optimizer is None:
            raise ValueError("compile: an optimizer is needed. Received: optimizer=None. Write optimizer='rmsprop'.")
        told = per_output(loss, output_names, "loss")
        self.losses = [loss_names.as_loss(one) for one in told]
        for one in self.losses:
            if one is not None and one.reduction == "none":
                raise ValueError(f"compile: a model needs a loss that is one number; reduction={one.reduction!r} is "
                                 "not supported here. Use 'sum_over_batch_size'.")
        weights = per_output(loss_weights, output_names, "loss_weights")
        self.weights = [1.0 if weight is None else as_number(weight) for weight in weights]
        self.metrics = CompiledMetrics(output_names, output_shapes, self.losses, given_metrics, weighted_metrics,
                                       named)
        self.total = metrics.Mean("loss")
        names = output_names if named else [called(one, loss) for one, loss in zip(told, self.losses, strict=True)]
        self.trackers = [metrics.Mean(f"{name}_loss") for name in names]
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
        return self.has_loss or any(flatten(self.metrics.given))

    @property
    def tracked(self):
        """The means of the outputs' losses, where there are several."""
        tracked = [t for t, loss in zip(self.trackers, self.losses, strict=True) if loss is not None]
        return tracked if len(tracked) > 1 else []

    def losses_of(self, y: Any, y_pred: Any, sample_weight: Any) -> list[Any]:
        """The weighted loss of every output that has one, from values in the structures that the user gave."""
        predictions = flatten(y_pred)
        targets, weights = (per_name_or_place(value, self.names, what)
                            for value, what in ((y, "y"), (sample_weight, "sample_weight")))
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


def called(identifier: Any, loss: Any) -> str:
    """What Keras calls a loss that was given so: by the name that it was given by, unless that is a class's."""
    return identifier if isinstance(identifier, str) and identifier[:1].islower() else getattr(loss, "name", "")


def batch_size(value: Any) -> Any:
    """How many rows a tensor or array has, as a weight for a mean over batches."""
    return np.full((), value.shape[0], np.dtype(value.dtype))


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
