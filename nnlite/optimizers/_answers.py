"""How do a learning rate and a count answer? As the numbers they are, and to the calls that Keras's variables know."""

import numpy as np

from nnlite import config
from nnlite._checks import whole_number
from nnlite._places import ITERATIONS


class Rate(float):
    """A learning rate: a float with `numpy` and `value`, and `assign` where it is an optimizer's.

    >>> float(Rate(0.5).numpy())
    0.5
    """

    optimizer = None

    def __new__(cls, value, optimizer=None):
        rate = super().__new__(cls, value)
        rate.optimizer = optimizer
        return rate

    def assign(self, value):
        """Give the optimizer another learning rate; this number stays what it is."""
        if self.optimizer is None:
            raise TypeError("This learning rate is no optimizer's, it cannot be assigned. Write "
                            "optimizer.learning_rate.assign(0.001).")
        self.optimizer.learning_rate = value
        return self.optimizer.learning_rate

    def numpy(self):
        """The number in the default float type."""
        return np.array(self, config.floatx())[()]

    value = property(numpy)

    def __reduce__(self):  # a copy is a number, and no longer an optimizer's
        return float, (float(self),)


class Count(int):
    """How many updates there were: an int with `numpy`, `value` and `assign`.

    >>> int(Count(3).numpy())
    3
    """

    optimizer = None

    def __new__(cls, value, optimizer=None):
        count = super().__new__(cls, value)
        count.optimizer = optimizer
        return count

    def assign(self, value):
        """Let the optimizer count on from another number; this one stays what it is."""
        if self.optimizer is None:
            raise TypeError("This count is no optimizer's, it cannot be assigned. Write "
                            "optimizer.iterations.assign(0).")
        updates = whole_number(value, "iterations", type(self.optimizer).__name__)
        self.optimizer.state[ITERATIONS] = updates * (self.optimizer.gradient_accumulation_steps or 1)
        return self.optimizer.iterations

    def numpy(self):
        """The number as NumPy has it."""
        return np.int64(self)

    value = property(numpy)

    def __reduce__(self):
        return int, (int(self),)
