"""Random numbers: their distributions, what a seed repeats, and what every run of a model draws anew."""


import numpy as np
import pytest
from scripts import run_python

import nnlite
from nnlite import ops, random


def test_distributions():
    size = (200, 500)
    z = random.normal(size, 2.0, 3.0)
    assert z.dtype == "float32" and abs(z.mean() - 2) < 0.05 and abs(z.std() - 3) < 0.05
    cut = random.truncated_normal(size, 1.0, 2.0)
    assert abs(cut.mean() - 1) < 0.05 and cut.min() >= -3 - 1e-5 and cut.max() <= 5 + 1e-5
    u = random.uniform(size, -1, 3, dtype="float64")
    assert u.dtype == "float64" and u.min() >= -1 and u.max() < 3 and abs(u.var() - 16 / 12) < 0.03
    for dtype in ("int32", "int64", "uint8"):
        whole = random.randint(size, 2, 7, dtype)
        assert whole.dtype == dtype and np.unique(whole).tolist() == [2, 3, 4, 5, 6]
    assert abs(random.gamma(size, 2.0).mean() - 2) < 0.05
    assert abs(random.beta(size, 2.0, 6.0).mean() - 0.25) < 0.01
    assert abs(random.binomial(size, 10, 0.3).mean() - 3) < 0.05
    assert random.gamma((3, 2), [1.0, 100.0])[:, 1].min() > 20
    kept = random.dropout(np.ones(size, "f"), 0.25)
    assert abs(kept.mean() - 1) < 0.02 and set(np.unique(kept).tolist()) == {0.0, np.float32(1 / 0.75)}
    rows = random.dropout(np.ones(size, "f"), 0.5, noise_shape=(200, 1))
    assert (rows == rows[:, :1]).all()


def test_classes_and_orders():
    logits = np.log(np.array([[0.1, 0.2, 0.7], [0.5, 0.5, 1e-30]]))
    classes = random.categorical(logits, 20_000)
    assert classes.dtype == "int32" and classes.shape == (2, 20_000)
    shares = [np.bincount(row, minlength=3) / 20_000 for row in classes]
    np.testing.assert_allclose(shares, [[0.1, 0.2, 0.7], [0.5, 0.5, 0]], atol=0.02)
    x = np.arange(40).reshape(4, 10)
    mixed = random.shuffle(x, axis=1)
    np.testing.assert_array_equal(np.sort(mixed[0]), x[0])
    np.testing.assert_array_equal(mixed - mixed[:1], x - x[:1])
    assert (mixed != x).any()


@pytest.mark.parametrize("draw", [
    lambda seed: random.normal((5,), seed=seed), lambda seed: random.uniform((5,), seed=seed),
    lambda seed: random.truncated_normal((5,), seed=seed), lambda seed: random.randint((5,), 0, 10**9, seed=seed),
    lambda seed: random.gamma((5,), 1.0, seed=seed), lambda seed: random.shuffle(np.arange(50), seed=seed),
    lambda seed: random.categorical(np.zeros((1, 90)), 9, seed=seed),
    lambda seed: random.dropout(np.ones(200), 0.5, seed=seed)])
def test_what_a_seed_repeats(draw):
    np.testing.assert_array_equal(draw(3), draw(3))
    assert (draw(3) != draw(4)).any() and (draw(None) != draw(None)).any()
    stream, same = random.SeedGenerator(3), random.SeedGenerator(3)
    first, second = draw(stream), draw(stream)
    assert (first != second).any()
    np.testing.assert_array_equal(first, draw(same))
    np.testing.assert_array_equal(second, draw(same))
    nnlite.utils.set_random_seed(5)
    third = draw(None)
    nnlite.utils.set_random_seed(5)
    np.testing.assert_array_equal(third, draw(None))


class Noise(nnlite.layers.Layer):
    """Its input and random numbers."""

    def __init__(self, seed):
        super().__init__()
        self.seed = seed

    def call(self, inputs):
        return inputs + random.normal(inputs.shape, seed=self.seed)


@pytest.mark.parametrize("seed, same", [(None, False), (7, True), ("stream", False)])
def test_in_a_model_every_run_draws(seed, same):
    seed = random.SeedGenerator(7) if seed == "stream" else seed
    x = nnlite.Input((4,))
    model = nnlite.Model(x, Noise(seed)(x))
    assert model.output_shape == (None, 4)
    first, second = (model.predict(np.zeros((3, 4), "f"), verbose=0) for _ in range(2))
    assert (first == second).all() == same
    assert len(np.unique(first)) == 12


def test_drawn_shuffles_and_dropout():
    x = nnlite.Input((6,))
    model = nnlite.Model(x, [random.shuffle(x, axis=1), random.dropout(x, 0.5), random.categorical(x, 2)])
    values = np.arange(18, dtype="f").reshape(3, 6) + 1
    mixed, kept, classes = model.predict(values, verbose=0)
    np.testing.assert_array_equal(np.sort(mixed), values)
    assert set(np.unique(kept / values).tolist()) == {0.0, 2.0} and classes.shape == (3, 2)


def test_gradients_flow_through_dropout_and_shuffle():
    w = nnlite.Variable(np.arange(1.0, 7))
    with nnlite.GradientTape() as tape:
        kept = random.dropout(w, 0.5, seed=1)
        loss = ops.vdot(random.shuffle(kept, seed=2), np.ones(6))
    np.testing.assert_array_equal(tape.gradient(loss, w), kept / np.arange(1.0, 7))


def test_the_same_bits_in_another_process():
    code = "import nnlite; nnlite.utils.set_random_seed(3); print(nnlite.random.uniform((3,)).tolist())"
    nnlite.utils.set_random_seed(3)
    here = random.uniform((3,)).tolist()
    assert run_python(code).stdout.strip() == str(here)


def test_seed_generators():
    stream = random.SeedGenerator(3, name="mine")
    assert random.SeedGenerator.from_config(stream.get_config()).get_config() == {"seed": 3, "name": "mine"}
    assert stream.next() != stream.next()
    assert random.SeedGenerator().name == "seed_generator"
    nnlite.utils.set_random_seed(1)
    first = random.SeedGenerator().state[0]
    nnlite.utils.set_random_seed(1)
    assert first == random.SeedGenerator().state[0]


@pytest.mark.parametrize("call, words", [
    (lambda: random.normal((2,), dtype="int32"), "float32 or float64.*Use randint"),
    (lambda: random.normal((2,), stddev=-1), "stddev"),
    (lambda: random.normal((2,), seed=1.5), "seed must be a whole number or a SeedGenerator"),
    (lambda: random.randint((2,), 5, 5), "minval must be below maxval"),
    (lambda: random.randint((2,), 0, 5, "float32"), "type of whole numbers"),
    (lambda: random.categorical(np.zeros(3), 1), "a row for each sample"),
    (lambda: random.dropout(np.ones(3), 1.5), "rate must be"),
    (lambda: random.SeedGenerator("a"), "seed must be a whole number"),
])
def test_what_cannot_be_drawn_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
