"""Does every kernel that changes parameters do what its NumPy twin does, on every processor build?"""

import itertools

import numpy as np
import pytest

from nnlite import _dispatch
from nnlite._places import DUE, ITERATIONS, LEARNING_RATE, PLACES, SQUARES, UPDATE

# Kernel: letters (g a gradient, w a value, s a slot, v a slot that is never negative, p one number, t the state), then
# numbers.
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
    "adagrad": ("gwvt", 1e-7),
    "adadelta": ("gwvvt", 0.9, 1e-7),
    "adamax": ("gwsvt", 0.9, 0.999, 1e-7),
    "nadam": ("gwsvpt", 0.9, 0.999, 1e-7),
    "nadam_product": ("pt", 0.9),
    "lion": ("gwst", 0.9, 0.99),
    "ftrl": ("gwvst", -0.5, 0.1, 0.2, 0.3, 0.4),
    "schedule_free": ("gwsvt", 0.9, 0.999, 1e-7, 9),
    "lamb": ("gwsvt", 0.9, 0.999, 1e-7),
    "adafactor": ("gwvt", -0.8, 1e-30, 1e-3, 1.0),
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
    numbers["p"] = np.full((4, 1), 0.7, dtype)
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
        # The difference of two near powers, over a small learning rate.
        loose = 100 if name == "ftrl" else 1
        np.testing.assert_allclose(one, other, rtol=20 * TOLERANCE[dtype], atol=loose * TOLERANCE[dtype])


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
                          ("overwrite_by_average", (4,)), ("ftrl", (-0.7, 0.1, 0.2, 0.3, 0.4)), ("ftrl", (0.0,) * 5),
                          ("schedule_free", (0.9, 0.999, 1e-8, 0)), ("adafactor", (-0.8, 1e-30, 9.0, 9.0))]:
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
@pytest.mark.parametrize("name", ["sgd", "rmsprop", "rmsprop_centered", "adam", "adam_amsgrad", "clip_by_value",
                                  "adagrad", "adadelta", "adamax", "nadam", "lion", "ftrl", "schedule_free", "lamb"])
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


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
@pytest.mark.parametrize("name", ["sgd_momentum", "rmsprop_momentum", "rmsprop_centered", "adam", "adam_amsgrad",
                                  "adamax", "nadam", "lamb"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_is_forgotten_becomes_0(name, dtype, build):
    """Rounding would let it come to rest at a denormal number, with which processors compute slowly."""
    letters, *numbers = TABLE[name]
    arrays = [array.copy() for array in arrays_for(letters, dtype, 50)]
    tiny = np.finfo(dtype).tiny
    for letter, array in zip(letters, arrays, strict=True):
        if letter in "gs":
            array[...] = 0 if letter == "g" else np.linspace(-tiny, tiny, 50) / 100
    getattr(kernels_of(build), name)(*arrays, *numbers)()
    assert not any(array.any() for letter, array in zip(letters, arrays, strict=True) if letter == "s")


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
def test_the_norm_of_adamax_remembers_nan(build):
    arrays, kernels = arrays_for("gwsvt", "float32", 7), kernels_of(build)
    arrays[0][2] = np.nan
    step = kernels.adamax(*arrays, 0.9, 0.999, 1e-7)
    step()
    arrays[0][2] = 1
    step()
    assert np.isnan(arrays[3]).tolist() == [position == 2 for position in range(7)]


@pytest.mark.parametrize("build", [*BUILDS, "reference"])
@pytest.mark.parametrize("shape", [(3, 5), (1, 1), (5, 1), (20, 33), (2, 3, 5), (0, 3), (3, 0), (2, 2, 2, 17)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_factored_adafactor(shape, dtype, build):
    size, (rows, columns) = int(np.prod(shape)), shape[-2:]
    gradients, values, state = (array.astype(dtype) for array in arrays_for("gwt", dtype, size))
    state = state.astype("float64")
    row_means, column_means = np.ones(shape[:-1], dtype), np.ones((*shape[:-2], columns), dtype)
    squares = gradients.reshape(shape) ** 2 + 1e-30
    beta = 1 - 6.0 ** -0.8
    r = beta + (1 - beta) * squares.sum(-1) / max(columns, 1)
    c = beta + (1 - beta) * squares.sum(-2) / max(rows, 1)
    v = r[..., None] * c[..., None, :] / (r.sum(-1)[..., None, None] / max(rows, 1))
    push = gradients.reshape(shape) / np.sqrt(v)
    rms = [np.sqrt((x**2).sum() / max(size, 1)) for x in (values, push)]
    expected = values.reshape(shape) - 1e-2 * max(rms[0], 1e-3) * push / max(rms[1], 1)
    velocities = np.zeros(size, dtype)
    kernels_of(build).adafactor_factored(gradients, values, row_means, column_means, velocities, state, rows, columns,
                                         -0.8, 1e-30, 1e-3, 1.0)()
    for one, other in zip([values.reshape(shape), velocities.reshape(shape), row_means, column_means],
                          [expected, v, r, c], strict=True):
        if size:
            np.testing.assert_allclose(one, other, rtol=20 * TOLERANCE[dtype], atol=TOLERANCE[dtype])


@pytest.mark.parametrize("build", BUILDS)
def test_refuses_arrays_that_do_not_fit(build):
    kernels = kernels_of(build)
    with pytest.raises(ValueError, match="one number"):
        kernels.nadam_product(np.ones(2), np.zeros(PLACES), 0.9)
    g, w, v, t = arrays_for("gwvt", "float32", 6)
    with pytest.raises(ValueError, match="2 matrices of 1 rows and 3 columns"):
        kernels.adafactor_factored(g, w, v[:2], v[:5], v, t, 1, 3, -0.8, 1e-30, 1e-3, 1.0)
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
