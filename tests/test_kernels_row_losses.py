"""Do the kernels of the losses behind the first page compute what their twins do, and what calculus says?"""

import math

import numpy as np
import pytest
from kernel_builds import BUILDS, COMPILED, REFERENCE, arguments, run

from nnlite import _dispatch

EPSILON = 0.05  # wide enough that some numbers are clipped
SHAPES = [(0, 3), (4, 0), (1, 1), (5, 1), (1, 7), (2, 3, 4), (33, 10), (3, 530)]
LOSSES = {  # in the letters of `kernel_builds.arguments`; the gradient takes d and P in place of L
    "percentage_error": ("tzL", EPSILON),
    "logarithmic_error": ("tpL", EPSILON),
    "huber": ("tzL", 0.7),
    "log_cosh": ("tzL",),
    "poisson": ("tpL", EPSILON),
    "kl_divergence": ("tpL", EPSILON),
    "hinge": ("tzL",),
    "squared_hinge": ("tzL",),
    "binary_focal_crossentropy": ("ppL", 2.0, 0.25, 0.75, EPSILON),
    "sigmoid_focal_crossentropy": ("pzL", 1.5, 1.0, 1.0),
    "categorical_hinge": ("tzL",),
    "cosine_similarity": ("tzL", EPSILON),
    "overlap": ("tpL", 0.3, 0.8, EPSILON),
    "categorical_focal_crossentropy": ("tpaL", 2.5, EPSILON),
    "generalized_crossentropy": ("lpL", 0.6),
}
KERNELS = LOSSES | {f"{name}_gradient": (f"{form[:-1]}dP", *numbers) for name, (form, *numbers) in LOSSES.items()}
INF, NAN = np.inf, np.nan


def value(kernels, name, t, p, *numbers, dtype="float64"):
    """The losses of some rows."""
    t, p = (np.asarray(x, dtype) for x in (t, p))
    return run(kernels, name, [t, p, np.empty(p.shape[:-1], dtype)], numbers)[0]


def slope(kernels, name, t, p, *numbers, dtype="float64"):
    """The slopes of the sum of these losses."""
    t, p = (np.asarray(x, dtype) for x in (t, p))
    return run(kernels, f"{name}_gradient", [t, p, np.ones(p.shape[:-1], dtype), np.empty_like(p)], numbers)[0]


def test_every_kernel_is_here():
    found = [name for family in ("_term_losses", "_row_losses") for name in _dispatch.family(family, "reference")]
    assert sorted(found) == sorted([*KERNELS, "circle", "circle_gradient", "shares"])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("kernels", COMPILED)
def test_equals_twin(kernels, name, shape, dtype):
    form, *numbers = KERNELS[name]
    if form[0] == "l" and shape[-1] == 0:
        pytest.skip("every label is bad where there are no classes")
    found = run(kernels, name, arguments(form, shape, dtype), numbers)
    expected = run(REFERENCE, name, arguments(form, shape, dtype), numbers)
    for x, y in zip(found, expected, strict=True):
        np.testing.assert_allclose(x, y, rtol=1e-4 if dtype == "float32" else 1e-11, atol=2e-6)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("kernels", BUILDS)
def test_gradient_is_the_slope_of_the_loss(kernels, name):
    form, *numbers = KERNELS[name]
    target, point, *rest = arguments(form[:-1], (6, 5), "float64")
    dloss, step = np.random.default_rng(1).normal(size=6), 1e-6
    expected = np.empty_like(point)
    for place in np.ndindex(point.shape):
        ends = []
        for sign in (1, -1):
            moved = point.copy()
            moved[place] += sign * step
            ends.append(dloss @ run(kernels, name, [target, moved, *rest, np.empty(6)], numbers)[0])
        expected[place] = (ends[0] - ends[1]) / (2 * step)
    (found,) = run(kernels, f"{name}_gradient", [target, point, *rest, dloss, np.empty_like(point)], numbers)
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("kernels", BUILDS)
def test_nan_passes_and_stays_in_its_row(kernels, name):
    form, *numbers = KERNELS[name]
    arrays = arguments(form, (3, 40), "float32")
    arrays[1] = arrays[1].copy()
    arrays[1][1, 5] = NAN
    if form[0] == "l":
        arrays[0] = np.array([5, 5, 5])
    for written in run(kernels, name, arrays, numbers):
        assert np.isnan(written).reshape(3, -1).any(axis=1).tolist() == [False, True, False]


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("kernels", COMPILED)
def test_sizes_are_checked_when_a_step_is_made(kernels, name):
    form, *numbers = KERNELS[name]
    for place in range(len(form)):
        arrays = arguments(form, (4, 3), "float32")
        arrays[place] = np.zeros((5, *arrays[place].shape[1:]), arrays[place].dtype)
        with pytest.raises(ValueError, match=f"^{name}: .* Received: "):
            getattr(kernels, name)(*arrays, *numbers)


