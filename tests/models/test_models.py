"""Graphs, Sequentials and nested models: what they hold and how they change."""

import numpy as np
import pytest

from nnlite import Input, Model, Sequential, layers, utils

X = np.random.default_rng(0).normal(size=(6, 4)).astype("f")


def branched():
    a, b = Input((4,), name="a"), Input((3,), name="b")
    shared = layers.Dense(5, "relu", name="shared")
    h = layers.Dense(4, name="narrow")(b)
    both = layers.concatenate([shared(a), shared(h)], name="both")
    return Model([a, b], [layers.Dense(2, name="left")(both), layers.Dense(1, name="right")(both)], name="net")


def test_a_graph_knows_its_parts():
    model = branched()
    assert [layer.name for layer in model.layers] == ["b", "a", "narrow", "shared", "both", "left", "right"]
    assert model.input_names == ["a", "b"] and model.output_names == ["left", "right"]
    assert model.input_shape == [(None, 4), (None, 3)] and model.output_shape == [(None, 2), (None, 1)]
    assert model.get_layer("both").output.shape == (None, 10) and model.get_layer(index=-1).name == "right"
    assert model.get_layer("narrow").input is model.inputs[1]
    with pytest.raises(AttributeError, match="2 calls"):
        _ = model.get_layer("shared").output
    assert model.count_params() == 25 + 16 + 22 + 11


def test_shapes_that_do_not_fit_are_told_with_the_layers():
    x = Input((4,))
    left, right = layers.Dense(3, name="left")(x), layers.Dense(4, name="right")(x)
    with pytest.raises(ValueError, match=r"\(None, 3\) and \(None, 4\).*'left' \(None, 3\), 'right' \(None, 4\)"):
        left + right


def test_inputs_and_targets_by_list_or_by_name():
    model = branched()
    x = {"b": np.ones((6, 3)), "a": X}
    by_name, by_list = model.predict(x), model.predict([X, np.ones((6, 3))])
    for one, other in zip(by_name, by_list, strict=True):
        np.testing.assert_array_equal(one, other)
    model.compile("sgd", {"left": "mse", "right": "mae"}, metrics={"right": ["mse"]})
    history = model.fit(x, {"right": np.ones(6), "left": np.ones((6, 2))}, verbose=0)
    assert list(history.history) == ["left_loss", "loss", "right_loss", "right_mse"]
    assert history.history["loss"][0] == pytest.approx(
        history.history["left_loss"][0] + history.history["right_loss"][0], rel=1e-5)


def test_a_sub_model_shares_its_layers():
    model = branched()
    part = Model(model.inputs, model.get_layer("both").output)
    assert part.get_layer("shared") is model.get_layer("shared")
    assert part.predict([X, np.ones((6, 3))]).shape == (6, 10)


def test_a_model_is_a_layer_to_any_depth():
    x = Input((4,))
    inner = Sequential([layers.Dense(3, "relu"), layers.Dense(2)])
    middle = Model(x, layers.Dense(3)(inner(x)))
    z = Input((4,))
    outer = Model(z, layers.Add()([middle(z), middle(z)]))
    assert outer.count_params() == middle.count_params() == 15 + 8 + 9
    np.testing.assert_allclose(outer.predict(X), 2 * middle.predict(X), rtol=1e-6)
    outer.compile("sgd", "mse")
    outer.fit(X, np.ones((6, 3)), verbose=0)
    np.testing.assert_allclose(outer.predict(X), 2 * middle.predict(X), rtol=1e-6)
    again = Model.from_config(outer.get_config())
    again.set_weights(outer.get_weights())
    np.testing.assert_array_equal(again.predict(X), outer.predict(X))


def test_a_sequential_waits_for_its_input():
    model = Sequential([layers.Dense(3), layers.Dense(2)])
    assert not model.built and model.weights == []
    assert model.predict(X).shape == (6, 2) and model.built and model.count_params() == 15 + 8
    model.add(layers.Dense(1))
    assert model.predict(X).shape == (6, 1)
    assert model.pop().units == 1
    assert model.predict(X).shape == (6, 2)
    assert [layer.name.rpartition("_")[0] or layer.name for layer in model.layers] == ["dense", "dense"]


def test_a_sequential_is_compiled_before_or_after_it_is_built():
    model = Sequential([layers.Dense(3, "relu"), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    assert list(model.fit(X, np.ones(6), verbose=0).history) == ["loss", "mae"]
    again = Sequential.from_config(model.get_config())
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(X), model.predict(X))


def test_names_count_by_class_and_begin_again():
    utils.clear_session()
    assert [layers.Dense(1).name for _ in range(3)] == ["dense", "dense_1", "dense_2"]
    assert Input((1,)).layer.name == "input_1" and Sequential().name == "sequential"
    utils.clear_session()
    assert layers.Dense(1).name == "dense"


def test_weights_are_set_all_or_none_and_shaped_like_keras():
    model = branched()
    assert [w.shape for w in model.get_weights()] == [(3, 4), (4,), (4, 5), (5,), (10, 2), (2,), (10, 1), (1,)]
    before = model.get_weights()
    wrong = [w + 1 for w in before[:-1]] + [np.ones(7)]
    with pytest.raises(ValueError, match="no weight was changed"):
        model.set_weights(wrong)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_a_very_deep_graph_is_no_problem():
    x = h = Input((2,))
    for _ in range(3000):
        h = layers.Activation("relu")(h)
    model = Model(x, h)
    assert len(model.layers) == 3001
    assert model.predict(np.ones((1, 2))).tolist() == [[1.0, 1.0]]


def test_a_sequential_of_built_layers_has_their_weights_before_it_is_built():
    """As Monte Carlo dropout is made from a trained model: the same layers, another dropout."""
    trained = Sequential([Input((4,)), layers.Dense(3), layers.Dropout(0.5), layers.Dense(2)])
    again = Sequential([layers.Dropout(0.1) if isinstance(old, layers.Dropout) else old for old in trained.layers])
    assert len(again.weights) == 4
    again.set_weights(trained.get_weights())
    np.testing.assert_array_equal(again.predict(X, verbose=0), trained.predict(X, verbose=0))
