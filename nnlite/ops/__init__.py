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
from nnlite.ops.arithmetic import cast, penalty, scale
from nnlite.ops.binary import (
    add,
    arctan2,
    divide,
    divide_no_nan,
    floor_divide,
    hypot,
    logaddexp,
    logaddexp2,
    maximum,
    minimum,
    mod,
    multiply,
    power,
    subtract,
    true_divide,
)
from nnlite.ops.comparison import (
    equal,
    greater,
    greater_equal,
    isclose,
    isfinite,
    isinf,
    isnan,
    isneginf,
    isposinf,
    less,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    not_equal,
)
from nnlite.ops.conversion import convert_to_numpy, convert_to_tensor, is_tensor, ndim, shape, stop_gradient
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
from nnlite.ops.extremes import amax, amin, argmax, argmin, max, min
from nnlite.ops.filling import full_like, ones_like, zeros_like
from nnlite.ops.focal import binary_focal_crossentropy, categorical_focal_crossentropy, generalized_crossentropy
from nnlite.ops.losses import smooth_labels
from nnlite.ops.median import median
from nnlite.ops.metrics import accumulate_mean, binary_matches, categorical_matches, sparse_matches
from nnlite.ops.norms import average, norm
from nnlite.ops.op import Op, Symbolic
from nnlite.ops.products import cumprod, cumsum, prod
from nnlite.ops.random import dropout
from nnlite.ops.reduction import all, allclose, any, count_nonzero, mean, sum
from nnlite.ops.selection import clip, nan_to_num, select, where
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
from nnlite.ops.statistics import logsumexp, moments, std, var
from nnlite.ops.trigonometry import (
    arccos,
    arccosh,
    arcsin,
    arcsinh,
    arctan,
    arctanh,
    cos,
    cosh,
    deg2rad,
    rad2deg,
    sin,
    sinh,
    tan,
)
from nnlite.ops.unary import (
    abs,
    absolute,
    cbrt,
    ceil,
    erf,
    exp,
    exp2,
    expm1,
    floor,
    log,
    log1p,
    log2,
    log10,
    negative,
    reciprocal,
    round,
    rsqrt,
    sign,
    sqrt,
    square,
    trunc,
)
from nnlite.ops.weighting import differs, exceeds, shares, weighted_mean, weighted_sum

__all__ = [
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6",
    "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "sparsemax", "tanh", "celu", "glu", "hard_shrink",
    "hard_silu", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid", "squareplus",
    "tanh_shrink", "threshold", "add", "cast", "penalty", "scale", "dense", "matmul", "absolute_error",
    "squared_error", "percentage_error", "logarithmic_error", "huber", "log_cosh", "poisson", "kl_divergence", "hinge",
    "squared_hinge", "categorical_hinge", "binary_crossentropy", "categorical_crossentropy",
    "sparse_categorical_crossentropy", "binary_focal_crossentropy", "categorical_focal_crossentropy",
    "generalized_crossentropy", "cosine_similarity", "overlap", "circle", "smooth_labels", "weighted_mean",
    "weighted_sum", "shares", "differs", "exceeds", "accumulate_mean", "binary_matches", "categorical_matches",
    "sparse_matches", "Op", "Symbolic", "dropout", "concatenate", "flatten", "reshape", "arctan2", "divide",
    "floor_divide", "logaddexp", "maximum", "minimum", "mod", "multiply", "power", "subtract", "true_divide", "equal",
    "greater", "greater_equal", "isclose", "isfinite", "isinf", "isnan", "less", "less_equal", "logical_and",
    "logical_not", "logical_or", "logical_xor", "not_equal", "convert_to_numpy", "convert_to_tensor", "is_tensor",
    "shape", "stop_gradient", "amax", "amin", "argmax", "argmin", "max", "min", "full_like", "ones_like", "zeros_like",
    "median", "average", "norm", "cumprod", "cumsum", "prod", "all", "any", "count_nonzero", "mean", "sum", "clip",
    "nan_to_num", "select", "where", "logsumexp", "moments", "std", "var", "arccos", "arccosh", "arcsin", "arcsinh",
    "arctan", "arctanh", "cos", "cosh", "sin", "sinh", "tan", "abs", "absolute", "ceil", "erf", "exp", "exp2", "expm1",
    "floor", "log", "log1p", "log2", "log10", "negative", "reciprocal", "round", "rsqrt", "sign", "sqrt", "square",
    "trunc", "divide_no_nan", "hypot", "logaddexp2", "isneginf", "isposinf", "ndim", "allclose", "cbrt", "deg2rad",
    "rad2deg",
]
