"""Where do random numbers begin? At a seed: one for a single draw, a generator for many, or the process's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import sentence, unexpected_keywords, whole_number
from nnlite._naming import unique_name
from nnlite.ops.op import compute
from nnlite.ops.random import Draw, Stream


class SeedGenerator:
    """A stream of random numbers: every draw from it goes on where the last one ended.

    Args:
        seed: Where it begins, a whole number; by default derived from the global seed.
        name: Its name.

    Attributes:
        state: An int64 array of one number, which counts the draws.

    Example:

        >>> import nnlite
        >>> stream = nnlite.random.SeedGenerator(3)
        >>> first, second = nnlite.random.normal((2,), seed=stream), nnlite.random.normal((2,), seed=stream)
        >>> bool((first == second).any())
        False
        >>> again = nnlite.random.SeedGenerator(3)
        >>> bool((first == nnlite.random.normal((2,), seed=again)).all())
        True
    """

    def __init__(self, seed: int | None = None, name: str | None = None, **kwargs: Any) -> None:
        unexpected_keywords("SeedGenerator", kwargs, ["backend"])
        self.seed = None if seed is None else whole_number(seed, "seed", "SeedGenerator", least=-(2**63))
        self.name = name or unique_name("SeedGenerator")
        self.state = started(config.next_seed() if self.seed is None else self.seed)

    def next(self, ordered: bool = True) -> int:
        """A seed for something else; the stream moves on by one draw."""
        return int(compute(Draw("random_integers", (1,), np.int64, Stream(self.state), 0, 2**53), ())[0])

    def get_config(self) -> dict[str, Any]:
        """The arguments that make the same generator again."""
        return {"seed": self.seed, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> SeedGenerator:
        """A generator from its configuration."""
        return cls(**config)


def started(seed: int) -> np.ndarray:
    """A state at a seed."""
    return np.array([seed % 2**64], np.uint64).view(np.int64)


def stream_of(seed: Any, who: str) -> Stream:
    """Where a draw's numbers come from: a whole number repeats them, a generator goes on, None is the process's own."""
    if seed is None:
        return Stream(config.random_state())
    if isinstance(seed, SeedGenerator):
        return Stream(seed.state)
    if isinstance(seed, bool) or not hasattr(seed, "__index__"):
        raise ValueError(sentence(who, "seed must be a whole number or a SeedGenerator", "seed", seed))
    start = started(seed.__index__())
    return Stream(start.copy(), start)
