"""Who gets what? A value, a list or a dictionary by name, spread over the inputs or outputs of a model."""

from typing import Any

from nnlite._checks import a_type, suggest
from nnlite.graph.structure import flatten


def per_output(value: Any, names: list[str], what: str) -> list[Any]:
    """One entry for every output (None where there is none)."""
    if isinstance(value, dict):
        unknown = [key for key in value if key not in names]
        if unknown:
            raise ValueError(f"compile: {what} names an output that the model does not have; its outputs are {names}. "
                             f"Received: key {unknown[0]!r}.{suggest(unknown[0], names)}")
        return [value.get(name) for name in names]
    if isinstance(value, (list, tuple)):
        if len(value) != len(names):
            raise ValueError(f"compile: the model has {len(names)} output{'s' * (len(names) > 1)} {names}, so {what} "
                             f"needs as many entries. Received: {len(value)} entries")
        return list(value)
    return [value] * len(names)


def per_name_or_place(value: Any, names: list[str], what: str) -> list[Any]:
    """What a step was given, one entry for every output: a value, a list, or a dictionary by name."""
    if value is None:
        return [None] * max(len(names), 1)
    if isinstance(value, dict) and set(value) <= set(names):
        return per_output(value, names, what)
    return flatten(value)


def per_name(value: Any, names: list[str], what: str, who: str) -> list[Any]:
    """Data for every input or output, from an array, a list of arrays or a dictionary by name."""
    kind = "input" if what == "x" else "output"
    if isinstance(value, dict):
        unknown = [key for key in value if key not in names]
        missing = [name for name in names if name not in value]
        if unknown:
            raise ValueError(f"{who}: {what} has a key that is no {kind} of the model; its {kind}s are {names}. "
                             f"Received: key {unknown[0]!r}.{suggest(unknown[0], names)}")
        if missing:
            raise ValueError(f"{who}: {what} lacks the {kind} {missing[0]!r}. Received: keys {list(value)}")
        return [value[name] for name in names]
    if len(names) == 1 and not is_list_of_arrays(value):
        return [value]
    if isinstance(value, (list, tuple)) and len(value) == len(names):
        return list(value)
    count = f"{len(value)} arrays" if is_list_of_arrays(value) else a_type(value)
    raise ValueError(f"{who}: the model has {len(names)} {kind}{'s' * (len(names) > 1)} {names}, so {what} must hold "
                     f"as many arrays, in a list or a dictionary by name. Received: {count}")


def is_list_of_arrays(value: Any) -> bool:
    """Whether a value is a list of arrays, not a list of numbers or rows."""
    return isinstance(value, (list, tuple)) and len(value) > 0 and all(hasattr(item, "shape") for item in value) \
        and all(len(item.shape) > 0 for item in value)
