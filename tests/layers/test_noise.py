"""Do the layers that draw do nothing outside of training, draw what they should, and repeat it for a seed?"""

import copy

import numpy as np
import pytest

from nnlite import Input, Model, layers

MAKE = [lambda **k: layers.GaussianNoise(0.5, **k), lambda **k: layers.GaussianDropout(0.3, **k),
        lambda **k: layers.AlphaDropout(0.3, **k), lambda **k: layers.SpatialDropout1D(0.3, **k)]
X = np.random.default_rng(0).normal(size=(40, 50, 60)).astype("f")
every_one = pytest.mark.parametrize("make", MAKE)


@every_one
def test_only_in_training_and_repeatable(make):
    layer = make(seed=3)
    np.testing.assert_array_equal(layer(X), X)
    first, second = layer(X, training=True), layer(X, training=True)
    assert not np.array_equal(first, second) and not np.array_equal(first, X)
    again = make(seed=3)
    np.testing.assert_array_equal(first, again(X, training=True))
    np.testing.assert_array_equal(second, copy.deepcopy(again)(X, training=True))
    assert not np.array_equal(make(seed=4)(X, training=True), first)


@every_one
def test_mean_and_variance(make):
    x = X if "Alpha" in type(make()).__name__ else np.ones_like(X)
    y = make(seed=1)(x, training=True)
    variance = {"GaussianNoise": 0.25, "AlphaDropout": 1}.get(type(make()).__name__, 0.3 / 0.7)
    assert y.mean() == pytest.approx(x.mean(), abs=0.02)
    assert y.var() == pytest.approx(variance, rel=0.05)


@every_one
def test_every_batch_of_a_fit_has_draws_of_its_own(make):
    x = Input((50, 60))
    model = Model(x, make(seed=2)(x))
    assert not np.array_equal(model(X, training=True), model(X, training=True))
    np.testing.assert_array_equal(model.predict(X), X)


def test_one_draw_for_a_whole_axis():
    ones = np.ones((10, 5, 6, 7), "f")
    planes = layers.SpatialDropout2D(0.5, seed=1)(ones, training=True)
    assert (planes == planes[:, :1, :1]).all() and 0 < (planes == 0).mean() < 1
    first = layers.SpatialDropout2D(0.5, "channels_first", seed=1)(ones, training=True)
    assert (first == first[:, :, :1, :1]).all()
    rows = layers.AlphaDropout(0.5, noise_shape=(None, 1, 1, 1), seed=1)(ones, training=True)
    assert (rows == rows[:, :1, :1, :1]).all() and len(np.unique(rows)) == 2


def test_rates_that_make_no_sense():
    for make in (layers.GaussianDropout, layers.AlphaDropout):
        for rate in (-0.1, 1, "0.5"):
            with pytest.raises(ValueError, match=f"{make.__name__}: rate must be"):
                make(rate)
    with pytest.raises(ValueError, match="GaussianNoise: stddev must be"):
        layers.GaussianNoise(-1)
    with pytest.raises(ValueError, match="SpatialDropout1D: rate must be"):
        layers.SpatialDropout1D(2)
