"""Does every public op with several arguments of numbers teach each of them? Against differences, on a tape and drawn.

`check_function` does the comparison; here each op is given, and each is also asked for one argument alone: the others
are then constants, and the program leaves out their gradients.
"""

import numpy as np
import pytest
from gradients import check_function

from nnlite import ops

RANDOM = np.random.default_rng(4)


def normal(*shape):
    return RANDOM.normal(size=shape)


def rows(*shape):
    p = RANDOM.uniform(0.2, 1, size=shape)
    return p / p.sum(-1, keepdims=True)


X, Y, V = normal(3, 4), normal(3, 4) + 0.1, normal(4)
P, Q = rows(3, 4), rows(3, 4)
CONDITION = X > 0.2
CASES = {
    "add": (X, V), "subtract": (X, V), "multiply": (X, V), "divide": (X, P), "true_divide": (X, P), "power": (P, V),
    "maximum": (X, Y), "minimum": (X, Y), "mod": (X, 3 + P), "arctan2": (X, Y),
    "hypot": (X, Y), "logaddexp": (X, V), "logaddexp2": (X, V), "floor_divide": (X, 3 + P),
    "divide_no_nan": (X, P),
    "matmul": (X, Y.T), "dot": (X, V), "vdot": (X, Y), "inner": (X, V), "outer": (V, X[0]), "kron": (X[:2, :2], V[:2]),
    "tensordot": (X, Y.T), "cross": (X[:, :3], V[:3]),
    "squared_error": (X, Y), "absolute_error": (X, Y), "logarithmic_error": (P, Q), "percentage_error": (Y, X),
    "huber": (X, Y), "log_cosh": (X, Y), "hinge": (X, Y), "squared_hinge": (X, Y), "categorical_hinge": (P, X),
    "poisson": (P, Q), "kl_divergence": (P, Q), "cosine_similarity": (X, Y), "binary_crossentropy": (P, Q),
    "categorical_crossentropy": (P, Q), "overlap": (P, Q), "binary_focal_crossentropy": (P, Q),
    "categorical_focal_crossentropy": (P, Q), "weighted_mean": (V, P[0]), "weighted_sum": (V, P[0]),
    "shares": (P[0], Q[0]),
    "batch_normalization": (X, V, P[0], Y[0], Q[0]), "layer_normalization": (X, V, Y[0]),
    "rms_normalization": (X, V), "average": (X, P), "dense": (X, Y.T, normal(3)),
}
CALLS = {
    "tensordot": lambda x1, x2: ops.tensordot(x1, x2, 1),
    "batch_normalization": lambda x, mean, variance, offset, scale: ops.batch_normalization(
        x, mean, variance, axis=-1, offset=offset, scale=scale),
    "average": lambda x, weights: ops.average(x, axis=1, weights=weights),
    "shares of a product": lambda x, w: ops.shares(x, w, of_product=True),
    "where": lambda x, y: ops.where(CONDITION, x, y),
    "select": lambda x, y: ops.select([CONDITION, X < -1], [x, y], default=x * y),
    "clip": lambda x, low, high: ops.clip(x, low, high),
    "concatenate": lambda x, y: ops.concatenate([x, y], axis=1),
    "stack": lambda x, y: ops.stack([x, y], axis=1),
    "meshgrid": lambda x, y: ops.meshgrid(x, y),
    "einsum": lambda x, y, v: ops.einsum("ij,kj,j->ik", x, y, v),
    "full_like": lambda x, value: x * ops.full_like(x, value),
    "scatter_update": lambda x, u: ops.scatter_update(x, [[0, 1], [2, 3]], u),
    "slice_update": lambda x, u: ops.slice_update(x, (0, 1), u),
    "append": lambda x, y: ops.append(x, y, axis=0),
    "logits": lambda t, z: ops.categorical_crossentropy(t, z, from_logits=True),
    "binary logits": lambda t, z: ops.binary_crossentropy(t, z, from_logits=True),
    "focal of sums": lambda t, p: ops.categorical_focal_crossentropy(t, 2 * p),
    "binary focal logits": lambda t, z: ops.binary_focal_crossentropy(t, z, from_logits=True),
    "cosine along 0": lambda x, y: ops.cosine_similarity(x, y, axis=0),
    "carried": lambda x, v: ops.scan(lambda carry, row: (carry * row, carry + row), v, x)[1],
    "cond": lambda x, y: ops.cond(True, lambda: x * y, lambda: x),
}
MORE = {
    "shares of a product": (P[0], Q[0]), "where": (X, V), "select": (X, Y), "concatenate": (X, Y), "stack": (X, Y),
    "meshgrid": (V, X[0]), "einsum": (X, Y, V), "scatter_update": (X, V[:2]), "slice_update": (X, Y[:2, :2]),
    "clip": (X, -P[0], Q[0]), "full_like": (X, np.array(0.3)), "focal of sums": (P, Q),
    "binary focal logits": (P, X), "cosine along 0": (X, Y), "carried": (X, V), "append": (X, Y), "logits": (P, X),
    "binary logits": (P, X), "cond": (X, Y),
}
ALL = {name: (CALLS.get(name) or getattr(ops, name), inputs) for name, inputs in (CASES | MORE).items()}


def with_constants(function, inputs, place):
    """The function of one argument; the others stay as they are."""
    return lambda value: function(*inputs[:place], value, *inputs[place + 1:])


@pytest.mark.parametrize("name", ALL)
def test_every_argument(name):
    function, inputs = ALL[name]
    check_function(function, *inputs, tolerance=2e-6)
    for place, value in enumerate(inputs):
        check_function(with_constants(function, inputs, place), value, tolerance=2e-6)
