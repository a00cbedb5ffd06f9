"""Learning rates that fall along half a cosine, once or again and again."""

import warnings

import numpy as np

from nnlite._checks import number_between, sentence
from nnlite.optimizers.schedules.schedule import Formula, steps


class CosineDecay(Formula):
    """A rate that falls slowly, fast, slowly; before that it may rise on a line.

        rate = top · ((1 - alpha) · ½ (1 + cos(π · min(step / decay_steps, 1))) + alpha)

    Without a warm-up the top is initial_learning_rate. With one the rate goes from initial_learning_rate to
    warmup_target in warmup_steps steps; warmup_target is the top, and the steps of the fall count from there.

    Args:
        initial_learning_rate: the rate of step 0.
        decay_steps: how many steps the fall takes.
        alpha: where it ends, as a share of the top.
        name: its name in a configuration.
        warmup_target: the rate at the end of the warm-up; None for no warm-up.
        warmup_steps: how many steps the warm-up takes.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Loshchilov and Hutter, 2016, arXiv:1608.03983; warm-up: Goyal et al., 2017, arXiv:1706.02677.

    Example:
        >>> import nnlite
        >>> schedule = nnlite.optimizers.schedules.CosineDecay(0.0, 100, warmup_target=0.1, warmup_steps=10)
        >>> schedule(5), schedule(10), round(schedule(60), 6), schedule(110)
        (0.05, 0.1, 0.05, 0.0)
    """

    own = ("initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps")

    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0, name="CosineDecay", warmup_target=None,
                 warmup_steps=0):
        who = type(self).__name__
        self.initial_learning_rate = number_between(initial_learning_rate, "initial_learning_rate", who, 0)
        self.decay_steps = steps(decay_steps, "decay_steps", who)
        self.alpha = number_between(alpha, "alpha", who, 0)
        self.name = name
        self.warmup_target = warmup_target
        if warmup_target is not None:
            self.warmup_target = number_between(warmup_target, "warmup_target", who, 0)
        self.warmup_steps = steps(warmup_steps, "warmup_steps", who) if warmup_steps != 0 else 0
        if self.warmup_steps and self.warmup_target is None:
            warnings.warn(sentence(who, "without warmup_target there is no warm-up", "warmup_steps", warmup_steps,
                                   "Write warmup_target=0.1, the rate to rise to."), stacklevel=2)

    def rate(self, step):
        if self.warmup_target is None:
            return self.fall(step, self.initial_learning_rate)
        start, top = self.initial_learning_rate, self.warmup_target
        rising = (top - start) * (step / max(self.warmup_steps, 1)) + start
        return np.where(step < self.warmup_steps, rising, self.fall(step - self.warmup_steps, top))

    def fall(self, step, top):
        """Down from the top, `step` steps after it."""
        return top * between(np.minimum(step / self.decay_steps, 1), self.alpha)


class CosineDecayRestarts(Formula):
    """A rate that falls along half a cosine, jumps up, falls again for longer, and so on.

        rate = initial_learning_rate · ((1 - alpha) · m_mulⁱ · ½ (1 + cos(π · share)) + alpha)

    i counts the restarts, share is how much of its period is over. Period i takes first_decay_steps · t_mulⁱ steps.

    Args:
        initial_learning_rate: the rate of step 0.
        first_decay_steps: how many steps the first period takes.
        t_mul: by how much each period is longer than the last, 1 or more.
        m_mul: by how much each restart begins higher than the last.
        alpha: where a fall ends, as a share of initial_learning_rate.
        name: its name in a configuration.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Loshchilov and Hutter, 2016, arXiv:1608.03983.

    Example:
        >>> import nnlite
        >>> schedule = nnlite.optimizers.schedules.CosineDecayRestarts(0.1, 10)
        >>> round(schedule(5), 6), schedule(10), round(schedule(20), 6), schedule(30)
        (0.05, 0.1, 0.05, 0.1)
    """

    own = ("initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha", "name")

    def __init__(self, initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name="SGDRDecay"):
        who = type(self).__name__
        self.initial_learning_rate = number_between(initial_learning_rate, "initial_learning_rate", who, 0)
        self.first_decay_steps = steps(first_decay_steps, "first_decay_steps", who)
        self.t_mul = number_between(t_mul, "t_mul", who, 1)
        self.m_mul = number_between(m_mul, "m_mul", who, 0)
        self.alpha = number_between(alpha, "alpha", who, 0)
        self.name = name

    def rate(self, step):
        restarts, share = self.place(step / self.first_decay_steps)
        scaled = (1 - self.alpha) * self.m_mul**restarts * between(share, 0)
        return self.initial_learning_rate * (scaled + self.alpha)

    def place(self, periods):
        """How many restarts there were, and the share of the present period that is over.

        Before restart i lie (1 - tⁱ) / (1 - t) first periods. The logarithm finds i, but for rounding: where it
        misses a restart by one the comparisons put that right.
        """
        t = self.t_mul
        if t == 1:
            return np.floor(periods), periods - np.floor(periods)

        def before(restarts):
            return (1 - t**restarts) / (1 - t)

        restarts = np.floor(np.log(1 - periods * (1 - t)) / np.log(t))
        restarts = restarts + (before(restarts + 1) <= periods) - (before(restarts) > periods)
        return restarts, (periods - before(restarts)) / t**restarts


def between(share, alpha):
    """From 1 to alpha along half a cosine."""
    return (1 - alpha) * (0.5 * (1 + np.cos(np.pi * share))) + alpha
