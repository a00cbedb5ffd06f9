"""Gradient descent that finds its step sizes from the steps that it took."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Adadelta(Optimizer):
    """Adadelta: the gradient over its recent size, times the recent size of the steps.

        v = rho · v + (1 - rho) · gradient²
        d = -gradient · √(s + epsilon) / √(v + epsilon)
        s = rho · s + (1 - rho) · d²
        value = value + learning_rate · d

    Args:
        learning_rate: a number, or a schedule; the paper's is 1, more than other optimizers need.
        rho: how slowly v and s forget, 0 to 1.
        epsilon: keeps the roots away from zero, and the first steps too.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Zeiler, 2012, arXiv:1212.5701.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Adadelta(1.0).rho
        0.95
    """

    own = ("rho", "epsilon")

    def __init__(self, learning_rate=0.001, rho=0.95, epsilon=1e-7, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        self.rho = number_between(rho, "rho", type(self).__name__, 0, 1)
        self.epsilon = small_number(epsilon, "epsilon", type(self).__name__)

    def slot_groups(self):
        return (("accumulated_grad", "accumulated_delta_var"),)

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.adadelta(piece.gradients, piece.values, *slots, self.state, self.rho, self.epsilon)
