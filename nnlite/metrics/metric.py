"""What is a metric? A number that is collected over batches: a state, how a batch changes it, what it comes to."""

from typing import Any

import numpy as np

from nnlite import initializers, ops
from nnlite._checks import unexpected_keywords
from nnlite._naming import check_name, to_snake_case
from nnlite.graph import trace
from nnlite.graph.structure import flatten
from nnlite.graph.variable import Variable
from nnlite.losses.loss import as_pair, steps_that_count
from nnlite.metrics.pending import deferred
from nnlite.ops.op import Symbolic


class Metric:
    """Base class of the metrics.

    Args:
        name: The key in logs and in `History.history`.
        dtype: Accepted as in Keras.
    """

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        if "result" in vars(cls):
            cls.result = deferred(cls.result)  # type: ignore[method-assign]

    def __init__(self, dtype: Any = None, name: str | None = None, **kwargs: Any):
        who = type(self).__name__
        unexpected_keywords(who, kwargs, ["name", "dtype"])
        self.name = to_snake_case(who) if name is None else check_name(name, who)
        self.dtype = dtype or "float32"

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take a batch in."""
        raise NotImplementedError(f"{type(self).__name__}: a metric needs a method update_state.")

    def result(self) -> float:
        """What the batches so far come to."""
        raise NotImplementedError(f"{type(self).__name__}: a metric needs a method result.")

    def reset_state(self) -> None:
        """Forget all batches: by default every variable becomes zero."""
        for variable in self.variables:
            variable.value[...] = 0

    def add_variable(self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None, aggregation: str = "sum",
                     name: str | None = None) -> Variable:
        """Make a variable in which the metric collects what it needs."""
        make: Any = initializers.get(initializer)
        return Variable(make(tuple(shape), dtype or self.dtype), dtype=dtype or self.dtype, trainable=False,
                        name=name, path=f"{self.name}/{name or 'variable'}")

    def add_weight(self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None,
                   name: str | None = None) -> Variable:
        """The same as `add_variable`."""
        return self.add_variable(shape, initializer, dtype, name=name)

    @property
    def variables(self) -> list[Variable]:
        """The variables among the metric's attributes, and those of metrics in it."""
        leaves = [leaf for value in vars(self).values() for leaf in flatten(value)]
        inner = [v for leaf in leaves if isinstance(leaf, Metric) for v in leaf.variables]
        return [*(leaf for leaf in leaves if isinstance(leaf, Variable)), *inner]


    def __call__(self, *args: Any, **kwargs: Any) -> float:
        """Take a batch in and return the result so far."""
        self.update_state(*args, **kwargs)
        return self.result()

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs to make the metric again."""
        return {"name": self.name, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Metric":
        """Make a metric from its configuration."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class Mean(Metric):
    """The weighted mean of values: Σ w v / Σ w.

    Example:

        >>> mean = Mean()
        >>> mean.update_state([1.0, 3.0])
        >>> mean.result()
        2.0
    """

    def __init__(self, name: str | None = "mean", dtype: Any = None, **kwargs: Any):
        super().__init__(dtype, name, **kwargs)
        self.state = np.zeros(2)  # total and count, always float64

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        if not isinstance(values, Symbolic):
            if trace.current() is not None:
                raise TypeError(f"The metric {self.name!r} must compute with nnlite.ops on what it is given, so that "
                                f"it becomes part of the program. Received: {type(values).__name__} from its function")
            values, sample_weight = one_a_sample(values, sample_weight)
        ops.accumulate_mean(values, sample_weight, self.state)

    def result(self) -> float:
        total, count = self.state.tolist()
        return total / count if count else 0.0

    def reset_state(self) -> None:
        self.state[:] = 0


def one_a_sample(values: Any, weights: Any) -> tuple[np.ndarray, np.ndarray | None]:
    """Values and weights with one number a sample, as Keras reduces them: further axes are averaged."""
    values = np.atleast_1d(np.asarray(values, np.float64))
    if weights is not None:
        weights = np.atleast_1d(np.asarray(weights, np.float64))
        if weights.ndim == values.ndim + 1 and weights.shape[-1] == 1:
            weights = weights[..., 0]
        values = values.mean(axis=tuple(range(weights.ndim, values.ndim)))
        weights = np.broadcast_to(weights, values.shape)
        values = values * weights
        weights = weights.mean(axis=tuple(range(1, weights.ndim)))
    values = values.mean(axis=tuple(range(1, values.ndim)))
    if weights is not None:  # the values are weighted already: give back what the weights are to multiply
        values = np.divide(values, weights, out=np.zeros_like(values), where=weights != 0)
    return values, weights


def masked(mask: Any, values: Any, weights: Any, who: str) -> Any:
    """Weights for the steps that a mask leaves, and 0 for the others."""
    counted = ops.cast(steps_that_count(mask, values, who), values.dtype)
    if weights is None:
        return counted
    weights = weights if isinstance(weights, Symbolic) else np.asarray(weights)
    return ops.multiply(counted, ops.expand_dims(weights, tuple(range(len(weights.shape), len(counted.shape)))))


class MeanMetricWrapper(Mean):
    """The mean of a function of (y_true, y_pred) that gives one number a sample.

    Args:
        fn: The function, written in ops.
        name, dtype: As for `Metric`.
        **kwargs: Further arguments of the function.
    """

    def __init__(self, fn: Any, name: str | None = None, dtype: Any = None, **kwargs: Any):
        super().__init__(name or fn.__name__, dtype)
        self.fn = fn
        self.arguments = kwargs

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        mask = getattr(y_pred, "_keras_mask", None)
        if not isinstance(y_pred, Symbolic):
            y_true, y_pred = as_pair(y_true, y_pred)
        values = self.fn(y_true, y_pred, **self.arguments)
        super().update_state(values, sample_weight if mask is None else masked(mask, values, sample_weight, self.name))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self.arguments}
