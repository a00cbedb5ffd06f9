"""Real data to learn from that travels with the package: nothing is downloaded."""

from nnlite.datasets import digits as digits

__all__ = ["digits"]
