"""Adam that measures a gradient by its largest size, not by its mean square."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Adamax(Optimizer):
    """Adamax: the mean of the gradients over the largest of them, of which the old ones fade.

        m = m + (1 - beta_1) · (gradient - m)
        u = max(beta_2 · u, |gradient|)
        value = value - learning_rate · m / ((1 - beta_1ᵗ) · (u + epsilon))

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how slowly m forgets, 0 up to but not including 1.
        beta_2: how slowly u fades, 0 up to but not including 1.
        epsilon: keeps the divisor away from zero.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Kingma and Ba, 2014, arXiv:1412.6980, section 7.1.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Adamax().learning_rate
        0.001
    """

    own = ("beta_1", "beta_2", "epsilon")

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
        return (("momentum", "norm"),)

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.adamax(piece.gradients, piece.values, *slots, self.state, self.beta_1, self.beta_2,
                              self.epsilon)
