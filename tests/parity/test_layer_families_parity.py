"""Do the layers without a matrix product compute, learn, count and describe themselves as Keras's do?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import alone, described, labels, normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
FLOATS = [
    (lambda k: k.layers.Subtract(), [(4,), (4,)]), (lambda k: k.layers.Subtract(), [(2, 3, 4), (4,)]),
    (lambda k: k.layers.Multiply(), [(4,), (4,), (1,)]), (lambda k: k.layers.Multiply(), [(3, 4), (4,)]),
    (lambda k: k.layers.Average(), [(4,), (4,), (4,)]), (lambda k: k.layers.Average(), [(3, 1), (1, 4)]),
    (lambda k: k.layers.Maximum(), [(4,), (4,), (4,)]), (lambda k: k.layers.Maximum(), [(3, 4), (4,)]),
    (lambda k: k.layers.Minimum(), [(4,), (4,)]), (lambda k: k.layers.Minimum(), [(3, 4), (3, 1)]),
    (lambda k: k.layers.Dot(1), [(4,), (4,)]), (lambda k: k.layers.Dot(-1), [(3, 4), (4,)]),
    (lambda k: k.layers.Dot((2, 1)), [(3, 4), (4, 2)]), (lambda k: k.layers.Dot(axes=(1, 2)), [(3, 4), (2, 3)]),
    (lambda k: k.layers.Dot(axes=[1, 3], normalize=True), [(3, 4), (2, 2, 3)]),
    (lambda k: k.layers.Dot(axes=1, normalize=True), [(4,), (4, 2)]),
    (lambda k: k.layers.ReLU(), [(5,)]), (lambda k: k.layers.ReLU(1.0, 0.2, 0.3), [(2, 5)]),
    (lambda k: k.layers.LeakyReLU(), [(5,)]), (lambda k: k.layers.LeakyReLU(negative_slope=0.1), [(5,)]),
    (lambda k: k.layers.PReLU("ones"), [(3, 4)]), (lambda k: k.layers.PReLU(shared_axes=[1]), [(3, 4)]),
    (lambda k: k.layers.PReLU(alpha_regularizer="l2", alpha_constraint="non_neg", shared_axes=2), [(3, 4, 2)]),
    (lambda k: k.layers.ELU(0.7), [(5,)]),
    (lambda k: k.layers.Softmax(), [(5,)]), (lambda k: k.layers.Softmax(axis=1), [(4, 3)]),
    (lambda k: k.layers.Softmax(axis=[1, 2]), [(4, 3)]),
    (lambda k: k.layers.ActivityRegularization(0.1, 0.02), [(5,)]),
    (lambda k: k.layers.Permute((2, 1)), [(3, 4)]), (lambda k: k.layers.Permute((3, 1, 2)), [(3, 4, 2)]),
    (lambda k: k.layers.RepeatVector(3), [(4,)]),
    (lambda k: k.layers.Cropping1D(), [(5, 3)]), (lambda k: k.layers.Cropping1D((0, 2)), [(5, 3)]),
    (lambda k: k.layers.Cropping2D(1), [(4, 5, 2)]), (lambda k: k.layers.Cropping2D(((1, 0), (0, 2))), [(4, 5, 2)]),
    (lambda k: k.layers.Cropping3D(((1, 0), (0, 1), (1, 1))), [(3, 3, 4, 2)]),
    (lambda k: k.layers.ZeroPadding1D(2), [(4, 3)]), (lambda k: k.layers.ZeroPadding1D((0, 1)), [(4, 3)]),
    (lambda k: k.layers.ZeroPadding2D(), [(3, 4, 2)]),
    (lambda k: k.layers.ZeroPadding2D(((1, 2), (3, 0))), [(3, 4, 2)]),
    (lambda k: k.layers.ZeroPadding2D((2, 1), data_format="channels_first"), [(2, 3, 4)]),
    (lambda k: k.layers.ZeroPadding3D(((1, 0), (0, 1), (2, 1))), [(2, 2, 3, 2)]),
    (lambda k: k.layers.UpSampling1D(3), [(4, 3)]), (lambda k: k.layers.UpSampling2D((2, 3)), [(2, 3, 2)]),
    (lambda k: k.layers.UpSampling2D((2, 3), interpolation="bilinear"), [(3, 4, 2)]),
    (lambda k: k.layers.UpSampling2D(5, interpolation="bilinear"), [(2, 1, 1)]),
    (lambda k: k.layers.UpSampling2D((1, 4), interpolation="bilinear", data_format="channels_first"), [(2, 3, 4)]),
    (lambda k: k.layers.UpSampling3D((1, 2, 3)), [(2, 2, 2, 2)]),
    (lambda k: k.layers.GlobalAveragePooling1D(), [(4, 3)]),
    (lambda k: k.layers.GlobalAveragePooling1D("channels_first", keepdims=True), [(4, 3)]),
    (lambda k: k.layers.GlobalMaxPooling1D(keepdims=True), [(4, 3)]),
    (lambda k: k.layers.GlobalMaxPooling1D(data_format="channels_first"), [(4, 3)]),
    (lambda k: k.layers.Identity(), [(4,)]), (lambda k: k.layers.Masking(), [(3, 4)]),
    (lambda k: k.layers.Rescaling(0.5, -1.0), [(3, 4)]), (lambda k: k.layers.Rescaling([1.0, 2.0], 0.5), [(3, 2)]),
    (lambda k: k.layers.EinsumDense("ab,bc->ac", 5), [(4,)]),
    (lambda k: k.layers.EinsumDense("abc,cd->abd", (None, 5), "tanh", "d"), [(3, 4)]),
    (lambda k: k.layers.EinsumDense("abc,cde->abde", (None, 2, 5), bias_axes="de"), [(3, 4)]),
    (lambda k: k.layers.EinsumDense("abc,bd->adc", (5, None), bias_axes="d"), [(3, 4)]),
    (lambda k: k.layers.EinsumDense("...x,xy->...y", 5, bias_axes="y"), [(2, 3, 4)]),
    (lambda k: k.layers.EinsumDense("...bc,cd->...bd", (3, 5), bias_axes="b"), [(2, 3, 4)]),
    (lambda k: k.layers.EinsumDense("ab...,bc->ac...", 5, bias_axes="c"), [(4, 3)]),
]
QUIET = [
    (lambda k: k.layers.GaussianNoise(0.4), [(4,)]), (lambda k: k.layers.GaussianDropout(0.4, seed=1), [(4,)]),
    (lambda k: k.layers.AlphaDropout(0.4, noise_shape=(None, 1)), [(4,)]),
    (lambda k: k.layers.SpatialDropout1D(0.4), [(3, 4)]), (lambda k: k.layers.SpatialDropout2D(0.4), [(3, 4, 2)]),
    (lambda k: k.layers.SpatialDropout3D(0.4, "channels_first", 7), [(2, 3, 4, 2)]),
    (lambda k: k.layers.Cropping2D(1, data_format="channels_first"), [(2, 4, 5)]),  # Keras learns wrong shapes here
]
IDS = [
    (lambda k: k.layers.Embedding(9, 4), [(5,)]),
    (lambda k: k.layers.Embedding(9, 4, "normal", "l2", "max_norm", mask_zero=True), [(2, 3)]),
]
UNLIKE = {"trainable", "noise_shape", "data_format"}  # some of Keras's configurations lack them


def settings(k):
    return {"optimizer": k.optimizers.SGD(0.1), "loss": "mse"}


def agree(recipe, shapes, x):
    """Shapes, values, parameters and configuration of one layer."""
    ours, theirs = twins(alone(recipe, shapes))
    one, other = ours.layers[-1], theirs.layers[-1]
    if "Einsum" not in type(one).__name__:  # there Keras forgets sizes, or turns them round
        assert ours.output_shape == tuple(theirs.output_shape)
    same(ours.predict(x), theirs.predict(x, verbose=0))
    assert one.supports_masking == other.supports_masking
    assert [(w.name, tuple(w.shape), bool(w.trainable)) for w in ours.weights] \
        == [(w.name, tuple(w.shape), w.trainable) for w in theirs.weights]
    mine, keras_s = described(one), described(other)
    assert {key: mine[key] for key in mine if key in keras_s} == keras_s
    assert set(mine) - set(keras_s) <= UNLIKE


@pytest.mark.parametrize("recipe, shapes", FLOATS + QUIET)
def test_layer(recipe, shapes):
    agree(recipe, shapes, [normal(6, *shape, seed=seed) for seed, shape in enumerate(shapes)])


@pytest.mark.parametrize("dtype", ["int32", "int64", "float32"])
@pytest.mark.parametrize("recipe, shapes", IDS)
def test_ids(recipe, shapes, dtype):
    agree(recipe, shapes, [labels((6, *shape), 9).astype(dtype) for shape in shapes])


@pytest.mark.parametrize("recipe, shapes", FLOATS)
def test_three_steps_of_training(recipe, shapes):
    def model(k):
        inputs = [k.Input(shape) for shape in shapes]
        before = [k.layers.Dense(shape[-1])(x) for shape, x in zip(shapes, inputs, strict=True)]
        return k.Model(inputs, recipe(k)(before if len(before) > 1 else before[0]))

    ours, theirs = twins(model, settings)
    x = [normal(6, *shape, seed=seed) for seed, shape in enumerate(shapes)]
    y = normal(6, *ours.output_shape[1:], seed=9)
    for _ in range(3):
        same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y))
    same(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("optimizer, repeats", [("SGD", True), ("Adam", False), ("RMSprop", False)])
def test_three_steps_of_training_a_table(optimizer, repeats):
    """Of ids that come several times Keras's adaptive optimizers on TensorFlow square each gradient by itself."""
    def model(k):
        ids = k.Input((5,), dtype="int32")
        return k.Model(ids, k.layers.Dense(2)(k.layers.Embedding(
            40, 4, embeddings_regularizer="l2", embeddings_constraint="max_norm")(ids)))

    ours, theirs = twins(model, lambda k: {"optimizer": getattr(k.optimizers, optimizer)(0.1), "loss": "mse"})
    ids = labels((6, 5), 38) if repeats else np.random.default_rng(1).permutation(40)[:30].reshape(6, 5)
    y = normal(6, 5, 2)
    for _ in range(3):
        same(ours.train_on_batch(ids, y), theirs.train_on_batch(ids, y))
    same(ours.get_weights(), theirs.get_weights(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("recipe", [
    lambda k, inner=inner: k.layers.TimeDistributed(inner(k)) for inner in (
        lambda k: k.layers.Dense(3, "tanh"), lambda k: k.layers.Dropout(0.3),
        lambda k: k.Sequential([k.Input((4,)), k.layers.Dense(2), k.layers.ReLU()]))])
def test_time_distributed(recipe):
    ours, theirs = twins(alone(recipe, [(5, 4)]), settings)
    x = normal(6, 5, 4)
    assert ours.output_shape == theirs.output_shape
    same(ours.predict(x), theirs.predict(x, verbose=0))
    if ours.weights:
        for _ in range(3):
            y = normal(6, *ours.output_shape[1:], seed=9)
            same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y))
        same(ours.get_weights(), theirs.get_weights())


