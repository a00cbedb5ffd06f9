"""Nested structures: what is said where they are not alike."""

import pytest

from nnlite import tree


@pytest.mark.parametrize("call, words", [
    (lambda: tree.assert_same_structure([1, 2], (1, 2)), "assert_same_structure: .* a list beside a tuple. Received"),
    (lambda: tree.assert_same_structure([1], [1, 2]), "1 items beside 2"),
    (lambda: tree.assert_same_structure({"a": 1}, {"b": 1}), "keys"),
    (lambda: tree.assert_same_structure([1], [[1]]), "an int beside a list"),
    (lambda: tree.map_structure(max, [1, 2], [1]), "map_structure: the structures are not alike"),
    (lambda: tree.map_structure(max), "at least one structure"),
    (lambda: tree.pack_sequence_as([1, 2], [1]), "has 2 leaves. Received: flat_sequence of 1"),
])
def test_what_is_not_alike(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_function_comes_first():
    with pytest.raises(TypeError, match=r"func must be a function. Received: func=\[1\]"):
        tree.map_structure([1], max)
