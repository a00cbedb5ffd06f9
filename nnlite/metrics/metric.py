"""What is a metric? A number that is collected over batches: a state, how a batch changes it, what it comes to."""

from typing import Any

import numpy as np

from nnlite import config, initializers
from nnlite._checks import unexpected_keywords
from nnlite._naming import check_name, unique_name
from nnlite.graph.structure import objects_in
from nnlite.graph.variable import Variable
from nnlite.metrics.pending import deferred
from nnlite.ops import recording


class Metric:
    """Base class of the metrics.

    A metric of your own makes variables in `__init__`, changes them in `update_state`, which is written in ops and
    becomes part of the program of a training step, and computes what they come to in `result`, with ops or NumPy.

    Args:
        dtype: The type of the variables that the metric makes.
        name: The key in logs and in `History.history`.

    Example:

        >>> import nnlite
        >>> class Largest(nnlite.metrics.Metric):
        ...     def __init__(self, name="largest", **kwargs):
        ...         super().__init__(name=name, **kwargs)
        ...         self.value = self.add_variable((), "zeros", name="value")
        ...     def update_state(self, y_true, y_pred, sample_weight=None):
        ...         self.value.assign(nnlite.ops.maximum(self.value, nnlite.ops.max(y_pred)))
        ...     def result(self):
        ...         return self.value
        >>> metric = Largest()
        >>> metric.update_state([0.0, 1.0], [0.5, 2.0])
        >>> float(metric.result())
        2.0
    """

    def __init_subclass__(cls, defer: bool = True, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        if defer and "result" in vars(cls):
            cls.result = deferred(cls.result)  # type: ignore[method-assign]

    def __init__(self, dtype: Any = None, name: str | None = None, **kwargs: Any):
        who = type(self).__name__
        unexpected_keywords(who, kwargs, ["name", "dtype"])
        self.name = unique_name(who) if name is None else check_name(name, who)
        self.dtype = dtype or config.floatx()

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take a batch in."""
        raise NotImplementedError(f"{type(self).__name__}: a metric needs a method update_state.")

    def result(self) -> Any:
        """What the batches so far come to: an array of no axes, one with several numbers, or a dictionary of them."""
        raise NotImplementedError(f"{type(self).__name__}: a metric needs a method result.")

    def reset_state(self) -> None:
        """Forget all batches: by default every variable becomes zero."""
        in_a_step = recording.current() is not None
        for variable in self.variables:
            if in_a_step:
                variable.assign(np.zeros(variable.shape, variable.dtype))
            else:
                variable.value.fill(0)

    def add_variable(self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None, aggregation: str = "sum",
                     name: str | None = None) -> Variable:
        """Make a variable in which the metric collects what it needs.

        Args:
            shape, initializer, dtype, name: As for `Variable`.
            aggregation: Accepted as in Keras.
        """
        if not hasattr(self, "name"):
            raise RuntimeError(f"{type(self).__name__}: the metric has no name yet. Call super().__init__(name=name) "
                               "first in its __init__.")
        make: Any = initializers.get(initializer or "zeros")
        dtype = dtype or self.dtype
        return Variable(make(tuple(shape), dtype), dtype=dtype, trainable=False, name=name,
                        path=f"{self.name}/{name or 'variable'}")

    def add_weight(self, shape: Any = (), initializer: Any = None, dtype: Any = None,
                   name: str | None = None) -> Variable:
        """The same as `add_variable`; a name may also come first, as in tf.keras."""
        if isinstance(shape, str):
            shape, name = (), shape
        return self.add_variable(shape, initializer, dtype, name=name)

    @property
    def variables(self) -> list[Variable]:
        """The variables among the metric's attributes, and those of metrics in it."""
        own, inner = [], []
        for leaf in objects_in(vars(self).values()):
            if isinstance(leaf, Variable):
                own.append(leaf)
            elif isinstance(leaf, Metric):
                inner += leaf.variables
        return own + inner

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
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
