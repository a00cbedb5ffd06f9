"""Can either library read the operations in the other's `.keras` files, and does it compute the same with them?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")
pytest.importorskip("h5py")

from keras_twins import normal, same, twins  # noqa: E402
from random_graphs import draw  # noqa: E402

import nnlite  # noqa: E402
from nnlite.saving import LoadError, load_model  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
CODE = "Lambda"  # is never read from a file
GRAPHS = [seed for seed in range(48) if CODE not in draw(nnlite, seed)[1]][:40]
TABLE = np.array([[0.5, -1.0, 2.0, 0.1], [1.0, 0.3, -0.2, 0.7], [0.2, 0.4, 0.6, 0.8]], "f")
OPERATIONS = {
    "einsum": lambda k, x: k.ops.einsum("bi,bj->bij", x, k.ops.tanh(x)),
    "einsum of three": lambda k, x: k.ops.einsum("bi,bj,bk->bijk", x, x, x),
    "dot with ones": lambda k, x: k.ops.dot(x, k.ops.ones((4, 2))),
    "matmul with an array": lambda k, x: k.ops.matmul(x, TABLE.T),
    "times an array": lambda k, x: x * TABLE[0],
    "where by keywords": lambda k, x: k.ops.where(x2=x, condition=x < 0.4, x1=2.0 * x),
    "where of a number": lambda k, x: k.ops.where(x > 0, 1.0, x),
    "pad": lambda k, x: k.ops.pad(x, [[0, 0], [1, 2]], constant_values=0.25),
    "pad by reflection": lambda k, x: k.ops.pad(x, [[0, 0], [1, 2]], mode="reflect"),
    "average": lambda k, x: k.ops.average(x, axis=1, weights=np.array([0.1, 0.2, 0.3, 0.4], "f")),
    "digitize": lambda k, x: k.ops.cast(k.ops.digitize(x, np.array([-0.5, 0.0, 0.5], "f")), "float32"),
    "full_like": lambda k, x: x * k.ops.full_like(x, 3.0),
    "isclose": lambda k, x: k.ops.cast(k.ops.isclose(x, 1.1 * x, rtol=0.05, atol=0.02), "float32"),
    "multi_hot": lambda k, x: x * k.ops.multi_hot(k.ops.argsort(x)[:, :2], 4),
    "one_hot": lambda k, x: k.ops.one_hot(k.ops.argmax(x, axis=-1), 5),
    "slice": lambda k, x: k.ops.slice(x, (0, 1), (5, 2)),
    "slice_update": lambda k, x: k.ops.slice_update(x, (0, 1), 2.0 * x[:, :2]),
    "scatter_update": lambda k, x: k.ops.scatter_update(x, [[0, 1], [2, 3]], np.array([9.0, 8.0], "f")),
    "segment_sum": lambda k, x: k.ops.segment_sum(x, np.array([0, 0, 1, 2, 2]), num_segments=3),
    "select": lambda k, x: k.ops.select([x < -0.5, x > 0.5], [x, 2.0 * x], default=0.1),
    "take": lambda k, x: k.ops.take(x, [3, 0, 0], axis=-1),
    "take in all": lambda k, x: k.ops.take(x, [3, 0], axis=None),
    "sort in softmax": lambda k, x: k.ops.softmax(k.ops.sort(x), axis=None),
    "argmax in all": lambda k, x: k.ops.one_hot(k.ops.argmax(x, axis=None), 20),
    "reverse cumsum": lambda k, x: k.ops.cumsum(x, axis=1, dtype="float32"),
    "clip": lambda k, x: k.ops.clip(x, -0.5, 0.5),
    "gelu": lambda k, x: k.ops.gelu(x, approximate=True),
    "exact gelu": lambda k, x: k.ops.gelu(x, approximate=False),
    "leaky": lambda k, x: k.ops.leaky_relu(x, negative_slope=0.3),
    "moments": lambda k, x: k.ops.stack(k.ops.moments(x, axes=[1])),
    "normalize": lambda k, x: k.ops.normalize(x, axis=1, order=3),
    "batch_normalization": lambda k, x: k.ops.batch_normalization(x, TABLE[0], TABLE[2], axis=-1, scale=TABLE[1]),
    "layer_normalization": lambda k, x: k.ops.layer_normalization(x, TABLE[0], TABLE[1], axis=-1),
    "searchsorted": lambda k, x: k.ops.searchsorted(np.array([0.0, 0.5, 1.0], "f"), k.ops.reshape(x, (-1,))),
    "meshgrid": lambda k, x: k.ops.meshgrid(x[0], x[:, 0], indexing="ij")[1],
    "cross": lambda k, x: k.ops.cross(x[:, :3], TABLE[0, :3]),
    "tensordot": lambda k, x: k.ops.tensordot(x, TABLE, axes=[[1], [1]]),
    "norm": lambda k, x: k.ops.norm(x, ord=1, axis=1, keepdims=True),
    "element": lambda k, x: x[1, 2] + x,
    "new axis and step": lambda k, x: x[None, ..., ::2],
    "roll": lambda k, x: k.ops.roll(x, (1, 2), axis=(0, 1)),
    "top_k": lambda k, x: k.ops.top_k(x, k=2, sorted=True)[0],
    "in_top_k": lambda k, x: k.ops.cast(k.ops.in_top_k(k.ops.argmax(x, axis=1), x, k=2), "float32"),
    "nan_to_num": lambda k, x: k.ops.nan_to_num(k.ops.log(x), nan=0.5),
}


def compared(ours, theirs, data, folder):
    """Assert that both models, read from the other's file and from their own, compute what Keras computes."""
    expected = keras.tree.flatten(theirs(data, training=False))
    ours.save(folder / "ours.keras")
    theirs.save(folder / "theirs.keras")
    read = [load_model(folder / name) for name in ("theirs.keras", "ours.keras")]
    for model in (*read, keras.saving.load_model(folder / "ours.keras")):
        same(keras.tree.flatten(model(data, training=False)), expected, rtol=3e-5, atol=1e-5)


@pytest.mark.parametrize("seed", GRAPHS)
def test_graph_in_a_file(tmp_path, seed):
    ours, theirs = twins(lambda k: draw(k, seed)[0], seed=seed)
    random = np.random.default_rng(seed)
    data = keras.tree.map_structure(
        lambda x: random.integers(0, 5, (5, *x.shape[1:]), x.dtype) if x.dtype == "int32"
        else random.standard_normal((5, *x.shape[1:]), "f"), theirs.input)
    compared(ours, theirs, data, tmp_path)


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_in_a_file(tmp_path, name):
    def model(k):
        x = k.Input((4,), batch_size=5)
        return k.Model(x, OPERATIONS[name](k, x))

    ours, theirs = twins(model)
    compared(ours, theirs, normal(5, 4), tmp_path)


def test_an_operation_with_a_python_function_is_named(tmp_path):
    x = keras.Input((4,))
    model = keras.Model(x, keras.ops.vectorized_map(keras.ops.tanh, x))
    model.save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="the operation 'VectorizedMap', which is not supported"):
        load_model(tmp_path / "m.keras")


def test_an_operation_that_cannot_be_called_so_is_named(tmp_path):
    x = keras.Input((4,), batch_size=4)
    keras.Model(x, keras.ops.norm(x, ord="nuc")).save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="the operation 'Norm' of 'norm"):
        load_model(tmp_path / "m.keras")