@pytest.mark.parametrize("label", [-1, 10, 2**40])
@pytest.mark.parametrize("name", ["generalized_crossentropy", "generalized_crossentropy_gradient"])
@pytest.mark.parametrize("kernels", BUILDS)
def test_a_label_that_is_no_class(kernels, name, label):
    form, *numbers = KERNELS[name]
    arrays = arguments(form, (50, 10), "float32")
    arrays[0] = np.where(np.arange(50) < 40, arrays[0], label)
    with pytest.raises(IndexError, match="position 40"):
        getattr(kernels, name)(*arrays, *numbers)()


@pytest.mark.parametrize("kernels", BUILDS)
def test_log_cosh_far_from_and_near_zero(kernels):
    p = [[1e-4], [-1e4], [3.0]]
    expected = [0.5e-8, 1e4 - math.log(2), math.log(math.cosh(3))]
    np.testing.assert_allclose(value(kernels, "log_cosh", np.zeros((3, 1)), p, dtype="float32"), expected, rtol=1e-6)


@pytest.mark.parametrize("kernels", BUILDS)
def test_hinge_takes_zeros_and_ones_for_signs_only_if_all_are(kernels):
    p = [[0.5, 0.25], [2, -3]]
    signs = [[1, -1], [1, -1]]
    for name in ("hinge", "squared_hinge"):
        for what in (value, slope):
            np.testing.assert_array_equal(what(kernels, name, [[1, 0], [1, 0]], p), what(kernels, name, signs, p))
    assert value(kernels, "hinge", [[1, 0], [1, -1]], p).tolist() == [(0.5 + 1) / 2, 0]


@pytest.mark.parametrize("kernels", BUILDS)
def test_slopes_at_the_edges(kernels):
    assert slope(kernels, "hinge", [[-1.0]], [[-1.0]]) == 1
    assert slope(kernels, "percentage_error", [[2.0]], [[2.0]], 1e-7) == 0
    assert slope(kernels, "kl_divergence", [[0.5, 0.5]], [[0.0, 1.5]], 1e-7).tolist() == [[0, 0]]
    assert slope(kernels, "categorical_hinge", [[1, 0, 0]], [[0, 0.5, 0.5]]).tolist() == [[-1, 0.5, 0.5]]
    assert slope(kernels, "categorical_hinge", [[1, 0, 0]], [[5, 0.5, 0.5]]).tolist() == [[0, 0, 0]]
    for dtype in ("float32", "float64"):
        soft = slope(kernels, "categorical_hinge", [[0.7, 0.2, 0.1]], [[0.1, 0.2, 0.7]], dtype=dtype)
        np.testing.assert_allclose(soft, [[-0.7, -0.2, 0.8]], rtol=1e-5)


@pytest.mark.parametrize("kernels", BUILDS)
def test_what_is_empty_or_certain_stays_finite(kernels):
    zero, certain = [[0.0, 0.0]], [[1.0, 0.0]]
    assert value(kernels, "cosine_similarity", certain, zero, 1e-7) == 0
    assert value(kernels, "overlap", zero, zero, 0.5, 0.5, 1e-7) == 1
    for gamma in (0.5, 1.0, 2.0):
        for t in (certain, [[0.0, 1.0]]):
            arguments = (t, certain, gamma, 1.0, 1.0, 1e-7)
            assert np.isfinite(slope(kernels, "binary_focal_crossentropy", *arguments, dtype="float32")).all()
            arguments = (t, [[300, -300]], gamma, 1.0, 1.0)
            assert np.isfinite(value(kernels, "sigmoid_focal_crossentropy", *arguments, dtype="float32")).all()
            assert np.isfinite(slope(kernels, "sigmoid_focal_crossentropy", *arguments, dtype="float32")).all()
    dp = np.empty((1, 2), "float32")
    kernels.generalized_crossentropy_gradient(np.array([1]), np.float32(certain), np.float32([1]), dp, 0.5)()
    assert np.isfinite(dp).all()


