"""Is a model compiled from another one's configuration trained like it?"""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, losses, metrics, optimizers

X, Y = np.random.default_rng(0).normal(size=(8, 4)).astype("f"), np.ones((8, 2), "f")


def model(cls=Model):
    x = Input((4,))
    return cls(x, layers.Dense(2, kernel_initializer="ones", name="d")(x))


def test_nothing_is_told_before_compile():
    assert model().get_compile_config() == {}


@pytest.mark.parametrize("arguments", [
    {"loss": "mse", "metrics": ["mae"]}, {"loss": losses.Huber(delta=0.5), "metrics": [metrics.MeanSquaredError("q")]},
    {"loss": {"d": "mae"}, "loss_weights": {"d": 0.5}, "weighted_metrics": {"d": ["mse"]}, "run_eagerly": True},
])
def test_a_model_compiled_like_another(arguments):
    first, second = model(), model()
    first.compile(optimizers.Adam(0.02), **arguments)
    second.compile_from_config(first.get_compile_config())
    assert second.optimizer is not first.optimizer and second.optimizer.built
    assert second.run_eagerly == first.run_eagerly
    ours, theirs = (one.fit(X, Y, epochs=2, shuffle=False, verbose=0).history for one in (first, second))
    assert ours == theirs


def test_a_compile_of_ones_own_is_left_alone():
    class Own(nnlite.Model):
        def compile(self, **kwargs):
            super().compile(**kwargs)

    told = model()
    told.compile("sgd", "mse")
    own = model(Own)
    with pytest.warns(UserWarning, match="compile_from_config too"):
        own.compile_from_config(told.get_compile_config())
    assert not own.compiled
