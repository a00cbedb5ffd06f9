"""What is a learning rate schedule? A function of the step, with a configuration."""

import numpy as np

from nnlite import config
from nnlite._checks import number_between
from nnlite.optimizers._answers import Rate


class LearningRateSchedule:
    """A learning rate that changes from step to step.

    One of your own defines `__call__(self, step)` and, to be saved, `get_config`. It is asked before each step of
    training; the first step is 0.

    Raises:
        NotImplementedError: If a subclass does not define what is asked for.

    Example:
        >>> import nnlite
        >>> class Harmonic(nnlite.optimizers.schedules.LearningRateSchedule):
        ...     def __call__(self, step):
        ...         return 0.1 / (step + 1)
        >>> nnlite.optimizers.SGD(Harmonic()).learning_rate
        0.1
    """

    def __call__(self, step):
        raise NotImplementedError(f"{type(self).__name__} must define __call__(self, step).")

    def get_config(self):
        """The arguments, by which `from_config` makes another one."""
        raise NotImplementedError(f"{type(self).__name__} must define get_config(self), or it cannot be written down.")

    @classmethod
    def from_config(cls, config):
        """The schedule that a configuration describes."""
        return cls(**config)


class Formula(LearningRateSchedule):
    """A schedule that is a formula of the step, for one step or for an array of steps.

    Computed in float64, where Keras computes in float32.
    """

    own: tuple[str, ...] = ()  # the names of its arguments

    def __call__(self, step):
        """The learning rate of a step (from 0), or of an array of steps."""
        rate = self.rate(np.asarray(step, np.float64))
        return rate.astype(config.floatx()) if np.ndim(rate) else Rate(rate)

    def rate(self, step):
        """The formula."""
        raise NotImplementedError

    def get_config(self):
        """The arguments, as Keras writes them."""
        return {name: getattr(self, name) for name in self.own}


def steps(value, name, who):
    """A number of steps: above 0, not always whole."""
    number = number_between(value, name, who, 0, open_low=True)
    return int(number) if number.is_integer() and isinstance(value, int | np.integer) else number
