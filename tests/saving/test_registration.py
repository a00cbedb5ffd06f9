"""Are one's own classes found again under the names that they were registered with?"""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, models, regularizers, saving, utils


@saving.register_keras_serializable("zoo")
class Doubled(layers.Layer):
    def call(self, inputs):
        return 2 * inputs


@saving.register_keras_serializable("zoo")
def bent(x):
    return nnlite.ops.maximum(x, 0.5 * x)


@saving.register_keras_serializable("zoo", name="large")
class Largest(regularizers.Regularizer):
    def __init__(self, factor=0.1):
        self.factor = factor

    def __call__(self, x):
        return self.factor * nnlite.ops.max(nnlite.ops.abs(x))

    def get_config(self):
        return {"factor": self.factor}


def model():
    x = Input((3,))
    h = layers.Dense(4, activation=bent, kernel_regularizer=Largest(0.3))(x)
    network = Model(x, Doubled()(h))
    network.compile("sgd", "mse")
    return network


def same(ours, theirs):
    theirs.set_weights(ours.get_weights())
    x = np.random.default_rng(1).normal(size=(5, 3)).astype("f")
    np.testing.assert_array_equal(ours.predict(x, verbose=0), theirs.predict(x, verbose=0))
    assert theirs.layers[1].kernel_regularizer.factor == 0.3


def test_models_with_registered_classes(tmp_path):
    pytest.importorskip("h5py")
    original = model()
    original.save(tmp_path / "a.keras")
    for twin in (models.clone_model(original), models.model_from_json(original.to_json()),
                 saving.load_model(tmp_path / "a.keras"),
                 saving.deserialize_keras_object(saving.serialize_keras_object(original))):
        same(original, twin)


@pytest.mark.filterwarnings("default")
def test_names_are_keras_names():
    keras = pytest.importorskip("keras")
    for library in (nnlite, keras):
        with library.utils.CustomObjectScope({"mine": bent}):
            assert library.utils.get_registered_object("mine") is bent
        assert library.utils.get_registered_object("mine") is None
        assert library.utils.get_registered_name(np.sum) == "sum"
    assert utils.get_registered_name(Largest) == "zoo>large" in utils.get_custom_objects()
    with pytest.raises(ValueError, match="get_config"):
        utils.register_keras_serializable()(type("Bare", (), {}))


@pytest.mark.parametrize("make", [
    lambda k: k.regularizers.L1L2(0.1, 0.2), lambda k: k.optimizers.Adam(0.01), lambda k: k.losses.Huber(2.0),
    lambda k: k.initializers.HeNormal(seed=3), lambda k: k.metrics.MeanSquaredError(name="m"),
    lambda k: [1, "a", (2.5, None)], lambda k: k.constraints.MaxNorm(3), lambda k: np.arange(3.0),
])
@pytest.mark.filterwarnings("default")
def test_objects_of_the_package(make):
    keras = pytest.importorskip("keras")
    form = saving.serialize_keras_object(make(nnlite))
    again = saving.deserialize_keras_object(form)
    assert saving.serialize_keras_object(again) == form
    theirs = keras.saving.serialize_keras_object(make(keras))
    if isinstance(form, dict):
        assert form["class_name"] == theirs["class_name"]
        assert type(saving.deserialize_keras_object(theirs)) is type(again)
    else:
        assert form == theirs


def test_unknown_objects():
    for form in ({"class_name": "Nowhere", "config": {}}, {"class_name": "function", "config": "nowhere"}):
        with pytest.raises(ValueError, match="not known"):
            saving.deserialize_keras_object(form)
    with pytest.raises(ValueError, match="get_config"):
        saving.serialize_keras_object(object())
