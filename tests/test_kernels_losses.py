"""Do the kernels of the losses compute what their twins do, on every build, and what calculus says?"""

import math

import numpy as np
import pytest
from kernel_builds import BUILDS, COMPILED, REFERENCE, arguments, run

from nnlite import _dispatch

EPSILON = 0.05  # wide enough that some predictions are clipped
SHAPES = [(0, 3), (4, 0), (1, 1), (5, 1), (1, 7), (2, 3, 4), (33, 10), (3, 530)]

# The arguments of every kernel, in the letters of `kernel_builds.arguments`.
KERNELS = {
    "softmax_crossentropy": ("tzPL",),
    "softmax_crossentropy_gradient": ("tpdP",),
    "sparse_softmax_crossentropy": ("lzPL",),
    "sparse_softmax_crossentropy_gradient": ("lpdP",),
    "categorical_crossentropy": ("tpL", EPSILON),
    "categorical_crossentropy_gradient": ("tpdP", EPSILON),
    "sparse_categorical_crossentropy": ("lpL", EPSILON),
    "sparse_categorical_crossentropy_gradient": ("lpdP", EPSILON),
    "binary_crossentropy": ("tpL", EPSILON),
    "binary_crossentropy_gradient": ("tpdP", EPSILON),
    "sigmoid_crossentropy": ("tzL",),
    "sigmoid_crossentropy_gradient": ("tzdP",),
    "squared_error": ("tzL",),
    "squared_error_gradient": ("tzdP",),
    "absolute_error": ("tzL",),
    "absolute_error_gradient": ("tzdP",),
    "smooth_labels": ("tP", 0.1, 10),
    "weighted_mean": ("vwY",),
    "weighted_mean_gradient": ("wyV",),
    "weighted_sum": ("vwY",),
    "weighted_sum_gradient": ("wyV",),
}
LOSSES = [name for name in KERNELS if f"{name}_gradient" in KERNELS and not name.startswith("weighted")]
SPARSE = [name for name, (form, *_) in KERNELS.items() if form[0] == "l"]
UNWEIGHTED = [(name, (form.replace("w", "n"), *rest)) for name, (form, *rest) in KERNELS.items() if "w" in form]


def guarded(array):
    """A copy of an array with strange numbers before and behind it, and those numbers' memory."""
    memory = np.full(array.size + 64, 7, array.dtype)
    inside = memory[32 : 32 + array.size].reshape(array.shape)
    inside[...] = array
    return inside, memory


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize(("name", "case"), [*KERNELS.items(), *UNWEIGHTED])
@pytest.mark.parametrize("kernels", COMPILED)
def test_equals_twin(kernels, name, case, shape, dtype):
    form, *numbers = case
    if name in SPARSE and shape[-1] == 0:
        pytest.skip("every label is bad where there are no classes")
    found = run(kernels, name, arguments(form, shape, dtype), numbers)
    expected = run(REFERENCE, name, arguments(form, shape, dtype), numbers)
    for x, y in zip(found, expected, strict=True):
        np.testing.assert_allclose(x, y, rtol=1e-4 if dtype == "float32" else 1e-11, atol=2e-6)


def test_every_kernel_is_here():
    assert set(_dispatch.family("_losses", "reference")) == set(KERNELS)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("kernels", BUILDS)
def test_gradient_is_the_slope_of_the_loss(kernels, name):
    form, *numbers = KERNELS[name]
    target, point, *_ = arguments(form, (6, 5), "float64")
    point = point.copy()
    dloss = np.random.default_rng(1).normal(size=6)

    def total():
        written = [np.empty_like(point)] if "P" in form else []
        return dloss @ run(kernels, name, [target, point, *written, np.empty(6)], numbers)[-1]

    expected, step = np.empty_like(point), 1e-5
    for place in np.ndindex(point.shape):
        middle = point[place]
        point[place] = middle + step
        above = total()
        point[place] = middle - step
        expected[place] = (above - total()) / (2 * step)
        point[place] = middle
    if "softmax" in name:
        (p, _) = run(kernels, name, [target, point, np.empty_like(point), np.empty(6)], numbers)
        point = p
    (found,) = run(kernels, f"{name}_gradient", [target, point, dloss, np.empty_like(point)], numbers)
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kernels", BUILDS)
def test_softmax_crossentropy_of_large_logits(kernels, dtype):
    z = np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4]], dtype)
    t = np.array([[0, 1, 0], [1, 1, 1]], dtype)
    p, loss = run(kernels, "softmax_crossentropy", [t, z, np.empty_like(z), np.empty(2, dtype)], ())
    np.testing.assert_allclose(p, [[1, 0, 0], [1 / 3] * 3], rtol=1e-6)
    np.testing.assert_allclose(loss, [2e4, 3 * math.log(3)], rtol=1e-6)
    _, loss = run(kernels, "sparse_softmax_crossentropy", [np.array([0, 2]), z, p, loss], ())
    np.testing.assert_allclose(loss, [0, math.log(3)], rtol=1e-6)


