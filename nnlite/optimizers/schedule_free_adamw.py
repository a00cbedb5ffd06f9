"""Adam that needs no schedule: it averages its steps, and asks for gradients near the average."""

from nnlite._checks import number_between, whole_number
from nnlite._dispatch import kernels
from nnlite._places import ITERATIONS
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class ScheduleFreeAdamW(Optimizer):
    """Schedule-free AdamW: z walks as Adam does, x is the mean of its steps, the values lie between the two.

        v = v + (1 - beta_2) · (gradient² - v)
        z = z - rate · gradient / (√(v / (1 - beta_2ᵗ)) + epsilon)
        x = (1 - 1/t) · x + 1/t · z
        value = (1 - beta_1) · z + beta_1 · x,   rate = learning_rate · min(t / warmup_steps, 1)

    Only z and v are kept; x follows from z and the value. z begins where training begins.

    Args:
        learning_rate: a number, or a schedule.
        beta_1: how near to x the values lie, above 0 to 1.
        beta_2: how slowly v forgets, 0 up to but not including 1.
        epsilon: keeps the divisor away from zero; it stands outside the root.
        warmup_steps: in how many updates the rate rises to its height.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Defazio et al., 2024, arXiv:2405.15682.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.ScheduleFreeAdamW(warmup_steps=100).learning_rate
        0.0025
    """

    own = ("beta_1", "beta_2", "epsilon", "warmup_steps")

    def __init__(self, learning_rate=0.0025, beta_1=0.9, beta_2=0.999, epsilon=1e-8, warmup_steps=0, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.beta_1 = number_between(beta_1, "beta_1", who, 0, 1, open_low=True)
        self.beta_2 = number_between(beta_2, "beta_2", who, 0, 1, open_high=True)
        self.epsilon = small_number(epsilon, "epsilon", who)
        self.warmup_steps = whole_number(warmup_steps, "warmup_steps", who)

    def slot_groups(self):
        return (("momentum", "velocity"),)

    def slot_start(self, name, variable):
        return variable.value if name == "momentum" else 0

    def opening(self):
        return [self.python_opening()]

    def before_step(self):
        super().before_step()
        if self.built and self.state[ITERATIONS] == 0:  # weights may have been set or loaded after `build`
            self.fill(["momentum"])

    def update(self, piece):
        slots = [self.slots.of(name, piece) for name in self.slot_groups()[0]]
        return kernels.schedule_free(piece.gradients, piece.values, *slots, self.state, self.beta_1, self.beta_2,
                                     self.epsilon, self.warmup_steps)
