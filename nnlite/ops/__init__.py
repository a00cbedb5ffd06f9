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
<<<<<<< HEAD
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
=======
from nnlite.ops.arithmetic import add, cast, penalty, scale
from nnlite.ops.control import associative_scan, cond, fori_loop, map, scan, switch, vectorized_map, while_loop
from nnlite.ops.counting import bincount, digitize, histogram, nonzero, unique, unravel_index
from nnlite.ops.creation import arange, empty, eye, full, identity, linspace, logspace, ones, tri, zeros
>>>>>>> ops2
from nnlite.ops.crossentropies import binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy
from nnlite.ops.dense import dense
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
from nnlite.ops.gathering import lookup, take
from nnlite.ops.hot import multi_hot, one_hot
from nnlite.ops.indexing import get_item
from nnlite.ops.joining import append, concatenate, dstack, hstack, stack, vstack
from nnlite.ops.losses import smooth_labels
from nnlite.ops.median import median
from nnlite.ops.metrics import accumulate_mean, binary_matches, categorical_matches, sparse_matches
from nnlite.ops.norms import average, norm
from nnlite.ops.op import Op, Symbolic
<<<<<<< HEAD
from nnlite.ops.products import cumprod, cumsum, prod
=======
from nnlite.ops.ordering import argpartition, argsort, in_top_k, searchsorted, sort, take_along_axis, top_k
from nnlite.ops.padding import pad
>>>>>>> ops2
from nnlite.ops.random import dropout
from nnlite.ops.reduction import all, allclose, any, count_nonzero, mean, sum
from nnlite.ops.reductions import differs, exceeds, shares, weighted_mean, weighted_sum
<<<<<<< HEAD
from nnlite.ops.selection import clip, nan_to_num, select, where
from nnlite.ops.shaping import concatenate, flatten, reshape
=======
from nnlite.ops.repeating import broadcast_to, meshgrid, repeat, tile
from nnlite.ops.scattering import scatter, scatter_update
from nnlite.ops.segments import segment_max, segment_min, segment_prod, segment_sum
from nnlite.ops.shaping import expand_dims, flatten_samples, ravel, reshape, reshape_samples, squeeze
>>>>>>> ops2
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
<<<<<<< HEAD
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
=======
from nnlite.ops.splitting import array_split, dsplit, hsplit, split, unstack, vsplit
from nnlite.ops.tensor_products import dot, einsum, inner, matmul, outer, tensordot, trace, vdot
from nnlite.ops.transposing import flip, fliplr, flipud, moveaxis, roll, rot90, swapaxes, transpose
from nnlite.ops.triangles import diag, diagflat, diagonal, tril, triu
from nnlite.ops.vectors import cross, kron
from nnlite.ops.windows import slice, slice_update
>>>>>>> ops2

__all__ = [
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6",
    "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "sparsemax", "tanh", "celu", "glu", "hard_shrink",
    "hard_silu", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid", "squareplus",
<<<<<<< HEAD
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
=======
    "tanh_shrink", "threshold", "add", "cast", "penalty", "scale", "dense", "absolute_error", "squared_error",
    "percentage_error", "logarithmic_error", "huber", "log_cosh", "poisson", "kl_divergence", "hinge", "squared_hinge",
    "categorical_hinge", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy",
    "binary_focal_crossentropy", "categorical_focal_crossentropy", "generalized_crossentropy", "cosine_similarity",
    "overlap", "circle", "smooth_labels", "weighted_mean", "weighted_sum", "shares", "differs", "exceeds",
    "accumulate_mean", "binary_matches", "categorical_matches", "sparse_matches", "Op", "Symbolic", "dropout",
    # the same numbers elsewhere, creation, products, loops
    "append", "arange", "argpartition", "argsort", "array_split", "associative_scan", "bincount", "broadcast_to",
    "concatenate", "cond", "cross", "diag", "diagflat", "diagonal", "digitize", "dot", "dsplit", "dstack", "einsum",
    "empty", "expand_dims", "eye", "flatten_samples", "flip", "fliplr", "flipud", "fori_loop", "full", "get_item",
    "histogram", "hsplit", "hstack", "identity", "in_top_k", "inner", "kron", "linspace", "logspace", "lookup", "map",
    "matmul", "meshgrid", "moveaxis", "multi_hot", "nonzero", "one_hot", "ones", "outer", "pad", "ravel", "repeat",
    "reshape", "reshape_samples", "roll", "rot90", "scan", "scatter", "scatter_update", "searchsorted", "segment_max",
    "segment_min", "segment_prod", "segment_sum", "slice", "slice_update", "sort", "split", "squeeze", "stack",
    "swapaxes", "switch", "take", "take_along_axis", "tensordot", "tile", "top_k", "trace", "transpose", "tri", "tril",
    "triu", "unique", "unravel_index", "unstack", "vdot", "vectorized_map", "vsplit", "vstack", "while_loop", "zeros",
>>>>>>> ops2
]
