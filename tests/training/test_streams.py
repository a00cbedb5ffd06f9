"""Batches that come one by one: generators, loaders, lists of batches, data sets of one's own."""

import warnings

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers

X = np.random.default_rng(0).normal(size=(64, 8)).astype("f")
Y = X[:, :1]


def model():
    nnlite.utils.set_random_seed(1)
    x = Input((8,))
    made = Model(x, layers.Dense(1)(x))
    made.compile("sgd", "mse")
    return made


def batches(size=16):
    for start in range(0, 64, size):
        yield X[start:start + size], Y[start:start + size]


class Numbered(nnlite.utils.PyDataset):
    ended = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return X[index * 16:index * 16 + 16], Y[index * 16:index * 16 + 16]

    def on_epoch_end(self):
        self.ended += 1


SOURCES = {"generator": batches, "list": lambda: list(batches()), "data set": Numbered,
           "loader": lambda: type("Loader", (), {"__iter__": lambda self: batches(), "__len__": lambda self: 4})()}


@pytest.mark.parametrize("kind", SOURCES)
def test_batches_train_as_arrays_do(kind):
    ours, by_array = model(), model()
    expected = by_array.fit(X, Y, batch_size=16, shuffle=False, verbose=0).history
    assert ours.fit(SOURCES[kind](), verbose=0, shuffle=False).history == expected
    np.testing.assert_array_equal(ours.get_weights()[0], by_array.get_weights()[0])
    assert ours.evaluate(SOURCES[kind](), verbose=0) == pytest.approx(by_array.evaluate(X, Y, verbose=0), rel=1e-5)
    np.testing.assert_allclose(ours.predict(SOURCES[kind](), verbose=0), by_array.predict(X, verbose=0), rtol=1e-6)


def test_an_endless_generator_goes_on_where_an_epoch_ended():
    seen = []

    def endless():
        while True:
            for number in range(8):
                seen.append(number)
                yield X[:8] * number, Y[:8]

    history = model().fit(endless(), steps_per_epoch=3, epochs=2, verbose=0)
    assert len(history.epoch) == 2 and seen == [0, 1, 2, 3, 4, 5]


def test_a_generator_that_ends_early_ends_training_with_a_warning():
    with pytest.warns(UserWarning, match="ran out after 4 batches of 5"):
        history = model().fit(batches(), steps_per_epoch=5, epochs=3, verbose=0)
    assert len(history.epoch) == 1


def test_a_data_set_is_told_and_validated_on():
    data = Numbered()
    history = model().fit(data, epochs=2, validation_data=Numbered(), validation_steps=2, verbose=0).history
    assert data.ended == 2 and len(history["val_loss"]) == 2


def test_an_unbuilt_model_is_built_by_the_first_batch():
    fresh = nnlite.Sequential([layers.Dense(1)])
    fresh.compile("sgd", "mse")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fresh.fit(batches(), verbose=0)
    assert fresh.count_params() == 9


def test_a_bad_batch_is_named_and_earlier_ones_have_counted():
    def spoilt():
        yield X[:8], Y[:8]
        yield X[:8, :5], Y[:8]

    made = model()
    before = made.get_weights()[0]
    with pytest.raises(ValueError, match="batch 1"):
        made.fit(spoilt(), verbose=0)
    assert not np.array_equal(before, made.get_weights()[0]) and np.isfinite(made.get_weights()[0]).all()


@pytest.mark.parametrize("batch", [3, "text", (X,) * 4])
def test_what_is_no_batch(batch):
    with pytest.raises(ValueError, match="batch 0"):
        model().fit(iter([batch]), verbose=0)


def test_an_empty_source():
    with pytest.raises(ValueError, match="no samples|no batches|empty"):
        model().fit(iter([]), verbose=0)


def test_targets_come_with_the_batches():
    with pytest.raises(ValueError, match="Leave y out"):
        model().fit(batches(), Y, verbose=0)


def test_a_batch_size_beside_batches_is_passed_over():
    """Keras's own training guide gives one with a PyDataset."""
    with_size, without = model(), model()
    assert with_size.fit(Numbered(), batch_size=64, shuffle=False, verbose=0).history \
        == without.fit(Numbered(), shuffle=False, verbose=0).history
    assert with_size.evaluate(Numbered(), batch_size=8, verbose=0) == without.evaluate(Numbered(), verbose=0)
    assert with_size.predict(Numbered(), batch_size=8, verbose=0).shape == (64, 1)


def test_tuples_of_inputs_and_targets_are_no_batches():
    a, b = Input((8,)), Input((8,))
    two = Model([a, b], [layers.Dense(1, name="one")(a), layers.Dense(1, name="other")(layers.add([a, b]))])
    two.compile("sgd", ["mse", "mse"])
    history = two.fit((X, X), (Y, Y), validation_data=((X[:8], X[:8]), (Y[:8], Y[:8])), verbose=0).history
    expected = two.evaluate((X[:8], X[:8]), (Y[:8], Y[:8]), verbose=0)
    assert history["val_loss"] == pytest.approx([expected[0]])
