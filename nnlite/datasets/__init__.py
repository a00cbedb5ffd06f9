"""Real data to learn from that travels with the package: nothing is downloaded."""

from nnlite.datasets import digits as digits
from nnlite.datasets import penguins as penguins

__all__ = ["digits", "penguins"]
