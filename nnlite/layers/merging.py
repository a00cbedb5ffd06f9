"""Layers that make one tensor of several: where branches meet."""

from collections.abc import Callable
from typing import Any

from nnlite import ops, shapes
from nnlite.layers import masks
from nnlite.layers.layer import Layer


class Merge(Layer):
    """Base class of the merging layers: several inputs, one output.

    A subclass computes in `merge(inputs)` from inputs of one rank. Where the ranks differ, those with fewer axes get
    axes of size 1 behind the batch.
    """

    several_inputs = True
    supports_masking = True
    least, most = 2, 1000  # how many inputs
    verb = "merge"
    remedy = "Make the widths equal with a Dense layer, or use concatenate to put them side by side."

    def build_for(self, *args: Any, **kwargs: Any) -> None:
        if isinstance(args[0], (list, tuple)):
            args = (list(args[0]), *args[1:])
            self.names = [getattr(getattr(tensor, "layer", None), "name", "") for tensor in args[0]]
        super().build_for(*args, **kwargs)

    def build(self, input_shape: Any) -> None:
        self.check_shape(input_shape)

    def check_shape(self, shape: Any) -> None:
        count = len(shape) if isinstance(shape, list) else 1
        if not isinstance(shape, list) or not self.least <= count <= self.most:
            number = self.least if self.least == self.most else f"at least {self.least}"
            raise ValueError(f"{self.name}: {type(self).__name__} merges a list of {number} tensors. "
                             f"Received: {count}. Write {type(self).__name__}()([a, b]).")
        if not all(shape):
            raise ValueError(f"{self.name}: every input has a batch dimension. Received: {origins(self, shape)}")
        if len({one[0] for one in shape} - {None}) > 1:
            raise ValueError(f"{self.name}: all inputs must have one batch size. Received: {origins(self, shape)}")
        self.check_shapes(shape)

    def check_shapes(self, input_shapes: list[tuple]) -> None:
        """Raise where the shapes do not fit together."""
        rank = max(map(len, input_shapes))
        result: tuple | None = ()
        for shape in input_shapes:
            result = shapes.broadcast(result, align(tuple(shape), rank)) if result is not None else None
        if result is None:
            raise ValueError(f"{self.name}: can only {self.verb} tensors of one shape. Received: "
                             f"{origins(self, input_shapes)}. {self.remedy}")

    def call(self, inputs: Any) -> Any:
        rank = max(len(value.shape) for value in inputs)
        return self.merge([value if len(value.shape) == rank else
                           ops.reshape_samples(value, align(tuple(value.shape), rank)[1:]) for value in inputs])

    def merge(self, inputs: list[Any]) -> Any:
        """The output, from inputs of one rank."""
        raise NotImplementedError(f"{type(self).__name__}: a merging layer needs a method merge(self, inputs).")

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """A step counts where it counts in one of the inputs; no mask if one input has none."""
        given = [None] if previous_mask is None else previous_mask
        return None if any(mask is None for mask in given) else folded(ops.logical_or, given)


def origins(layer: Merge, input_shapes: list[tuple]) -> str:
    """The shapes that arrived, with the layers that made them."""
    names = getattr(layer, "names", [])
    names = names if len(names) == len(input_shapes) else [""] * len(input_shapes)
    return ", ".join(f"{name} {tuple(s)}".strip() for name, s in zip(names, input_shapes, strict=True))


def align(shape: tuple, rank: int) -> tuple:
    """A shape with axes of size 1 behind the batch, as many as make the rank."""
    return (shape[0], *(1,) * (rank - len(shape)), *shape[1:])


def folded(op: Callable[[Any, Any], Any], values: Any) -> Any:
    """op(… op(op(first, second), third) …)"""
    result = values[0]
    for value in values[1:]:
        result = op(result, value)
    return result


def spread(inputs: list[Any]) -> list[Any]:
    """The masks of some tensors, with axes of size 1 behind, so that they can be broadcast to them; or None."""
    return [mask if mask is None else ops.expand_dims(mask, tuple(range(len(mask.shape), len(x.shape))))
            for x, mask in zip(inputs, map(masks.of, inputs), strict=True)]


def folded_where_both_count(op: Callable[[Any, Any], Any], inputs: list[Any]) -> Any:
    """op from input to input; at a step that does not count in one of two, the other one alone."""
    own = spread(inputs)
    result, counts = inputs[0], own[0]
    for x, mask in zip(inputs[1:], own[1:], strict=True):
        x = x if mask is None else ops.where(mask, x, result)
        result = op(result if counts is None else ops.where(counts, result, x), x)
        counts = None if mask is None or counts is None else ops.logical_or(counts, mask)
    return result


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

    verb = "add"

    def merge(self, inputs: list[Any]) -> Any:
        return folded(ops.add, inputs)


