"""Arrays, NumPy numbers, variables and tensors in one formula, as scripts mix them."""

import numpy as np
import pytest

import nnlite as keras
from nnlite import layers, ops

FORMULAS = [lambda a, v: np.sqrt(2.0) * v, lambda a, v: a * v, lambda a, v: a - v, lambda a, v: a / (3 + v),
            lambda a, v: np.float32(2) ** v, lambda a, v: a @ v]


class Formula(layers.Layer):
    """A layer that scales its input with a formula of a constant and a weight."""

    def __init__(self, formula):
        super().__init__()
        self.formula = formula

    def build(self, input_shape):
        self.v = self.add_weight(shape=(2,), initializer="ones", name="v")

    def call(self, inputs):
        return inputs * self.formula(np.array([1.0, 2.0], "float32"), self.v)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_weight_right_of_an_array_is_learned(formula):
    x = keras.Input(shape=(2,))
    model = keras.Model(x, Formula(formula)(x))
    model.compile("sgd", "mse")
    before = model.get_weights()[0]
    model.fit(np.ones((4, 2)), np.full((4, 2), 9.0), verbose=0)
    assert (model.get_weights()[0] != before).all()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_tape_follows_a_variable_right_of_an_array(formula):
    v, a, eps = keras.Variable([1.0, 2.0], dtype="float64"), np.array([1.0, 2.0]), 1e-6
    with keras.GradientTape() as tape:
        total = ops.sum(formula(a, v))
    for position, slope in enumerate(tape.gradient(total, v)):
        step = eps * (np.arange(2) == position)
        up, down = (np.sum(formula(a, np.array([1.0, 2.0]) + sign * step)) for sign in (1, -1))
        assert slope == pytest.approx((up - down) / (2 * eps), rel=1e-4)


def test_a_constant_left_of_a_drawn_tensor():
    x = keras.Input(shape=(2,))
    model = keras.Model(x, np.array([3.0, 4.0], "float32") * x + np.float32(1))
    assert model.predict(np.ones((1, 2)), verbose=0).tolist() == [[4.0, 5.0]]


def test_numpy_functions_of_a_tensor_are_still_refused():
    with pytest.raises(TypeError, match=r"numpy\.exp needs numbers"):
        np.exp(keras.Input(shape=(2,)))


def test_a_loss_that_is_added_to_in_place_keeps_its_gradient():
    v = keras.Variable([1.0, 2.0])
    with keras.GradientTape() as tape:
        loss = first = ops.sum(v)
        loss += ops.sum(3 * v)
        loss *= 2
    assert tape.gradient(loss, v).tolist() == [8.0, 8.0]
    assert float(first) == 3.0


def test_an_array_plus_a_tensor_in_a_step_of_ones_own():
    class Noisy(keras.Model):
        def train_step(self, data):
            x, y = data
            y = ops.ones(ops.shape(y))
            y += 0.0 * x[:, :1]
            with keras.GradientTape() as tape:
                loss = ops.mean(ops.square(self(x) - y))
            self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
            return {"loss": loss}

    x = keras.Input(shape=(2,))
    model = Noisy(x, layers.Dense(1, kernel_initializer="zeros")(x))
    model.compile("sgd")
    assert model.fit(np.ones((4, 2)), np.zeros((4, 1)), verbose=0).history["loss"] == [1.0]


def test_numbers_that_come_of_arithmetic_answer_numpy():
    x = ops.convert_to_tensor([1.0, 2.0])
    assert (2 * ops.sum(x)).numpy() == 6.0
    assert x[0].numpy() == 1.0


def test_equality_in_a_metric_of_ones_own():
    class Hits(keras.metrics.Metric):
        def __init__(self, name="hits"):
            super().__init__(name=name)
            self.hits = self.add_variable(shape=(), initializer="zeros", name="hits")

        def update_state(self, y_true, y_pred, sample_weight=None):
            found = ops.cast(ops.argmax(y_pred, axis=1), "int32")
            self.hits.assign_add(ops.sum(ops.cast(ops.cast(y_true, "int32") == found, "float32")))

        def result(self):
            return self.hits

    x, labels = np.eye(3, dtype="float32"), np.array([0, 1, 1])
    inputs = keras.Input(shape=(3,))
    model = keras.Model(inputs, inputs * 1.0)
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=[Hits()])
    assert model.evaluate(x, labels, verbose=0, return_dict=True)["hits"] == 2.0
    assert inputs != keras.Input(shape=(3,))  # drawn tensors are compared by identity
