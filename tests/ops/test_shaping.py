"""The ops that put numbers elsewhere: values as NumPy's, gradients by central differences, shapes with None, errors."""

import numpy as np
import pytest
from gradients import check_function

import nnlite
from nnlite import ops

RANDOM = np.random.default_rng(3)
X = RANDOM.normal(size=(2, 3, 4))
M, V = RANDOM.normal(size=(3, 4)), RANDOM.normal(size=5)
PAIRS = ((1, 2), (0, 0), (2, 1))

# name: (nnlite's, NumPy's, arguments); every one is checked for its value, its gradient and its type
CASES = {
    "reshape": (lambda x: ops.reshape(x, (4, -1)), lambda x: x.reshape(4, -1), X),
    "reshape to a number": (lambda x: ops.reshape(x, ()), lambda x: x.reshape(()), X[:1, :1, :1]),
    "ravel": (ops.ravel, np.ravel, X),
    "expand_dims": (lambda x: ops.expand_dims(x, (0, -2)), lambda x: np.expand_dims(x, (0, -2)), X),
    "squeeze": (ops.squeeze, np.squeeze, X[:, :1, None]),
    "squeeze axis": (lambda x: ops.squeeze(x, 1), lambda x: np.squeeze(x, 1), X[:1, :1]),
    "transpose": (ops.transpose, np.transpose, X),
    "transpose axes": (lambda x: ops.transpose(x, (0, -1, 1)), lambda x: np.transpose(x, (0, 2, 1)), X),
    "swapaxes": (lambda x: ops.swapaxes(x, 0, -1), lambda x: np.swapaxes(x, 0, -1), X),
    "moveaxis": (lambda x: ops.moveaxis(x, (0, 1), (-1, 0)), lambda x: np.moveaxis(x, (0, 1), (-1, 0)), X),
    "flip": (ops.flip, np.flip, X),
    "flip axis": (lambda x: ops.flip(x, (0, -1)), lambda x: np.flip(x, (0, -1)), X),
    "fliplr": (ops.fliplr, np.fliplr, X),
    "flipud": (ops.flipud, np.flipud, X),
    "roll": (lambda x: ops.roll(x, 3), lambda x: np.roll(x, 3), X),
    "roll axes": (lambda x: ops.roll(x, (-1, 9), (0, 2)), lambda x: np.roll(x, (-1, 9), (0, 2)), X),
    "rot90": (lambda x: ops.rot90(x, 3, (1, 2)), lambda x: np.rot90(x, 3, (1, 2)), X),
    "rot90 twice": (lambda x: ops.rot90(x, -2), lambda x: np.rot90(x, -2), X),
    "concatenate": (lambda x, y: ops.concatenate([x, y, x], 1), lambda x, y: np.concatenate([x, y, x], 1), X, X[:, 1:]),
    "stack": (lambda x, y: ops.stack([x, y, x], -1), lambda x, y: np.stack([x, y, x], -1), X, X + 1),
    "hstack": (lambda x, y: ops.hstack([x, y]), lambda x, y: np.hstack([x, y]), X, X[:, 1:]),
    "hstack rows": (lambda x, y: ops.hstack([x, y]), lambda x, y: np.hstack([x, y]), V, V[1:]),
    "vstack": (lambda x, y: ops.vstack([x, y]), lambda x, y: np.vstack([x, y]), V, V + 1),
    "dstack": (lambda x, y: ops.dstack([x, y]), lambda x, y: np.dstack([x, y]), M, M + 1),
    "dstack rows": (lambda x, y: ops.dstack([x, y]), lambda x, y: np.dstack([x, y]), V, V + 1),
    "append": (ops.append, np.append, X, M),
    "split": (lambda x: ops.split(x, 2, -1), lambda x: np.split(x, 2, -1), X),
    "split at": (lambda x: ops.split(x, [1, 1, 9], 1), lambda x: np.split(x, [1, 1, 9], 1), X),
    "array_split": (lambda x: ops.array_split(x, 3, 2), lambda x: np.array_split(x, 3, 2), X),
    "hsplit": (lambda x: ops.hsplit(x, 3), lambda x: np.hsplit(x, 3), X),
    "vsplit": (lambda x: ops.vsplit(x, [1]), lambda x: np.vsplit(x, [1]), X),
    "dsplit": (lambda x: ops.dsplit(x, 4), lambda x: np.dsplit(x, 4), X),
    "unstack": (lambda x: ops.unstack(x, axis=1), lambda x: [x[:, i] for i in range(3)], X),
    "broadcast_to": (lambda x: ops.broadcast_to(x, (5, 3, 2, 4)), lambda x: np.broadcast_to(x, (5, 3, 2, 4)),
                     X[:1, :2]),
    "broadcast_to itself": (lambda x: ops.broadcast_to(x, (3, 4)), lambda x: x, M),
    "tile": (lambda x: ops.tile(x, (2, 1, 3)), lambda x: np.tile(x, (2, 1, 3)), X),
    "tile more axes": (lambda x: ops.tile(x, (2, 1, 3)), lambda x: np.tile(x, (2, 1, 3)), M),
    "tile fewer axes": (lambda x: ops.tile(x, 2), lambda x: np.tile(x, 2), X),
    "tile nothing": (lambda x: ops.tile(x, (0, 2, 1)), lambda x: np.tile(x, (0, 2, 1)), X),
    "repeat": (lambda x: ops.repeat(x, 3), lambda x: np.repeat(x, 3), X),
    "repeat axis": (lambda x: ops.repeat(x, 2, 1), lambda x: np.repeat(x, 2, 1), X),
    "repeat counts": (lambda x: ops.repeat(x, np.array([2, 0, 1]), 1), lambda x: np.repeat(x, [2, 0, 1], 1), X),
    "meshgrid": (ops.meshgrid, np.meshgrid, V, M[0], M[1, :2]),
    "meshgrid ij": (lambda *x: ops.meshgrid(*x, indexing="ij"), lambda *x: np.meshgrid(*x, indexing="ij"), V, M[0]),
    "pad": (lambda x: ops.pad(x, PAIRS), lambda x: np.pad(x, PAIRS), X),
    "pad value": (lambda x: ops.pad(x, 1, constant_values=7), lambda x: np.pad(x, 1, constant_values=7), X),
    "pad one pair": (lambda x: ops.pad(x, (1, 2)), lambda x: np.pad(x, (1, 2)), X),
    "pad reflect": (lambda x: ops.pad(x, PAIRS[:1] + ((1, 1),) * 2, "reflect"),
                    lambda x: np.pad(x, PAIRS[:1] + ((1, 1),) * 2, "reflect"), RANDOM.normal(size=(3, 2, 4))),
    "pad symmetric": (lambda x: ops.pad(x, ((2, 1), (0, 3), (1, 1)), "symmetric"),
                      lambda x: np.pad(x, ((2, 1), (0, 3), (1, 1)), "symmetric"), X),
    "pad edge": (lambda x: ops.pad(x, ((2, 5), (0, 3), (1, 1)), "edge"),
                 lambda x: np.pad(x, ((2, 5), (0, 3), (1, 1)), "edge"), X),
    "tril": (lambda x: ops.tril(x, 1), lambda x: np.tril(x, 1), X),
    "triu": (lambda x: ops.triu(x, -1), lambda x: np.triu(x, -1), X),
    "diagonal": (lambda x: ops.diagonal(x, 1, -1, 0), lambda x: np.diagonal(x, 1, -1, 0), X),
    "diagonal below": (lambda x: ops.diagonal(x, -2), lambda x: np.diagonal(x, -2), M),
    "diagonal outside": (lambda x: ops.diagonal(x, 9), lambda x: np.diagonal(x, 9), M),
    "diag": (lambda x: ops.diag(x, -1), lambda x: np.diag(x, -1), V),
    "diag of": (lambda x: ops.diag(x, 2), lambda x: np.diag(x, 2), M),
    "diagflat": (lambda x: ops.diagflat(x, 1), lambda x: np.diagflat(x, 1), M),
    "sort": (lambda x: ops.sort(x, 1), lambda x: np.sort(x, 1), X),
    "sort all": (lambda x: ops.sort(x, None), lambda x: np.sort(x, None), X),
    "top_k": (lambda x: ops.top_k(x, 2)[0], lambda x: np.sort(x)[..., :-3:-1], X),
    "nothing transposed": (ops.transpose, np.transpose, X[:, :0]),
    "nothing rolled": (lambda x: ops.roll(x, 1, 1), lambda x: x, X[:, :0]),
    "nothing flipped": (ops.flip, np.flip, X[:, :0]),
    "nothing tiled": (lambda x: ops.tile(x, 2), lambda x: np.tile(x, 2), X[:0]),
    "nothing padded": (lambda x: ops.pad(x, 1), lambda x: np.pad(x, 1), X[:, :0]),
    "nothing stacked": (lambda x: ops.stack([x, x]), lambda x: np.stack([x, x]), X[:0]),
}


