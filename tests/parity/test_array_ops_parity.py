"""Do the ops that move, make and multiply arrays give Keras's values, types and drawn shapes?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import plain  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
RANDOM = np.random.default_rng(8)
X = RANDOM.normal(size=(2, 3, 4)) * 5
ROWS = np.array([[0, 2], [1, 1]])
DTYPES = ["float32", "float64", "int32", "int64", "bool"]

# what: a function of (ops, array of (2, 3, 4)); all give the same on Keras's TensorFlow
MOVES = {
    "reshape": lambda o, x: o.reshape(x, (-1, 6)),
    "reshape to one": lambda o, x: o.reshape(x, (-1,)),
    "ravel": lambda o, x: o.ravel(x),
    "expand_dims": lambda o, x: o.expand_dims(x, 1),
    "expand_dims two": lambda o, x: o.expand_dims(x, (0, -1)),
    "squeeze": lambda o, x: o.squeeze(x[:, :1], axis=1),
    "transpose": lambda o, x: o.transpose(x),
    "transpose axes": lambda o, x: o.transpose(x, (0, 2, 1)),
    "swapaxes": lambda o, x: o.swapaxes(x, -1, 1),
    "moveaxis": lambda o, x: o.moveaxis(x, [0, 1], [-1, 0]),
    "flip": lambda o, x: o.flip(x, axis=1),
    "roll": lambda o, x: o.roll(x, 2, axis=-1),
    "roll all": lambda o, x: o.roll(x, 2),
    "rot90": lambda o, x: o.rot90(x),
    "concatenate": lambda o, x: o.concatenate([x, x[:, 1:]], axis=1),
    "stack": lambda o, x: o.stack([x, x], axis=-2),
    "hstack": lambda o, x: o.hstack([x, x]),
    "vstack": lambda o, x: o.vstack([x, x]),
    "append": lambda o, x: o.append(x, x, axis=2),
    "split": lambda o, x: o.split(x, 2, axis=2),
    "split at": lambda o, x: o.split(x, [1, 3], axis=2),
    "array_split": lambda o, x: o.array_split(x, 2, axis=1),
    "unstack": lambda o, x: o.unstack(x, axis=1),
    "tile": lambda o, x: o.tile(x, (1, 2, 3)),
    "tile more": lambda o, x: o.tile(x, (2, 1, 2, 1)),
    "repeat": lambda o, x: o.repeat(x, 2, axis=1),
    "repeat counts": lambda o, x: o.repeat(x, [1, 0, 2], axis=1),
    "pad": lambda o, x: o.pad(x, ((0, 0), (1, 2), (0, 3))),
    "pad reflect": lambda o, x: o.pad(x, ((0, 0), (1, 2), (3, 3)), mode="reflect"),
    "pad symmetric": lambda o, x: o.pad(x, ((1, 0), (1, 2), (3, 4)), mode="symmetric"),
    "tril": lambda o, x: o.tril(x, k=-1),
    "triu": lambda o, x: o.triu(x, k=1),
    "diagonal": lambda o, x: o.diagonal(x, offset=1, axis1=1, axis2=2),
    "take": lambda o, x: o.take(x, ROWS, axis=1),
    "take negative": lambda o, x: o.take(x, -1, axis=2),
    "take_along_axis": lambda o, x: o.take_along_axis(x, np.zeros((2, 1, 4), "int32"), axis=1),
    "index": lambda o, x: x[:, 0, ::2],
    "index more": lambda o, x: x[..., None, 1:-1],
    "argsort": lambda o, x: o.argsort(x, axis=1),
    "sort": lambda o, x: o.sort(x, axis=-1),
    "top_k": lambda o, x: o.top_k(x, 2)[0],
    "slice": lambda o, x: o.slice(x, (0, 1, 1), (1, 2, 3)),
    "slice_update": lambda o, x: o.slice_update(x, (0, 1, 1), x[:1, :2, :3]),
}
NO_BOOLS = {"argsort", "sort", "top_k", "pad", "pad reflect", "pad symmetric", "tril", "triu"}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", MOVES)
def test_values_and_types(name, dtype):
    if dtype == "bool" and name in NO_BOOLS:
        pytest.skip("TensorFlow does not take booleans here")
    x = X.astype(dtype)
    ours, theirs = nnlite.ops.reshape(x, x.shape), keras.ops.convert_to_tensor(x)
    alike(MOVES[name](nnlite.ops, ours), MOVES[name](keras.ops, theirs))


@pytest.mark.parametrize("name", MOVES)
def test_drawn_shapes(name):
    ours, theirs = (MOVES[name](k.ops, k.Input((3, 4))) for k in (nnlite, keras))
    for one, other in zip(listed(ours), listed(theirs), strict=True):
        assert tuple(one.shape) == tuple(other.shape)
        assert one.dtype == other.dtype


def alike(ours, theirs):
    for one, other in zip(listed(ours), listed(theirs), strict=True):
        other = np.asarray(other)
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


def listed(value):
    return value if isinstance(value, (list, tuple)) else [value]


M = RANDOM.normal(size=(4, 3)).astype("f")
OTHERS = {
    "diag": lambda o: o.diag(M[0], k=1),
    "diag of": lambda o: o.diag(M, k=-1),
    "diagflat": lambda o: o.diagflat(M),
    "trace": lambda o: o.trace(M, offset=-1),
    "trace ints": lambda o: o.trace(np.ones((3, 3), "int32")),
    "meshgrid": lambda o: o.meshgrid(M[0], M[:, 0]),
    "meshgrid ij": lambda o: o.meshgrid(M[0], M[:, 0], indexing="ij"),
    "broadcast_to": lambda o: o.broadcast_to(M[:, :1], (2, 4, 3)),
    "take all": lambda o: o.take(M, ROWS),
    "one_hot": lambda o: o.one_hot(np.array([[0, 2], [5, -1]]), 3),
    "one_hot axis": lambda o: o.one_hot(np.array([0, 2]), 3, axis=0, dtype="int32"),
    "one_hot bool": lambda o: o.one_hot(np.array([0, 2]), 3, dtype="bool"),
    "multi_hot": lambda o: o.multi_hot(np.array([[0, 2], [1, 1]]), 3),
    "multi_hot row": lambda o: o.multi_hot(np.array([0, 2]), 4),
    "multi_hot deep": lambda o: o.multi_hot(np.array([[[0, 1], [2, 2]]]), 3),
    "top_k": lambda o: o.top_k(np.array([[1.0, 3, 3, 2]]), 3),
    "in_top_k": lambda o: o.in_top_k(np.array([0, 1, 2]), np.array([[5, 5, 1], [1, 2, 3], [3, 1, 2]], "f"), 2),
    "searchsorted": lambda o: o.searchsorted(np.array([1.0, 2, 2, 3]), np.array([2.0, 5, 0]), side="right"),
    "scatter": lambda o: o.scatter(np.array([[0], [2], [2]]), M[:3], (5, 3)),
    "scatter numbers": lambda o: o.scatter(np.array([[0, 1], [2, 2]]), np.array([4.0, 5], "f"), (4, 3)),
    "scatter_update": lambda o: o.scatter_update(M, np.array([[0, 1], [2, 2]]), np.array([4.0, 5], "f")),
    "scatter_update rows": lambda o: o.scatter_update(M, np.array([[3], [0]]), M[:2]),
    **{f"scatter_update {rule}": lambda o, rule=rule: o.scatter_update(M, np.array([[3], [0], [3]]), M[:3], rule)
       for rule in ("add", "max", "min", "mul")},
    **{f"segment_{rule}": lambda o, rule=rule: getattr(o, f"segment_{rule}")(M, np.array([2, 0, 2, 2]), num_segments=4)
       for rule in ("sum", "max", "min", "prod")},
    "nonzero": lambda o: o.nonzero(np.array([[0, 1], [2, 0]])),
    "unique": lambda o: o.unique(np.array([3, 1, 1]), return_index=True, return_inverse=True, return_counts=True),
    "bincount": lambda o: o.bincount(np.array([1, 1, 3]), minlength=6),
    "bincount rows": lambda o: o.bincount(np.array([[1, 1, 3], [0, 1, 2]])),
    "bincount weights": lambda o: o.bincount(np.array([1, 1, 3]), weights=np.array([0.5, 1, 2], "f")),
    "histogram": lambda o: o.histogram(M[:, 0], bins=4),
    "digitize": lambda o: o.digitize(np.array([0.2, 3.0, 1.0]), np.array([0.0, 1.0, 2.0])),
    "unravel_index": lambda o: o.unravel_index(np.array([3, 5]), (2, 3)),
    "zeros": lambda o: o.zeros((2, 3)),
    "ones": lambda o: o.ones((2, 3), dtype="int32"),
    "full": lambda o: o.full((2, 2), np.array([1, 2])),
    "eye": lambda o: o.eye(2, 3, k=1),
    "identity": lambda o: o.identity(3, dtype="bool"),
    "tri": lambda o: o.tri(2, 3, k=1),
    "arange": lambda o: o.arange(5),
    "arange floats": lambda o: o.arange(0.0, 1, 0.25),
    "linspace": lambda o: o.linspace(0, 1, 5),
    "linspace rows": lambda o: o.linspace(M[0], M[1], 4, endpoint=False),
    "logspace": lambda o: o.logspace(0, 2, 3),
    "matmul": lambda o: o.matmul(M, M.T),
    "matmul rows": lambda o: o.matmul(M[0], M.T),
    "matmul deep": lambda o: o.matmul(X.astype("f"), M),
    "matmul batched": lambda o: o.matmul(X.astype("f"), np.ones((2, 4, 5), "f")),
    "matmul ints": lambda o: o.matmul(np.ones((2, 3), "int32"), np.ones((3, 2), "int64")),
    "matmul bools": lambda o: o.matmul(np.ones((2, 3), "bool"), np.ones((3, 2), "bool")),
    "dot": lambda o: o.dot(M, M[0]),
    "tensordot": lambda o: o.tensordot(X.astype("f"), M, axes=1),
    "tensordot axes": lambda o: o.tensordot(M, M, axes=[[0, 1], [0, 1]]),
    "inner": lambda o: o.inner(M, M),
    "outer": lambda o: o.outer(M, M[0]),
    "vdot": lambda o: o.vdot(M, M),
    "kron": lambda o: o.kron(M, M),
    "cross": lambda o: o.cross(M, M[::-1].copy()),
    "einsum": lambda o: o.einsum("ij,kj->ik", M, M),
    "einsum deep": lambda o: o.einsum("...ij,jk->...ik", X.astype("f"), M),
    "einsum ints": lambda o: o.einsum("ij,jk->ik", np.ones((2, 3), "int32"), np.ones((3, 2), "f")),
    "map": lambda o: o.map(lambda row: row[::2], M),
    "scan": lambda o: o.scan(lambda carry, x: (carry + x, carry * x), M[0], M),
    "associative_scan": lambda o: o.associative_scan(lambda a, b: a + b, M),
    "fori_loop": lambda o: o.fori_loop(0, 3, lambda i, total: total + M[0], M[1]),
    "while_loop": lambda o: o.while_loop(lambda i: i < 5, lambda i: i + 2, np.int32(0)),
    "cond": lambda o: o.cond(True, lambda: M, lambda: M + 1),
    "switch": lambda o: o.switch(1, [lambda x: x, lambda x: -x], M),
}


@pytest.mark.parametrize("call", OTHERS.values(), ids=OTHERS)
def test_other_values_and_types(call):
    alike(*(plain_list(call(k.ops)) for k in (nnlite, keras)))


def plain_list(value):
    return [np.asarray(part) for part in listed(plain(list(value) if isinstance(value, tuple) else value))]


NAMES = [
    "append", "arange", "argpartition", "argsort", "array_split", "associative_scan", "bincount", "broadcast_to",
    "concatenate", "cond", "cross", "diag", "diagflat", "diagonal", "digitize", "dot", "dsplit", "dstack", "einsum",
    "empty", "expand_dims", "eye", "flip", "fliplr", "flipud", "fori_loop", "full", "get_item", "histogram",
    "hsplit", "hstack", "identity", "in_top_k", "inner", "kron", "linspace", "logspace", "map", "matmul",
    "meshgrid", "moveaxis", "multi_hot", "nonzero", "one_hot", "ones", "outer", "pad", "ravel", "repeat", "reshape",
    "roll", "rot90", "scan", "scatter", "scatter_update", "searchsorted", "segment_max", "segment_min",
    "segment_prod", "segment_sum", "slice", "slice_update", "sort", "split", "squeeze", "stack", "swapaxes",
    "switch", "take", "take_along_axis", "tensordot", "tile", "top_k", "trace", "transpose", "tri", "tril", "triu",
    "unique", "unravel_index", "unstack", "vdot", "vectorized_map", "vsplit", "vstack", "while_loop", "zeros",
]
RANDOMS = [name for name in dir(keras.random) if callable(getattr(keras.random, name)) and name != "SeedGenerator"]


@pytest.mark.parametrize("library, name", [*(("ops", name) for name in NAMES), *(("random", name) for name in RANDOMS)])
def test_arguments_are_kerass(library, name):
    ours, theirs = (inspect.signature(getattr(getattr(k, library), name)) for k in (nnlite, keras))
    ours, theirs = ({p.name: p.default for p in each.parameters.values() if p.kind != p.VAR_KEYWORD}
                    for each in (ours, theirs))
    assert ours == theirs
