"""Which settings hold for the whole process? The float type, the small constant epsilon, where randomness begins.

One seed decides everything: after `set_random_seed(7)` the first layer that asks for a seed receives the first one
derived from 7, the next the second, in every process alike. Without it, they derive from the system's entropy.
"""

from __future__ import annotations

import importlib
import os
import threading

import numpy as np

from nnlite._checks import choice, number_between, positive_int, received, whole_number

_switches: dict[str, bool] = {"interactive_logging": True, "traceback_filtering": False}
_limits: dict[str, int | None] = {"max_epochs": None, "max_steps_per_epoch": None}
_settings: dict[str, str | float] = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last",
                                    "matmul": "auto"}


def floatx() -> str:
    """The default float type, "float32" unless set otherwise.

    >>> floatx()
    'float32'
    """
    return str(_settings["floatx"])


def set_floatx(value: str) -> None:
    """Set the default float type of the variables and layers made from now on.

    Args:
        value: "float32" or "float64".

    Raises:
        ValueError: If it is another one.
    """
    _settings["floatx"] = choice(value, "value", "set_floatx", ["float32", "float64"])


def epsilon() -> float:
    """The small constant that keeps a division away from zero, 1e-7 unless set otherwise."""
    return float(_settings["epsilon"])


def set_epsilon(value: float) -> None:
    """Set the small constant that keeps a division away from zero.

    Args:
        value: A positive number.

    Raises:
        ValueError: If it is not.
    """
    _settings["epsilon"] = number_between(value, "value", "set_epsilon", 0, open_low=True)


def image_data_format() -> str:
    """Where the channels of an image are: "channels_last" (height, width, channels), or "channels_first"."""
    return str(_settings["image_data_format"])


def set_image_data_format(data_format: str) -> None:
    """Set where the channels of an image are, for layers that are not told.

    Args:
        data_format: "channels_last" or "channels_first".

    Raises:
        ValueError: If it is another one.
    """
    choices = ["channels_last", "channels_first"]
    _settings["image_data_format"] = choice(data_format, "data_format", "set_image_data_format", choices)


def matmul() -> str:
    """Who computes matrix products: "auto", "blocked" or "blas"."""
    return str(_settings["matmul"])


def set_matmul(path: str) -> None:
    """Set who computes the matrix products of the programs made from now on.

    Args:
        path: "blocked" for nnlite's own loops, "blas" for NumPy's library, "auto" for the faster by size.

    Raises:
        ValueError: If it is another one.
    """
    _settings["matmul"] = choice(path, "path", "set_matmul", ["auto", "blocked", "blas"])


def backend() -> str:
    """Who computes: always "nnlite"."""
    return "nnlite"


def dtype_policy() -> str:
    """The name of the type in which layers compute and keep their weights; the same as `floatx`."""
    return floatx()


def set_dtype_policy(policy: object) -> None:
    """Set the type of the layers made from now on, as `set_floatx` does.

    Args:
        policy: "float32" or "float64"; mixed precision is not supported.

    Raises:
        ValueError: If it is another one.
    """
    name = getattr(policy, "name", policy)
    if isinstance(name, str) and name not in ("float32", "float64"):
        raise ValueError(f"set_dtype_policy: layers compute in float32 or float64. {received('policy', policy)}. "
                         "Mixed precision is not supported.")
    set_floatx(name)  # type: ignore[arg-type]


def enable_interactive_logging() -> None:
    """Let verbose="auto" draw bars, which is so from the beginning."""
    _switches["interactive_logging"] = True


def disable_interactive_logging() -> None:
    """Let verbose="auto" mean a line an epoch (verbose=2), for log files."""
    _switches["interactive_logging"] = False


def is_interactive_logging_enabled() -> bool:
    """Whether verbose="auto" draws bars."""
    return _switches["interactive_logging"]


def enable_traceback_filtering() -> None:
    """Accepted for Keras's sake: errors are raised where they are found, so there is nothing to filter."""
    _switches["traceback_filtering"] = True


def disable_traceback_filtering() -> None:
    """Accepted for Keras's sake, like `enable_traceback_filtering`."""
    _switches["traceback_filtering"] = False


def is_traceback_filtering_enabled() -> bool:
    """What was set last; nothing depends on it."""
    return _switches["traceback_filtering"]


def max_epochs() -> int | None:
    """How many epochs `fit` makes at most; None for no limit."""
    return _limits["max_epochs"]


def set_max_epochs(max_epochs: int | None) -> None:
    """Limit the epochs of every `fit`, for a quick run of a long script.

    Args:
        max_epochs: A positive whole number, or None for no limit.
    """
    _limits["max_epochs"] = None if max_epochs is None else positive_int(max_epochs, "max_epochs", "set_max_epochs")


def max_steps_per_epoch() -> int | None:
    """How many steps `fit`, `evaluate` and `predict` make at most in a pass over the data; None for no limit."""
    return _limits["max_steps_per_epoch"]


def set_max_steps_per_epoch(max_steps_per_epoch: int | None) -> None:
    """Limit the steps of every pass over the data, for a quick run of a long script.

    Args:
        max_steps_per_epoch: A positive whole number, or None for no limit.
    """
    _limits["max_steps_per_epoch"] = None if max_steps_per_epoch is None else \
        positive_int(max_steps_per_epoch, "max_steps_per_epoch", "set_max_steps_per_epoch")


class _Seeds:
    """The global seed, and how many seeds were derived from it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.state = np.zeros(1, np.int64)  # of the draws that have no seed of their own; programs hold this very array
        self.set(None)

    def set(self, seed: int | None) -> None:
        with self.lock:
            self.seed = seed
            start = int.from_bytes(os.urandom(8), "little") if seed is None else ~seed  # ~: far from layers' own seeds
            self.state.view(np.uint64)[0] = start * 0xD1342543DE82EF95 % 2**64
            self.sequence: np.random.SeedSequence | None = None

    def next(self) -> int:
        with self.lock:
            if self.sequence is None:  # only now: numpy.random takes 20 ms to load
                self.sequence = np.random.SeedSequence(self.seed)
            (child,) = self.sequence.spawn(1)
        return int(child.generate_state(1, np.uint64)[0] >> np.uint64(11))      # 53 bits: exact in JSON


_seeds = _Seeds()


def set_random_seed(seed: int) -> None:
    """Make everything random from here on repeatable: nnlite, NumPy's `np.random` and Python's `random`.

    Args:
        seed: A whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: If it is not.
    """
    seed = whole_number(seed, "seed", "set_random_seed")
    if seed >= 2**32:
        raise ValueError(f"set_random_seed: seed must be below 2**32, NumPy's limit. Received: seed={seed}.")
    importlib.import_module("random").seed(seed)  # loaded when it is needed, as numpy.random is
    np.random.seed(seed)
    _seeds.set(seed)


def get_random_seed() -> int | None:
    """The seed that `set_random_seed` was given, or None."""
    return _seeds.seed


def next_seed() -> int:
    """The next seed of the process: derived from the global seed and a count, or from entropy without one.

    >>> set_random_seed(7)
    >>> first = next_seed(), next_seed()
    >>> set_random_seed(7)
    >>> first == (next_seed(), next_seed())
    True
    """
    return _seeds.next()


def random_state() -> np.ndarray:
    """The counter behind the random numbers that are drawn without a seed: one int64, which every draw moves on."""
    return _seeds.state


def generator(seed: int | None = None) -> np.random.Generator:
    """A stream of random numbers of its own, from a seed or from the next one of the process."""
    return np.random.Generator(np.random.PCG64(next_seed() if seed is None else seed))