class Subtract(Merge):
    """The first input minus the second, element by element.

    Input shape:
        a list of two tensors of one shape (or shapes that broadcast)

    Output shape:
        that shape

    Parameters:
        0

    Raises:
        ValueError: Not two inputs, or shapes that do not fit.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Subtract()([[[1.0, 2.0]], [[3.0, 5.0]]]).tolist()
        [[-2.0, -3.0]]
    """

    most = 2
    verb = "subtract"

    def merge(self, inputs: list[Any]) -> Any:
        return folded(ops.subtract, inputs)


class Multiply(Merge):
    """The product of its inputs, element by element; a step that a mask leaves out counts as 1.

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
        >>> nnlite.layers.Multiply()([[[1.0, 2.0]], [[3.0, 5.0]]]).tolist()
        [[3.0, 10.0]]
    """

    verb = "multiply"

    def merge(self, inputs: list[Any]) -> Any:
        own = spread(inputs)
        product = folded(ops.multiply, [x if mask is None else ops.where(mask, x, 1)
                                        for x, mask in zip(inputs, own, strict=True)])
        if any(mask is None for mask in own):
            return product
        return ops.where(folded(ops.logical_or, own), product, 0)


class Average(Merge):
    """The mean of its inputs, element by element.

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
        >>> nnlite.layers.Average()([[[1.0, 2.0]], [[3.0, 5.0]]]).tolist()
        [[2.0, 3.5]]
    """

    verb = "average"

    def merge(self, inputs: list[Any]) -> Any:
        return ops.divide(folded(ops.add, inputs), len(inputs))


class Maximum(Merge):
    """The largest of its inputs, element by element; a step that a mask leaves out is not compared.

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
        >>> nnlite.layers.Maximum()([[[1.0, 5.0]], [[3.0, 2.0]]]).tolist()
        [[3.0, 5.0]]
    """

    verb = "compare"

    def merge(self, inputs: list[Any]) -> Any:
        return folded_where_both_count(ops.maximum, inputs)


class Minimum(Merge):
    """The smallest of its inputs, element by element; a step that a mask leaves out is not compared.

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
        >>> nnlite.layers.Minimum()([[[1.0, 5.0]], [[3.0, 2.0]]]).tolist()
        [[1.0, 2.0]]
    """

    verb = "compare"

    def merge(self, inputs: list[Any]) -> Any:
        return folded_where_both_count(ops.minimum, inputs)


def add(inputs: list[Any], **kwargs: Any) -> Any:
    """The sum of a list of tensors: `Add(**kwargs)(inputs)`.

    >>> add([[[1.0]], [[2.0]]]).tolist()
    [[3.0]]
    """
    return Add(**kwargs)(inputs)


def subtract(inputs: list[Any], **kwargs: Any) -> Any:
    """The first tensor minus the second: `Subtract(**kwargs)(inputs)`.

    >>> subtract([[[1.0]], [[2.0]]]).tolist()
    [[-1.0]]
    """
    return Subtract(**kwargs)(inputs)


def multiply(inputs: list[Any], **kwargs: Any) -> Any:
    """The product of a list of tensors: `Multiply(**kwargs)(inputs)`.

    >>> multiply([[[3.0]], [[2.0]]]).tolist()
    [[6.0]]
    """
    return Multiply(**kwargs)(inputs)


def average(inputs: list[Any], **kwargs: Any) -> Any:
    """The mean of a list of tensors: `Average(**kwargs)(inputs)`.

    >>> average([[[1.0]], [[2.0]]]).tolist()
    [[1.5]]
    """
    return Average(**kwargs)(inputs)


def maximum(inputs: list[Any], **kwargs: Any) -> Any:
    """The largest of a list of tensors: `Maximum(**kwargs)(inputs)`.

    >>> maximum([[[1.0]], [[2.0]]]).tolist()
    [[2.0]]
    """
    return Maximum(**kwargs)(inputs)


def minimum(inputs: list[Any], **kwargs: Any) -> Any:
    """The smallest of a list of tensors: `Minimum(**kwargs)(inputs)`.

    >>> minimum([[[1.0]], [[2.0]]]).tolist()
    [[1.0]]
    """
    return Minimum(**kwargs)(inputs)
