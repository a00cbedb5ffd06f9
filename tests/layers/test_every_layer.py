"""One table for all layers: shapes, parameters, configuration, copies, a step of training."""

import copy
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, models


class Case(NamedTuple):
    """A layer, the shapes of its inputs and of its output, how many parameters it has; data: the type of its inputs.

    Through a layer whose data has a type no gradient flows back; whole numbers are below 7.
    """

    make: Callable
    shapes: list
    output: tuple
    count: int = 0
    data: str | None = None

    def tensors(self):
        return [Input(shape, dtype=self.data) for shape in self.shapes]

    def inputs(self, batch=5):
        if self.data is None:
            return inputs_for(self.shapes, batch)
        random = np.random.default_rng(0)
        draw = {"string": lambda size: random.choice(["a", "b", "a b", "unknown"], size), "float32": random.normal,
                "int64": lambda size: random.integers(0, 7, size)}[self.data]
        arrays = [draw(size=(batch, *shape)) for shape in self.shapes]
        return arrays if len(arrays) > 1 else arrays[0]


def twice(x, factor=2.0):
    return factor * x


TABLE = [
    Case(lambda: layers.Dense(3), [(4,)], (None, 3), 15),
    Case(lambda: layers.Dense(3, "relu", use_bias=False), [(4,)], (None, 3), 12),
    Case(lambda: layers.Dense(3, "gelu", kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2",
                              kernel_constraint="max_norm", bias_constraint="non_neg"), [(4,)], (None, 3), 15),
    Case(lambda: layers.Dense(3, kernel_initializer="he_normal"), [(5, 4)], (None, 5, 3), 15),
    Case(lambda: layers.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d"), [(5, 4)], (None, 5, 3), 15),
    Case(lambda: layers.EinsumDense("...x,xy->...y", 3, activation="tanh"), [(2, 5, 4)], (None, 2, 5, 3), 12),
    Case(lambda: layers.EinsumDense("ab...,bc->ac...", 3, bias_axes="c"), [(4, 5)], (None, 3, 5), 15),
    Case(lambda: layers.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="e"), [(5, 4)], (None, 5, 2, 3), 27),
    Case(lambda: layers.Embedding(7, 3), [(4,)], (None, 4, 3), 21, data="int64"),
    Case(lambda: layers.Embedding(7, 3, "he_normal", "l2", "max_norm", mask_zero=True), [(4, 2)], (None, 4, 2, 3), 21,
         data="int64"),
    Case(lambda: layers.Activation("softmax"), [(4,)], (None, 4)),
    Case(lambda: layers.Activation("relu"), [(2, 3)], (None, 2, 3)),
    Case(lambda: layers.ReLU(), [(2, 3)], (None, 2, 3)),
    Case(lambda: layers.ReLU(2.0, 0.1, 0.5), [(4,)], (None, 4)),
    Case(lambda: layers.LeakyReLU(), [(4,)], (None, 4)),
    Case(lambda: layers.LeakyReLU(alpha=0.1), [(4,)], (None, 4)),
    Case(lambda: layers.PReLU(), [(2, 3)], (None, 2, 3), 6),
    Case(lambda: layers.PReLU("ones", "l2", "non_neg", shared_axes=[1]), [(2, 3)], (None, 2, 3), 3),
    Case(lambda: layers.ELU(0.5), [(4,)], (None, 4)),
    Case(lambda: layers.Softmax(), [(4,)], (None, 4)),
    Case(lambda: layers.Softmax(axis=1), [(4, 3)], (None, 4, 3)),
    Case(lambda: layers.Softmax(axis=[1, 2]), [(4, 3)], (None, 4, 3)),
    Case(lambda: layers.Flatten(), [(2, 3)], (None, 6)),
    Case(lambda: layers.Flatten(), [(4,)], (None, 4)),
    Case(lambda: layers.Reshape((3, 2)), [(6,)], (None, 3, 2)),
    Case(lambda: layers.Reshape((-1,)), [(2, 3)], (None, 6)),
    Case(lambda: layers.Permute((2, 1)), [(2, 3)], (None, 3, 2)),
    Case(lambda: layers.Permute((3, 1, 2)), [(2, 3, 4)], (None, 4, 2, 3)),
    Case(lambda: layers.RepeatVector(3), [(4,)], (None, 3, 4)),
    Case(lambda: layers.Cropping1D((1, 2)), [(6, 3)], (None, 3, 3)),
    Case(lambda: layers.Cropping2D(((1, 0), 2)), [(3, 6, 2)], (None, 2, 2, 2)),
    Case(lambda: layers.Cropping2D(1, data_format="channels_first"), [(2, 3, 4)], (None, 2, 1, 2)),
    Case(lambda: layers.Cropping3D(), [(3, 4, 5, 2)], (None, 1, 2, 3, 2)),
    Case(lambda: layers.ZeroPadding1D((1, 2)), [(2, 3)], (None, 5, 3)),
    Case(lambda: layers.ZeroPadding1D(data_format="channels_first"), [(2, 3)], (None, 2, 5)),
    Case(lambda: layers.ZeroPadding2D(((1, 0), 2)), [(2, 3, 2)], (None, 3, 7, 2)),
    Case(lambda: layers.ZeroPadding3D(), [(1, 2, 3, 2)], (None, 3, 4, 5, 2)),
    Case(lambda: layers.UpSampling1D(3), [(2, 3)], (None, 6, 3)),
    Case(lambda: layers.UpSampling2D((2, 3)), [(2, 3, 2)], (None, 4, 9, 2)),
    Case(lambda: layers.UpSampling2D((2, 3), interpolation="bilinear"), [(2, 3, 2)], (None, 4, 9, 2)),
    Case(lambda: layers.UpSampling2D(2, "channels_first"), [(2, 3, 4)], (None, 2, 6, 8)),
    Case(lambda: layers.UpSampling3D((1, 2, 3)), [(1, 2, 2, 2)], (None, 1, 4, 6, 2)),
    Case(lambda: layers.GlobalAveragePooling1D(), [(4, 3)], (None, 3)),
    Case(lambda: layers.GlobalAveragePooling1D("channels_first", keepdims=True), [(4, 3)], (None, 4, 1)),
    Case(lambda: layers.GlobalMaxPooling1D(), [(4, 3)], (None, 3)),
    Case(lambda: layers.GlobalMaxPooling1D(keepdims=True), [(4, 3)], (None, 1, 3)),
    Case(lambda: layers.BatchNormalization(), [(4,)], (None, 4), 16),
    Case(lambda: layers.BatchNormalization(1, 0.9, 0.1), [(3, 4)], (None, 3, 4), 12),
    Case(lambda: layers.BatchNormalization(scale=False, beta_regularizer="l2", beta_constraint="non_neg"), [(2, 3, 4)],
         (None, 2, 3, 4), 12),
    Case(lambda: layers.BatchNormalization(center=False, trainable=False), [(4,)], (None, 4), 12),
    Case(lambda: layers.LayerNormalization(), [(4,)], (None, 4), 8),
    Case(lambda: layers.LayerNormalization([1, 2], 0.1, gamma_initializer="he_normal"), [(3, 4)], (None, 3, 4), 24),
    Case(lambda: layers.LayerNormalization(1, center=False, gamma_constraint="max_norm"), [(3, 4)], (None, 3, 4), 3),
    Case(lambda: layers.RMSNormalization(), [(3, 4)], (None, 3, 4), 4),
    Case(lambda: layers.RMSNormalization(axis=(2, 1), epsilon=0.1), [(3, 4)], (None, 3, 4), 12),
    Case(lambda: layers.GroupNormalization(2), [(4,)], (None, 4), 8),
    Case(lambda: layers.GroupNormalization(-1, axis=1, scale=False), [(4, 2, 3)], (None, 4, 2, 3), 4),
    Case(lambda: layers.GroupNormalization(3, epsilon=0.1, beta_initializer="ones"), [(2, 6)], (None, 2, 6), 12),
    Case(lambda: layers.UnitNormalization(), [(4,)], (None, 4)),
    Case(lambda: layers.UnitNormalization([1, 2]), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.Normalization(), [(3, 4)], (None, 3, 4), 9),
    Case(lambda: layers.Normalization(None, mean=1.0, variance=4.0), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.Normalization((1, 2), [1.0, 2, 3, 4], [4.0, 3, 2, 1], True), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.SpectralNormalization(layers.Dense(3), 2), [(4,)], (None, 3), 18),
    Case(lambda: layers.Dropout(0.3), [(4,)], (None, 4)),
    Case(lambda: layers.Dropout(0.3, noise_shape=(None, 1, 4), seed=1), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.SpatialDropout1D(0.3), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.SpatialDropout2D(0.3, "channels_first"), [(4, 2, 2)], (None, 4, 2, 2)),
    Case(lambda: layers.SpatialDropout3D(0.3, seed=1), [(2, 2, 2, 4)], (None, 2, 2, 2, 4)),
    Case(lambda: layers.GaussianNoise(0.3), [(4,)], (None, 4)),
    Case(lambda: layers.GaussianDropout(0.3, seed=1), [(4,)], (None, 4)),
    Case(lambda: layers.AlphaDropout(0.3), [(4,)], (None, 4)),
    Case(lambda: layers.AlphaDropout(0.3, noise_shape=(None, 1, 4)), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.ActivityRegularization(0.1, 0.2), [(4,)], (None, 4)),
    Case(lambda: layers.Identity(), [(4,)], (None, 4)),
    Case(lambda: layers.Lambda(twice, arguments={"factor": 3.0}), [(4,)], (None, 4)),
    Case(lambda: layers.Lambda(lambda pair: pair[0] - nnlite.ops.square(pair[1])), [(4,), (4,)], (None, 4)),
    Case(lambda: layers.Masking(0.5), [(3, 4)], (None, 3, 4)),
    Case(lambda: layers.Rescaling(0.5, -1), [(4,)], (None, 4)),
    Case(lambda: layers.Rescaling(np.array([1.0, 2.0]), [0.5, 1.5]), [(3, 2)], (None, 3, 2)),
    Case(lambda: layers.Pipeline([layers.Rescaling(0.5), layers.Dense(3)]), [(4,)], (None, 3), 15),
    Case(lambda: layers.TimeDistributed(layers.Dense(3)), [(5, 4)], (None, 5, 3), 15),
    Case(lambda: layers.TimeDistributed(layers.Flatten()), [(5, 4, 2)], (None, 5, 8)),
    Case(lambda: layers.Add(), [(4,), (4,)], (None, 4)),
    Case(lambda: layers.Add(), [(3, 4), (1, 4), (3, 1)], (None, 3, 4)),
    Case(lambda: layers.Add(), [(3, 4), (4,)], (None, 3, 4)),
    Case(lambda: layers.Subtract(), [(4,), (1,)], (None, 4)),
    Case(lambda: layers.Multiply(), [(3, 4), (1, 4), (3, 1)], (None, 3, 4)),
    Case(lambda: layers.Average(), [(4,), (4,), (4,)], (None, 4)),
    Case(lambda: layers.Maximum(), [(3, 4), (3, 1)], (None, 3, 4)),
    Case(lambda: layers.Minimum(), [(3, 4), (4,)], (None, 3, 4)),
    Case(lambda: layers.Concatenate(), [(4,), (5,), (1,)], (None, 10)),
    Case(lambda: layers.Concatenate(axis=1), [(2, 3), (4, 3)], (None, 6, 3)),
    Case(lambda: layers.Dot(1), [(4,), (4,)], (None, 1)),
    Case(lambda: layers.Dot((2, 1), normalize=True), [(3, 4), (4, 2)], (None, 3, 2)),
    Case(lambda: layers.Dot(-1), [(4,), (3, 4)], (None, 3)),
    Case(lambda: layers.StringLookup(vocabulary=["a", "b"]), [(4,)], (None, 4), data="string"),
    Case(lambda: layers.StringLookup(vocabulary=["a", "b"], output_mode="tf_idf", idf_weights=[0.5, 2.0]), [(4,)],
         (None, 3), data="string"),
    Case(lambda: layers.IntegerLookup(vocabulary=[1, 3]), [(2, 4)], (None, 2, 4), data="int64"),
    Case(lambda: layers.IntegerLookup(num_oov_indices=2, vocabulary=[1, 3], output_mode="multi_hot"), [(4,)],
         (None, 4), data="int64"),
    Case(lambda: layers.TextVectorization(vocabulary=["a", "b"], output_sequence_length=5), [(1,)], (None, 5),
         data="string"),
    Case(lambda: layers.TextVectorization(vocabulary=["a", "b", "a b"], ngrams=2, output_mode="count"), [(1,)],
         (None, 4), data="string"),
    Case(lambda: layers.Hashing(4), [(3,)], (None, 3), data="string"),
    Case(lambda: layers.Hashing(4, salt=[3, 5], output_mode="one_hot"), [(3,)], (None, 3, 4), data="int64"),
    Case(lambda: layers.HashedCrossing(6), [(1,), (1,)], (None, 1), data="string"),
    Case(lambda: layers.HashedCrossing(6, "one_hot"), [(1,), (1,)], (None, 6), data="int64"),
    Case(lambda: layers.Discretization([-0.5, 0.5]), [(4,)], (None, 4), data="float32"),
    Case(lambda: layers.Discretization([-0.5, 0.0, 0.5], output_mode="one_hot"), [(1,)], (None, 4), data="float32"),
    Case(lambda: layers.CategoryEncoding(7), [(4,)], (None, 7), data="int64"),
    Case(lambda: layers.CategoryEncoding(7, "count"), [(4,)], (None, 7), data="int64"),
]
IDS = [f"{case.make().__class__.__name__}{index}" for index, case in enumerate(TABLE)]
RANDOM = ("Dropout", "Noise")
every_layer = pytest.mark.parametrize("case", TABLE, ids=IDS)


