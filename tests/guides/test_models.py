"""Models as the guides write them: masks in layers of one's own, losses that layers add, weighted steps."""

import numpy as np
import pytest

import nnlite as keras
from nnlite import layers, ops


class SoftmaxOverTime(layers.Layer):
    """A softmax over the steps that count; it cannot do without a mask."""

    supports_masking = True

    def call(self, inputs, mask=None):
        marks = ops.expand_dims(ops.cast(mask, "float32"), -1)
        shares = ops.exp(inputs) * marks
        return shares / ops.sum(shares, axis=1, keepdims=True)


@pytest.mark.parametrize("steps", [None, 4])
def test_a_layer_that_needs_its_mask_can_be_drawn(steps):
    ids = keras.Input(shape=(steps,), dtype="int32")
    x = layers.Dense(1)(layers.Embedding(5, 3, mask_zero=True)(ids))
    model = keras.Model(ids, SoftmaxOverTime()(x))
    shares = model.predict(np.array([[1, 2, 0, 0], [3, 4, 1, 0]]), verbose=0)[..., 0]
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    assert (shares[0, 2:] == 0).all() and (shares[:, :2] > 0).all()


def test_targets_that_go_in_as_an_input():
    class Endpoint(layers.Layer):
        def call(self, targets, predictions):
            self.add_loss(ops.mean(ops.square(targets - predictions)))
            return predictions

    x, t = keras.Input(shape=(3,), name="x"), keras.Input(shape=(1,), name="t")
    model = keras.Model([x, t], Endpoint()(t, layers.Dense(1, kernel_initializer="zeros")(x)))
    model.compile("sgd")
    data = {"x": np.ones((4, 3)), "t": np.full((4, 1), 2.0)}
    history = model.fit(data, epochs=2, verbose=0).history
    assert history["loss"][0] == 4.0 > history["loss"][1]


def test_a_model_without_any_loss_says_so():
    model = keras.Sequential([keras.Input(shape=(2,)), layers.Dense(1)])
    model.compile("sgd")
    with pytest.raises(ValueError, match="compiled without a loss"):
        model.fit(np.ones((4, 2)), verbose=0)


def test_no_metrics_for_several_outputs():
    x = keras.Input(shape=(2,))
    model = keras.Model(x, [layers.Dense(1)(x), layers.Dense(1)(x)])
    model.compile("sgd", "mse", metrics=[], weighted_metrics=[])
    y = np.zeros((4, 1))
    assert len(model.evaluate(np.ones((4, 2)), [y, y], verbose=0)) == 3


def test_a_column_of_weights_in_a_step_of_ones_own():
    class Weighted(keras.Model):
        def train_step(self, data):
            x, y, weights = data
            with keras.GradientTape() as tape:
                loss = self.compute_loss(y=y, y_pred=self(x, training=True), sample_weight=weights)
            self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
            return {"loss": loss}

    x = keras.Input(shape=(2,))
    model = Weighted(x, layers.Dense(1, kernel_initializer="zeros")(x))
    model.compile("sgd", "mse")
    weights = np.array([[0.0], [1.0], [2.0], [3.0]])
    history = model.fit(np.ones((4, 2)), np.ones((4, 1)), sample_weight=weights, verbose=0).history
    assert history["loss"] == [1.5]


def test_layers_of_a_dictionary_of_outputs_come_in_the_order_of_its_keys():
    x = keras.Input(shape=(2,))
    heads = {name: layers.Dense(1, name=name)(x) for name in ("p", "d")}
    model = keras.Model(x, heads)
    assert [layer.name for layer in model.layers[1:]] == ["d", "p"]
    assert list(model.predict(np.ones((1, 2)), verbose=0)) == ["p", "d"]
