"""Gradient descent by signs: every number moves by the same amount."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers.optimizer import Optimizer


class Lion(Optimizer):
    """Lion: a step up or down, whichever way the mean of the gradients points.

        value = value - learning_rate · sign(beta_1 · m + (1 - beta_1) · gradient)
        m = beta_2 · m + (1 - beta_2) · gradient

    Its steps are larger than Adam's: a third to a tenth of the learning rate will do, and as many times the weight
    decay.

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how much of m is in the direction of a step, above 0 to 1.
        beta_2: how slowly m forgets, 0 up to but not including 1.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Chen et al., 2023, arXiv:2302.06675.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Lion(1e-4).beta_2
        0.99
    """

    own = ("beta_1", "beta_2")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.99, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.beta_1 = number_between(beta_1, "beta_1", who, 0, 1, open_low=True)
        self.beta_2 = number_between(beta_2, "beta_2", who, 0, 1, open_high=True)

    def slot_groups(self):
        return (("momentum",),)

    def update(self, piece):
        return kernels.lion(piece.gradients, piece.values, self.slots.of("momentum", piece), self.state,
                            self.beta_1, self.beta_2)
