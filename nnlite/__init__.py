"""nnlite: the Keras functional API in one small, compiled, readable package.

    >>> import nnlite
    >>> x = nnlite.Input(shape=(64,))
    >>> h = nnlite.layers.Dense(32, activation="relu")(x)
    >>> model = nnlite.Model(x, nnlite.layers.Dense(10, activation="softmax")(h))
    >>> model.count_params()
    2410
"""

from nnlite import (
    _missing,
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
    preprocessing,
    random,
    regularizers,
    saving,
    tree,
    utils,
    wrappers,
)
from nnlite._about import __version__, show_config, version
from nnlite._scopes import device, name_scope
from nnlite.graph.tape import GradientTape
from nnlite.graph.tensor import Tensor as KerasTensor
from nnlite.graph.variable import Variable
from nnlite.initializers import Initializer
from nnlite.layers import Input, InputSpec, Layer
from nnlite.losses import Loss
from nnlite.metrics import Metric
from nnlite.models import Model, Sequential
from nnlite.optimizers import Optimizer
from nnlite.regularizers import Regularizer

__all__ = [
    "GradientTape", "Initializer", "Input", "InputSpec", "KerasTensor", "Layer", "Loss", "Metric", "Model",
    "Optimizer", "Regularizer", "Sequential", "Variable", "__version__", "activations", "backend", "callbacks",
    "config", "constraints", "datasets", "device", "initializers", "layers", "losses", "metrics", "models",
    "name_scope", "ops", "optimizers", "preprocessing", "random", "regularizers", "saving", "show_config", "tree",
    "utils", "version", "wrappers",
]

_missing.explain(__name__, *__all__, "optimizers.schedules")
