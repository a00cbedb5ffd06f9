"""Layers that make one tensor of several: where branches meet."""

from typing import Any

from nnlite import ops, shapes
from nnlite._checks import received
from nnlite.layers.layer import Layer


class Merge(Layer):
    """Base class of the merging layers: several inputs, one output."""

    several_inputs = True
    least = 2

    def build_for(self, *args: Any, **kwargs: Any) -> None:
        if isinstance(args[0], (list, tuple)):
            args = (list(args[0]), *args[1:])
            self.names = [getattr(getattr(tensor, "layer", None), "name", "") for tensor in args[0]]
        super().build_for(*args, **kwargs)

    def build(self, input_shape: Any) -> None:
        self.check_shape(input_shape)

    def check_shape(self, shape: Any) -> None:
        if not isinstance(shape, list) or len(shape) < self.least:
            count = len(shape) if isinstance(shape, list) else 1
            raise ValueError(f"{self.name}: {type(self).__name__} merges a list of at least {self.least} tensors. "
                             f"Received: {count}. Write {type(self).__name__}()([a, b]).")
        self.check_shapes(shape)

    def check_shapes(self, input_shapes: list[tuple]) -> None:
        """Raise where the shapes do not fit together."""


def origins(layer: Merge, input_shapes: list[tuple]) -> str:
    """The shapes that arrived, with the layers that made them."""
    return ", ".join(f"{name} {tuple(s)}".strip() for name, s in zip(layer.names, input_shapes, strict=True))


def align(shape: tuple, rank: int) -> tuple:
    """A shape with axes of size 1 behind the batch, as many as make the rank."""
    return (shape[0], *(1,) * (rank - len(shape)), *shape[1:])


class Add(Merge):
    """The sum of its inputs, element by element.

    Input shape:
        a list of tensors of one shape (or shapes that broadcast)

    Output shape:
        that shape

    Parameters:
        0

    Raises:
        ValueError: Fewer than two inputs, or shapes that do not fit.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Add()([[[1.0, 2.0]], [[3.0, 4.0]]]).tolist()
        [[4.0, 6.0]]
    """

    def check_shapes(self, input_shapes: list[tuple]) -> None:
        rank = max(map(len, input_shapes))
        aligned = [align(tuple(shape), rank) for shape in input_shapes]
        result: tuple | None = aligned[0]
        for shape in aligned[1:]:
            result = shapes.broadcast(result, shape) if result is not None else None
            if result is None:
                raise ValueError(f"{self.name}: can only add tensors of one shape. Received: "
                                 f"{origins(self, input_shapes)}. Make the widths equal with a Dense layer, or use "
                                 "concatenate to put them side by side.")

    def call(self, inputs: Any) -> Any:
        rank = max(len(value.shape) for value in inputs)
        inputs = [value if len(value.shape) == rank else
                  ops.reshape_samples(value, align(tuple(value.shape), rank)[1:]) for value in inputs]
        total = inputs[0]
        for other in inputs[1:]:
            total = ops.add(total, other)
        return total


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
                             f"Received: {origins(self, input_shapes)}")

    def call(self, inputs: Any) -> Any:
        return inputs[0] if len(inputs) == 1 else ops.concatenate(inputs, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def add(inputs: list[Any], **kwargs: Any) -> Any:
    """The sum of a list of tensors: `Add(**kwargs)(inputs)`.

    >>> add([[[1.0]], [[2.0]]]).tolist()
    [[3.0]]
    """
    return Add(**kwargs)(inputs)


def concatenate(inputs: list[Any], axis: int = -1, **kwargs: Any) -> Any:
    """A list of tensors side by side: `Concatenate(axis, **kwargs)(inputs)`.

    >>> concatenate([[[1.0]], [[2.0]]]).tolist()
    [[1.0, 2.0]]
    """
    return Concatenate(axis, **kwargs)(inputs)
