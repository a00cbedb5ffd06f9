"""Adam that looks one step ahead, as Nesterov's momentum does."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Nadam(Optimizer):
    """Nadam: Adam whose mean already holds the share that this gradient will have in the next step.

        m = m + (1 - beta_1) · (gradient - m)
        v = v + (1 - beta_2) · (gradient² - v)
        ahead = uₜ₊₁ · m / (1 - Uₜ₊₁) + (1 - uₜ) · gradient / (1 - Uₜ)
        value = value - learning_rate · ahead / (√(v / (1 - beta_2ᵗ)) + epsilon)

    uₜ = beta_1 · (1 - ½ · 0.96ᵗ) grows towards beta_1 with the number t of the update; Uₜ = u₁ · … · uₜ.

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how slowly m forgets, 0 up to but not including 1.
        beta_2: how slowly v forgets, 0 up to but not including 1.
        epsilon: keeps the divisor away from zero; it stands outside the root.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Dozat, 2015, "Incorporating Nesterov momentum into Adam".

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Nadam().beta_2
        0.999
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

    def build(self, variables):
        if not self.built:
            super().build(variables)
            dtype = self.slots.arrays["momentum"].dtype.name
            self.product = self.add_variable((), "ones", dtype, name="product").value
        else:
            super().build(variables)

    def slot_groups(self):
        return (("momentum", "velocity"),)

    def prepare(self):
        return [kernels.nadam_product(self.product, self.state, self.beta_1)]

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.nadam(piece.gradients, piece.values, *slots, self.product, self.state, self.beta_1,
                             self.beta_2, self.epsilon)
