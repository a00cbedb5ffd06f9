"""What happens around a layer's `call`: arguments are checked, inputs become arrays, weights are set all or none."""

import contextlib
import functools
import inspect
import threading
import warnings
from math import prod
from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import a_type, choice, received, short_repr, suggest
from nnlite._mixing import hint as mixed
from nnlite._naming import within
from nnlite.graph import trace
from nnlite.graph.structure import flatten, mapped
from nnlite.graph.tensor import Tensor
from nnlite.layers import masks
from nnlite.layers.text import as_text, is_text
from nnlite.ops.array import Array

DTYPES = ["float32", "float64"]
MOST_BYTES = 2**36  # 64 GiB: beyond it a layer's size is a slip of the finger, whatever the machine

_thread = threading.local()


@contextlib.contextmanager
def mode(training: Any) -> Any:
    """While this runs, layers that behave differently in training behave so (None leaves it as it is)."""
    if training is None:
        yield
        return
    where = trace.current() or _thread
    before = getattr(where, "training", None)
    where.training = bool(training)
    try:
        yield
    finally:
        where.training = before


def is_training(by_itself: bool = False) -> bool:
    """Whether layers are being called for training; `by_itself`: what holds for a layer that is called alone."""
    active = getattr(trace.current() or _thread, "training", None)
    return by_itself if active is None else active


@functools.lru_cache(maxsize=256)
def parameters_of(function: Any) -> list[str]:
    """Names of a function's parameters, `self` included."""
    return list(inspect.signature(function).parameters)


@functools.lru_cache(maxsize=256)
def trains_by_itself(function: Any) -> bool:
    """Whether a `call` is written as call(self, inputs, training=True): training where nobody says otherwise."""
    return inspect.signature(function).parameters["training"].default is True


def first_argument(layer: Any, args: tuple, kwargs: dict[str, Any]) -> tuple[tuple, dict[str, Any]]:
    """The arguments of a call with the first one in its place, if it was given by name."""
    names = parameters_of(type(layer).call)
    if not args and len(names) > 1 and names[1] in kwargs:
        args, kwargs = (kwargs[names[1]],), {key: value for key, value in kwargs.items() if key != names[1]}
    if len(args) > len(names) - 1 and "args" not in names:
        raise TypeError(f"{layer.name}: its call takes {len(names) - 2} arguments behind the inputs. "
                        f"Received: {len(args) - 1}. Several inputs go into one list: layer([a, b]).")
    if any(isinstance(value, Tensor) for name, value in zip(names[1:], args, strict=False) if name == "training"):
        raise TypeError(f"{layer.name}: training must be True, False or None. Received: a symbolic tensor. "
                        "Several inputs go into one list: layer([a, b]).")
    strange = [name for name in kwargs if name not in names and name != "training"]
    if strange and "kwargs" not in names:
        raise TypeError(f"{layer.name}: its call takes the arguments {', '.join(names[1:])}. Received: "
                        f"{strange[0]}=….{suggest(strange[0], [*names[1:], 'training'])}")
    return args, kwargs


