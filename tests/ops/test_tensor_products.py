"""Products: values as NumPy's, gradients by central differences, shapes with None, and what does not fit."""

import numpy as np
import pytest
from gradients import check_function

import nnlite
from nnlite import ops

RANDOM = np.random.default_rng(5)
SIZES = dict(zip("abcdeijklmnst", [2, 3, 4, 5, 2, 3, 4, 2, 3, 4, 2, 3, 5], strict=True))
SHAPES = [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 4)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)),
          ((1, 2, 3), (5, 3, 4)), ((2, 1, 2, 3), (5, 3, 4)), ((2, 3), (5, 3, 4)), ((3,), (5, 3, 4)), ((5, 2, 3), (3,)),
          ((0, 2, 3), (0, 3, 4)), ((5, 2, 0), (5, 0, 4)), ((1, 1), (1, 1)), ((5, 1, 1), (1, 1, 1)), ((0, 3), (3, 4))]
SUBSCRIPTS = [
    "ij,jk->ik", "ij,kj->ik", "ji,jk->ik", "ij,jk->ki", "aij,ajk->aik", "aij,akj->iak", "asnk,atnk->anst",
    "anst,atnk->asnk", "ij->ji", "ij->", "ij->j", "ii->i", "ii", "iij->ji", "ij,ij->", "ij,ij->ij", "i,j->ij",
    "i,j->ji",
    "ij,ik->jk", "ij,jk->k", "ij,jk,kl->il", "abc,cde->abde", "ijk,kj", "abc,abd->cd", "aij,jk->aik", "abcd,aecd->acbe",
    "ij,i->", "ij,j->ij", "aab,bc->ac", "i,->i", ",->", "a,b,c->cab", "abc->bca"]
ELLIPSES = [("...ij,...jk->...ik", (7, 1, 2, 3), (2, 3, 4)), ("i...,i...->...", (2, 3, 4), (2, 4)),
            ("...i,i", (2, 3), (3,)), ("a...,...->a...", (2, 3), (3,)), ("...->...", (2, 3))]


def normal(*shape):
    return RANDOM.normal(size=shape)


def operands(subscripts):
    return [normal(*(SIZES[letter] for letter in term)) for term in subscripts.split("->")[0].split(",")]


@pytest.mark.parametrize("first, second", SHAPES)
def test_matmul(first, second):
    x1, x2 = normal(*first), normal(*second)
    for dtype in ("float64", "int64"):
        one, other = (x1 * 9).astype(dtype), (x2 * 9).astype(dtype)
        found = ops.matmul(one, other)
        assert found.dtype == dtype
        np.testing.assert_allclose(found, np.matmul(one, other), atol=1e-12)
    if 0 not in first:
        check_function(ops.matmul, x1, x2)
    check_function(lambda x: ops.matmul(x, x2), x1)


@pytest.mark.parametrize("dtypes, result", [(("int32", "float32"), "float32"), (("uint8", "int64"), "int64"),
                                            (("bool", "bool"), "bool"), (("float32", "float64"), "float64")])
def test_types_of_products(dtypes, result):
    x1, x2 = np.ones((2, 3), dtypes[0]), np.ones((4, 3, 2), dtypes[1])
    assert ops.matmul(x1, x2).dtype == ops.einsum("ij,ajk->aik", x1, x2).dtype == result


@pytest.mark.parametrize("subscripts", SUBSCRIPTS)
def test_einsum(subscripts):
    arrays = operands(subscripts)
    if subscripts == "iij->ji":
        arrays = [normal(3, 3, 2)]
    found = ops.einsum(subscripts, *arrays)
    np.testing.assert_allclose(found, np.einsum(subscripts, *arrays), atol=1e-12)
    check_function(lambda *values: ops.einsum(subscripts, *values), *arrays)


@pytest.mark.parametrize("subscripts, shapes", [(s, shapes) for s, *shapes in ELLIPSES])
def test_einsum_with_an_ellipsis(subscripts, shapes):
    arrays = [normal(*shape) for shape in shapes]
    np.testing.assert_allclose(ops.einsum(subscripts, *arrays), np.einsum(subscripts, *arrays), atol=1e-12)
    check_function(lambda *values: ops.einsum(subscripts, *values), *arrays)


@pytest.mark.parametrize("path", ["blocked", "blas"])
@pytest.mark.parametrize("subscripts", ["ij,jk->ik", "ij,kj->ik", "ji,jk->ki", "ji,kj->ik", "aij,ajk->aik"])
def test_large_products_take_the_other_path(subscripts, path):
    sizes = {"a": 3, "i": 90, "j": 150, "k": 110}
    arrays = [normal(*(sizes[x] for x in term)).astype("f") for term in subscripts.split("->")[0].split(",")]
    nnlite.config.set_matmul(path)
    try:
        found = ops.einsum(subscripts, *arrays)
    finally:
        nnlite.config.set_matmul("auto")
    np.testing.assert_allclose(found, np.einsum(subscripts, *arrays), rtol=1e-3, atol=1e-3)


