"""nnlite.tree, name_scope and get_uid do what Keras's do."""

from collections import OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest

import nnlite

keras = pytest.importorskip("keras")

Pair = namedtuple("Pair", "x y")
STRUCTURES = [1, None, "ab", [], (), {}, [1, 2], (1, [2, {"b": 3, "a": 4}]), {"b": 1, "a": [2, None]}, Pair(1, [2]),
              OrderedDict([("b", 1), ("a", 2)]), defaultdict(list, {"b": 1, "a": (2, 3)}), {2: 1, "a": 2}, [[], [1]],
              [1, (2,)], [1, [2]], [1, 2, 3], {"b": 1, "a": 2}, {"a": 1, "b": [2, None]}, Pair(3, 4), (3, 4)]


def outcome(function, *arguments):
    """What a function returns, with its types in it, or that it refuses."""
    try:
        return repr(function(*arguments))
    except (ValueError, TypeError) as error:
        return type(error)


@pytest.mark.parametrize("structure", STRUCTURES, ids=repr)
def test_one_structure(structure):
    ours, theirs = nnlite.tree, keras.tree
    assert ours.flatten(structure) == theirs.flatten(structure)
    assert ours.is_nested(structure) == theirs.is_nested(structure)
    assert repr(ours.map_structure(str, structure)) == repr(theirs.map_structure(str, structure))
    count = len(ours.flatten(structure))
    for length in (count, count + 1, count - 1):
        leaves = range(10, 10 + length)
        assert outcome(ours.pack_sequence_as, structure, leaves) == outcome(theirs.pack_sequence_as, structure, leaves)


@pytest.mark.parametrize("first", STRUCTURES, ids=repr)
def test_two_structures(first):
    for second in STRUCTURES:
        for name, arguments in (("assert_same_structure", ()), ("map_structure", (lambda x, y: (x, y),))):
            ours, theirs = (outcome(getattr(tree, name), *arguments, first, second)
                            for tree in (nnlite.tree, keras.tree))
            assert ours == theirs, (name, first, second)


def test_arrays_are_leaves():
    x = np.ones(2)
    assert nnlite.tree.flatten([x])[0] is x and not nnlite.tree.is_nested(x)


@pytest.mark.parametrize("library", [nnlite, keras])
def test_names_of_scopes(library):
    with library.name_scope("outer") as scope, library.name_scope("inner"):
        layer = library.layers.Dense(2, name="d")
        layer.build((None, 3))
        assert library.Variable(1.0, name="v").path == "outer/inner/v"
    assert scope.name == "outer" and layer.kernel.path == "outer/inner/d/kernel"
    with scope:
        assert library.Variable(1.0, name="v").path == "outer/v"
    assert library.Variable(1.0, name="v").path == "v"
    for name in ("a/b", 3):
        with pytest.raises(ValueError, match="must be a string"):
            library.name_scope(name)
    with library.device("cpu:0"):
        assert library.backend.is_keras_tensor(library.Input((2,))) and not library.backend.is_keras_tensor(3)


@pytest.mark.parametrize("library", [nnlite, keras])
def test_numbers_of_names(library):
    library.utils.clear_session()
    assert [library.backend.get_uid(prefix) for prefix in ("foo", "foo", "dense", "")] == [1, 2, 1, 1]
    assert library.layers.Dense(2).name == "dense_1"


@pytest.mark.parametrize("library", [nnlite, keras])
def test_the_older_name_of_pad_sequences(library):
    assert library.preprocessing.sequence.pad_sequences([[1, 2], [3]]).tolist() == [[1, 2], [0, 3]]