def inputs_for(shapes, batch=5):
    arrays = [np.random.default_rng(i).normal(size=(batch, *s)).astype("f") for i, s in enumerate(shapes)]
    return arrays if len(arrays) > 1 else arrays[0]


def model_of(case):
    tensors, layer = case.tensors(), case.make()
    return Model(tensors, layer(tensors if len(tensors) > 1 else tensors[0])), layer


def beside_dense_layers(case):
    """A model in which something is trained: Dense layers before the layer, or behind it if nothing flows back."""
    tensors = case.tensors()
    before = tensors if case.data else [layers.Dense(tensor.shape[-1])(tensor) for tensor in tensors]
    y = case.make()(before if len(before) > 1 else before[0])
    return Model(tensors, layers.Dense(y.shape[-1])(y) if case.data and not case.count else y)


def test_every_public_layer_is_in_the_table():
    public = {value for value in vars(layers).values() if isinstance(value, type) and issubclass(value, layers.Layer)}
    bases = {layers.Layer, layers.Wrapper, layers.InputLayer}
    assert public - bases == {type(case.make()) for case in TABLE}


@every_layer
def test_shapes_and_parameters(case):
    model, layer = model_of(case)
    assert model.output_shape == case.output
    assert layer.count_params() == model.count_params() == case.count == sum(w.size for w in layer.get_weights())
    x = case.inputs()
    with nnlite.layers.calling.mode(False):
        assert layer(x).shape == (5, *case.output[1:])
        np.testing.assert_allclose(layer(x), model.predict(x), rtol=1e-5, atol=1e-6)
    given = [(None, *s) for s in case.shapes]
    assert case.make().compute_output_shape(given if len(given) > 1 else given[0]) == case.output


