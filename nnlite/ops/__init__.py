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
from nnlite.ops.control import associative_scan, cond, fori_loop, map, scan, switch, vectorized_map, while_loop
from nnlite.ops.conversion import convert_to_numpy, convert_to_tensor, is_tensor, ndim, shape, stop_gradient
from nnlite.ops.counting import bincount, digitize, histogram, nonzero, unique, unravel_index
from nnlite.ops.creation import arange, empty, eye, full, identity, linspace, logspace, ones, tri, zeros
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
from nnlite.ops.gathering import take
from nnlite.ops.hot import multi_hot, one_hot
from nnlite.ops.indexing import get_item
from nnlite.ops.joining import append, concatenate, dstack, hstack, stack, vstack
from nnlite.ops.lookup import lookup
from nnlite.ops.losses import smooth_labels
from nnlite.ops.median import median
from nnlite.ops.norms import average, norm
from nnlite.ops.op import Op, Symbolic
from nnlite.ops.ordering import argpartition, argsort, in_top_k, searchsorted, sort, take_along_axis, top_k
from nnlite.ops.padding import pad
from nnlite.ops.products import cumprod, cumsum, prod
from nnlite.ops.random import dropout
from nnlite.ops.reduction import all, allclose, any, count_nonzero, mean, sum
from nnlite.ops.repeating import broadcast_to, meshgrid, repeat, tile
from nnlite.ops.scattering import scatter, scatter_update
from nnlite.ops.segments import segment_max, segment_min, segment_prod, segment_sum
from nnlite.ops.selection import clip, nan_to_num, select, where
from nnlite.ops.shaping import expand_dims, flatten_samples, ravel, reshape, reshape_samples, squeeze
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
from nnlite.ops.splitting import array_split, dsplit, hsplit, split, unstack, vsplit
from nnlite.ops.statistics import logsumexp, moments, std, var
from nnlite.ops.tensor_products import dot, einsum, inner, matmul, outer, tensordot, trace, vdot
from nnlite.ops.transposing import flip, fliplr, flipud, moveaxis, roll, rot90, swapaxes, transpose
from nnlite.ops.triangles import diag, diagflat, diagonal, tril, triu
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
from nnlite.ops.vectors import cross, kron
from nnlite.ops.weighting import differs, exceeds, shares, weighted_mean, weighted_sum
from nnlite.ops.windows import slice, slice_update

__all__ = [
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6",
    "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "sparsemax", "tanh", "cast", "penalty", "scale",
    "add", "arctan2", "divide", "divide_no_nan", "floor_divide", "hypot", "logaddexp", "logaddexp2", "maximum",
    "minimum", "mod", "multiply", "power", "subtract", "true_divide", "equal", "greater", "greater_equal",
    "isclose", "isfinite", "isinf", "isnan", "isneginf", "isposinf", "less", "less_equal", "logical_and",
    "logical_not", "logical_or", "logical_xor", "not_equal", "associative_scan", "cond", "fori_loop", "map",
    "scan", "switch", "vectorized_map", "while_loop", "convert_to_numpy", "convert_to_tensor", "is_tensor", "ndim",
    "shape", "stop_gradient", "bincount", "digitize", "histogram", "nonzero", "unique", "unravel_index", "arange",
    "empty", "eye", "full", "identity", "linspace", "logspace", "ones", "tri", "zeros", "binary_crossentropy",
    "categorical_crossentropy", "sparse_categorical_crossentropy", "dense", "absolute_error", "categorical_hinge",
    "hinge", "huber", "kl_divergence", "log_cosh", "logarithmic_error", "percentage_error", "poisson",
    "squared_error", "squared_hinge", "amax", "amin", "argmax", "argmin", "max", "min", "full_like", "ones_like",
    "zeros_like", "binary_focal_crossentropy", "categorical_focal_crossentropy", "generalized_crossentropy",
    "lookup", "take", "multi_hot", "one_hot", "get_item", "append", "concatenate", "dstack", "hstack", "stack",
    "vstack", "smooth_labels", "median", "average", "norm", "Op", "Symbolic", "argpartition", "argsort", "in_top_k",
    "searchsorted", "sort", "take_along_axis", "top_k", "pad", "cumprod", "cumsum", "prod", "dropout", "all",
    "allclose", "any", "count_nonzero", "mean", "sum", "broadcast_to", "meshgrid", "repeat", "tile", "scatter", "scatter_update",
    "segment_max", "segment_min", "segment_prod", "segment_sum", "clip", "nan_to_num", "select", "where",
    "expand_dims", "flatten_samples", "ravel", "reshape", "reshape_samples", "squeeze", "celu", "glu",
    "hard_shrink", "hard_silu", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid",
    "squareplus", "tanh_shrink", "threshold", "circle", "cosine_similarity", "overlap", "array_split", "dsplit",
    "hsplit", "split", "unstack", "vsplit", "logsumexp", "moments", "std", "var", "dot", "einsum", "inner",
    "matmul", "outer", "tensordot", "trace", "vdot", "flip", "fliplr", "flipud", "moveaxis", "roll", "rot90",
    "swapaxes", "transpose", "diag", "diagflat", "diagonal", "tril", "triu", "arccos", "arccosh", "arcsin",
    "arcsinh", "arctan", "arctanh", "cos", "cosh", "deg2rad", "rad2deg", "sin", "sinh", "tan", "abs", "absolute",
    "cbrt", "ceil", "erf", "exp", "exp2", "expm1", "floor", "log", "log10", "log1p", "log2", "negative",
    "reciprocal", "round", "rsqrt", "sign", "sqrt", "square", "trunc", "cross", "kron", "differs", "exceeds",
    "shares", "weighted_mean", "weighted_sum", "slice", "slice_update",
]
