"""Adam's second moment, remembered by rows and columns only."""

from nnlite._checks import boolean, number_between
from nnlite._dispatch import kernels
from nnlite.optimizers.optimizer import Optimizer


class Adafactor(Optimizer):
    """Adafactor: a matrix's squared gradients are known by the means r of its rows and c of its columns.

        r = beta · r + (1 - beta) · mean(gradient² + epsilon_1) of each row, c likewise of each column
        v = r ⊗ c / mean(r)
        push = gradient / √v
        value = value - rate · max(epsilon_2, rms(value)) · push / max(1, rms(push) / clip_threshold)

    At update t, beta = 1 - t^beta_2_decay and rate = min(learning_rate, 1 / √t). rms is the root of the mean square
    over a whole variable. Of a variable with more axes the last two are such matrices; one with fewer has a v of its
    own. (v is computed anew in every update; it is kept all the same, as Keras keeps it.)

    Args:
        learning_rate: a number, or a schedule.
        beta_2_decay: how fast beta goes to 1; negative.
        epsilon_1: keeps v away from zero.
        epsilon_2: the size that small variables count as.
        clip_threshold: pushes larger than this are shortened; nothing to do with clipnorm.
        relative_step: accepted; the rate is at most 1 / √t in any case, here as in Keras.
        weight_decay … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Shazeer and Stern, 2018, arXiv:1804.04235.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Adafactor(0.01).beta_2_decay
        -0.8
    """

    own = ("beta_2_decay", "epsilon_1", "epsilon_2", "clip_threshold", "relative_step")
    per_variable = True

    def __init__(self, learning_rate=0.001, beta_2_decay=-0.8, epsilon_1=1e-30, epsilon_2=1e-3, clip_threshold=1.0,
                 relative_step=True, weight_decay=None,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who = type(self).__name__
        self.beta_2_decay = number_between(beta_2_decay, "beta_2_decay", who, high=0)
        self.epsilon_1 = number_between(epsilon_1, "epsilon_1", who, 0)
        self.epsilon_2 = number_between(epsilon_2, "epsilon_2", who, 0)
        self.clip_threshold = number_between(clip_threshold, "clip_threshold", who, 0, open_low=True)
        self.relative_step = boolean(relative_step, "relative_step", who)

    def slot_groups(self):
        return (("row", "column", "velocity"),)

    def slot_shape(self, name, variable):
        shape = variable.value.shape
        if name == "velocity":
            return shape
        if len(shape) < 2:
            return ()  # Keras lists a number that nobody uses
        return shape[:-1] if name == "row" else (*shape[:-2], shape[-1])

    def update(self, piece):
        shape, arrays = piece.variable.value.shape, [piece.gradients, piece.values]
        numbers = (self.beta_2_decay, self.epsilon_1, self.epsilon_2, self.clip_threshold)
        velocity = self.slots.of("velocity", piece)
        if len(shape) < 2:
            return kernels.adafactor(*arrays, velocity, self.state, *numbers)
        means = [self.slots.view(name, piece.variable) for name in ("row", "column")]
        return kernels.adafactor_factored(*arrays, *means, velocity, self.state, *shape[-2:], *numbers)
