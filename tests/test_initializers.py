"""Do first weights have the mean, the spread, the bounds and the repeatability that their names promise?"""

import json
import math

import numpy as np
import pytest

from nnlite import config, initializers
from nnlite.initializers.variance_scaling import compute_fans
from nnlite.random import SeedGenerator

SHAPE = (300, 200)      # 60,000 draws: a mean is off by at most 5 standard errors
RANDOM = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
          "random_uniform", "random_normal", "truncated_normal", "variance_scaling", "orthogonal"]
ALL = [*RANDOM, "zeros", "ones", "constant", "identity"]
FANS = {"glorot": (1, (300 + 200) / 2), "he": (2, 300), "lecun": (1, 300)}


@pytest.mark.parametrize("family", FANS)
@pytest.mark.parametrize("kind", ["uniform", "normal"])
def test_variance_scaling_has_its_variance_and_bound(family, kind):
    scale, fan = FANS[family]
    stddev = math.sqrt(scale / fan)
    w = initializers.get({"class_name": f"{family}_{kind}", "config": {"seed": 1}})(SHAPE, "float64")
    bound = math.sqrt(3) * stddev if kind == "uniform" else 2 * stddev / 0.87962566103423978
    assert abs(w.mean()) < 5 * stddev / math.sqrt(w.size)
    assert w.std() == pytest.approx(stddev, rel=0.015)
    assert 0.99 * bound < np.abs(w).max() <= bound


def test_untruncated_normal_has_tails():
    w = initializers.VarianceScaling(2.0, "fan_out", "untruncated_normal", seed=1)(SHAPE)
    assert w.std() == pytest.approx(math.sqrt(2 / 200), rel=0.015)
    assert np.abs(w).max() > 3 * math.sqrt(2 / 200)


def test_random_normal_and_truncated_normal():
    w = initializers.RandomNormal(3.0, 0.5, seed=1)(SHAPE, "float64")
    assert w.mean() == pytest.approx(3.0, abs=0.02)
    assert w.std() == pytest.approx(0.5, rel=0.015)
    assert np.abs(w - 3.0).max() > 1.5
    w = initializers.TruncatedNormal(3.0, 0.5, seed=1)(SHAPE, "float64")
    assert w.std() == pytest.approx(0.5 * 0.87962566, rel=0.015)
    assert 0.99 < np.abs(w - 3.0).max() <= 1.0


def test_random_uniform_is_half_open_and_flat():
    w = initializers.RandomUniform(2.0, 3.0, seed=1)(SHAPE)
    assert 2.0 <= w.min() < w.max() < 3.0
    counts, _ = np.histogram(w, 10, (2, 3))
    assert np.abs(counts - 6000).max() < 5 * math.sqrt(6000)
    assert (initializers.RandomUniform(1, 1)((3,)) == 1).all()


@pytest.mark.parametrize("shape, fans", [
    ((), (1, 1)), ((4,), (4, 4)), ((5, 3), (5, 3)), ((7, 5, 3), (35, 21)), ((3, 3, 8, 16), (72, 144)),
    ((2, 3, 4, 5, 6), (120, 144)), ((0, 3), (0, 3)),
])
def test_fans(shape, fans):
    assert compute_fans(shape) == fans


def test_fans_of_given_axes():
    assert compute_fans((2, 3, 4), input_axes=[0], output_axes=[1, 2]) == (2, 12)
    w = initializers.LecunUniform(seed=1, input_axes=[0], output_axes=[1, 2])((300, 10, 20))
    assert 0.09 < np.abs(w).max() <= 0.1


@pytest.mark.parametrize("shape, columns", [((6, 4), 4), ((4, 6), 4), ((5, 5), 5), ((3, 3, 2, 8), 8), ((1, 1), 1)])
def test_orthogonal(shape, columns):
    q = initializers.Orthogonal(gain=2.0, seed=1)(shape, "float64")
    q = q.reshape(-1, shape[-1])
    q = q if q.shape[0] >= q.shape[1] else q.T
    assert q.shape[1] == columns
    np.testing.assert_allclose(q.T @ q, 4 * np.eye(columns), atol=1e-12)


def test_orthogonal_takes_both_signs():
    assert {float(initializers.Orthogonal(seed=seed)((1, 1))[0, 0]) for seed in range(20)} == {-1.0, 1.0}