@pytest.mark.parametrize("kernels", BUILDS)
def test_a_small_loss_at_large_logits_keeps_its_digits(kernels):
    z = np.array([[5000, 4990]], "float32")  # log(1 + exp(-10)) is below the last place of 5000
    t = np.array([[1, 0]], "float32")
    _, loss = run(kernels, "softmax_crossentropy", [t, z, np.empty_like(z), np.empty(1, "float32")], ())
    np.testing.assert_allclose(loss, math.log1p(math.exp(-10)), rtol=1e-2)


@pytest.mark.parametrize("kernels", BUILDS)
def test_an_impossible_class_that_is_no_target_costs_nothing(kernels):
    z = np.array([[-np.inf, 0, 0], [-np.inf, 0, 0], [-np.inf, 0, np.nan]])
    t = np.array([[0, 1, 0], [1, 0, 0], [0, 1, 0]], float)
    p, loss = run(kernels, "softmax_crossentropy", [t, z, np.empty_like(z), np.empty(3)], ())
    np.testing.assert_allclose(p[:2], [[0, 0.5, 0.5]] * 2)
    np.testing.assert_allclose(loss, [math.log(2), np.inf, np.nan])


@pytest.mark.parametrize("kernels", BUILDS)
def test_sigmoid_crossentropy_of_large_logits(kernels):
    z = np.array([[1e4, -1e4, 0]], "float32")
    t = np.array([[0, 0, 1]], "float32")
    (loss,) = run(kernels, "sigmoid_crossentropy", [t, z, np.empty(1, "float32")], ())
    np.testing.assert_allclose(loss, (1e4 + math.log(2)) / 3, rtol=1e-6)
    (dz,) = run(kernels, "sigmoid_crossentropy_gradient", [t, z, np.ones(1, "float32"), np.empty_like(z)], ())
    np.testing.assert_allclose(dz, [[1 / 3, 0, -1 / 6]], rtol=1e-6)


@pytest.mark.parametrize("kernels", BUILDS)
def test_probabilities_need_not_sum_to_one(kernels):
    p, t = np.array([[1, 3]], float), np.array([[0, 1]], float)
    (loss,) = run(kernels, "categorical_crossentropy", [t, p, np.empty(1), 1e-7], ())
    np.testing.assert_allclose(loss, -math.log(0.75))
    (loss,) = run(kernels, "sparse_categorical_crossentropy", [np.array([1]), p, np.empty(1), 1e-7], ())
    np.testing.assert_allclose(loss, -math.log(0.75))


@pytest.mark.parametrize("name", [name for name in LOSSES if EPSILON in KERNELS[name]])
@pytest.mark.parametrize("kernels", BUILDS)
def test_certain_and_wrong_is_a_clipped_loss_without_a_slope(kernels, name):
    p = np.array([[1, 0]], "float32")
    t = np.array([1]) if name.startswith("sparse") else np.array([[0, 1]], "float32")
    (loss,) = run(kernels, name, [t, p, np.empty(1, "float32")], (1e-7,))
    np.testing.assert_allclose(loss, -math.log(1e-7), rtol=0.01)
    (dp,) = run(kernels, f"{name}_gradient", [t, p, np.ones(1, "float32"), np.empty_like(p)], (1e-7,))
    np.testing.assert_array_equal(dp, [[0, 0]])


