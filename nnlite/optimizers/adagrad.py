"""Gradient descent in which a number that moved much moves less and less."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Adagrad(Optimizer):
    """Adagrad: each gradient is divided by the root of the sum of all its squares.

        s = s + gradient²
        value = value - learning_rate · gradient / √(s + epsilon)

    Args:
        learning_rate: a number, or a schedule; the paper's is 1, more than other optimizers need.
        initial_accumulator_value: what s begins with.
        epsilon: keeps the root away from zero; it stands inside the root.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Duchi, Hazan and Singer, 2011.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Adagrad(0.1).initial_accumulator_value
        0.1
    """

    own = ("initial_accumulator_value", "epsilon")

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.initial_accumulator_value = number_between(initial_accumulator_value, "initial_accumulator_value", who, 0)
        self.epsilon = small_number(epsilon, "epsilon", who)

    def slot_groups(self):
        return (("accumulator",),)

    def slot_start(self, name, variable):
        return self.initial_accumulator_value

    def update(self, piece):
        return kernels.adagrad(piece.gradients, piece.values, self.slots.of("accumulator", piece), self.state,
                               self.epsilon)