def test_values_without_chance():
    assert initializers.Zeros()((2, 3)).tolist() == [[0, 0, 0]] * 2
    assert initializers.Ones()((2,), "int32").tolist() == [1, 1]
    assert initializers.Constant(2.5)((2,)).tolist() == [2.5, 2.5]
    assert initializers.Identity(3)((2, 3)).tolist() == [[3, 0, 0], [0, 3, 0]]
    assert initializers.get(np.array([1, 2]))((2,), "float64").tolist() == [1.0, 2.0]


@pytest.mark.parametrize("name", ALL)
def test_types_empty_shapes_and_configurations(name):
    initializer = initializers.get(name)
    assert initializer((4, 3)).dtype == np.float32
    assert initializer((4, 3), "float64").dtype == np.float64
    assert initializer((0, 3)).shape == (0, 3)
    assert initializer([np.int64(2), 2]).flags.c_contiguous
    again = initializers.deserialize(json.loads(json.dumps(initializers.serialize(initializer))))
    assert type(again) is type(initializer)
    assert again.get_config() == initializer.get_config()


@pytest.mark.parametrize("name", RANDOM)
def test_a_seed_repeats_and_objects_without_one_differ(name):
    with_seed = initializers.get({"class_name": name, "config": {"seed": 5}})
    first = with_seed((4, 3), "float64")
    np.testing.assert_array_equal(first, with_seed((4, 3), "float64"))
    np.testing.assert_array_equal(first, with_seed.clone()((4, 3), "float64"))
    np.testing.assert_allclose(with_seed((4, 3), "float32"), first, rtol=1e-6)
    one, other = initializers.get(name), initializers.get(name)
    np.testing.assert_array_equal(one((4, 3)), one((4, 3)))
    assert (one((4, 3)) != other((4, 3))).any()
    assert one.get_config()["seed"] is None


def test_the_default_float_type_is_asked_at_the_call(monkeypatch):
    initializer = initializers.HeNormal()
    monkeypatch.setitem(config._settings, "floatx", "float64")
    assert initializer((2, 2)).dtype == np.float64


@pytest.mark.parametrize("make", [
    lambda: initializers.RandomNormal(stddev=-1), lambda: initializers.TruncatedNormal(mean="0"),
    lambda: initializers.RandomUniform(1, 0), lambda: initializers.VarianceScaling(0),
    lambda: initializers.VarianceScaling(mode="fan"), lambda: initializers.VarianceScaling(distribution="unifrom"),
    lambda: initializers.HeNormal(seed=-1), lambda: initializers.HeNormal(seed="1"),
    lambda: initializers.Constant("a"), lambda: initializers.Constant([1, 2])((3, 2)),
    lambda: initializers.Orthogonal()((3,)), lambda: initializers.Identity()((2, 2, 2)),
    lambda: initializers.HeNormal()((2, 2), "int32"), lambda: initializers.Zeros()((2,), "float99"),
    lambda: initializers.Zeros()(5), lambda: initializers.Zeros()((-1,)), lambda: initializers.Zeros()((None, 3)),
    lambda: initializers.get("glorot_unifrom"), lambda: initializers.get(5),
])
def test_mistakes_are_refused_with_what_was_received(make):
    with pytest.raises(ValueError, match="Received: "):
        make()


def test_every_alias_is_the_class():
    for name in ("glorot_uniform", "he_normal", "random_normal", "orthogonal", "identity", "zeros", "constant"):
        assert getattr(initializers, name) is type(initializers.get(name))
    assert initializers.OrthogonalInitializer is initializers.Orthogonal
    assert type(initializers.get("normal")) is initializers.RandomNormal


def test_a_function_is_an_initializer():
    def counting(shape, dtype=None):
        return np.arange(np.prod(shape), dtype=dtype).reshape(shape)

    assert initializers.get(counting) is counting
    with pytest.raises(NotImplementedError):
        initializers.Initializer()((2,))


def test_a_seed_generator_draws_other_values_each_time():
    values = [initializers.GlorotUniform(seed=SeedGenerator(1)) for _ in range(2)]
    first, second = ([one((2, 2)).tolist() for _ in range(2)] for one in values)
    assert first == second and first[0] != first[1]
    twin = initializers.GlorotUniform.from_config(values[0].get_config())
    assert [twin((2, 2)).tolist() for _ in range(2)] == first
