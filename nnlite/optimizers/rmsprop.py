"""Gradient descent in which every number has a step size of its own: the gradient over its recent size."""

import numpy as np

from nnlite._checks import boolean, number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class RMSprop(Optimizer):
    """RMSprop: each gradient is divided by the root of its mean square.

        v = rho · v + (1 - rho) · gradient²
        value = value - learning_rate · gradient / √(v + epsilon)

    centered: v - a² stands in the root, a = rho · a + (1 - rho) · gradient, an estimate of the variance.
    momentum: m = momentum · m + learning_rate · gradient / √(…), value = value - m.

    Args:
        learning_rate: a number, or a schedule.
        rho: how slowly v forgets, 0 to 1.
        momentum: how much of the last step is taken again, 0 to 1.
        epsilon: keeps the root away from zero; it stands inside the root.
        centered: whether to divide by the standard deviation.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.RMSprop().learning_rate
        0.001
    """

    own = ("rho", "momentum", "epsilon", "centered")

    def __init__(self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.rho = number_between(rho, "rho", who, 0, 1)
        self.momentum = number_between(momentum, "momentum", who, 0, 1)
        self.epsilon = small_number(epsilon, "epsilon", who)
        self.centered = boolean(centered, "centered", who)

    def slot_groups(self):
        names = ["velocity", "momentum" if self.momentum else "", "average_gradient" if self.centered else ""]
        return tuple((name,) for name in names if name)

    def update(self, piece):
        arrays = [piece.gradients, piece.values, self.slots.of("velocity", piece)]
        if self.centered:
            arrays.append(self.slots.of("average_gradient", piece))
        if self.momentum:
            arrays.append(self.slots.of("momentum", piece))
        elif self.centered:
            arrays.append(np.zeros_like(piece.values))  # without momentum it only holds the increment
        if len(arrays) == 3:
            return kernels.rmsprop(*arrays, self.state, self.rho, self.epsilon)
        kernel = kernels.rmsprop_centered if self.centered else kernels.rmsprop_momentum
        return kernel(*arrays, self.state, self.rho, self.epsilon, self.momentum)
