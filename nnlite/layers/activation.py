"""Activations with settings or with weights of their own, as layers."""

from typing import Any

from nnlite import constraints, initializers, ops, regularizers, shapes
from nnlite._checks import number_between, received
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer

FAR_BELOW = -1e9  # what a masked number is for a softmax: its share is 0 beside any other


class ReLU(Layer):
    """x where x is above the threshold, otherwise negative_slope · (x - threshold); at most max_value.

    Args:
        max_value: The largest result, or None.
        negative_slope: The slope below the threshold.
        threshold: Where the slope changes.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: A setting is negative.

    Example:

        >>> import nnlite
        >>> nnlite.layers.ReLU(max_value=2)([[-1.0, 1.0, 3.0]]).tolist()
        [[0.0, 1.0, 2.0]]
    """

    supports_masking = True

    def __init__(self, max_value: float | None = None, negative_slope: float = 0.0, threshold: float = 0.0,
                 **kwargs: Any):
        self.max_value = None if max_value is None else number_between(max_value, "max_value", "ReLU", 0)
        self.negative_slope = number_between(negative_slope, "negative_slope", "ReLU", 0)
        self.threshold = number_between(threshold, "threshold", "ReLU", 0)
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return ops.relu(inputs, self.negative_slope, self.max_value, self.threshold)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "max_value": self.max_value, "negative_slope": self.negative_slope,
                "threshold": self.threshold}


class LeakyReLU(Layer):
    """x where x > 0, otherwise negative_slope · x: a unit that is below 0 still learns.

    Args:
        negative_slope: The slope below 0 (`alpha` in tf.keras 2).

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: The slope is negative.

    Example:

        >>> import nnlite
        >>> nnlite.layers.LeakyReLU(0.5)([[-1.0, 1.0]]).tolist()
        [[-0.5, 1.0]]
    """

    supports_masking = True

    def __init__(self, negative_slope: float = 0.3, **kwargs: Any):
        self.negative_slope = number_between(kwargs.pop("alpha", negative_slope), "negative_slope", "LeakyReLU", 0)
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return ops.leaky_relu(inputs, self.negative_slope)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "negative_slope": self.negative_slope}


class PReLU(Layer):
    """x where x > 0, otherwise alpha · x, with a slope alpha for every unit that is learned (He et al., 2015).

    Args:
        alpha_initializer: How the slopes begin.
        alpha_regularizer: A penalty on them.
        alpha_constraint: What holds for them after every update.
        shared_axes: The axes along which one slope serves all; for images [1, 2], a slope for every channel.

    Input shape:
        (batch, …), its sizes known except along shared axes

    Output shape:
        the same

    Parameters:
        the product of the sizes behind the batch, without the shared axes

    Raises:
        ValueError: A size is not known, or there is no such axis.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.PReLU(shared_axes=[1, 2])
        >>> layer(nnlite.Input((8, 8, 3))).shape, layer.count_params()
        ((None, 8, 8, 3), 3)
    """

    supports_masking = True

    def __init__(self, alpha_initializer: Any = "Zeros", alpha_regularizer: Any = None, alpha_constraint: Any = None,
                 shared_axes: Any = None, **kwargs: Any):
        self.alpha_initializer = initializers.get(alpha_initializer)
        self.alpha_regularizer = regularizers.get(alpha_regularizer)
        self.alpha_constraint = constraints.get(alpha_constraint)
        self.shared_axes = None
        if shared_axes is not None:
            self.shared_axes = list(shared_axes) if isinstance(shared_axes, (list, tuple)) else [shared_axes]
            if any(not hasattr(axis, "__index__") or axis < 1 for axis in self.shared_axes):
                raise ValueError("PReLU: shared axes are whole numbers from 1 on; 0 is the batch. "
                                 f"{received('shared_axes', shared_axes)}")
        super().__init__(**kwargs)

    def build(self, input_shape: Any) -> None:
        shared = {shapes.normalize_axis(axis, len(input_shape), self.name) for axis in self.shared_axes or ()}
        sizes = [1 if axis in shared else size for axis, size in enumerate(input_shape)][1:]
        if None in sizes:
            raise ValueError(f"{self.name}: a slope for every unit needs known sizes. Received: input_shape="
                             f"{tuple(input_shape)}. Name the axes that share a slope in shared_axes.")
        self.alpha = self.add_weight(tuple(sizes), self.alpha_initializer, name="alpha",
                                     regularizer=self.alpha_regularizer, constraint=self.alpha_constraint)
        own = {axis: size for axis, size in enumerate(input_shape) if axis and axis not in shared}
        self.input_spec = InputSpec(ndim=len(input_shape), axes=own)

    def call(self, inputs: Any) -> Any:
        negative = ops.multiply(self.alpha, ops.relu(ops.negative(inputs)))
        return ops.subtract(ops.relu(inputs), negative)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "alpha_initializer": initializers.serialize(self.alpha_initializer),
            "alpha_regularizer": regularizers.serialize(self.alpha_regularizer),
            "alpha_constraint": constraints.serialize(self.alpha_constraint),
            "shared_axes": self.shared_axes,
        }


