"""Which initializer does a name, a configuration or an array stand for?"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnlite._identifiers import Registry
from nnlite.initializers.constant import Constant, Identity, Ones, Zeros
from nnlite.initializers.distributions import RandomNormal, RandomUniform, TruncatedNormal
from nnlite.initializers.initializer import Initializer
from nnlite.initializers.orthogonal import Orthogonal
from nnlite.initializers.variance_scaling import (
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    VarianceScaling,
)

REGISTRY = Registry("initializer", {
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "lecun_uniform": LecunUniform,
    "lecun_normal": LecunNormal,
    "random_uniform": RandomUniform,
    "random_normal": RandomNormal,
    "truncated_normal": TruncatedNormal,
    "variance_scaling": VarianceScaling,
    "orthogonal": Orthogonal,
    "identity": Identity,
}, aliases={
    "zero": Zeros,
    "one": Ones,
    "uniform": RandomUniform,
    "normal": RandomNormal,
    "OrthogonalInitializer": Orthogonal,
    "IdentityInitializer": Identity,
}, base=Initializer, module="keras.initializers")


def get(identifier: Any, argument: str = "initializer") -> Callable[..., Any] | None:
    """The initializer that an identifier stands for.

    Args:
        identifier: None, an `Initializer`, a function of (shape, dtype), a class, a name such as "he_normal", a
            configuration, or an array that holds the values themselves.
        argument: The name of the argument that it came in, for the error sentence.

    Raises:
        ValueError: If it stands for nothing known.

    Example:
        >>> from nnlite import initializers
        >>> type(initializers.get("he_normal")).__name__
        'HeNormal'
    """
    if isinstance(identifier, np.ndarray | np.generic):
        return Constant(identifier)
    return REGISTRY.get(identifier, argument)


def serialize(initializer: Any) -> Any:
    """Keras's dictionary form of an initializer; the name of a function."""
    return REGISTRY.serialize(initializer)


def deserialize(config: Any, custom_objects: Mapping[str, Any] | None = None) -> Callable[..., Any] | None:
    """The initializer that `serialize` described."""
    return REGISTRY.get(config, custom_objects=custom_objects)
