"""What happens around a layer's `call`: arguments are checked, inputs become arrays, weights are set all or none."""

import contextlib
import functools
import inspect
import threading
from math import prod
from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import a_type, choice, received, short_repr
from nnlite.graph import trace
from nnlite.graph.node import flatten, pack
from nnlite.ops.op import Symbolic

DTYPES = ["float32", "float64"]
MOST_BYTES = 2**36  # 64 GiB: beyond it a layer's size is a slip of the finger, whatever the machine

_thread = threading.local()


@contextlib.contextmanager
def mode(training: Any) -> Any:
    """While this runs, layers that behave differently in training behave so (None leaves it as it is)."""
    before = getattr(_thread, "training", False)
    _thread.training = before if training is None else bool(training)
    try:
        yield
    finally:
        _thread.training = before


def is_training() -> bool:
    """Whether layers are being called for training."""
    tape = trace.current()
    return tape.training if tape is not None else getattr(_thread, "training", False)


@functools.lru_cache(maxsize=256)
def parameters_of(function: Any) -> list[str]:
    """Names of a function's parameters, `self` included."""
    return list(inspect.signature(function).parameters)


def accepted(layer: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with `training` filled in where the layer's `call` takes it, and without where it does not."""
    if "training" not in parameters_of(type(layer).call):
        return {key: value for key, value in arguments.items() if key != "training"}
    given = arguments.get("training")
    return {**arguments, "training": is_training() if given is None else given}


def bind_arguments(layer: Any, args: tuple, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Further arguments of a call, all by keyword."""
    if not args and not kwargs:
        return {}
    names = parameters_of(type(layer).call)[2:]
    if len(args) > len(names):
        raise TypeError(f"{layer.name}: its call takes {len(names)} arguments behind the inputs. "
                        f"Received: {len(args)}. Several inputs go into one list: layer([a, b]).")
    arguments = dict(zip(names, args, strict=False)) | kwargs
    if any(isinstance(leaf, Symbolic) for leaf in flatten(arguments)):
        raise TypeError(f"{layer.name}: symbolic tensors are passed in the first argument only, several in a list. "
                        f"Received: tensors in {list(arguments)}. Write layer([a, b]).")
    return arguments


def building(build: Any) -> Any:
    """A `build` that runs once and is remembered, whoever calls it."""

    @functools.wraps(build)
    def once(self: Any, input_shape: Any = None) -> None:
        if not getattr(self, "built", False):
            build(self, input_shape)
            self.built = True
            self.build_shape = input_shape

    return once


def keywords(cls: type) -> set[str]:
    """Names of the arguments that a layer class and its parents take."""
    found = {"input_shape", "input_dim", "batch_input_shape"}
    for ancestor in cls.__mro__[:-1]:
        found |= set(inspect.signature(ancestor).parameters) - {"self", "kwargs", "args"}
    return found


def given_shape(who: str, kwargs: dict[str, Any]) -> tuple | None:
    """The shape that tf.keras 2 code gives to a first layer, batch dimension in front."""
    if "batch_input_shape" in kwargs:
        return tuple(kwargs.pop("batch_input_shape"))
    if "input_shape" in kwargs:
        shape = kwargs.pop("input_shape")
        return (None, *checked_shape(shape, "input_shape", who))
    if "input_dim" in kwargs:
        return (None, *checked_shape((kwargs.pop("input_dim"),), "input_dim", who))
    return None


def checked_shape(shape: Any, name: str, who: str) -> tuple:
    """A tuple of positive sizes or None."""
    if isinstance(shape, (int, np.integer)) and not isinstance(shape, bool):
        raise ValueError(f"{who}: {name} is a tuple. Received: {name}={shape}. Did you mean {name}=({shape},)?")
    if isinstance(shape, str) or not hasattr(shape, "__iter__"):
        hint = f" Did you mean {name}=({shape},)?" if str(shape).isdigit() else ""
        raise ValueError(f"{who}: {name} must be a tuple of sizes. {received(name, shape)}.{hint}")
    sizes: list[int | None] = []
    for size in shape:
        if size is None:
            sizes.append(None)
        elif isinstance(size, (int, np.integer)) and not isinstance(size, bool) and size >= 1:
            sizes.append(int(size))
        else:
            none_left = size == 0 and size is not False
            wrong = "a size of 0 leaves no features" if none_left else "sizes are positive whole numbers or None"
            raise ValueError(f"{who}: {wrong}. Received: {name}={short_repr(shape)}")
    return tuple(sizes)


def dtype_name(dtype: Any, who: str) -> str:
    """The name of a floating type; the default for None."""
    if dtype is None:
        return config.floatx()
    name = getattr(dtype, "name", None) or getattr(dtype, "__name__", dtype)
    return choice(name, "dtype", who, DTYPES)


def sublayers(layer: Any) -> list[Any]:
    """The layers among a layer's attributes, in lists and dictionaries too."""
    return [leaf for key, value in vars(layer).items() if key != "nodes" for leaf in flatten(value)
            if hasattr(leaf, "traced_call")]


def cast_floats(layer: Any, inputs: Any) -> Any:
    """Floating tensors in the layer's own type; others are left alone."""
    leaves = [ops.cast(leaf, layer.dtype) if leaf.dtype.kind == "f" and leaf.dtype != layer.dtype else leaf
              for leaf in flatten(inputs)]
    return pack(inputs, leaves)


def shape_of(structure: Any) -> Any:
    """Shape of a tensor or an array, or a list of shapes."""
    if isinstance(structure, (list, tuple)):
        return [shape_of(item) for item in structure]
    if isinstance(structure, dict):
        return {key: shape_of(value) for key, value in structure.items()}
    return tuple(structure.shape)


def all_tensors(layer: Any, leaves: list[Any], symbolic: list[bool]) -> None:
    """Refuse arrays among tensors."""
    if not all(symbolic):
        odd = leaves[symbolic.index(False)]
        hint = f" Did you forget to call {odd.name!r}?" if hasattr(odd, "nodes") else ""
        raise ValueError(f"{layer.name}: a layer is called on symbolic tensors or on arrays, not on both at once. "
                         f"Received: {a_type(odd)}.{hint}")


def arrays(layer: Any, inputs: Any) -> Any:
    """Inputs as arrays of the layer's type; a list of numbers becomes one array unless the layer takes several."""
    if isinstance(inputs, (list, tuple)) and not getattr(layer, "several_inputs", False):
        return as_array(layer, inputs)
    leaves = [as_array(layer, leaf) for leaf in (inputs if isinstance(inputs, (list, tuple)) else flatten(inputs))]
    return leaves if isinstance(inputs, (list, tuple)) else pack(inputs, leaves)


def as_array(layer: Any, value: Any) -> np.ndarray:
    """One input as an array of the layer's floating type."""
    if hasattr(value, "nodes"):
        raise ValueError(f"{layer.name}: was called on a layer. Received: {value!r}. "
                         f"Did you forget to call {value.name!r} on a tensor?")
    try:
        array = np.asarray(value)
        if array.dtype.kind in "OUSMmV":
            array = np.array(value, dtype=layer.dtype) if array.dtype.kind == "O" else array
        if array.dtype.kind not in "fiub":
            raise ValueError(array.dtype)
        dtype = layer.dtype if array.dtype.kind == "f" else array.dtype
        return np.ascontiguousarray(array, dtype).reshape(array.shape)
    except (ValueError, TypeError):
        raise ValueError(f"{layer.name}: inputs must be numbers, in an array or in nested lists of one length. "
                         f"{received('inputs', value)}") from None


@contextlib.contextmanager
def located(layer: Any) -> Any:
    """Say which layer it was when building it fails."""
    try:
        yield
    except MemoryError as error:
        raise ValueError(f"{layer.name}: its weights do not fit into memory. {error}") from None


def check_memory(layer: Any, shape: Any, dtype: Any) -> None:
    """Refuse weights that no machine holds, before asking for them."""
    size = prod(int(d) for d in shape) * np.dtype(dtype).itemsize
    if size > MOST_BYTES:
        raise ValueError(f"{layer.name}: a weight of shape {tuple(shape)} takes {size / 2**30:,.0f} GiB. "
                         "Use fewer units.")


def assign_all(who: str, variables: list[Any], values: list[Any]) -> None:
    """Set every variable, or none if one does not fit."""
    values = list(values)
    if len(values) != len(variables):
        expected = ", ".join(f"{v.path} {v.shape}" for v in variables[:8])
        raise ValueError(f"{who}: set_weights needs {len(variables)} arrays ({expected}). "
                         f"Received: {len(values)} arrays")
    converted = [np.asarray(value) for value in values]
    for position, (variable, value) in enumerate(zip(variables, converted, strict=True)):
        if value.shape != variable.shape:
            raise ValueError(f"{who}: array {position} is for {variable.path} of shape {variable.shape}. "
                             f"Received: an array of shape {value.shape}; no weight was changed")
        if value.dtype.kind not in "fiub":
            raise ValueError(f"{who}: array {position} for {variable.path} must hold numbers. "
                             f"Received: dtype={value.dtype}; no weight was changed")
    for variable, value in zip(variables, converted, strict=True):
        variable.value[...] = value