def listed(value):
    return value if isinstance(value, (list, tuple)) else [value]


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "int32", "uint8", "bool"])
@pytest.mark.parametrize("ours, numpys, arguments", [(o, n, a) for o, n, *a in CASES.values()], ids=CASES)
def test_value_and_type(ours, numpys, arguments, dtype):
    arguments = [(value * 9).astype(dtype) for value in arguments]
    found, expected = listed(ours(*arguments)), listed(numpys(*arguments))
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == dtype and isinstance(one, np.ndarray) and hasattr(one, "numpy")
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("function, arguments", [(o, a) for o, _, *a in CASES.values()], ids=CASES)
def test_gradient(function, arguments):
    check_function(function, *arguments)


@pytest.mark.parametrize("function, shape", [
    (lambda x: ops.reshape(x, (-1, 6)), (None, 6)),
    (lambda x: ops.reshape(x, (-1, 4)), (None, 4)),
    (lambda x: ops.ravel(x), (None,)),
    (lambda x: ops.expand_dims(x, 1), (None, 1, 2, 3)),
    (lambda x: ops.squeeze(ops.expand_dims(x, -1)), (None, 2, 3)),
    (lambda x: ops.transpose(x), (3, 2, None)),
    (lambda x: ops.roll(x, 1, 0), (None, 2, 3)),
    (lambda x: ops.concatenate([x, x], 0), (None, 2, 3)),
    (lambda x: ops.concatenate([x, np.ones((1, 2, 3), "f")], 0), (None, 2, 3)),
    (lambda x: ops.stack([x, x], 1), (None, 2, 2, 3)),
    (lambda x: ops.split(x, 2, 0)[1], (None, 2, 3)),
    (lambda x: ops.split(x, [1], 2)[1], (None, 2, 2)),
    (lambda x: ops.unstack(x, axis=1)[0], (None, 3)),
    (lambda x: ops.tile(x, (2, 2, 1)), (None, 4, 3)),
    (lambda x: ops.tile(x, (2, 1, 1, 1)), (2, None, 2, 3)),
    (lambda x: ops.repeat(x, 2, 0), (None, 2, 3)),
    (lambda x: ops.broadcast_to(x[:, :1], (x.shape[0], 5, 3)), (None, 5, 3)),
    (lambda x: ops.pad(x, ((1, 1), (0, 2), (0, 0))), (None, 4, 3)),
    (lambda x: ops.pad(x, ((1, 1), (1, 1), (0, 0)), "reflect"), (None, 4, 3)),
    (lambda x: ops.tril(x), (None, 2, 3)),
    (lambda x: ops.diagonal(x), (3, None)),
    (lambda x: ops.sort(x, 0), (None, 2, 3)),
    (lambda x: x[:, 0, ::-1], (None, 3)),
    (lambda x: x[..., None, -1], (None, 2, 1)),
    (lambda x: x[::2], (None, 2, 3)),
    (lambda x: ops.array_split(x, 2, 1)[0], (None, 1, 3)),
])
def test_drawn_with_an_unknown_batch(function, shape):
    x = nnlite.Input((2, 3))
    y = CallOf(function)(x)
    assert y.shape == shape
    value = RANDOM.normal(size=(4, 2, 3)).astype("f")
    found = nnlite.Model(x, y).predict(value, verbose=0) if shape[0] is None and len(shape) > 1 else function(value)
    if shape[0] is None and len(shape) > 1:
        np.testing.assert_array_equal(np.asarray(found)[: len(found)], function(value))