@every_layer
def test_configuration_and_copies(case):
    model, layer = model_of(case)
    twin = type(layer).from_config(layer.get_config())
    assert twin.get_config() == layer.get_config()
    assert layers.deserialize(layers.serialize(layer)).get_config() == layer.get_config()
    again = models.Model.from_config(model.get_config())
    again.set_weights(model.get_weights())
    x = case.inputs()
    for other in (again, copy.deepcopy(model)):
        np.testing.assert_array_equal(other.predict(x), model.predict(x))
        assert other.count_params() == case.count


@every_layer
def test_a_step_of_training_on_every_batch_size(case):
    model = beside_dense_layers(case)
    model.compile("sgd", "mse")
    old = model.get_weights()
    for batch in (1, 5):
        x = case.inputs(batch)
        assert np.isfinite(model.train_on_batch(x, np.ones((batch, *case.output[1:]))))
    assert all(np.isfinite(w).all() for w in model.get_weights())
    assert any(not np.array_equal(a, b) for a, b in zip(old, model.get_weights(), strict=True))


@every_layer
def test_steps_run_by_python_and_doubles_agree_with_the_program(case, request):
    x, y = case.inputs(), np.ones((5, *case.output[1:]))
    model = beside_dense_layers(case)
    start = model.get_weights()
    request.addfinalizer(lambda: nnlite.config.set_floatx("float32"))
    nnlite.config.set_floatx("float64")
    doubles = beside_dense_layers(case)
    doubles.set_weights(start)
    results = []
    for one, eagerly in ((model, False), (model, True), (doubles, False)):
        one.set_weights(start)
        one.compile("sgd", "mse", run_eagerly=eagerly)
        for _ in range(2):
            one.train_on_batch(x, y)
        results.append(one.get_weights())
    assert all(w.dtype == np.float64 for w in results[2] if w.dtype.kind == "f")
    assert doubles.predict(x).dtype == np.float64
    if not any(word in type(model.layers[-1]).__name__ for word in RANDOM):
        for program, python, double in zip(*results, strict=True):
            np.testing.assert_allclose(program, python, rtol=1e-5, atol=1e-6)
            np.testing.assert_allclose(program, double, rtol=1e-4, atol=1e-5)


