"""Adam, with weights that shrink a little in every step."""

from nnlite._checks import sentence
from nnlite.optimizers.adam import Adam


class AdamW(Adam):
    """Adam with decoupled weight decay: the decay is not part of the gradient, so Adam does not scale it away.

        value = value - value · weight_decay · learning_rate, then a step of Adam

    Args:
        learning_rate: a number, or a schedule.
        weight_decay: by which share of the learning rate each value shrinks.
        beta_1, beta_2, epsilon, amsgrad: see `Adam`.
        clipnorm … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense, or if weight_decay is None.

    Reference: Loshchilov and Hutter, 2019, arXiv:1711.05101.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.AdamW(1e-3).weight_decay
        0.004
    """

    def __init__(self, learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False,
                 clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99,
                 ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,
                 **kwargs):
        super().__init__(learning_rate, beta_1, beta_2, epsilon, amsgrad, weight_decay, clipnorm, clipvalue,
                         global_clipnorm, use_ema, ema_momentum, ema_overwrite_frequency, loss_scale_factor,
                         gradient_accumulation_steps, name, **kwargs)
        if self.weight_decay is None:
            raise ValueError(sentence(type(self).__name__, "weight_decay must be a number", "weight_decay", None,
                                      "Write weight_decay=0.004, or use Adam."))
