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
from nnlite.ops.crossentropies import binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy
from nnlite.ops.dense import dense, matmul
from nnlite.ops.errors import (
    absolute_error,
    categorical_hinge,
    hinge,
    huber,
    kl_divergence,
    log_cosh,
    logarithmic_error,
    percentage_error,
    poisson,
    squared_error,
    squared_hinge,
)
from nnlite.ops.focal import binary_focal_crossentropy, categorical_focal_crossentropy, generalized_crossentropy
from nnlite.ops.losses import smooth_labels
from nnlite.ops.metrics import accumulate_mean, binary_matches, categorical_matches, sparse_matches
from nnlite.ops.op import Op, Symbolic
from nnlite.ops.random import dropout
from nnlite.ops.reductions import differs, exceeds, shares, weighted_mean, weighted_sum
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
from nnlite.ops.similarities import circle, cosine_similarity, overlap

__all__ = [
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6",
    "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "sparsemax", "tanh", "celu", "glu", "hard_shrink",
    "hard_silu", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid", "squareplus",
    "tanh_shrink", "threshold", "add", "cast", "penalty", "scale", "dense", "matmul", "absolute_error", "squared_error",
    "percentage_error", "logarithmic_error", "huber", "log_cosh", "poisson", "kl_divergence", "hinge", "squared_hinge",
    "categorical_hinge", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy",
    "binary_focal_crossentropy", "categorical_focal_crossentropy", "generalized_crossentropy", "cosine_similarity",
    "overlap", "circle", "smooth_labels", "weighted_mean", "weighted_sum", "shares", "differs", "exceeds",
    "accumulate_mean", "binary_matches", "categorical_matches", "sparse_matches", "Op", "Symbolic", "dropout",
    "concatenate", "flatten", "reshape",
]
