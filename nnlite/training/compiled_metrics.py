"""What counts beside the loss? The metrics that `compile` was given, for every output, as one metric."""

import warnings
from collections import Counter
from typing import Any

from nnlite.graph.structure import flatten
from nnlite.metrics import Metric
from nnlite.metrics import names as metric_names
from nnlite.training.structure import per_name_or_place, per_output


class CompiledMetrics(Metric, defer=False):
    """The metrics of `compile`. Its result is a dictionary of their numbers by name, behind the name of the output.

    Attributes:
        given: what the user gave for every output, unweighted and weighted.
        entries: (output, metric, weighted) of every metric; None until the targets are known.
    """

    def __init__(self, names: list[str], shapes: list[tuple], losses: list[Any], unweighted: Any, weighted: Any,
                 named: bool = True):
        super().__init__(name="compile_metrics")
        self.names, self.shapes, self.losses = names, shapes, losses
        self.fronts = [f"{name}_" if named and len(names) > 1 else "" for name in names]
        self.wanted = unweighted is not None or weighted is not None
        self.given = [[as_list(one) for one in per_metrics(given, names, what)]
                      for given, what in ((unweighted, "metrics"), (weighted, "weighted_metrics"))]
        for identifier in flatten(self.given):
            metric_names.checked(identifier)  # a misspelt name is told here, not in fit
        self.entries: list[tuple[int, Metric, bool]] | None = None

    def make(self, target_shapes: list[Any]) -> None:
        """Make the metric objects, now that the targets' shapes are known."""
        if self.entries is not None:
            return
        self.entries = []
        for weighted, given in enumerate(self.given):
            for output, identifiers in enumerate(given):
                for identifier in identifiers:
                    metric = metric_names.as_metric(
                        identifier, self.shapes[output], target_shapes[output], self.losses[output])
                    self.entries.append((output, metric, bool(weighted)))
                    if metric_names.chosen_later(identifier):
                        self.tell_choice(identifier, metric, output, target_shapes[output])

    def tell_choice(self, name: str, metric: Metric, output: int, target_shape: Any) -> None:
        """Say which metric was chosen where the shapes alone, at which Keras looks, suggest another."""
        by_shape = metric_names.class_for(name, self.shapes[output], target_shape, None)
        if by_shape is not type(metric):
            warnings.warn(
                f"{name!r} of output {self.names[output]!r} counts {type(metric).__name__}, which fits the loss "
                f"{self.losses[output].name!r}; by the shapes alone Keras counts {by_shape.__name__}. "
                "Name the one you mean to silence this.", UserWarning, stacklevel=4)

    @property
    def metrics(self) -> list[Metric]:
        """The metrics, the unweighted ones first, in the order of the outputs."""
        return [metric for _, metric, _ in self.entries or []]

    @property
    def variables(self) -> list[Any]:
        return [variable for metric in self.metrics for variable in metric.variables]

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Let every metric take the batch of its output in."""
        predictions = flatten(y_pred)
        targets = per_name_or_place(y_true, self.names, "y")
        weights = per_name_or_place(sample_weight, self.names, "sample_weight")
        if len(weights) < len(targets):
            weights = weights[:1] * len(targets)
        self.make([None if t is None else tuple(t.shape) for t in targets])
        for output, metric, weighted in self.entries or []:
            metric.update_state(targets[output], predictions[output],
                                sample_weight=weights[output] if weighted else None)

    def keyed(self) -> dict[str, Metric]:
        """The metrics by their names in the logs: a second one of a name is counted, a weighted one is called so."""
        keyed: dict[str, Metric] = {}
        counts: Counter[str] = Counter()
        for output, metric, weighted in self.entries or []:
            front = self.fronts[output]
            key = f"{front}{metric.name}"
            if weighted and counts[key]:
                key = f"{front}weighted_{metric.name}"
            counts[key] += 1
            keyed[f"{key}_{counts[key] - 1}" if counts[key] > 1 else key] = metric
        return keyed

    def result(self) -> dict[str, Any]:
        """What the metrics come to, by name."""
        return {key: metric.result() for key, metric in self.keyed().items()}

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()


def singly(metrics: list[Any]) -> list[Any]:
    """The metrics of a model with those of `compile` one by one."""
    return [one for metric in metrics
            for one in (metric.metrics if isinstance(metric, CompiledMetrics) else [metric])]


def to_reset(metrics: list[Any]) -> tuple[list[Any], list[Any]]:
    """Variables that only have to become 0, and the metrics that do something else when they are reset."""
    alone = singly(metrics)
    usual = [metric for metric in alone if type(metric).reset_state is Metric.reset_state]
    return [v for metric in usual for v in metric.variables], [metric for metric in alone if metric not in usual]


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