def test_dropout_drops_the_right_part_and_keeps_the_mean():
    layer = layers.Dropout(0.25, seed=3)
    x = np.ones((200, 100), "f")
    y = layer(x, training=True)
    assert np.mean(y == 0) == pytest.approx(0.25, abs=0.01)
    assert np.unique(y).tolist() == pytest.approx([0, 1 / 0.75])
    assert not np.array_equal(y, layer(x, training=True))
    np.testing.assert_array_equal(y, layers.Dropout(0.25, seed=3)(x, training=True))
    np.testing.assert_array_equal(layer(x), x)
    one_draw_a_row = layers.Dropout(0.5, noise_shape=(None, 1), seed=1)(x, training=True)
    assert (one_draw_a_row == one_draw_a_row[:, :1]).all()


def test_dropout_in_a_model_is_only_for_training():
    x = Input((50,))
    model = Model(x, layers.Dropout(0.5)(x))
    data = np.ones((4, 50), "f")
    np.testing.assert_array_equal(model(data), data)
    np.testing.assert_array_equal(model.predict(data), data)
    assert (model(data, training=True) == 0).any()


def test_a_shared_layer_has_its_weights_once_and_a_node_for_each_call():
    a, b = Input((4,)), Input((4,))
    shared = layers.Dense(2)
    model = Model([a, b], layers.add([shared(a), shared(b)]))
    assert model.count_params() == 10 and len(shared.nodes) == 2
    x = inputs_for([(4,), (4,)])
    np.testing.assert_allclose(model.predict(x), shared(x[0]) + shared(x[1]), rtol=1e-5, atol=1e-6)


