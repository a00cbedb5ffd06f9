"""How are tensors kept together? In lists, tuples and dictionaries, nested as one likes; these are their leaves."""

import types

PLAIN = frozenset({type(None), bool, int, float, str, types.FunctionType})  # what most attributes are


def flatten(structure):
    """The leaves of a value, list, tuple or dict, in order."""
    if isinstance(structure, dict):
        return [leaf for key in structure for leaf in flatten(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in flatten(item)]
    return [structure]


def objects_in(values):
    """The leaves of several values, most of which are plain and passed over: what may hold a variable or a layer."""
    found = []
    for value in values:
        if isinstance(value, (list, tuple, dict)):
            found += flatten(value)
        elif type(value) not in PLAIN:
            found.append(value)
    return found


def flatten_by_key(structure):
    """The leaves with those of dictionaries in the order of their keys, which is Keras's order of layers."""
    if isinstance(structure, dict):
        return [leaf for key in ordered(structure) for leaf in flatten_by_key(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in flatten_by_key(item)]
    return [structure]


def ordered(keys):
    """Keys in Keras's order: that of their kind, and by the names of their types where they have several kinds."""
    try:
        return sorted(keys)
    except TypeError:
        return sorted(keys, key=lambda key: (type(key).__qualname__, key))


def pack(structure, leaves):
    """The same structure with other leaves, taken in order."""
    taken = iter(leaves)
    return mapped(lambda leaf: next(taken), structure)


def replace(structure, values):
    """The same structure where leaves that are known by identity are replaced: `values` is {id: value}."""
    return mapped(lambda leaf: values.get(id(leaf), leaf), structure)


def mapped(function, structure):
    """The same structure with every leaf put through a function."""
    if not isinstance(structure, (list, tuple, dict)):
        return function(structure)
    if isinstance(structure, dict):
        return {key: mapped(function, value) for key, value in structure.items()}
    if hasattr(structure, "_fields"):
        return type(structure)(*(mapped(function, item) for item in structure))
    return type(structure)(mapped(function, item) for item in structure)
