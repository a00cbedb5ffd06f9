"""The mathematics of nnlite: on arrays an op computes at once, on symbolic tensors it is recorded."""

from nnlite.ops.activations import (
    elu,
    exponential,
    gelu,
    hard_sigmoid,
    leaky_relu,
    linear,
    log_softmax,
    mish,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    softmax,
    softplus,
    softsign,
    sparsemax,
    tanh,
)
from nnlite.ops.arithmetic import add, cast, penalty, scale
from nnlite.ops.dense import dense, matmul
from nnlite.ops.losses import (
    absolute_error,
    binary_crossentropy,
    categorical_crossentropy,
    smooth_labels,
    sparse_categorical_crossentropy,
    squared_error,
    weighted_mean,
    weighted_sum,
)
from nnlite.ops.metrics import accumulate_mean, binary_matches, categorical_matches, sparse_matches
from nnlite.ops.op import Op, Symbolic
from nnlite.ops.random import dropout
from nnlite.ops.shaping import concatenate, flatten, reshape
from nnlite.ops.shrinks import (
    celu,
    glu,
    hard_shrink,
    hard_silu,
    hard_tanh,
    log_sigmoid,
    soft_shrink,
    sparse_plus,
    sparse_sigmoid,
    squareplus,
    tanh_shrink,
    threshold,
)

__all__ = [
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6",
    "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "sparsemax", "tanh", "celu", "glu", "hard_shrink",
    "hard_silu", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid", "squareplus",
    "tanh_shrink", "threshold", "add", "cast", "penalty", "scale", "dense",
    "matmul", "absolute_error", "binary_crossentropy", "categorical_crossentropy", "smooth_labels",
    "sparse_categorical_crossentropy", "squared_error", "weighted_mean", "weighted_sum", "accumulate_mean",
    "binary_matches", "categorical_matches", "sparse_matches", "Op", "Symbolic", "dropout", "concatenate",
    "flatten", "reshape",
]