NESTED = [(lambda k: k.layers.TimeDistributed(k.layers.Dense(3, "tanh")), [(5, 4)]),
          (lambda k: k.layers.Pipeline([k.layers.Rescaling(0.5), k.layers.ReLU()]), [(5, 4)])]


@pytest.mark.parametrize("recipe, shapes", FLOATS + QUIET + IDS + NESTED)
def test_files_are_read_by_both(recipe, shapes, tmp_path):
    ours, theirs = twins(alone(recipe, shapes))
    x = [labels((6, *shape), 9).astype("f") if "embedding" in ours.layers[-1].name else normal(6, *shape)
         for shape in shapes]
    x = x if len(x) > 1 else x[0]
    ours.save(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    same(ours.predict(x), keras.models.load_model(tmp_path / "ours.keras").predict(x, verbose=0))
    same(nnlite.models.load_model(tmp_path / "theirs.keras").predict(x), theirs.predict(x, verbose=0))


def test_the_functions_of_the_merging_layers():
    a, b = normal(3, 4), normal(3, 4, seed=1)
    for name in ("add", "subtract", "multiply", "average", "maximum", "minimum", "concatenate", "dot"):
        same(getattr(nnlite.layers, name)([a, b]), getattr(keras.layers, name)([a, b]))


@pytest.mark.parametrize("recipe", [
    lambda k: k.layers.GaussianNoise(0.5, seed=1), lambda k: k.layers.GaussianDropout(0.3, seed=1),
    lambda k: k.layers.AlphaDropout(0.3, seed=1), lambda k: k.layers.SpatialDropout1D(0.3, seed=1)])
def test_noise_is_distributed_as_in_keras(recipe):
    x = np.ones((300, 10, 20), "f")
    results = [np.asarray(recipe(k)(x, training=True)) for k in (nnlite, keras)]
    quantiles = [np.quantile(y, [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98]) for y in results]
    np.testing.assert_allclose(*quantiles, atol=0.06)
    np.testing.assert_allclose(*([y.mean(), y.var()] for y in results), rtol=0.05, atol=0.01)
