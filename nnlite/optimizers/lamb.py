"""Adam for large batches: how far a variable moves depends on how large it is."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Lamb(Optimizer):
    """LAMB: Adam's direction, scaled in each variable to the length of the variable itself.

        m = m + (1 - beta_1) · (gradient - m)
        v = v + (1 - beta_2) · (gradient² - v)
        push = m / (1 - beta_1ᵗ) / (√(v / (1 - beta_2ᵗ)) + epsilon)
        value = value - learning_rate · ‖value‖ / ‖push‖ · push

    The norms are those of a whole variable; where one of them is zero the quotient counts as 1.

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how slowly m forgets, 0 up to but not including 1.
        beta_2: how slowly v forgets, 0 up to but not including 1.
        epsilon: keeps the divisor away from zero; it stands outside the root.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: You et al., 2019, arXiv:1904.00962.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Lamb(0.01).per_variable
        True
    """

    own = ("beta_1", "beta_2", "epsilon")
    per_variable = True

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.beta_1 = number_between(beta_1, "beta_1", who, 0, 1, open_high=True)
        self.beta_2 = number_between(beta_2, "beta_2", who, 0, 1, open_high=True)
        self.epsilon = small_number(epsilon, "epsilon", who)

    def slot_groups(self):
        return (("momentum", "velocity"),)

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.lamb(piece.gradients, piece.values, *slots, self.state, self.beta_1, self.beta_2, self.epsilon)