class ELU(Layer):
    """x where x > 0, otherwise alpha · (exp(x) - 1).

    Args:
        alpha: How far below 0 the result can be.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: alpha is negative.

    Example:

        >>> import nnlite
        >>> nnlite.layers.ELU()([[0.0, 1.0]]).tolist()
        [[0.0, 1.0]]
    """

    supports_masking = True

    def __init__(self, alpha: float = 1.0, **kwargs: Any):
        self.alpha = number_between(alpha, "alpha", "ELU", 0)
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return ops.elu(inputs, self.alpha)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "alpha": self.alpha}


class Softmax(Layer):
    """exp(x) / Σ exp(x) along an axis: positive shares that sum to 1.

    Args:
        axis: The axis, or several that share the sum.

    Call arguments:
        mask: Booleans that can be broadcast to the input; where one is False the share is 0.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: There is no such axis, or the mask cannot be broadcast to the input.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Softmax()([[0.0, 0.0, 5.0]], mask=[[True, True, False]]).tolist()
        [[0.5, 0.5, 0.0]]
    """

    supports_masking = True

    def __init__(self, axis: Any = -1, **kwargs: Any):
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else axis
        if not all(hasattr(one, "__index__") for one in (self.axis if isinstance(self.axis, list) else [self.axis])):
            raise ValueError(f"Softmax: axis is a whole number, or several in a list. {received('axis', axis)}")
        super().__init__(**kwargs)

    def call(self, inputs: Any, mask: Any = None) -> Any:
        if mask is None:
            return softmax(inputs, self.axis)
        mask = ops.convert_to_tensor(mask)
        if len(mask.shape) > len(inputs.shape) or shapes.broadcast(mask.shape, inputs.shape) != tuple(inputs.shape):
            raise ValueError(f"{self.name}: the mask must have a shape that can be broadcast to the input's, "
                             f"{tuple(inputs.shape)}. Received: mask.shape={tuple(mask.shape)}")
        mask = mask if mask.dtype == bool else ops.greater(mask, 0.5)
        shares = softmax(ops.where(mask, inputs, FAR_BELOW), self.axis)
        return ops.where(mask, shares, 0.0)  # also where everything is masked and the shares are alike

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def softmax(x: Any, axis: Any) -> Any:
    """The softmax along one axis or several; the op itself runs along the last one."""
    axes = axis if isinstance(axis, list) else [axis]
    axes = [shapes.normalize_axis(one, len(x.shape), "softmax") for one in axes]
    if len(axes) > 1:
        return ops.exp(ops.subtract(x, ops.logsumexp(x, axis=tuple(axes), keepdims=True)))
    if axes == [len(x.shape) - 1]:
        return ops.softmax(x)
    return ops.moveaxis(ops.softmax(ops.moveaxis(x, axes[0], -1)), -1, axes[0])
