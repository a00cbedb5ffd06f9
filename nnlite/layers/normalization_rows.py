"""Layers that normalize every sample by itself: layer normalization, RMS, and vectors of length 1."""

import warnings
from typing import Any

from nnlite import ops
from nnlite._checks import boolean, number_between
from nnlite.layers.layer import Layer
from nnlite.layers.normalization import Normalizing, axis_or_axes, known_sizes
from nnlite.ops.row_normalization import scaled_by_deviation


class LayerNormalization(Normalizing):
    """Every sample with mean 0 and variance 1: (x - mean) / √(variance + epsilon) · gamma + beta.

    Args:
        axis: Over which axis, or axes, the mean and the variance go; gamma and beta have a number for each place.
        epsilon: Keeps the root away from 0.
        center, scale: Whether there is a beta; a gamma.
        beta_initializer, gamma_initializer: How they begin.
        beta_regularizer, gamma_regularizer: Penalties added to the loss.
        beta_constraint, gamma_constraint: What holds after every update.
        rms_scaling: Keras's deprecated variant, x / √(variance + epsilon) · gamma; RMSNormalization is the real one.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        2 · the size of the axes

    Raises:
        ValueError: There is no such axis, or its size is not known.

    Example:

        >>> import nnlite
        >>> nnlite.layers.LayerNormalization(epsilon=0)([[1.0, 3.0], [10.0, 30.0]]).tolist()
        [[-1.0, 1.0], [-1.0, 1.0]]
    """

    def __init__(self, axis: Any = -1, epsilon: float = 1e-3, center: bool = True, scale: bool = True,
                 beta_initializer: Any = "zeros", gamma_initializer: Any = "ones", beta_regularizer: Any = None,
                 gamma_regularizer: Any = None, beta_constraint: Any = None, gamma_constraint: Any = None, *,
                 rms_scaling: bool = False, **kwargs: Any):
        self.axis = axis_or_axes(axis, type(self).__name__)
        self.rms_scaling = boolean(rms_scaling, "rms_scaling", type(self).__name__)
        if rms_scaling:
            warnings.warn(f"{type(self).__name__}: rms_scaling divides by the deviation, not by the root of the mean "
                          "square. Use RMSNormalization.", UserWarning, stacklevel=2)
        super().__init__(epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer,
                         gamma_regularizer, beta_constraint, gamma_constraint, **kwargs)

    def build(self, input_shape: Any) -> None:
        axes = sorted(self.axis) if isinstance(self.axis, list) else [self.axis]
        shape = known_sizes(axes, input_shape, self.name)
        self.axis = axes
        if self.scale or self.rms_scaling:
            self.add_gamma(shape)
        if self.center and not self.rms_scaling:
            self.add_beta(shape)

    def call(self, inputs: Any) -> Any:
        inputs = ops.cast(inputs, self.dtype)
        if self.rms_scaling:
            return scaled_by_deviation(inputs, self.gamma, self.axis, self.epsilon)
        return ops.layer_normalization(inputs, self.gamma, self.beta, self.axis, self.epsilon)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis, "rms_scaling": self.rms_scaling}


class RMSNormalization(Layer):
    """Every sample with a mean square of 1: x / √(mean of x² + epsilon) · scale.

    Args:
        axis: Over which axis, or axes, the mean goes; scale has a number for each place.
        epsilon: Keeps the root away from 0.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        the size of the axes

    Raises:
        ValueError: There is no such axis, or its size is not known.

    Example:

        >>> import nnlite
        >>> nnlite.layers.RMSNormalization(epsilon=0)([[3.0, -3.0], [0.5, 0.5]]).tolist()
        [[1.0, -1.0], [1.0, 1.0]]
    """

    def __init__(self, axis: Any = -1, epsilon: float = 1e-6, **kwargs: Any):
        self.axis = axis_or_axes(axis, type(self).__name__)
        self.epsilon = number_between(epsilon, "epsilon", type(self).__name__, 0)
        super().__init__(**kwargs)

    def build(self, input_shape: Any) -> None:
        axes = sorted(self.axis) if isinstance(self.axis, list) else [self.axis]
        self.scale = self.add_weight(known_sizes(axes, input_shape, self.name), "ones", name="scale")
        self.axis = axes

    def call(self, x: Any) -> Any:
        return ops.rms_normalization(ops.cast(x, self.dtype), self.scale, self.axis, self.epsilon)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis, "epsilon": self.epsilon}


class UnitNormalization(Layer):
    """Every sample a vector of length 1: x / √Σ x². A vector of zeros stays one.

    Args:
        axis: Along which axis, or axes, the vectors lie.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: There is no such axis.

    Example:

        >>> import nnlite
        >>> nnlite.layers.UnitNormalization()([[1.0, 0.0], [0.0, -4.0]]).tolist()
        [[1.0, 0.0], [0.0, -1.0]]
    """

    supports_masking = True

    def __init__(self, axis: Any = -1, **kwargs: Any):
        self.axis = axis_or_axes(axis, type(self).__name__)
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return ops.normalize(ops.cast(inputs, self.dtype), self.axis, order=2, epsilon=1e-12)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}
