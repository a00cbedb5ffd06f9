"""Layers that make one tensor of several which need not be alike: side by side, or row by row multiplied."""

from typing import Any

from nnlite import config, ops, shapes
from nnlite._checks import boolean, received
from nnlite.layers.merging import Merge, origins


class Concatenate(Merge):
    """Its inputs side by side.

    Args:
        axis: Along which axis; the last one by default, the batch (0) is refused.

    Input shape:
        a list of tensors alike except along the axis

    Output shape:
        the same, with the sum of the sizes along the axis

    Parameters:
        0

    Raises:
        ValueError: Shapes that do not fit, or the batch axis.

    Example:

        >>> import nnlite
        >>> a, b = nnlite.Input(shape=(4,)), nnlite.Input(shape=(5,))
        >>> nnlite.layers.Concatenate()([a, b]).shape
        (None, 9)
    """

    least = 1

    def __init__(self, axis: int = -1, **kwargs: Any):
        if isinstance(axis, bool) or not hasattr(axis, "__index__"):
            raise ValueError(f"Concatenate: axis must be a whole number. {received('axis', axis)}")
        self.axis = int(axis)
        super().__init__(**kwargs)

    def check_shapes(self, input_shapes: list[tuple]) -> None:
        axis = shapes.normalize_axis(self.axis, len(input_shapes[0]), self.name)
        if axis == 0:
            raise ValueError(f"{self.name}: cannot join along the batch. Received: axis={self.axis}. Use axis=-1.")
        if shapes.concatenate([tuple(s) for s in input_shapes], axis) is None:
            raise ValueError(f"{self.name}: the inputs must be alike except along axis {self.axis}. "
                             f"Received: {origins(self, input_shapes)}. {self.fix(input_shapes)}")

    def fix(self, input_shapes: list[tuple]) -> str:
        """One likely way to make the inputs fit: another axis, or layers in front."""
        ranks = {len(s) for s in input_shapes}
        for axis in range(1, max(ranks)) if len(ranks) == 1 else ():
            if shapes.concatenate([tuple(s) for s in input_shapes], axis) is not None:
                return f"They would fit with axis={axis}."
        return "Put a Flatten, Reshape or Dense layer in front of one of them."

    def call(self, inputs: Any) -> Any:
        return inputs[0] if len(inputs) == 1 else ops.concatenate(inputs, self.axis)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """The masks side by side; an input without one counts everywhere."""
        if previous_mask is None:
            return None
        whole = [ops.ones_like(x, "bool") if mask is None else
                 ops.logical_or(ops.expand_dims(mask, tuple(range(len(mask.shape), len(x.shape)))),
                                ops.zeros_like(x, "bool"))
                 for x, mask in zip(inputs, previous_mask, strict=True)]
        return ops.any(ops.concatenate(whole, self.axis), axis=-1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


class Dot(Merge):
    """The sum of products of two tensors over one axis of each, for every sample: Σ a[…, i, …] · b[…, i, …].

    Args:
        axes: The axis of both, or a pair with an axis of each; the batch (0) is refused.
        normalize: Whether both are divided by their length along the axis, which makes the sum the cosine of the
            angle between them. What has the length 0 stays 0.

    Input shape:
        a list of two tensors

    Output shape:
        the axes of the first, then those of the second, without the batch and the axes summed over;
        (batch, 1) where nothing is left

    Parameters:
        0

    Raises:
        ValueError: Not two inputs, axes of different sizes, or the batch axis.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Dot(axes=1)([[[1.0, 2.0]], [[3.0, 4.0]]]).tolist()
        [[11.0]]
    """

    most = 2

    def __init__(self, axes: Any, normalize: bool = False, **kwargs: Any):
        pair = [axes, axes] if hasattr(axes, "__index__") else axes
        if not isinstance(pair, (list, tuple)) or len(pair) != 2 or not all(
                hasattr(axis, "__index__") and not isinstance(axis, bool) for axis in pair):
            raise ValueError(f"Dot: axes is a whole number or a pair of them. {received('axes', axes)}")
        self.axes = axes
        self.pair = [int(axis) for axis in pair]
        self.normalize = boolean(normalize, "normalize", "Dot")
        super().__init__(**kwargs)

    def check_shapes(self, input_shapes: list[tuple]) -> None:
        first, second = input_shapes
        axes = [shapes.normalize_axis(axis, len(s), self.name) for axis, s in zip(self.pair, input_shapes, strict=True)]
        if 0 in axes:
            raise ValueError(f"{self.name}: cannot sum over the batch. Received: axes={self.axes}. Use axes=-1.")
        sizes = first[axes[0]], second[axes[1]]
        if None not in sizes and sizes[0] != sizes[1]:
            raise ValueError(f"{self.name}: the axes summed over must have one size. Received: axes={self.axes} of "
                             f"{origins(self, input_shapes)}")

    def call(self, inputs: Any) -> Any:
        if self.normalize:
            inputs = [normalized(x, axis) for x, axis in zip(inputs, self.pair, strict=True)]
        letters = iter("abcdefghijklmnopqrstuvwxy")
        terms = []
        for x, axis in zip(inputs, self.pair, strict=True):
            term = ["B", *(next(letters) for _ in x.shape[1:])]
            term[axis] = "Z"
            terms.append("".join(term))
        kept = [letter for term in terms for letter in term if letter not in "BZ"]
        result = ops.einsum(f"{terms[0]},{terms[1]}->B{''.join(kept)}", *inputs)
        return result if kept else ops.expand_dims(result, -1)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """None: the steps are summed over, or combined with others."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axes": self.axes, "normalize": self.normalize}


def normalized(x: Any, axis: int) -> Any:
    """x divided by its length along an axis; the length is at least epsilon, so that its slope at 0 is finite."""
    squares = ops.sum(ops.square(x), axis=axis, keepdims=True)
    return ops.multiply(x, ops.rsqrt(ops.maximum(squares, config.epsilon() ** 2)))


def concatenate(inputs: list[Any], axis: int = -1, **kwargs: Any) -> Any:
    """A list of tensors side by side: `Concatenate(axis, **kwargs)(inputs)`.

    >>> concatenate([[[1.0]], [[2.0]]]).tolist()
    [[1.0, 2.0]]
    """
    return Concatenate(axis, **kwargs)(inputs)


def dot(inputs: list[Any], axes: Any = -1, **kwargs: Any) -> Any:
    """The sum of products of two tensors over an axis: `Dot(axes, **kwargs)(inputs)`.

    >>> dot([[[1.0, 2.0]], [[3.0, 4.0]]]).tolist()
    [[11.0]]
    """
    return Dot(axes, **kwargs)(inputs)
