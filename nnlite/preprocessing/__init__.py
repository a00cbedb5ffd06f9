"""What Keras keeps under an older name: `preprocessing.sequence.pad_sequences`."""

from nnlite.preprocessing import sequence as sequence

__all__ = ["sequence"]
