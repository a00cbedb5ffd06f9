"""One table for all layers: shapes, parameters, configuration, copies, a step of training."""

import copy

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, models

# layer, shapes of its inputs, shape of its output, number of parameters
TABLE = [
    (lambda: layers.Dense(3), [(4,)], (None, 3), 15),
    (lambda: layers.Dense(3, "relu", use_bias=False), [(4,)], (None, 3), 12),
    (lambda: layers.Dense(3, "gelu", kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2",
                          kernel_constraint="max_norm", bias_constraint="non_neg"), [(4,)], (None, 3), 15),
    (lambda: layers.Dense(3, kernel_initializer="he_normal"), [(5, 4)], (None, 5, 3), 15),
    (lambda: layers.Activation("softmax"), [(4,)], (None, 4), 0),
    (lambda: layers.Activation("relu"), [(2, 3)], (None, 2, 3), 0),
    (lambda: layers.Flatten(), [(2, 3)], (None, 6), 0),
    (lambda: layers.Flatten(), [(4,)], (None, 4), 0),
    (lambda: layers.Reshape((3, 2)), [(6,)], (None, 3, 2), 0),
    (lambda: layers.Reshape((-1,)), [(2, 3)], (None, 6), 0),
    (lambda: layers.Dropout(0.3), [(4,)], (None, 4), 0),
    (lambda: layers.Dropout(0.3, noise_shape=(None, 1, 4), seed=1), [(3, 4)], (None, 3, 4), 0),
    (lambda: layers.Add(), [(4,), (4,)], (None, 4), 0),
    (lambda: layers.Add(), [(3, 4), (1, 4), (3, 1)], (None, 3, 4), 0),
    (lambda: layers.Concatenate(), [(4,), (5,), (1,)], (None, 10), 0),
    (lambda: layers.Concatenate(axis=1), [(2, 3), (4, 3)], (None, 6, 3), 0),
]
IDS = [f"{make().__class__.__name__}{index}" for index, (make, *_) in enumerate(TABLE)]
every_layer = pytest.mark.parametrize("make, shapes, output, count", TABLE, ids=IDS)


def inputs_for(shapes, batch=5):
    arrays = [np.random.default_rng(i).normal(size=(batch, *s)).astype("f") for i, s in enumerate(shapes)]
    return arrays if len(arrays) > 1 else arrays[0]


def model_of(make, shapes):
    tensors = [Input(shape) for shape in shapes]
    layer = make()
    return Model(tensors, layer(tensors if len(tensors) > 1 else tensors[0])), layer


@every_layer
def test_shapes_and_parameters(make, shapes, output, count):
    model, layer = model_of(make, shapes)
    assert model.output_shape == output
    assert layer.count_params() == model.count_params() == count == sum(w.size for w in layer.get_weights())
    x = inputs_for(shapes)
    assert layer(x).shape == (5, *output[1:])
    np.testing.assert_allclose(layer(x), model.predict(x), rtol=1e-5, atol=1e-6)
    given = [(None, *s) for s in shapes]
    assert make().compute_output_shape(given if len(shapes) > 1 else given[0]) == output


@every_layer
def test_configuration_and_copies(make, shapes, output, count):
    model, layer = model_of(make, shapes)
    twin = type(layer).from_config(layer.get_config())
    assert twin.get_config() == layer.get_config()
    again = models.Model.from_config(model.get_config())
    again.set_weights(model.get_weights())
    x = inputs_for(shapes)
    for other in (again, copy.deepcopy(model)):
        np.testing.assert_array_equal(other.predict(x), model.predict(x))
        assert other.count_params() == count


@every_layer
def test_a_step_of_training_on_every_batch_size(make, shapes, output, count):
    tensors = [Input(shape) for shape in shapes]
    before = [layers.Dense(shape[-1])(tensor) for shape, tensor in zip(shapes, tensors, strict=True)]
    model = Model(tensors, make()(before if len(before) > 1 else before[0]))
    model.compile("sgd", "mse")
    old = model.get_weights()
    for batch in (1, 5):
        assert np.isfinite(model.train_on_batch(inputs_for(shapes, batch), np.ones((batch, *output[1:]))))
    assert all(np.isfinite(w).all() for w in model.get_weights())
    assert any(not np.array_equal(a, b) for a, b in zip(old, model.get_weights(), strict=True))


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