def accepted(layer: Any, args: tuple, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments with `training` and `mask` filled in where the layer's `call` takes them."""
    names = parameters_of(type(layer).call)
    given = dict(zip(names[1:], args, strict=False)) | kwargs
    kwargs = dict(kwargs)
    if "training" not in names:
        kwargs.pop("training", None)
    elif given.get("training") is None:
        args_hold_it = "training" in names[: len(args) + 1]
        kwargs |= {} if args_hold_it else {"training": is_training(trains_by_itself(type(layer).call))}
    for name in names[1:]:
        argument = names[1] if name == "mask" else name.removesuffix("_mask")
        if name.endswith("mask") and given.get(name) is None and argument in given and name not in kwargs:
            mask = masks.of(given[argument])
            if mask is not None:
                kwargs[name] = mask
    return kwargs


def building(build: Any) -> Any:
    """A `build` that runs once and is remembered, whoever calls it."""

    @functools.wraps(build)
    def once(self: Any, *args: Any, **kwargs: Any) -> None:
        if not getattr(self, "built", False):
            with within(self):
                build(self, *args, **kwargs)
            self.built = True
            self.build_shape = args[0] if args else next(iter(kwargs.values()), None)

    return once


def build_arguments(layer: Any, args: tuple, kwargs: dict[str, Any]) -> dict[str, Any]:
    """What `build` is called with: the shape of the first argument, or a shape for each that it names."""
    wanted = [name for name in parameters_of(type(layer).build)[1:] if name not in ("args", "kwargs")]
    if len(wanted) < 2:
        return {name: shape_of(args[0]) for name in wanted}
    given = dict(zip(parameters_of(type(layer).call)[1:], args, strict=False)) | kwargs
    shapes = {f"{name}_shape": shape_of(value) for name, value in given.items() if has_shape(value)}
    return {name: shape for name, shape in shapes.items() if name in wanted}


def has_shape(value: Any) -> bool:
    """Whether a value is a tensor, an array, or a list or dictionary of them."""
    leaves = flatten(value)
    return bool(leaves) and all(hasattr(leaf, "shape") for leaf in leaves)


def is_nested(value: Any) -> bool:
    """Whether a value is a list of plain numbers or truth values, nested as one likes."""
    return isinstance(value, (list, tuple)) and all(isinstance(leaf, (bool, int, float)) for leaf in flatten(value))


def keywords(cls: type) -> set[str]:
    """Names of the arguments that a layer class and its parents take."""
    found = {"input_shape", "input_dim", "batch_input_shape"}
    for ancestor in cls.__mro__[:-1]:
        found |= set(inspect.signature(ancestor).parameters) - {"self", "kwargs", "args"}
    return found


def automatic_config(layer: Any) -> dict[str, Any]:
    """The arguments that a layer without a `get_config` was made with, as far as they are plain values."""
    args, kwargs = layer._arguments
    names = [name for name in parameters_of(type(layer).__init__)[1:] if name not in ("args", "kwargs")]
    given = dict(zip(names, args, strict=False)) | kwargs
    odd = [name for name, value in given.items() if not is_plain(value)]
    if odd:
        raise NotImplementedError(f"{layer.name}: a {type(layer).__name__} made with {odd[0]}={given[odd[0]]!r:.60} "
                                  "needs a get_config that writes it down. Return {**super().get_config(), "
                                  f"{odd[0]!r}: …}} from it.")
    return {name: value for name, value in given.items() if name not in ("name", "trainable", "dtype")}


def warn_of_refused(layer: Any, config: dict[str, Any]) -> None:
    """Say, when a layer is written down, that it cannot be made again: its `__init__` refuses what layers take."""
    cls = type(layer)
    taken = inspect.signature(cls.__init__).parameters
    if any(one.kind is one.VAR_KEYWORD for one in taken.values()) or "from_config" in vars(cls):
        return
    refused = [name for name in config if name not in taken]
    if refused:
        own = ", ".join(["self", *(name for name in taken if name not in ("self", "name", "trainable", "dtype"))])
        warnings.warn(f"{layer.name}: {a_type(layer)} cannot be loaded or cloned from this: its __init__ does not take "
                      f"{refused[0]}={config[refused[0]]!r}. Write __init__({own}, **kwargs) and "
                      "super().__init__(**kwargs).", stacklevel=3)


def is_plain(value: Any) -> bool:
    """Whether JSON can hold a value."""
    return all(leaf is None or isinstance(leaf, (bool, int, float, str)) for leaf in flatten(value))


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


def cast_floats(layer: Any, arguments: Any) -> Any:
    """Floating tensors in the layer's own type; everything else is left alone."""
    if not layer.autocast:
        return arguments
    return mapped(lambda leaf: masks.keep(leaf, ops.cast(leaf, layer.dtype)) if isinstance(leaf, Tensor)
                  and leaf.dtype.kind == "f" and leaf.dtype != layer.dtype else leaf, arguments)


def shape_of(structure: Any) -> Any:
    """Shape of a tensor or an array, or a list of shapes."""
    if isinstance(structure, (list, tuple)):
        return [shape_of(item) for item in structure]
    if isinstance(structure, dict):
        return {key: shape_of(value) for key, value in structure.items()}
    return tuple(structure.shape)


def all_tensors(layer: Any, inputs: Any) -> None:
    """Refuse arrays among tensors."""
    leaves = flatten(inputs)
    odd = [leaf for leaf in leaves if not isinstance(leaf, Tensor)]
    if odd and len(odd) < len(leaves) or any(hasattr(leaf, "nodes") for leaf in odd):
        hint = f" Did you forget to call {odd[0].name!r}?" if hasattr(odd[0], "nodes") else mixed(odd[0])
        raise ValueError(f"{layer.name}: a layer is called on symbolic tensors or on arrays, not on both at once. "
                         f"Received: {a_type(odd[0])}.{hint}")


def arrays(layer: Any, args: tuple, kwargs: dict[str, Any]) -> tuple[tuple, dict[str, Any]]:
    """The arguments with arrays of the layer's type; a list of numbers becomes one array unless it takes several."""
    first = args[0]
    if isinstance(first, (list, tuple)) and not getattr(layer, "several_inputs", False) and not has_shape(first):
        first = as_array(layer, first)
    elif isinstance(first, (list, tuple)):
        first = type(first)(as_array(layer, leaf) for leaf in first)
    else:
        first = mapped(lambda leaf: as_array(layer, leaf), first)
    kwargs = {name: np.array(value) if name.endswith("mask") and is_nested(value) else value
              for name, value in kwargs.items()}
    rest = mapped(lambda leaf: as_array(layer, leaf) if isinstance(leaf, np.ndarray) else leaf, (args[1:], kwargs))
    return (first, *rest[0]), rest[1]


def as_array(layer: Any, value: Any) -> np.ndarray:
    """One input as an array of the layer's floating type."""
    if hasattr(value, "nodes"):
        raise ValueError(f"{layer.name}: was called on a layer. Received: {value!r}. "
                         f"Did you forget to call {value.name!r} on a tensor?")
    if layer.takes_text and is_text(value):
        return as_text(value, layer.name)
    try:
        array = np.asarray(value)
        if array.dtype.kind in "OUSMmV":
            array = np.array(value, dtype=layer.dtype) if array.dtype.kind == "O" else array
        if array.dtype.kind not in "fiub":
            raise ValueError(array.dtype)
        dtype = layer.dtype if array.dtype.kind == "f" and layer.autocast else array.dtype
        if isinstance(value, np.ndarray) and value.dtype == dtype and value.flags.c_contiguous:
            return value
        if isinstance(value, Array):  # a gradient tape may follow it
            return masks.keep(value, ops.cast(value, dtype))
        return np.ascontiguousarray(array, dtype).reshape(array.shape)
    except (ValueError, TypeError):
        raise ValueError(f"{layer.name}: inputs must be numbers, in an array or in nested lists of one length. "
                         f"{received('inputs', value)}.{mixed(value)}") from None


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
