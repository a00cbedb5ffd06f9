"""How good is the average of the recent weights? They take the place of the weights while a model is evaluated."""

from typing import Any

import numpy as np

from nnlite._checks import boolean
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.rates import optimizers_of


class SwapEMAWeights(Callback):
    """Lets evaluations see the moving average of the weights that an optimizer with `use_ema=True` keeps.

    Args:
        swap_on_epoch: Whether the average also stays in place from the end of an epoch to the beginning of the next,
            so that callbacks behind this one (a `ModelCheckpoint`, say) see it.

    Raises:
        ValueError: The optimizer keeps no average.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile(nnlite.optimizers.SGD(0.1, use_ema=True), "mse")
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0, callbacks=[SwapEMAWeights()])
    """

    def __init__(self, swap_on_epoch: bool = False):
        super().__init__()
        self.swap_on_epoch = boolean(swap_on_epoch, "swap_on_epoch", "SwapEMAWeights")
        self._kept: list[tuple[Any, np.ndarray]] = []   # variables whose average is in place, and their own numbers

    def show_averages(self) -> None:
        """Put the averages in place of the weights, whose numbers are kept; the averages stay where they are too."""
        if self._kept:
            return
        for variable, average in averages(self.model):
            self._kept.append((variable, variable.value.copy()))
            variable.value[...] = average

    def show_weights(self) -> None:
        """Give the weights their own numbers back."""
        for variable, own in self._kept:
            variable.value[...] = own
        self._kept = []

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        averages(self.model)    # raises before anything is trained
        self._kept = []

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.show_weights()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self.swap_on_epoch:
            self.show_averages()

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        self._kept = []     # the averages have become the weights

    def on_test_begin(self, logs: dict[str, float] | None = None) -> None:
        self.show_averages()

    def on_test_end(self, logs: dict[str, float] | None = None) -> None:
        self.show_weights()

    def on_predict_begin(self, logs: dict[str, float] | None = None) -> None:
        self.show_averages()

    def on_predict_end(self, logs: dict[str, float] | None = None) -> None:
        self.show_weights()


def averages(model: Any) -> list[tuple[Any, np.ndarray]]:
    """(variable, its moving average) for every variable of an optimizer that keeps one."""
    ours = [one for _, one in optimizers_of(model) if getattr(one, "use_ema", False)]
    if not ours:
        raise ValueError(f"SwapEMAWeights: the optimizer keeps no average of the weights. Received: "
                         f"{type(model.optimizer).__name__} with use_ema=False. Write use_ema=True.")
    begun = [one for one in ours if one.iterations]  # before the first step there is nothing to average
    return [(variable, one.slots.view("average", variable)) for one in begun for variable in one.slots.variables]
