"""Do the kernels that move numbers do what their twins do, on every build, and refuse indices that are not there?"""

import itertools

import numpy as np
import pytest

from nnlite import _dispatch

TYPES = ["bool", "int16", "int32", "int64", "float32", "float64"]
LAYOUTS = {  # shape of the walk, x start, x strides, y start, y strides, for x and y of 720 numbers
    "transpose": ((30, 24), 0, (1, 30), 0, (24, 1)),
    "transpose of blocks": ((3, 40, 6), 0, (1, 18, 3), 0, (240, 6, 1)),
    "neighbours swapped": ((4, 5, 6, 6), 0, (180, 6, 30, 1), 0, (180, 36, 6, 1)),
    "slice": ((3, 7, 4), 100, (120, 12, 2), 5, (40, 4, 1)),
    "into a slice": ((3, 7, 4), 5, (40, 4, 1), 100, (120, 12, 2)),
    "flipped": ((30, 24), 719, (-24, -1), 0, (24, 1)),
    "repeated": ((30, 24), 3, (0, 1), 0, (24, 1)),
    "one number": ((), 7, (), 9, ()),
    "one number everywhere": ((720,), 3, (0,), 0, (1,)),
    "ones": ((1, 5, 1), 0, (0, 1, 0), 3, (9, 2, 7)),
    "nothing": ((3, 0, 2), 0, (2, 2, 1), 0, (2, 2, 1)),
}
KERNELS = {"copy_strided", "add_strided", "zero", "take_rows", "set_rows", "add_rows", "flat_index", "flat_along",
           "one_hot"}


def builds():
    """Every build that was compiled and can run here, and the twins."""
    for build in _dispatch.available():
        try:
            yield pytest.param(_dispatch.load(build), id=build)
        except ImportError:
            continue


BUILDS = list(builds())
COMPILED = [build for build in BUILDS if build.id != "reference"]
REFERENCE = _dispatch.load("reference")
RANDOM = np.random.default_rng(2)


def numbers(shape, dtype):
    array = np.asarray(RANDOM.normal(size=shape) * 5)
    return array.astype(dtype)


def both(kernels, name, read, written, *settings):
    """What a kernel and its twin write over the same numbers; what is read is read-only."""
    results = []
    for library in (kernels, REFERENCE):
        target = written.copy()
        for array in read:
            array.flags.writeable = False
        getattr(library, name)(*read, target, *settings)()
        results.append(target)
    return results


def test_every_kernel_is_here():
    assert set(_dispatch.family("_shaping", "reference")) == KERNELS


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("kernels", COMPILED)
def test_strided_copy(kernels, layout, dtype):
    np.testing.assert_array_equal(*both(kernels, "copy_strided", [numbers(720, dtype)], numbers(720, dtype), *layout))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("layout", [*LAYOUTS.values(), ((30, 24), 0, (24, 1), 4, (0, 1)), ((720,), 0, (1,), 4, (0,)),
                                    ((30, 24), 0, (24, 1), 4, (1, 0))])
@pytest.mark.parametrize("kernels", COMPILED)
def test_strided_sum(kernels, layout, dtype):
    found, expected = both(kernels, "add_strided", [numbers(720, dtype)], numbers(720, dtype), *layout)
    np.testing.assert_allclose(found, expected, rtol=1e-4 if dtype == "float32" else 1e-12)


@pytest.mark.parametrize("axes", list(itertools.permutations(range(4))))
@pytest.mark.parametrize("kernels", COMPILED)
def test_every_transpose(kernels, axes):
    x = numbers((3, 1, 17, 20), "float32")
    strides = [int(np.prod(x.shape[axis + 1:])) for axis in range(4)]
    y = np.empty([x.shape[axis] for axis in axes], "float32")
    own = [int(np.prod(y.shape[axis + 1:])) for axis in range(4)]
    kernels.copy_strided(x, y, y.shape, 0, [strides[axis] for axis in axes], 0, own)()
    np.testing.assert_array_equal(y, x.transpose(axes))


@pytest.mark.parametrize("start, strides", [(0, (24, 2)), (-1, (24, 1)), (0, (25, 1)), (5, (-24, 1))])
@pytest.mark.parametrize("kernels", COMPILED)
def test_a_layout_outside_of_the_array_is_refused(kernels, start, strides):
    x = numbers((30, 24), "float32")
    for walk in ((start, strides, 0, (24, 1)), (0, (24, 1), start, strides)):
        with pytest.raises(ValueError, match="outside"):
            kernels.copy_strided(x, x.copy(), (30, 24), *walk)


