"""Are layers inside of layers built, found, trained and written down?"""

import numpy as np
import pytest

from nnlite import Input, Model, config, layers, models, ops


class Counting(layers.Layer):
    """Remembers in a variable how often it was called."""

    def build(self, input_shape):
        self.calls = self.add_weight((), "zeros", trainable=False, name="calls")

    def call(self, inputs):
        self.calls.assign_add(1.0)
        return inputs + self.calls


class Twice(layers.Wrapper):
    def call(self, inputs):
        return self.layer(self.layer(inputs))


def test_time_distributed_is_the_layer_on_every_step():
    x = np.random.default_rng(0).normal(size=(2, 5, 3, 4)).astype("f")
    dense = layers.Dense(2)
    y = layers.TimeDistributed(dense)(x)
    for step in range(5):
        np.testing.assert_allclose(y[:, step], dense(x[:, step]), rtol=1e-5, atol=1e-6)
    steps = Input((None, 3, 4))
    model = Model(steps, layers.TimeDistributed(layers.Flatten())(steps))
    assert model.output_shape == (None, None, 12)
    np.testing.assert_array_equal(model.predict(x), x.reshape(2, 5, 12))
    np.testing.assert_array_equal(model.predict(x[:, :2]), x[:, :2].reshape(2, 2, 12))


def test_a_layer_that_remembers_is_called_step_by_step():
    x = np.zeros((2, 3, 1), "f")
    layer = layers.TimeDistributed(Counting())
    np.testing.assert_array_equal(layer(x)[0, :, 0], [1, 2, 3])
    steps = Input((3, 1))
    model = Model(steps, layer(steps))
    np.testing.assert_array_equal(model.predict(x)[1, :, 0], [4, 5, 6])


def test_time_distributed_on_a_model():
    image = Input((4, 4))
    inner = Model(image, layers.Dense(2)(layers.Flatten()(image)))
    film = Input((6, 4, 4))
    model = Model(film, layers.GlobalMaxPooling1D()(layers.TimeDistributed(inner)(film)))
    assert model.count_params() == 34
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(np.ones((4, 6, 4, 4)), np.zeros((4, 2)), verbose=0)
    assert not np.array_equal(before[0], model.get_weights()[0])
    again = models.Model.from_config(model.get_config())
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(np.ones((1, 6, 4, 4))), model.predict(np.ones((1, 6, 4, 4))))


def test_a_wrapper_of_ones_own():
    x = Input((4,))
    model = Model(x, Twice(layers.Dense(4, "tanh"))(x))
    assert model.count_params() == 20
    again = models.Model.from_config(model.get_config(), custom_objects={"Twice": Twice})
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(np.ones((2, 4))), model.predict(np.ones((2, 4))))
    model.layers[-1].trainable = False
    assert not model.trainable_weights


def test_layers_inside_of_layers_that_are_ones_own():
    class Own(layers.Layer):
        def call(self, inputs):
            return ops.square(inputs)

    pipeline = layers.Pipeline([layers.Rescaling(2), Own(), layers.TimeDistributed(Own())])
    entry = layers.serialize(pipeline)
    again = layers.deserialize(entry, custom_objects={"Own": Own})
    np.testing.assert_array_equal(again(np.full((1, 1, 1), 3.0)), [[[1296]]])
    with pytest.raises(ValueError, match="Unknown layer class. Received: 'Own'"):
        layers.deserialize(entry)


def test_a_class_of_an_example_does_not_take_a_name():
    type("Triple", (layers.Layer,), {"__module__": "nnlite.layers.wrappers", "call": lambda self, x: 3 * x})
    mine = type("Triple", (layers.Layer,), {"call": lambda self, x: x + x + x})
    again = layers.deserialize(layers.serialize(mine()), custom_objects={"Triple": mine})
    assert type(again) is mine


def test_a_pipeline_trains_where_nobody_says_otherwise():
    pipeline = layers.Pipeline([layers.Dropout(0.5)])
    x = np.ones((10, 10), "f")
    assert (pipeline(x) == 0).any() and not (pipeline(x, training=False) == 0).any()
    inputs = Input((10,))
    assert not (Model(inputs, pipeline(inputs)).predict(x) == 0).any()
    assert not (layers.Dropout(0.5)(x) == 0).any()


def test_a_function_in_a_configuration():
    def half(x):
        return x / 2

    layer = layers.Lambda(half, output_shape=(3,), name="half")
    x = Input((3,))
    model = Model(x, layer(x))
    again = models.model_from_json(model.to_json(), custom_objects={"half": half})
    np.testing.assert_array_equal(again.predict(np.ones((1, 3))), [[0.5] * 3])
    assert models.clone_model(model).predict(np.ones((1, 3))).tolist() == [[0.5] * 3]
    with pytest.raises(TypeError, match="a Python lambda, whose code no file can hold"):
        Model(x, layers.Lambda(lambda value: value)(x)).to_json()
    entry = {**layer.get_config(), "function": {"class_name": "function", "config": "half"}}
    with pytest.raises(ValueError, match="function 'half' is not known"):
        layers.Lambda.from_config(entry)
    again = layers.deserialize({"class_name": "Lambda", "config": entry}, custom_objects={"half": half})
    assert again([[2.0]]).tolist() == [[1.0]]
    with pytest.raises(ValueError, match="code is not read from a file"):
        layers.Lambda.from_config({**entry, "function": {"class_name": "__lambda__", "config": {"code": "…"}}})


def test_a_function_is_told_about_training_and_takes_tensors_apart():
    layer = layers.Lambda(lambda x, training: x * 2 if training else x)
    assert layer(np.ones((1, 1)), training=True).tolist() == [[2.0]] and layer(np.ones((1, 1))).tolist() == [[1.0]]
    x = Input((4,))
    model = Model(x, layers.Lambda(lambda t: [t[:, :2], ops.sum(t, -1, keepdims=True)])(x))
    first, second = model.predict(np.ones((3, 4)))
    assert first.shape == (3, 2) and second.tolist() == [[4.0]] * 3


def test_what_cannot_be_wrapped():
    for make in (layers.Wrapper, layers.TimeDistributed):
        with pytest.raises(ValueError, match="needs a layer to put inside. Received: layer='dense'"):
            make("dense")
    with pytest.raises(ValueError, match=r"needs one input of shape \(batch, steps, features…\)"):
        layers.TimeDistributed(layers.Dense(2))(Input((4,)))
    with pytest.raises(ValueError, match="function must be a function"):
        layers.Lambda("twice")
    with pytest.raises(ValueError, match="layers must be a list of layers"):
        layers.Pipeline(layers.Dense(2))


def test_rescaling_of_channels_in_front(request):
    request.addfinalizer(lambda: config.set_image_data_format("channels_last"))
    config.set_image_data_format("channels_first")
    y = layers.Rescaling([1.0, 2.0])(np.ones((1, 2, 3, 3)))
    assert y[0, :, 0, 0].tolist() == [1.0, 2.0]
