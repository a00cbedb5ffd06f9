"""Does every update kernel do what its NumPy twin does, on every processor build?"""

import itertools

import numpy as np
import pytest

from nnlite import _dispatch
from nnlite._reference_updates import DUE, ITERATIONS, LEARNING_RATE, PLACES, SQUARES, UPDATE

# Kernel: letters (g a gradient, w a value, s a slot, v a slot that is never negative, t the state), then numbers.
TABLE = {
    "unscale_gradients": ("g", 3.0),
    "hold_gradients": ("gst", 4),
    "clip_by_value": ("gt", 0.5),
    "sum_squares": ("gt", False),
    "clip_by_norm": ("gt", 0.5),
    "weight_decay": ("wt", 0.01),
    "sgd": ("gwt",),
    "sgd_momentum": ("gwst", 0.9, True),
    "rmsprop": ("gwvt", 0.9, 1e-7),
    "rmsprop_momentum": ("gwvst", 0.9, 1e-7, 0.5),
    "rmsprop_centered": ("gwvsst", 0.9, 1e-7, 0.5),
    "adam": ("gwsvt", 0.9, 0.999, 1e-7),
    "adam_amsgrad": ("gwsvvt", 0.9, 0.999, 1e-7),
    "moving_average": ("wst", 0.99),
    "overwrite_by_average": ("swt", 3),
}
BUILDS = [build for build in _dispatch.available() if build != "reference"]
TOLERANCE = {"float32": 1e-6, "float64": 1e-14}
REFERENCE = _dispatch.load("reference")


def kernels_of(build):
    try:
        return _dispatch.load(build)
    except ImportError:
        pytest.skip(f"{build} was not compiled")


def arrays_for(letters, dtype, size, due=1.0, update=6):
    random = np.random.default_rng(7)
    state = np.zeros(PLACES)
    state[[ITERATIONS, LEARNING_RATE, DUE, UPDATE, SQUARES]] = update, 1e-2, due, update, 2.5
    numbers = {letter: random.standard_normal((4, size)).astype(dtype) for letter in "gws"}
    numbers["v"] = random.random((4, size)).astype(dtype) + 1  # well above the squares of averages
    count = itertools.count()
    return [state if letter == "t" else numbers[letter][next(count) % 4] for letter in letters]


def run(kernels, name, dtype, size, numbers=None, **changes):
    letters, *given = TABLE[name]
    arrays = [array.copy() for array in arrays_for(letters, dtype, size, **changes)]
    step = getattr(kernels, name)(*arrays, *(given if numbers is None else numbers))
    for letter, array in zip(step.access, arrays, strict=True):
        array.flags.writeable = letter.isupper()
    step()
    return arrays


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("size", [0, 1, 7, 1000])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", TABLE)
def test_equals_its_twin(name, dtype, size, build):
    found, expected = (run(kernels, name, dtype, size) for kernels in (kernels_of(build), REFERENCE))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=20 * TOLERANCE[dtype], atol=TOLERANCE[dtype])


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
@pytest.mark.parametrize("name", set(TABLE) - {"unscale_gradients", "moving_average", "overwrite_by_average"})
def test_leaves_everything_alone_while_gradients_are_held_back(name, build):
    found = run(kernels_of(build), name, "float32", 7, due=0.0)
    given = arrays_for(TABLE[name][0], "float32", 7, due=0.0)
    if name == "hold_gradients":
        given[1] = given[1] + given[0]
    for one, other in zip(found, given, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
def test_variants(build):
    kernels = kernels_of(build)
    for name, numbers in [("sgd_momentum", (0.9, False)), ("sum_squares", (True,)), ("clip_by_norm", (10.0,)),
                          ("overwrite_by_average", (4,))]:
        found, expected = (run(each, name, "float64", 7, numbers) for each in (kernels, REFERENCE))
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-13)


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
def test_tick_counts_calls_and_updates(build):
    state, seen = np.zeros(PLACES), []
    step = kernels_of(build).tick(state, 3)
    for _ in range(6):
        step()
        seen.append((state[ITERATIONS], state[DUE], state[UPDATE]))
    assert seen == [(1, 0, 1), (2, 0, 1), (3, 1, 1), (4, 0, 2), (5, 0, 2), (6, 1, 2)]


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
@pytest.mark.parametrize("name", ["sgd", "rmsprop", "rmsprop_centered", "adam", "adam_amsgrad", "clip_by_value"])
def test_nan_goes_through(name, build):
    letters, *numbers = TABLE[name]
    arrays = arrays_for(letters, "float32", 7)
    arrays[0][2] = np.nan
    getattr(kernels_of(build), name)(*arrays, *numbers)()
    target = arrays[0] if name == "clip_by_value" else arrays[1]
    assert np.isnan(target).tolist() == [position == 2 for position in range(7)]


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_norm_that_is_not_finite_spoils_all_as_in_keras(bad, build):
    gradients, state = arrays_for("gt", "float32", 7)
    gradients[2] = bad
    kernels = kernels_of(build)
    with np.errstate(invalid="ignore"):
        for step in [kernels.sum_squares(gradients, state, True), kernels.clip_by_norm(gradients, state, 1.0)]:
            step()
    assert np.isnan(gradients).all()


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
def test_centered_rmsprop_survives_a_constant_gradient(build):
    gradients, values, v, a, m, state = arrays_for("gwvsst", "float32", 7)
    gradients[:], v[:], a[:] = 30, 900, 30.00001  # v - a² is below zero by rounding only
    kernels_of(build).rmsprop_centered(gradients, values, v, a, m, state, 0.9, 1e-7, 0.0)()
    assert np.isfinite(values).all()


@pytest.mark.parametrize("build", BUILDS)
def test_refuses_arrays_that_do_not_fit(build):
    kernels = kernels_of(build)
    gradients, values, state = arrays_for("gwt", "float32", 7)
    with pytest.raises(ValueError, match="one size"):
        kernels.sgd(gradients, values[:-1], state)
    with pytest.raises(ValueError, match="5 numbers"):
        kernels.sgd(gradients, values, state[:-1])
    with pytest.raises(TypeError):
        kernels.sgd(gradients, values.astype("float64"), state)
    with pytest.raises(ValueError, match="at least 1"):
        kernels.tick(state, 0)
    with pytest.raises(ValueError, match="at least 1"):
        kernels.overwrite_by_average(gradients, values, state, 0)


def test_a_new_learning_rate_holds_without_binding_again():
    gradients, values, state = arrays_for("gwt", "float64", 7)
    step, before = _dispatch.kernels.sgd(gradients, values, state), values.copy()
    state[LEARNING_RATE] = 0.5
    step()
    np.testing.assert_allclose(values, before - 0.5 * gradients)
