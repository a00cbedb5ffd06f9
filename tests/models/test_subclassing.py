"""Models and training steps of one's own: drawn, summed up, trained as programs and eagerly."""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, ops

RNG = np.random.default_rng(0)
X = RNG.normal(size=(64, 8)).astype("f")
Y = (X[:, :1] * 2 + 1).astype("f")


class Perceptron(Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.hidden = layers.Dense(units, activation="relu")
        self.drop = layers.Dropout(0.5)
        self.last = layers.Dense(1)

    def call(self, inputs, training=False):
        x = self.hidden(inputs)
        if training:
            x = self.drop(x, training=training)
        return self.last(x)


def test_a_subclassed_model_learns_and_is_drawn(capsys):
    model = Perceptron()
    model.compile(nnlite.optimizers.Adam(0.03), "mse", metrics=["mae"])
    losses = model.fit(X, Y, epochs=60, verbose=0, validation_data=(X, Y)).history
    assert list(losses) == ["loss", "mae", "val_loss", "val_mae"]
    assert losses["val_loss"][-1] < 0.5 * losses["val_loss"][0]
    np.testing.assert_allclose(model(X).numpy(), model.predict(X, verbose=0), rtol=1e-5, atol=1e-6)
    rows = model.summary().rows
    assert [row.output_shape for row in rows] == [[(None, 8)], (None, 16), (None, 1)]
    assert [layer.name for layer in model.layers] == [model.hidden.name, model.drop.name, model.last.name]
    assert model.count_params() == 8 * 16 + 16 + 16 + 1


def test_dropout_of_ones_own_call_is_only_for_training():
    model = Perceptron()
    first, second = (model(X, training=True).numpy() for _ in range(2))
    assert not np.array_equal(first, second) and np.array_equal(model(X), model(X))


def test_a_subclassed_model_is_a_layer_of_another():
    x = Input((8,))
    outer = Model(x, layers.Dense(2)(Perceptron(4)(x)))
    outer.compile("sgd", "mse")
    before = outer.get_weights()
    outer.fit(X, np.ones((64, 2)), verbose=0)
    assert all(not np.array_equal(a, b) for a, b in zip(before, outer.get_weights(), strict=True) if a.ndim == 2)


def test_several_inputs_in_a_dictionary():
    class Two(Model):
        def __init__(self):
            super().__init__()
            self.join, self.last = layers.Concatenate(), layers.Dense(1)

        def call(self, inputs):
            return self.last(self.join([inputs["a"], ops.square(inputs["b"])]))

    model = Two()
    model.compile("sgd", "mse")
    data = {"a": X, "b": X[:, :3]}
    model.fit(data, Y, verbose=0)
    assert model.predict(data, verbose=0).shape == (64, 1) and model.count_params() == 12


class Custom(Model):
    def train_step(self, data):
        x, y = data
        with nnlite.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        variables = self.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, self(x, training=False))
        return {metric.name: metric.result() for metric in self.metrics}


@pytest.mark.parametrize("eagerly", [False, True])
def test_a_step_of_ones_own_learns_as_the_built_in_one(eagerly):
    results = []
    for cls in (Model, Custom):
        nnlite.utils.set_random_seed(3)
        x = Input((8,))
        model = cls(x, layers.Dense(1)(x))
        model.compile("adam", "mse", metrics=["mae"], run_eagerly=eagerly)
        results.append(model.fit(X, Y, epochs=3, batch_size=16, shuffle=False, verbose=0).history["loss"])
        weights = model.get_weights()
        results.append(weights[0])
    np.testing.assert_allclose(results[0], results[2], rtol=1e-5)
    np.testing.assert_allclose(results[1], results[3], rtol=1e-5)


class Adversaries(Model):
    """Two models that are trained in turn, with an optimizer each."""

    def __init__(self, judge, forger):
        super().__init__()
        self.judge, self.forger = judge, forger
        self.judged, self.forged = nnlite.metrics.Mean(name="judged"), nnlite.metrics.Mean(name="forged")

    def compile(self, judge, forger):
        super().compile()
        self.judge_optimizer, self.forger_optimizer = judge, forger
        self.loss_function = nnlite.losses.BinaryCrossentropy(from_logits=True)

    @property
    def metrics(self):
        return [self.judged, self.forged]

    def train_step(self, real):
        rows = real.shape[0]
        noise, yes, no = np.ones((rows, 4), "f"), np.ones((rows, 1), "f"), np.zeros((rows, 1), "f")
        with nnlite.GradientTape() as tape:
            verdicts = ops.concatenate([self.judge(real), self.judge(self.forger(noise))], axis=0)
            judged = self.loss_function(np.concatenate([yes, no]), verdicts)
        weights = self.judge.trainable_weights
        self.judge_optimizer.apply_gradients(zip(tape.gradient(judged, weights), weights, strict=True))
        with nnlite.GradientTape() as tape:
            forged = self.loss_function(yes, self.judge(self.forger(noise)))
        weights = self.forger.trainable_weights
        self.forger_optimizer.apply_gradients(zip(tape.gradient(forged, weights), weights, strict=True))
        self.judged.update_state(judged)
        self.forged.update_state(forged)
        return {"judged": self.judged.result(), "forged": self.forged.result()}


def test_two_models_are_trained_in_turn():
    judge = nnlite.Sequential([Input((8,)), layers.Dense(4, "relu"), layers.Dense(1)])
    forger = nnlite.Sequential([Input((4,)), layers.Dense(8)])
    model = Adversaries(judge, forger)
    model.compile(nnlite.optimizers.Adam(0.01), nnlite.optimizers.SGD(0.1))
    before = [np.array(w) for w in judge.get_weights() + forger.get_weights()]
    history = model.fit(X, epochs=2, verbose=0).history
    assert list(history) == ["forged", "judged"]
    assert all(not np.array_equal(a, b)
               for a, b in zip(before, judge.get_weights() + forger.get_weights(), strict=True) if a.any())


