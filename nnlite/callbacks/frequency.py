"""Is it time again? Every epoch, or every so many batches, counted on over the ends of epochs."""

from typing import Any

from nnlite._checks import positive_int, sentence


class Frequency:
    """Counts batches.

    Args:
        save_freq: "epoch", or a number of batches.
        who: The callback that the error sentence names.

    Example:

        >>> frequency = Frequency(2, "ModelCheckpoint")
        >>> [frequency.batch_is_due() for _ in range(4)]
        [False, True, False, True]
    """

    def __init__(self, save_freq: Any, who: str):
        if isinstance(save_freq, str) and save_freq != "epoch":
            raise ValueError(sentence(who, "save_freq must be 'epoch' or a number of batches", "save_freq", save_freq,
                                      "Write save_freq='epoch'."))
        self.every_epoch = save_freq == "epoch"
        self.batches = 0 if self.every_epoch else positive_int(save_freq, "save_freq", who)
        self.seen = 0

    def batch_is_due(self) -> bool:
        """Count one batch; whether it is the last of so many."""
        self.seen += 1
        if self.seen < self.batches:
            return False
        self.seen = 0
        return True