class CallOf(nnlite.layers.Layer):
    """A layer that is a function."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def call(self, inputs):
        return self.function(inputs)


@pytest.mark.parametrize("call, words", [
    (lambda: ops.reshape(X, (5, -1)), "do not fill"),
    (lambda: ops.reshape(X, (-1, -1)), "at most one -1"),
    (lambda: ops.reshape(nnlite.Input((4,)), (3, 3)), "never fills"),
    (lambda: ops.reshape(X, ("a",)), "tuple of whole numbers"),
    (lambda: ops.expand_dims(X, 7), "axis must be between"),
    (lambda: ops.expand_dims(X, (0, 0)), "twice"),
    (lambda: ops.squeeze(X, 0), "only an axis of size 1"),
    (lambda: ops.transpose(X, (0, 1, 1)), "each of the 3 axes once"),
    (lambda: ops.moveaxis(X, (0, 1), 0), "as many axes"),
    (lambda: ops.rot90(X, 1, (0, 0)), "must be different"),
    (lambda: ops.concatenate([X, M]), "alike except along axis 0.*Reshape"),
    (lambda: ops.concatenate([M, M[:, :1]]), "They would fit with axis=1"),
    (lambda: ops.concatenate([]), "nothing to join"),
    (lambda: ops.stack([X, M]), "one shape"),
    (lambda: ops.split(X, 3, 0), "cannot be cut into 3 equal"),
    (lambda: ops.split(X, 0, 0), "indices_or_sections"),
    (lambda: ops.unstack(nnlite.Input((4,))), "not known before the model runs"),
    (lambda: ops.unstack(X, num=5), "has 2 parts"),
    (lambda: ops.broadcast_to(X, (2, 3)), "cannot be broadcast"),
    (lambda: ops.repeat(X, [1, 2], 1), "one count for each of the 3"),
    (lambda: ops.repeat(X, -1), "negative"),
    (lambda: ops.pad(X, ((1, 1),) * 2), "each of the 3 axes"),
    (lambda: ops.pad(X, 2, "reflect"), "at most 1"),
    (lambda: ops.pad(X, 1, "mirror"), "mode must be one of"),
    (lambda: ops.pad(X, 1, "edge", 3), "constant_values"),
    (lambda: ops.tril(V), "two axes"),
    (lambda: ops.diag(X), "vector or a matrix"),
    (lambda: ops.meshgrid(V, V, indexing="ab"), "indexing"),
])
def test_what_does_not_fit_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_result_goes_on_being_followed():
    """Slices, transposes and reshapes of what is followed are followed."""
    w = nnlite.Variable(M)
    with nnlite.GradientTape() as tape:
        y = ops.transpose(w)
        loss = ops.vdot(ops.reshape(y[1:, ::2], (-1,)), np.arange(6.0))
    expected = np.zeros(M.T.shape)
    expected[1:, ::2] = np.arange(6.0).reshape(3, 2)
    np.testing.assert_array_equal(tape.gradient(loss, w), expected.T)


def test_lists_get_kerass_types():
    assert ops.flip([1, 2]).dtype == "int32"
    assert ops.flip([1.0, 2]).dtype == "float32"
    assert ops.flip([True]).dtype == "bool"
    assert ops.concatenate([np.ones(2, "int32"), np.ones(2, "f"), [1]]).dtype == "float32"


def test_what_was_read_from_a_variable_stays():
    w = nnlite.Variable(np.zeros(3, "f"))
    before = [ops.reshape(w, (3, 1)), ops.ravel(w), ops.squeeze(w), w[:], ops.broadcast_to(w, (3,))]
    w.assign(np.ones(3, "f"))
    assert all((value == 0).all() for value in before)
