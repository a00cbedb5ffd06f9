"""What if the loss is not a number any more? Then training ends, quietly, as in Keras."""

import math

from nnlite._checks import boolean
from nnlite.callbacks.callback import Callback


class TerminateOnNaN(Callback):
    """Ends the training when the loss is NaN or infinite.

    Without it `fit` raises FloatingPointError, which says where the first such number appeared. Either way the weights
    stay those from before the step.

    Args:
        raise_error: Whether to raise RuntimeError instead of ending the training in the usual way.

    Example:

        >>> from types import SimpleNamespace
        >>> callback = TerminateOnNaN()
        >>> callback.set_model(SimpleNamespace(stop_training=False))
        >>> callback.on_batch_end(0, {"loss": float("nan")})
        Batch 0: Invalid loss, terminating training
        >>> callback.model.stop_training
        True
    """

    handles_nonfinite = True    # `fit` leaves it to this callback what happens

    def __init__(self, raise_error: bool = False):
        super().__init__()
        self.raise_error = boolean(raise_error, "raise_error", "TerminateOnNaN")

    def on_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        if self.raise_error:
            raise RuntimeError(f"The loss of batch {batch} is not finite. Received: loss={loss}. "
                               "Try a lower learning rate, and inputs around 1.")
        print(f"Batch {batch}: Invalid loss, terminating training", flush=True)
        self.model.stop_training = True