CASES = {
    "tensordot": (ops.tensordot, np.tensordot, normal(2, 3, 4), normal(3, 4, 5)),
    "tensordot 0": (lambda a, b: ops.tensordot(a, b, 0), lambda a, b: np.tensordot(a, b, 0), normal(2, 3), normal(2)),
    "tensordot axes": (lambda a, b: ops.tensordot(a, b, ([2, 0], [1, -1])),
                       lambda a, b: np.tensordot(a, b, ([2, 0], [1, 2])), normal(2, 3, 4), normal(3, 4, 2)),
    "tensordot axis": (lambda a, b: ops.tensordot(a, b, (1, 0)), lambda a, b: np.tensordot(a, b, (1, 0)), normal(2, 3),
                       normal(3, 2)),
    "dot vectors": (ops.dot, np.dot, normal(3), normal(3)),
    "dot": (ops.dot, np.dot, normal(2, 3), normal(4, 3, 2)),
    "dot number": (ops.dot, np.dot, normal(), normal(4, 3)),
    "dot matrix vector": (ops.dot, np.dot, normal(2, 3), normal(3)),
    "inner": (ops.inner, np.inner, normal(2, 3), normal(4, 3)),
    "inner number": (ops.inner, np.inner, normal(2, 3), normal()),
    "outer": (ops.outer, np.outer, normal(2, 3), normal(4)),
    "vdot": (ops.vdot, np.vdot, normal(2, 3), normal(2, 3)),
    "kron": (ops.kron, np.kron, normal(2, 3), normal(2)),
    "trace": (lambda x: ops.trace(x, 1, 0, 2), lambda x: np.trace(x, 1, 0, 2), normal(2, 3, 4)),
    "cross": (ops.cross, np.cross, normal(4, 3), normal(2, 1, 3)),
    "cross axis": (lambda a, b: ops.cross(a, b, axis=0), lambda a, b: np.cross(a, b, axis=0), normal(3, 4),
                   normal(3, 4)),
    "cross axes": (lambda a, b: ops.cross(a, b, 0, 1, 0), lambda a, b: np.cross(a, b, 0, 1, 0), normal(3, 4),
                   normal(4, 3)),
    "dense": (ops.matmul, np.matmul, normal(4, 7), normal(7, 5)),
}


@pytest.mark.parametrize("ours, numpys, arrays", [(o, n, a) for o, n, *a in CASES.values()], ids=CASES)
def test_relatives(ours, numpys, arrays):
    np.testing.assert_allclose(ours(*arrays), numpys(*arrays), atol=1e-12)
    check_function(ours, *arrays)


def test_cross_of_plane_vectors():
    assert ops.cross([1, 2], [3, 4]).tolist() == -2
    assert ops.cross([1, 2, 3], [3, 4]).tolist() == [-12, 9, -2]
    check_function(ops.cross, normal(2, 2), normal(2, 2))


def test_drawn_with_an_unknown_batch():
    x, y = nnlite.Input((4, 3)), nnlite.Input((3, 5))
    drawn = {"matmul": ops.matmul(x, y), "mixed": ops.matmul(x, np.ones((3, 2), "f")),
             "vector": ops.matmul(x, np.ones(3)),
             "einsum": ops.einsum("bij,bjk->bki", x, y), "tensordot": ops.tensordot(x, np.ones((3, 6), "f"), 1),
             "operator": x @ y}
    assert [t.shape for t in drawn.values()] == [(None, 4, 5), (None, 4, 2), (None, 4), (None, 5, 4), (None, 4, 6),
                                                 (None, 4, 5)]
    values = normal(7, 4, 3).astype("f"), normal(7, 3, 5).astype("f")
    model = nnlite.Model([x, y], [drawn["matmul"], drawn["einsum"]])
    product, turned = model.predict(list(values), verbose=0)
    np.testing.assert_allclose(product, np.matmul(*values), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(turned, np.matmul(*values).transpose(0, 2, 1), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("call, words", [
    (lambda: ops.matmul(normal(2, 3), normal(4, 2)), "the last axis of x1 has 3 numbers"),
    (lambda: ops.matmul(normal(2, 2, 3), normal(2, 4, 2)), "the last but one axis of x2 has 4"),
    (lambda: ops.matmul(normal(2, 2, 3), normal(3, 3, 2)), "cannot be broadcast"),
    (lambda: ops.matmul(normal(2, 3), normal(2, 3)), "x1 has 3 numbers, the last but one axis of x2 has 2. Received: "
     r"x1.shape=\(2, 3\), x2.shape=\(2, 3\). Did you mean matmul\(x1, transpose\(x2\)\)"),
    (lambda: ops.matmul(nnlite.Input((3, 4)), normal(5, 3)), r"Did you mean matmul\(x2, x1\).*called on 'input"),
    (lambda: ops.matmul(normal(4, 3), normal(5, 6)), "Reshape one of them"),
    (lambda: ops.matmul(1.0, normal(3)), "at least one axis"),
    (lambda: ops.einsum("ij,jk", normal(2, 3)), "a term for each operand"),
    (lambda: ops.einsum("ij,jk->il", normal(2, 3), normal(3, 2)), "axes that the operands have"),
    (lambda: ops.einsum("ij->ii", normal(2, 3)), "each once"),
    (lambda: ops.einsum("ijk", normal(2, 3)), "does not name the 2 axes"),
    (lambda: ops.einsum("i1", normal(2, 3)), "not made of letters"),
    (lambda: ops.einsum("ij,jk", normal(2, 3), normal(4, 2)), "must have one size"),
    (lambda: ops.tensordot(normal(2, 3), normal(3), axes=([0, 1], [0])), "as many axes"),
    (lambda: ops.cross(normal(4), normal(3)), "2 or 3"),
])
def test_what_does_not_fit_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
