"""nnlite: the Keras functional API in one small, compiled, readable package.

    >>> import nnlite
    >>> x = nnlite.Input(shape=(64,))
    >>> h = nnlite.layers.Dense(32, activation="relu")(x)
    >>> model = nnlite.Model(x, nnlite.layers.Dense(10, activation="softmax")(h))
    >>> model.count_params()
    2410
"""

from nnlite import (
    activations,
    backend,
    callbacks,
    config,
    constraints,
    datasets,
    initializers,
    layers,
    losses,
    metrics,
    models,
    ops,
    optimizers,
    random,
    regularizers,
    saving,
    utils,
    wrappers,
)
from nnlite._about import __version__, show_config
from nnlite.graph.tape import GradientTape
from nnlite.graph.variable import Variable
from nnlite.layers import Input, Layer
from nnlite.models import Model, Sequential

__all__ = [
    "GradientTape", "Input", "Layer", "Model", "Sequential", "Variable", "__version__", "activations", "backend",
    "callbacks", "config", "constraints", "datasets", "initializers", "layers", "losses", "metrics", "models",
    "ops", "optimizers", "random", "regularizers", "saving", "show_config", "utils", "wrappers",
]
