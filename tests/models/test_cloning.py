"""Models made again: clones, JSON, parts cut out of a graph; operations between layers included."""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, models, ops


class Scaled(layers.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


def branched():
    a, b = Input((4,), name="a"), Input((3,), name="b")
    shared = layers.Dense(5, "relu", name="shared")
    left, right = shared(a), layers.Dense(5)(b)
    joined = ops.concatenate([left, Scaled(3.0)(right), shared(a) - 1], axis=-1)
    inner = nnlite.Sequential([Input((15,)), layers.Dense(7)])
    return Model([a, b], {"one": layers.Dense(2, name="one")(inner(joined)), "two": joined[:, :3] / 2})


DATA = [np.random.default_rng(0).normal(size=(6, n)).astype("f") for n in (4, 3)]
OWN = {"Scaled": Scaled}


@pytest.mark.parametrize("again", [
    models.clone_model,
    lambda model: models.model_from_json(model.to_json(), custom_objects=OWN),
    lambda model: Model.from_config(model.get_config(), custom_objects=OWN),
])
def test_a_model_made_again_computes_the_same(again):
    model = branched()
    twin = again(model)
    assert [layer.name for layer in twin.layers] == [layer.name for layer in model.layers]
    assert twin.get_layer("shared") is not model.get_layer("shared")
    assert len(twin.get_layer("shared").nodes) == 2 and twin.count_params() == model.count_params()
    twin.set_weights(model.get_weights())
    ours, theirs = twin.predict(DATA, verbose=0), model.predict(DATA, verbose=0)
    assert list(ours) == ["one", "two"]
    for key in ours:
        np.testing.assert_allclose(ours[key], theirs[key], rtol=1e-6)


def test_clones_have_weights_of_their_own_and_may_be_made_by_a_function():
    model = nnlite.Sequential([Input((4,)), layers.Dense(3, name="d")])
    twin = models.clone_model(model, clone_function=lambda layer: layers.Dense(3, "tanh", name=layer.name))
    assert twin.get_layer("d").activation.__name__ == "tanh"


def test_a_part_that_begins_in_the_middle():
    model = branched()
    middle = model.get_layer("one").input
    tail = Model(middle, model.get_layer("one").output)
    head = Model(model.inputs, middle)
    np.testing.assert_allclose(tail.predict(head.predict(DATA, verbose=0), verbose=0),
                               model.predict(DATA, verbose=0)["one"], rtol=1e-5, atol=1e-6)


def test_arguments_that_no_text_can_hold_are_named():
    class Holder(layers.Layer):
        def __init__(self, thing, **kwargs):
            super().__init__(**kwargs)

        def call(self, inputs):
            return inputs

    x = Input((2,))
    with pytest.raises(NotImplementedError, match="get_config"):
        models.clone_model(Model(x, Holder(object())(x)))


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", '{"class_name": "Model"}', None])
def test_what_is_no_model(text):
    with pytest.raises(ValueError, match="model_from_json"):
        models.model_from_json(text)
