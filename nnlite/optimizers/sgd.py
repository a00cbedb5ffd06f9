"""Gradient descent, with momentum if you like."""

import warnings

from nnlite._checks import boolean, number_between
from nnlite._dispatch import kernels
from nnlite.optimizers.optimizer import Optimizer


class SGD(Optimizer):
    """Stochastic gradient descent: a step down the slope, or a ball that rolls down it.

        value = value - learning_rate · gradient

    With momentum, m is the ball's velocity; Nesterov looks one step ahead:

        m = momentum · m - learning_rate · gradient
        value = value + m
        value = value + momentum · m - learning_rate · gradient        (nesterov)

    Args:
        learning_rate: a number, or a schedule.
        momentum: how much of its velocity the ball keeps, 0 to 1.
        nesterov: whether to look ahead.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.SGD(0.1, momentum=0.9).momentum
        0.9
    """

    own = ("momentum", "nesterov")

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, weight_decay=None, clipnorm=None,
                 clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        self.momentum = number_between(momentum, "momentum", type(self).__name__, 0, 1)
        self.nesterov = boolean(nesterov, "nesterov", type(self).__name__)
        if self.nesterov and not self.momentum:
            warnings.warn(f"{type(self).__name__}: without momentum, nesterov=True changes nothing. Received: "
                          "momentum=0.0. Write momentum=0.9.", stacklevel=2)

    def slot_groups(self):
        return (("momentum",),) if self.momentum else ()

    def update(self, piece):
        if not self.momentum:
            return kernels.sgd(piece.gradients, piece.values, self.state)
        return kernels.sgd_momentum(piece.gradients, piece.values, self.slots.of("momentum", piece), self.state,
                                    self.momentum, self.nesterov)
