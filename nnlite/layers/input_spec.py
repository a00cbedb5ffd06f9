"""Which inputs does a layer accept? A layer may say so in `self.input_spec`; every call is checked against it."""

from typing import Any

import numpy as np

from nnlite._checks import received
from nnlite.graph.structure import flatten


class InputSpec:
    """What one input of a layer must look like; what is left None is not checked.

    Args:
        dtype: Its type.
        shape: Its shape, the batch included; None for a size that does not matter.
        ndim: How many dimensions it has, the batch included.
        max_ndim, min_ndim: The most and the fewest dimensions.
        axes: Sizes by axis, as {axis: size}; negative axes count from the end.
        allow_last_axis_squeeze: Whether a last axis of size 1 may be missing or too much.
        name: The key of the input where a layer takes a dictionary.
        optional: Whether the input may be None.

    Raises:
        TypeError: The keys of axes are not whole numbers.
        ValueError: An axis is beyond the dimensions.

    Example:

        >>> import nnlite
        >>> nnlite.layers.InputSpec(ndim=3, axes={-1: 8})
        InputSpec(ndim=3, axes={-1: 8})
    """

    def __init__(self, dtype: Any = None, shape: Any = None, ndim: int | None = None, max_ndim: int | None = None,
                 min_ndim: int | None = None, axes: Any = None, allow_last_axis_squeeze: bool = False,
                 name: str | None = None, optional: bool = False):
        self.dtype = None if dtype is None else np.dtype(dtype).name
        self.shape = None if shape is None else tuple(shape)
        self.ndim = ndim if self.shape is None else len(self.shape)
        self.max_ndim, self.min_ndim = max_ndim, min_ndim
        self.allow_last_axis_squeeze = allow_last_axis_squeeze
        self.name, self.optional = name, optional
        try:
            self.axes = {int(axis): size for axis, size in dict(axes or {}).items()}
        except (TypeError, ValueError):
            raise TypeError(f"InputSpec: axes is a dictionary {{axis: size}}. {received('axes', axes)}") from None
        most = self.ndim or max_ndim
        beyond = [axis for axis in self.axes if most and not -most <= axis < most]
        if beyond:
            raise ValueError(f"InputSpec: with {most} dimensions there is no axis {beyond[0]}. "
                             f"Received: axes={self.axes}")

    def wrong(self, x: Any) -> str | None:
        """What a tensor or array lacks, in words, or None."""
        shape, squeeze = tuple(x.shape), self.allow_last_axis_squeeze
        rank = len(shape)
        if self.ndim is not None and rank != self.ndim and not squeeze:
            return f"needs an input of {self.ndim} dimensions, the batch included"
        if self.max_ndim is not None and rank > self.max_ndim:
            return f"needs an input of at most {self.max_ndim} dimensions, the batch included"
        if self.min_ndim is not None and rank < self.min_ndim:
            return f"needs an input of at least {self.min_ndim} dimensions, the batch included"
        if self.dtype is not None and np.dtype(x.dtype) != self.dtype:
            return f"needs an input of type {self.dtype}"
        for axis, size in self.axes.items():
            if size is not None and (not -rank <= axis < rank or shape[axis] not in (size, None)):
                return f"needs an input whose axis {axis} has size {size}"
        if self.shape is not None and not fits(without_last_one(shape) if squeeze else shape,
                                               without_last_one(self.shape) if squeeze else self.shape):
            return f"needs an input of shape {self.shape}"
        return None

    def get_config(self) -> dict[str, Any]:
        """The arguments that make the same specification again."""
        return {"dtype": self.dtype, "shape": self.shape, "ndim": self.ndim, "max_ndim": self.max_ndim,
                "min_ndim": self.min_ndim, "axes": self.axes, "optional": self.optional}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "InputSpec":
        """A specification from its configuration."""
        return cls(**config)

    def __repr__(self) -> str:
        names = ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes")
        return f"InputSpec({', '.join(f'{name}={getattr(self, name)}' for name in names if getattr(self, name))})"


def without_last_one(shape: tuple) -> tuple:
    """A shape without its last axis, if that has size 1."""
    return shape[:-1] if shape[-1:] == (1,) else shape


def fits(shape: tuple, wanted: tuple) -> bool:
    """Whether a shape can be the wanted one; None fits anything."""
    return len(shape) == len(wanted) and all(a is None or b is None or a == b
                                             for a, b in zip(shape, wanted, strict=True))


def check(specs: Any, inputs: Any, who: str) -> None:
    """Raise where the inputs of a call are not what the layer's specification says."""
    specs = flatten(specs)
    if isinstance(inputs, dict) and all(spec is not None and spec.name for spec in specs):
        missing = [spec.name for spec in specs if spec.name not in inputs]
        if missing:
            raise ValueError(f"{who}: the input {missing[0]!r} is missing. Received: keys {list(inputs)}")
        inputs = [inputs[spec.name] for spec in specs]
    leaves = flatten(inputs)
    if len(leaves) != len(specs):
        raise ValueError(f"{who}: takes {len(specs)} input{'s' * (len(specs) != 1)}. Received: {len(leaves)}")
    for position, (leaf, spec) in enumerate(zip(leaves, specs, strict=True)):
        if spec is None or (leaf is None and spec.optional):
            continue
        wrong = spec.wrong(leaf)
        if wrong:
            which = f", input {position}" if len(specs) > 1 else ""
            raise ValueError(f"{who}{which}: {wrong}. Received: shape {tuple(leaf.shape)}, dtype={leaf.dtype}")
