"""Do constraints return the nearest allowed weights, and leave the given ones alone?"""

import math

import numpy as np
import pytest

from nnlite import constraints

W = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
KINDS = [constraints.NonNeg(), constraints.MaxNorm(1.0), constraints.UnitNorm(), constraints.MinMaxNorm(0.5, 1.0),
         constraints.Constraint()]


def norms(w, axis=0):
    return np.sqrt(np.sum(np.square(w), axis=axis))


@pytest.mark.parametrize("constraint", KINDS, ids=lambda constraint: type(constraint).__name__)
def test_shape_type_and_argument_are_kept(constraint):
    before = W.copy()
    once = constraint(W)
    assert (once.shape, once.dtype) == (W.shape, W.dtype)
    np.testing.assert_array_equal(W, before)
    np.testing.assert_allclose(constraint(once), once, rtol=1e-6)
    again = constraints.deserialize(constraints.serialize(constraint), {"Constraint": constraints.Constraint})
    np.testing.assert_array_equal(again(W), once)


def test_non_neg():
    assert constraints.NonNeg()(np.array([-1.0, 0.0, 2.0])).tolist() == [0.0, 0.0, 2.0]


def test_max_norm_shortens_long_columns_only():
    w = np.array([[0.1, 3.0], [0.0, 4.0]])
    np.testing.assert_allclose(constraints.MaxNorm(2.0)(w), [[0.1, 1.2], [0.0, 1.6]], rtol=1e-5)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_unit_norm(axis):
    np.testing.assert_allclose(norms(constraints.UnitNorm(axis)(W), axis), 1, rtol=1e-5)


def test_several_axes_are_one_vector():
    w = np.random.default_rng(0).normal(size=(3, 3, 2, 4))
    assert constraints.UnitNorm((0, 1, 2)).axis == [0, 1, 2]
    np.testing.assert_allclose(norms(constraints.UnitNorm([0, 1, 2])(w), (0, 1, 2)), np.ones(4), rtol=1e-5)


def test_min_max_norm_goes_a_part_of_the_way():
    w = np.diag([0.1, 1.0, 10.0])
    np.testing.assert_allclose(norms(constraints.MinMaxNorm(0.5, 2.0)(w)), [0.5, 1.0, 2.0], rtol=1e-5)
    np.testing.assert_allclose(norms(constraints.MinMaxNorm(0.5, 2.0, rate=0.5)(w)), [0.3, 1.0, 6.0], rtol=1e-5)


def test_zeros_stay_zeros():
    for constraint in KINDS:
        assert (constraint(np.zeros((3, 2))) == 0).all()


@pytest.mark.parametrize("make", [
    lambda: constraints.MaxNorm(-1), lambda: constraints.MaxNorm(math.nan), lambda: constraints.MaxNorm(axis="0"),
    lambda: constraints.MinMaxNorm(2.0, 1.0), lambda: constraints.MinMaxNorm(rate=1.5),
    lambda: constraints.UnitNorm(axis=0.5), lambda: constraints.get("max_nrom"), lambda: constraints.get(3),
])
def test_mistakes_are_refused(make):
    with pytest.raises(ValueError, match="Received: "):
        make()


def test_get():
    assert constraints.get(None) is None
    assert constraints.get("max_norm").get_config() == {"max_value": 2, "axis": 0}
    assert type(constraints.get("NonNeg")) is constraints.non_neg
