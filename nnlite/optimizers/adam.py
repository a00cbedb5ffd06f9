"""Momentum and a step size for every number: what most networks are trained with."""

from nnlite._checks import boolean, number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Adam(Optimizer):
    """Adam: the mean of the gradients over the root of the mean of their squares.

        m = m + (1 - beta_1) · (gradient - m)
        v = v + (1 - beta_2) · (gradient² - v)
        value = value - rate · m / (√v + epsilon),   rate = learning_rate · √(1 - beta_2ᵗ) / (1 - beta_1ᵗ)

    At update t = 1, 2, … the rate makes up for m and v having begun at zero.

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how slowly m forgets, 0 up to but not including 1.
        beta_2: how slowly v forgets, 0 up to but not including 1.
        epsilon: keeps the divisor away from zero; it stands outside the root ("epsilon hat" in the paper).
        amsgrad: whether to divide by the largest v so far.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Kingma and Ba, 2014, arXiv:1412.6980; amsgrad: Reddi, Kale and Kumar, 2018.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Adam(1e-3).learning_rate
        0.001
    """

    own = ("beta_1", "beta_2", "epsilon", "amsgrad")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False,
                 weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False,
                 ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None,
                 gradient_accumulation_steps=None, name=None, **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.beta_1 = number_between(beta_1, "beta_1", who, 0, 1, open_high=True)
        self.beta_2 = number_between(beta_2, "beta_2", who, 0, 1, open_high=True)
        self.epsilon = small_number(epsilon, "epsilon", who)
        self.amsgrad = boolean(amsgrad, "amsgrad", who)

    def slot_groups(self):
        return (("momentum", "velocity"), ("velocity_hat",)) if self.amsgrad else (("momentum", "velocity"),)

    def update(self, piece):
        slots = [self.slots.of(name, piece) for group in self.slot_groups() for name in group]
        kernel = kernels.adam_amsgrad if self.amsgrad else kernels.adam
        return kernel(piece.gradients, piece.values, *slots, self.state, self.beta_1, self.beta_2, self.epsilon)