@pytest.mark.parametrize("index", ["int32", "int64"])
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("outer, rows, count, inner", [
    (1, 5, 7, 3), (2, 5, 7, 1), (3, 1, 1, 2), (1, 5, 0, 3), (0, 5, 2, 3), (2, 5, 4, 0), (1, 4, 300, 64)])
@pytest.mark.parametrize("kernels", COMPILED)
def test_rows(kernels, outer, rows, count, inner, dtype, index):
    ids = RANDOM.integers(-rows, rows, count).astype(index)
    table, picked = numbers((outer, rows, inner), dtype), numbers((outer, count, inner), dtype)
    np.testing.assert_array_equal(*both(kernels, "take_rows", [table, ids], picked, True))
    np.testing.assert_array_equal(*both(kernels, "set_rows", [picked, ids], table, True))
    if dtype in ("float32", "float64"):
        found, expected = both(kernels, "add_rows", [picked, ids], table, True)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("bad, wrap", [(5, True), (-6, True), (5, False), (-1, False), (2**31 - 1, True)])
@pytest.mark.parametrize("index", ["int32", "int64"])
@pytest.mark.parametrize("kernels", BUILDS)
def test_a_row_that_is_not_there_stops_the_kernel(kernels, index, bad, wrap):
    ids = np.array([0, 4, bad, bad], index)
    table, picked = np.ones((2, 5, 3), "float32"), np.ones((2, 4, 3), "float32")
    for step in (kernels.take_rows(table, ids, picked, wrap), kernels.set_rows(picked, ids, table, wrap),
                 kernels.add_rows(picked, ids, table, wrap)):
        step.on_error = lambda position: IndexError(f"at {position}")
        with pytest.raises(IndexError, match="at 2"):
            step()


@pytest.mark.parametrize("index", ["int32", "int64"])
@pytest.mark.parametrize("sizes, count", [((4, 5, 6), 9), ((7,), 3), ((4, 5), 0), ((1, 1), 2)])
@pytest.mark.parametrize("kernels", BUILDS)
def test_flat_index(kernels, sizes, count, index):
    indices = np.stack([RANDOM.integers(-size, size, count) for size in sizes], -1).astype(index)
    flat = np.empty(count, np.int64)
    kernels.flat_index(indices, flat, sizes)()
    np.testing.assert_array_equal(flat, np.ravel_multi_index(tuple((indices % sizes).T), sizes))
    if count:
        indices[1, -1] = sizes[-1]
        with pytest.raises(IndexError, match=f"position {2 * len(sizes) - 1}"):
            kernels.flat_index(indices, flat, sizes)()


@pytest.mark.parametrize("index", ["int32", "int64"])
@pytest.mark.parametrize("shape, size", [((2, 3, 4), 5), ((1, 6, 1), 2), ((2, 0, 3), 4)])
@pytest.mark.parametrize("kernels", BUILDS)
def test_flat_along(kernels, shape, size, index):
    ids, x = RANDOM.integers(-size, size, shape).astype(index), numbers((shape[0], size, shape[2]), "float32")
    flat = np.empty(shape, np.int64)
    kernels.flat_along(ids, flat, size)()
    np.testing.assert_array_equal(x.reshape(-1)[flat], np.take_along_axis(x, ids, 1))
    if ids.size:
        ids[0, 1, 0] = -size - 1
        with pytest.raises(IndexError, match=f"position {shape[2]}"):
            kernels.flat_along(ids, flat, size)()


@pytest.mark.parametrize("index", ["int32", "int64"])
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("rows, marks, columns", [(5, 1, 4), (5, 3, 4), (0, 1, 3), (3, 0, 2), (3, 2, 0)])
@pytest.mark.parametrize("kernels", COMPILED)
def test_one_hot(kernels, rows, marks, columns, dtype, index):
    ids = RANDOM.integers(-1, columns + 2, (rows, marks)).astype(index)
    np.testing.assert_array_equal(*both(kernels, "one_hot", [ids], numbers((rows, columns), dtype)))


@pytest.mark.parametrize("kernels", BUILDS)
def test_only_whole_numbers_are_indices(kernels):
    if kernels.build != "reference":
        with pytest.raises(TypeError, match="int32 or int64"):
            kernels.take_rows(np.ones((1, 3, 2)), np.ones(2, "float32"), np.ones((1, 2, 2)))
