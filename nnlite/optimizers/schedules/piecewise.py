"""A learning rate that stays, and then is another one."""

import numpy as np

from nnlite._checks import number_between, sentence
from nnlite.optimizers.schedules.schedule import Formula


class PiecewiseConstantDecay(Formula):
    """A rate for each stretch of steps.

        rate = values[i] where boundaries[i - 1] < step ≤ boundaries[i]

    Args:
        boundaries: the last steps of all stretches but the last, rising.
        values: the rates, one more than boundaries.
        name: its name in a configuration.

    Raises:
        ValueError: If the numbers do not fit together, or a rate makes no sense.

    Example:
        >>> import nnlite
        >>> schedule = nnlite.optimizers.schedules.PiecewiseConstantDecay([100, 200], [0.1, 0.01, 0.001])
        >>> schedule(100), schedule(101), schedule(1000)
        (0.1, 0.01, 0.001)
    """

    own = ("boundaries", "values", "name")

    def __init__(self, boundaries, values, name="PiecewiseConstant"):
        who = type(self).__name__
        self.boundaries, self.values = (np.asarray(numbers).tolist() for numbers in (boundaries, values))
        self.name = name
        if len(self.boundaries) != len(self.values) - 1:
            raise ValueError(f"{who}: there must be one value more than boundaries. Received: "
                             f"{len(self.boundaries)} boundaries, {len(self.values)} values")
        for value in self.values:
            number_between(value, "values", who, 0)
        for boundary in self.boundaries:
            number_between(boundary, "boundaries", who)
        if any(a >= b for a, b in zip(self.boundaries, self.boundaries[1:], strict=False)):
            raise ValueError(sentence(who, "boundaries must rise", "boundaries", boundaries,
                                      f"Write boundaries={sorted(set(self.boundaries))}."))

    def rate(self, step):
        return np.asarray(self.values, np.float64)[np.searchsorted(self.boundaries, step, side="left")]
