"""Learning rates that fall smoothly, or in stairs."""

import numpy as np

from nnlite._checks import boolean, number_between
from nnlite.optimizers.schedules.schedule import Formula, steps


class ExponentialDecay(Formula):
    """A rate that is multiplied by the same factor every so many steps.

        rate = initial_learning_rate · decay_rate ^ (step / decay_steps)

    Args:
        initial_learning_rate: the rate of step 0.
        decay_steps: how many steps a factor takes.
        decay_rate: the factor.
        staircase: whether step / decay_steps is rounded down, so that the rate falls in stairs.
        name: its name in a configuration.

    Raises:
        ValueError: If an argument makes no sense.

    Example:
        >>> import nnlite
        >>> schedule = nnlite.optimizers.schedules.ExponentialDecay(0.1, decay_steps=100, decay_rate=0.5)
        >>> schedule(0), schedule(200)
        (0.1, 0.025)
    """

    own = ("initial_learning_rate", "decay_steps", "decay_rate", "staircase", "name")

    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False, name="ExponentialDecay"):
        who = type(self).__name__
        self.initial_learning_rate = number_between(initial_learning_rate, "initial_learning_rate", who, 0)
        self.decay_steps = steps(decay_steps, "decay_steps", who)
        self.decay_rate = number_between(decay_rate, "decay_rate", who, 0)
        self.staircase = boolean(staircase, "staircase", who)
        self.name = name

    def rate(self, step):
        share = step / self.decay_steps
        return self.initial_learning_rate * self.decay_rate ** (np.floor(share) if self.staircase else share)


class InverseTimeDecay(Formula):
    """A rate that falls like one over the step.

        rate = initial_learning_rate / (1 + decay_rate · step / decay_steps)

    Args:
        initial_learning_rate: the rate of step 0.
        decay_steps: how often the rate falls.
        decay_rate: how fast it falls.
        staircase: whether step / decay_steps is rounded down, so that the rate falls in stairs.
        name: its name in a configuration.

    Raises:
        ValueError: If an argument makes no sense.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.schedules.InverseTimeDecay(0.1, decay_steps=1, decay_rate=0.5)(2)
        0.05
    """

    own = ("initial_learning_rate", "decay_steps", "decay_rate", "staircase", "name")

    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False, name="InverseTimeDecay"):
        who = type(self).__name__
        self.initial_learning_rate = number_between(initial_learning_rate, "initial_learning_rate", who, 0)
        self.decay_steps = steps(decay_steps, "decay_steps", who)
        self.decay_rate = number_between(decay_rate, "decay_rate", who, 0)
        self.staircase = boolean(staircase, "staircase", who)
        self.name = name

    def rate(self, step):
        share = step / self.decay_steps
        return self.initial_learning_rate / (1 + self.decay_rate * (np.floor(share) if self.staircase else share))


class PolynomialDecay(Formula):
    """A rate that goes from one number to another, on a line or on a power of one.

        rate = (initial - end) · (1 - min(step, decay_steps) / decay_steps) ^ power + end

    Args:
        initial_learning_rate: the rate of step 0.
        decay_steps: how many steps it takes.
        end_learning_rate: the rate from then on.
        power: 1 for a straight line.
        cycle: whether to begin again from higher up: decay_steps counts as its next multiple that the step has not
            passed.
        name: its name in a configuration.

    Raises:
        ValueError: If an argument makes no sense.

    Example:
        >>> import nnlite
        >>> schedule = nnlite.optimizers.schedules.PolynomialDecay(0.5, decay_steps=100, end_learning_rate=0.1)
        >>> round(schedule(50), 6), schedule(100), schedule(1000)
        (0.3, 0.1, 0.1)
    """

    own = ("initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle", "name")

    def __init__(self, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False,
                 name="PolynomialDecay"):
        who = type(self).__name__
        self.initial_learning_rate = number_between(initial_learning_rate, "initial_learning_rate", who, 0)
        self.decay_steps = steps(decay_steps, "decay_steps", who)
        self.end_learning_rate = number_between(end_learning_rate, "end_learning_rate", who, 0)
        self.power = number_between(power, "power", who, 0)
        self.cycle = boolean(cycle, "cycle", who)
        self.name = name

    def rate(self, step):
        if self.cycle:
            length = self.decay_steps * np.maximum(np.ceil(step / self.decay_steps), 1)
        else:
            step, length = np.minimum(step, self.decay_steps), self.decay_steps
        span = self.initial_learning_rate - self.end_learning_rate
        return span * (1 - step / length) ** self.power + self.end_learning_rate