@pytest.mark.parametrize("name", [*LOSSES, *(f"{name}_gradient" for name in LOSSES)])
@pytest.mark.parametrize("kernels", BUILDS)
def test_nan_passes_and_stays_in_its_row(kernels, name):
    form, *numbers = KERNELS[name]
    arrays = arguments(form, (3, 40), "float32")
    arrays[1] = arrays[1].copy()
    arrays[1][1, 5] = np.nan
    if form[0] == "l":
        arrays[0] = np.array([5, 5, 5])
    for written in run(kernels, name, arrays, numbers):
        assert np.isnan(written).reshape(3, -1).any(axis=1).tolist() == [False, True, False]


@pytest.mark.parametrize("label", [-1, 10, 2**40, 2**63 - 1, -(2**63)])
@pytest.mark.parametrize("name", SPARSE)
@pytest.mark.parametrize("kernels", BUILDS)
def test_a_label_that_is_no_class(kernels, name, label):
    form, *numbers = KERNELS[name]
    arrays, memories = zip(*map(guarded, arguments(form, (50, 10), "float32")), strict=True)
    arrays[0][40:] = label
    before = [array.copy() for array in arrays]
    step = getattr(kernels, name)(*arrays, *numbers)
    with pytest.raises(IndexError, match="position 40"):
        step()
    for array, memory, old, letter in zip(arrays, memories, before, form, strict=True):
        assert (memory[:32] == 7).all() and (memory[-32:] == 7).all()
        if letter.islower():
            np.testing.assert_array_equal(array, old)
        elif letter == "L" or name.endswith("gradient"):
            np.testing.assert_array_equal(array[40:], old[40:])
    step.on_error = lambda position: KeyError(position)
    with pytest.raises(KeyError, match="40"):
        step()


@pytest.mark.parametrize("name", SPARSE)
@pytest.mark.parametrize("kernels", BUILDS)
def test_without_classes_every_label_is_bad(kernels, name):
    form, *numbers = KERNELS[name]
    with pytest.raises(IndexError):
        run(kernels, name, arguments(form, (4, 0), "float32"), numbers)


@pytest.mark.parametrize("kernels", BUILDS)
def test_sums_are_made_in_double(kernels):
    values = np.array([1e8, 1, -1e8, 1], "float32")
    weights = np.array([1, 2, 1, 1], "float32")
    (y,) = run(kernels, "weighted_sum", [values, weights, np.empty(1, "float32")], ())
    assert y.tolist() == [3]
    (y,) = run(kernels, "weighted_mean", [values, None, np.empty((), "float32")], ())
    assert y.tolist() == 0.5
    (y,) = run(kernels, "weighted_mean", [values[:0], weights[:0], np.ones(1, "float32")], ())
    assert y.tolist() == [0]


@pytest.mark.parametrize("kernels", BUILDS)
def test_long_rows_keep_their_digits(kernels):
    t, p = np.zeros((1, 100_000), "float32"), np.full((1, 100_000), 0.1, "float32")
    (loss,) = run(kernels, "absolute_error", [t, p, np.empty(1, "float32")], ())
    np.testing.assert_allclose(loss, 0.1, rtol=2e-6)
    _, loss = run(kernels, "softmax_crossentropy", [t + 1, p, np.empty_like(p), loss], ())
    np.testing.assert_allclose(loss, 1e5 * math.log(1e5), rtol=1e-5)


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("kernels", COMPILED)
def test_sizes_are_checked_when_a_step_is_made(kernels, name):
    form, *numbers = KERNELS[name]
    for place in range(len(form)):
        arrays = arguments(form, (4, 3), "float32")
        arrays[place] = np.zeros((5, *arrays[place].shape[1:]), arrays[place].dtype)
        with pytest.raises(ValueError, match=f"^{name}: .* Received: "):
            getattr(kernels, name)(*arrays, *numbers)


@pytest.mark.parametrize("kernels", COMPILED)
def test_the_last_axis_is_checked_too(kernels):
    t, p = np.zeros((2, 6)), np.zeros((2, 3, 2))
    for arrays in ([t, p, np.zeros(2)], [np.zeros(()), np.zeros(()), np.zeros(())]):
        with pytest.raises(ValueError, match="squared_error"):
            kernels.squared_error(*arrays)
