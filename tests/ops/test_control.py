"""Loops and branches: on arrays, unrolled in a program, and a sentence where only the numbers could decide."""

import numpy as np
import pytest
from gradients import check_function

import nnlite
from nnlite import ops

X = np.random.default_rng(6).normal(size=(4, 3))


def running(carry, x):
    carry = ops.add(ops.matmul(carry, X[:3]), x)
    return carry, carry[:2]


def test_map_and_scan():
    np.testing.assert_allclose(ops.map(lambda row: ops.vdot(row, row), X), (X * X).sum(1))
    pair = ops.vectorized_map(lambda two: {"sum": ops.add(two[0], two[1])}, (X, X))
    np.testing.assert_allclose(pair["sum"], 2 * X)
    expected, carry = [], np.zeros(3)
    for x in X:
        carry = carry @ X[:3] + x
        expected.append(carry[:2])
    last, rows = ops.scan(running, np.zeros(3), X)
    np.testing.assert_allclose(last, carry)
    np.testing.assert_allclose(rows, expected)
    last, rows = ops.scan(running, np.zeros(3), X[::-1], reverse=True)
    np.testing.assert_allclose(rows, expected[::-1])
    assert ops.scan(lambda carry, x: (carry + 1, None), 0, length=3)[0] == 3
    sums = ops.associative_scan(ops.add, X, axis=1)
    np.testing.assert_allclose(sums, np.cumsum(X, 1))
    np.testing.assert_allclose(ops.associative_scan(ops.add, X, reverse=True), np.cumsum(X[::-1], 0)[::-1])


def test_gradients_flow_through_loops():
    check_function(lambda x: ops.map(lambda row: ops.vdot(row, row), x), X)
    check_function(lambda x: ops.scan(running, x[0], x)[1], X)
    check_function(lambda x: ops.fori_loop(0, 2, lambda i, v: ops.add(v, ops.matmul(v, x[i:i + 3])), x[:2]), X)


def test_loops_and_branches_that_are_decided():
    assert ops.while_loop(lambda i, total: i < 4, lambda i, total: (i + 1, total + i), (0, 0)) == (4, 6)
    assert ops.while_loop(lambda i: True, lambda i: i + 1, 0, maximum_iterations=7) == 7
    assert ops.cond(np.array(False), lambda: 1, lambda: 2) == 2
    assert ops.switch(9, [lambda x: x, lambda x: -x], 3) == -3


def test_in_a_model_loops_are_unrolled():
    x = nnlite.Input((3,))
    sums = ops.associative_scan(ops.add, x, axis=1)
    squares = ops.map(lambda row: ops.outer(row, row), x)
    assert sums.shape == (None, 3) and squares.shape == (None, 3, 3)
    found = nnlite.Model(x, [sums, squares]).predict(X.astype("f"), verbose=0)
    np.testing.assert_allclose(found[0], np.cumsum(X, 1), rtol=1e-5)
    np.testing.assert_allclose(found[1], X[:, :, None] * X[:, None], rtol=1e-5)


@pytest.mark.parametrize("call", [
    lambda x: ops.cond(x[0, 0], lambda: x, lambda: x),
    lambda x: ops.while_loop(lambda v: v[0, 0], lambda v: v, x),
    lambda x: ops.switch(x[0, 0], [lambda: x]),
    lambda x: ops.fori_loop(0, x[0, 0], lambda i, v: v, x),
])
def test_what_the_numbers_decide_is_refused(call):
    with pytest.raises(TypeError, match="ops.where"):
        call(nnlite.Input((3,), batch_size=2))


def test_lengths_that_do_not_fit():
    with pytest.raises(ValueError, match="one size along axis 0"):
        ops.map(lambda pair: pair[0], (X, X[:2]))
    with pytest.raises(ValueError, match="xs or length"):
        ops.scan(running, X[0])
