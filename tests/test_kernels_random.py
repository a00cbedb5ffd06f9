"""Do the kernels that draw numbers draw what their twins draw, from the distributions that they promise?"""

from statistics import NormalDist

import numpy as np
import pytest

from nnlite import _dispatch

KERNELS = {"random_uniform": (-2.0, 3.0), "random_normal": (1.0, 2.0), "random_integers": (-3, 4)}


def builds():
    """Every build that was compiled and can run here, and the twins."""
    for build in _dispatch.available():
        try:
            yield pytest.param(_dispatch.load(build), id=build)
        except ImportError:
            continue


BUILDS = list(builds())
REFERENCE = _dispatch.load("reference")


def draw(kernels, name, size, dtype, *settings, seed=7):
    state, y = np.array([seed], np.int64), np.empty(size, dtype)
    getattr(kernels, name)(state, y, *settings)()
    return y, int(state[0])


def test_every_kernel_is_here():
    assert set(_dispatch.family("_random", "reference")) == set(KERNELS)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64"])
@pytest.mark.parametrize("size", [(0,), (1,), (3, 5), (1000,)], ids=str)
@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("kernels", BUILDS)
def test_equals_twin(kernels, name, size, dtype):
    if (name == "random_integers") != dtype.startswith("int"):
        pytest.skip("another type")
    found, state = draw(kernels, name, size, dtype, *KERNELS[name])
    expected, then = draw(REFERENCE, name, size, dtype, *KERNELS[name])
    assert state == then
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kernels", BUILDS)
def test_cut_in_two_the_draw_is_the_same(kernels):
    whole, end = draw(kernels, "random_normal", 10, "float32", 0.0, 1.0)
    first, state = draw(kernels, "random_normal", 4, "float32", 0.0, 1.0)
    second, last = draw(kernels, "random_normal", 6, "float32", 0.0, 1.0, seed=state)
    np.testing.assert_array_equal(whole, np.concatenate([first, second]))
    assert end == last


@pytest.mark.parametrize("dtype, tolerance", [("float32", 2e-6), ("float64", 2e-15)])
@pytest.mark.parametrize("kernels", BUILDS)
def test_normal_is_the_quantile_of_uniform(kernels, dtype, tolerance):
    """The same bits, drawn as a uniform number in (0, ½) and as a normal one, of which that is the tail."""
    tail, _ = draw(kernels, "random_uniform", 20_000, dtype, 0.0, 1.0)
    z, _ = draw(kernels, "random_normal", 20_000, dtype, 0.0, 1.0)
    middle = 2.0 ** (-25 if dtype == "float32" else -54)
    expected = [-NormalDist().inv_cdf((float(p) + middle) / 2) for p in tail]
    np.testing.assert_allclose(np.abs(z), expected, rtol=tolerance, atol=2e-7 if dtype == "float32" else 1e-15)
    assert abs(np.sign(z).mean()) < 0.03


def state_before(bits):
    """The state whose next draw has these bits: splitmix64 backwards."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        bits = (bits ^ (bits >> shift) ^ (bits >> 2 * shift)) * pow(factor, -1, 2**64) % 2**64
    return (bits - 0x9E3779B97F4A7C15) % 2**64


@pytest.mark.parametrize("kernels", BUILDS)
def test_the_farthest_tails(kernels):
    for first in (0, 1, 1000):
        state, y = np.array([state_before(first << 11 | 1)], np.uint64).view(np.int64), np.empty(1)
        kernels.random_normal(state, y, 0.0, 1.0)()
        np.testing.assert_allclose(y, -NormalDist().inv_cdf((first + 0.5) * 2.0**-54), rtol=1e-14)


@pytest.mark.parametrize("kernels", BUILDS)
def test_a_cut_normal_stays_within_its_ends(kernels):
    for dtype in ("float32", "float64"):
        y, _ = draw(kernels, "random_normal", 20_000, dtype, 0.0, 1.0, NormalDist().cdf(-2))
        assert 1.99 < np.abs(y).max() <= 2 + 1e-6
        assert abs(y.std() - 0.8796) < 0.01


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kernels", BUILDS)
def test_uniform_stays_below_its_end(kernels, dtype):
    y, _ = draw(kernels, "random_uniform", 100_000, dtype, 1.0, 1.0 + 2e-7)
    assert y.min() >= 1 and y.max() < y.dtype.type(1 + 2e-7)


@pytest.mark.parametrize("kernels", BUILDS)
def test_whole_numbers_are_equally_likely(kernels):
    y, _ = draw(kernels, "random_integers", 70_000, "int32", -3, 4)
    values, counts = np.unique(y, return_counts=True)
    assert values.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    assert np.abs(counts - 10_000).max() < 500
