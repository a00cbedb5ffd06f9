"""When should a model learn more slowly? When a result has not become better for some epochs."""

from typing import Any

import numpy as np

from nnlite._checks import number_between, sentence, unexpected_keywords, whole_number
from nnlite.callbacks.messages import tell
from nnlite.callbacks.monitor import MonitorCallback
from nnlite.callbacks.rates import named, note_rates, optimizers_of


class ReduceLROnPlateau(MonitorCallback):
    """Lowers the learning rate when a result stops improving: rate = max(rate · factor, min_lr).

    The rate of every epoch is in its logs, as `learning_rate`.

    Args:
        monitor: The result to watch.
        factor: By what the rate is multiplied, below 1.
        patience: After how many epochs without a better value.
        verbose: 1 to say so.
        mode: "min" where less is better, "max" where more is, "auto" to know it from the metric.
        min_delta: By how much a better value must be better.
        cooldown: For how many epochs afterwards nothing counts.
        min_lr: The lowest rate.

    Raises:
        ValueError: An argument makes no sense, or with mode="auto" the metric's direction is not known.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile(nnlite.optimizers.SGD(0.5), "mse")
        >>> slower = ReduceLROnPlateau("loss", factor=0.5, patience=1, min_delta=100.0)
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=3, verbose=0, callbacks=[slower])
        >>> model.optimizer.learning_rate
        0.125
    """

    def __init__(self, monitor: str = "val_loss", factor: float = 0.1, patience: int = 10, verbose: int = 0,
                 mode: str = "auto", min_delta: float = 1e-4, cooldown: int = 0, min_lr: float = 0.0, **kwargs: Any):
        who = "ReduceLROnPlateau"
        unexpected_keywords(who, kwargs, ["factor", "patience", "min_delta", "cooldown", "min_lr"])
        super().__init__(monitor, mode, min_delta=min_delta)
        self.factor = number_between(factor, "factor", who, 0)
        if self.factor >= 1:
            raise ValueError(sentence(who, "factor must be below 1, or the rate would not fall", "factor", factor,
                                      "Write factor=0.1."))
        self.patience = whole_number(patience, "patience", who)
        self.cooldown = whole_number(cooldown, "cooldown", who)
        self.min_lr = number_between(min_lr, "min_lr", who, 0)
        self.verbose = verbose
        self.cooldown_counter = self.wait = 0

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self.best = None
        self.cooldown_counter = self.wait = 0

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.direction(logs)
        note_rates(self.model, logs)
        current = self.monitored(logs)
        if current is None:
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_improvement(current, self.best):
            self.best, self.wait = current, 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience and self.reduce(epoch):
                self.cooldown_counter, self.wait = self.cooldown, 0

    def reduce(self, epoch: int) -> bool:
        """Lower the rate of every optimizer that is not at the lowest yet; whether there was any."""
        reduced = False
        for end, optimizer in optimizers_of(self.model):
            rate = float(optimizer.learning_rate)
            if np.float32(rate) > np.float32(self.min_lr):  # rounding must not make one more step of the last
                optimizer.learning_rate = max(rate * self.factor, self.min_lr)
                reduced = True
                if self.verbose:
                    tell(f"Epoch {epoch + 1}: ReduceLROnPlateau lowers the learning rate{named(end)} from {rate:g} "
                         f"to {optimizer.learning_rate:g}.")
        return reduced

    def in_cooldown(self) -> bool:
        """Whether the rate was lowered so recently that nothing counts yet."""
        return self.cooldown_counter > 0
