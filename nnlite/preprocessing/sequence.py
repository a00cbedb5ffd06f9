"""Sequences of different lengths as one array; the function lives in `nnlite.utils`."""

from nnlite.utils.sequences import pad_sequences

__all__ = ["pad_sequences"]