def test_a_layer_of_ones_own():
    class Scaled(layers.Layer):
        def build(self, input_shape):
            self.w = self.add_weight((input_shape[-1], 2), "ones", name="w")

        def call(self, inputs):
            return nnlite.ops.relu(nnlite.ops.matmul(inputs, self.w))

    x = Input((4,))
    model = Model(x, Scaled()(x))
    assert model.count_params() == 8
    model.compile("sgd", "mse")
    data = inputs_for([(4,)])
    first = model.train_on_batch(data, np.zeros((5, 2)))
    for _ in range(20):
        last = model.train_on_batch(data, np.zeros((5, 2)))
    assert last < first


def test_layers_inside_a_layer_are_found_and_trained():
    class Twice(layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inner = [layers.Dense(4, "tanh"), layers.Dense(2)]

        def call(self, inputs):
            return self.inner[1](self.inner[0](inputs))

    x = Input((4,))
    model = Model(x, Twice()(x))
    assert model.count_params() == 20 + 10
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.train_on_batch(inputs_for([(4,)]), np.ones((5, 2)))
    assert all(not np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_integers_and_doubles_reach_a_layer_in_its_type():
    for dtype in ("int32", "uint8", "float64"):
        x = Input((3,), dtype=dtype)
        model = Model(x, layers.Dense(2)(x))
        model.compile("sgd", "mse")
        assert model.predict(np.ones((2, 3))).dtype == np.float32
        model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)


def test_a_weight_for_each_sample_serves_all_its_steps():
    x = Input((3, 4))
    model = Model(x, layers.Dense(2)(x))
    model.compile("sgd", "mse")
    data, y = inputs_for([(3, 4)]), np.ones((5, 3, 2))
    assert model.evaluate(data, y, sample_weight=2 * np.ones(5), verbose=0) == pytest.approx(
        2 * model.evaluate(data, y, verbose=0), rel=1e-5)