def circle(kernels, s, labels, others, *numbers):
    loss = np.full(len(s), NAN, s.dtype)
    kernels.circle(s, labels, others, loss, *numbers)()
    return loss


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (7, 7), (5, 9)], ids=str)
@pytest.mark.parametrize("kernels", BUILDS)
def test_circle(kernels, shape, skip):
    random = np.random.default_rng(0)
    s, labels, others = random.uniform(-1, 1.1, shape), *(random.integers(0, 3, size) for size in shape)
    dloss, ds, expected, step = random.normal(size=shape[0]), np.empty(shape), np.empty(shape), 1e-6
    numbers = (8.0, 0.4, skip)
    np.testing.assert_allclose(circle(kernels, s, labels, others, *numbers),
                               circle(REFERENCE, s, labels, others, *numbers), rtol=1e-12)
    kernels.circle_gradient(s, labels, others, dloss, ds, *numbers)()
    for place in np.ndindex(shape):
        moved = [s.copy(), s.copy()]
        moved[0][place] += step
        moved[1][place] -= step
        above, below = (dloss @ circle(kernels, x, labels, others, *numbers) for x in moved)
        expected[place] = (above - below) / (2 * step)
    np.testing.assert_allclose(ds, expected, rtol=1e-6, atol=1e-7)
    single = circle(kernels, s.astype("f"), labels, others, *numbers)
    np.testing.assert_allclose(single, circle(REFERENCE, s, labels, others, *numbers), rtol=1e-4)


@pytest.mark.parametrize("kernels", BUILDS)
def test_circle_of_rows_without_pairs_and_of_nan(kernels):
    s, ds = np.array([[1, 0.2, NAN], [0.2, 1, 0.1], [0.3, 0.1, 1]]), np.empty((3, 3))
    labels = np.array([4, -7, 5])  # nobody is alike
    np.testing.assert_array_equal(circle(kernels, s, labels, labels, 80.0, 0.4, True)[1:], [0, 0])
    kernels.circle_gradient(s, labels, labels, np.ones(3), ds, 80.0, 0.4, True)()
    np.testing.assert_array_equal(ds[1:], 0)
    assert np.isnan(circle(kernels, s, labels, labels, 80.0, 0.4, False)).tolist() == [True, False, False]


@pytest.mark.parametrize("kernels", COMPILED)
def test_circle_checks_its_sizes(kernels):
    s, two, three = np.zeros((2, 3)), np.zeros(2, int), np.zeros(3, int)
    for labels, others, loss in ((three, three, np.zeros(2)), (two, two, np.zeros(2)), (two, three, np.zeros(3))):
        with pytest.raises(ValueError, match="circle"):
            kernels.circle(s, labels, others, loss, 80.0, 0.4, True)
    with pytest.raises(ValueError, match="circle_gradient"):
        kernels.circle_gradient(s, two, three, np.zeros(2), np.zeros((3, 2)), 80.0, 0.4, True)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kernels", BUILDS)
def test_shares(kernels, dtype):
    def of(x, weights, of_product):
        y = np.full(4, 7, dtype)
        kernels.shares(np.array(x, dtype), None if weights is None else np.array(weights, dtype), y, of_product)()
        return y.tolist()

    x, w = [0, 1, 0, 1], [8, 1, 2, 3]
    assert of(x, None, False) == of(x, None, True) == [0, 0.5, 0, 0.5]
    assert of(x, w, False) == [0, 0.5, 0, 1.5]
    assert of(x, w, True) == [0, 0.25, 0, 0.75]
    assert of([0] * 4, w, False) == of([1] * 4, [0] * 4, True) == [0] * 4
