"""What is an initializer? A description that, called with a shape, returns an array of first values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from nnlite import config
from nnlite._checks import sentence, whole_number
from nnlite.random.seed_generator import SeedGenerator


class Initializer:
    """Base of all initializers: `initializer(shape, dtype=None)` returns an array.

    A subclass defines `__call__`, and `get_config` where its constructor takes arguments.

    Example:
        >>> import numpy as np
        >>> from nnlite import initializers
        >>> class Counting(initializers.Initializer):
        ...     def __call__(self, shape, dtype=None):
        ...         return np.arange(np.prod(shape), dtype=dtype).reshape(shape)
        >>> Counting()((2, 3), "float32").tolist()
        [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    """

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        """The first values of a weight of this shape; `dtype` is the default float type when None."""
        raise NotImplementedError(f"{type(self).__name__} must define __call__(shape, dtype=None).")

    def get_config(self) -> dict[str, Any]:
        """The arguments that build the same initializer again."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """An initializer from what `get_config` returned."""
        return cls(**config)

    def clone(self) -> Self:
        """The same description again; without a seed of its own, the copy draws other values."""
        return self.from_config(self.get_config())


class RandomInitializer(Initializer):
    """Base of the random initializers, which hold a seed.

    The values depend on the seed and the shape alone, so that every call repeats them, as in Keras 3. Without a
    seed, each *object* takes the process's next one, so that each layer begins with values of its own. With a
    `SeedGenerator` every call draws others.
    """

    def __init__(self, seed: Any = None) -> None:
        if isinstance(seed, Mapping):  # a generator's configuration
            seed = SeedGenerator.from_config(seed["config"])
        given = seed is None or isinstance(seed, SeedGenerator)
        self._given_seed = seed if given else whole_number(seed, "seed", type(self).__name__)
        self.seed = config.next_seed() if self._given_seed is None else self._given_seed

    def generator(self) -> np.random.Generator:
        """The stream of numbers that a call draws from, at its beginning."""
        return config.generator(self.seed.next() if isinstance(self.seed, SeedGenerator) else self.seed)

    def get_config(self) -> dict[str, Any]:
        seed = self._given_seed
        if isinstance(seed, SeedGenerator):
            seed = {"module": "keras.random", "class_name": "SeedGenerator", "config": seed.get_config(),
                    "registered_name": None}
        return {"seed": seed}


def check_shape(shape: Sequence[int], who: str) -> tuple[int, ...]:
    """A shape as a tuple of ints."""
    if not isinstance(shape, Sequence) or isinstance(shape, str):
        fix = f"Write shape=({shape},)." if isinstance(shape, int) else ""
        raise ValueError(sentence(who, "shape must be a tuple of whole numbers", "shape", shape, fix))
    return tuple(whole_number(size, "each size in shape", who) for size in shape)


def check_dtype(dtype: Any, who: str, kinds: str = "biuf") -> np.dtype:
    """A NumPy type of one of the kinds; the default float type for None."""
    try:
        checked = np.dtype(config.floatx() if dtype is None else dtype)
    except TypeError:
        checked = None
    if checked is None or checked.kind not in kinds:
        wrong = "dtype must be a float type" if kinds == "f" else "dtype must be a float, whole or bool type"
        raise ValueError(sentence(who, wrong, "dtype", dtype, "Write dtype='float32' or 'float64'."))
    return checked
