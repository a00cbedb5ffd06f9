"""Follow the regularized leader: the values that would have been best so far, many of them zero."""

from nnlite._checks import number_between
from nnlite._dispatch import kernels
from nnlite.optimizers.optimizer import Optimizer


class Ftrl(Optimizer):
    """FTRL-Proximal: the values are computed anew from all gradients so far, with an L1 penalty that makes zeros.

        n = s + gradient²,  σ = (n⁻ᵖ - s⁻ᵖ) / learning_rate
        z = z + gradient + 2 · l2_shrinkage · value - σ · value
        value = (clip(z, -l1, l1) - z) / ((beta + n⁻ᵖ) / learning_rate + 2 · l2)
        s = n

    p is learning_rate_power. The first update forgets the values that a layer began with.

    Args:
        learning_rate: a number, or a schedule.
        learning_rate_power: how the rate falls as squares of gradients add up; 0 for not at all.
        initial_accumulator_value: what s begins with.
        l1_regularization_strength: how strongly small values are drawn to zero.
        l2_regularization_strength: how strongly all values are drawn to zero.
        l2_shrinkage_regularization_strength: a penalty that is part of the gradient.
        beta: slows down the beginning.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: McMahan et al., 2013, "Ad click prediction: a view from the trenches".

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Ftrl(0.1, l1_regularization_strength=0.01).learning_rate_power
        -0.5
    """

    own = ("learning_rate_power", "initial_accumulator_value", "l1_regularization_strength",
           "l2_regularization_strength", "l2_shrinkage_regularization_strength", "beta")

    def __init__(self, learning_rate=0.001, learning_rate_power=-0.5, initial_accumulator_value=0.1,
                 l1_regularization_strength=0.0, l2_regularization_strength=0.0,
                 l2_shrinkage_regularization_strength=0.0, beta=0.0, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        given = locals()
        self.learning_rate_power = number_between(learning_rate_power, "learning_rate_power", who, high=0)
        for argument in self.own[1:]:
            setattr(self, argument, number_between(given[argument], argument, who, 0))

    def slot_groups(self):
        return (("accumulator", "linear"),)

    def slot_start(self, name, variable):
        return self.initial_accumulator_value if name == "accumulator" else 0

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.ftrl(piece.gradients, piece.values, *slots, self.state, self.learning_rate_power,
                            self.l1_regularization_strength, self.l2_regularization_strength,
                            self.l2_shrinkage_regularization_strength, self.beta)