def test_values_in_a_traced_step_are_refused_with_a_way_out():
    class Peeking(Model):
        def train_step(self, data):
            return {"loss": float(self(data[0]))}

    x = Input((8,))
    model = Peeking(x, layers.Dense(1)(x))
    model.compile("sgd", "mse")
    with pytest.raises(TypeError, match="no numbers|has none until"):
        model.fit(X, Y, verbose=0)


def test_forgetting_super_init_is_named():
    class Forgetful(layers.Layer):
        def __init__(self):
            self.units = 3

    with pytest.raises(RuntimeError, match=r"super\(\).__init__"):
        Forgetful()(X)


def test_losses_and_state_of_layers_of_ones_own():
    class Centred(layers.Layer):
        def build(self, input_shape):
            self.mean = self.add_weight((input_shape[-1],), initializer="zeros", trainable=False, name="mean")

        def call(self, inputs, training=False):
            if training:
                self.mean.assign(0.5 * self.mean + 0.5 * ops.mean(inputs, axis=0))
            self.add_loss(0.1 * ops.sum(ops.square(inputs)))
            return inputs - self.mean

    x = Input((8,))
    model = Model(x, layers.Dense(1)(Centred(name="centred")(x)))
    model.compile("sgd", "mse")
    loss = model.evaluate(X, Y, batch_size=64, verbose=0)
    assert loss == pytest.approx(np.mean((model.predict(X, verbose=0) - Y) ** 2) + 0.1 * np.sum(X**2), rel=1e-5)
    model.fit(X, Y, batch_size=64, verbose=0)
    np.testing.assert_allclose(model.get_layer("centred").mean.numpy(), 0.5 * X.mean(0), rtol=1e-5, atol=1e-6)
    model(X)
    assert float(model.losses[0]) == pytest.approx(0.1 * np.sum(X**2), rel=1e-5)


def test_what_a_model_of_ones_own_adds_while_it_is_drawn_is_not_among_its_losses():
    class Averse(Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(1)

        def call(self, inputs):
            outputs = self.dense(inputs)
            self.add_loss(ops.mean(outputs))
            return outputs

    model = Averse()
    model(X)
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    assert [float(loss) for loss in model.losses] != []  # numbers all
    assert len(model.losses) == 1


def test_a_sequential_without_input_in_a_layer_is_built_by_the_layers_first_call():
    """The feed-forward part of nearly everybody's transformer block."""
    class Block(layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.norm = layers.LayerNormalization()
            self.ffn = nnlite.Sequential([layers.Dense(4, activation="relu"), layers.Dense(8)])

        def call(self, inputs):
            return inputs + self.ffn(self.norm(inputs))

    class Whole(Model):
        def __init__(self):
            super().__init__()
            self.block, self.head = Block(), nnlite.Sequential([layers.Dense(1)])

        def call(self, inputs):
            return self.head(self.block(inputs))

    x = Input((8,))
    drawn, own = Model(x, layers.Dense(1)(Block()(x))), Whole()
    for model in (drawn, own):
        model.compile("sgd", "mse")
        model.fit(X, Y, verbose=0)
        assert len(model.weights) == 8
        np.testing.assert_allclose(model.predict(X, verbose=0), model(X), rtol=1e-4, atol=1e-6)


class Forgetful(layers.Layer):
    """A layer whose __init__ does not call its parent's."""

    def __init__(self):
        self.dense = layers.Dense(2)

    def call(self, inputs):
        return self.dense(inputs)


class ForgetfulModel(nnlite.Model):
    """A model whose __init__ does not call its parent's."""

    def __init__(self):
        self.dense = layers.Dense(2)

    def call(self, inputs):
        return self.dense(inputs)


@pytest.mark.parametrize("kind", [Forgetful, ForgetfulModel])
@pytest.mark.parametrize("use", [
    repr, str, lambda layer: layer(np.ones((2, 3))), lambda layer: layer(nnlite.Input((3,))),
    lambda layer: layer.add_weight((2,)), lambda layer: nnlite.Sequential([layer]), lambda layer: layer.get_config(),
    lambda layer: layer.name,
])
def test_a_forgotten_init_is_named(kind, use):
    with pytest.raises((RuntimeError, AttributeError), match=rf"{kind.__name__}: its __init__ did not call super\(\)"):
        use(kind())
    assert not hasattr(kind(), "name") and not hasattr(kind, "name")


@pytest.mark.parametrize("use", [
    lambda model: model.summary(), lambda model: model.compile("sgd", "mse"),
    lambda model: model.predict(np.ones((2, 3))),
])
def test_a_model_with_a_forgotten_init_is_named(use):
    with pytest.raises((RuntimeError, AttributeError), match=r"ForgetfulModel: its __init__ did not call super\(\)"):
        use(ForgetfulModel())


class Closed(layers.Layer):
    """A layer whose __init__ does not take a name."""

    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, inputs):
        return self.dense(inputs)


class Named(Closed):
    """The same, but it says how it is made again."""

    @classmethod
    def from_config(cls, config):
        return cls(config["units"])


def test_a_layer_that_cannot_be_made_again_says_so_when_it_is_written_down(tmp_path):
    x = Input((3,))
    model = Model(x, Closed(2)(x))
    with pytest.warns(UserWarning, match=r"a Closed cannot be loaded or cloned from this: its __init__ does not take "
                                         r"name='closed.*Write __init__\(self, units, \*\*kwargs\)"):
        model.to_json()
    assert Named(2).get_config()["units"] == 2
