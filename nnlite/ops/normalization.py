"""Batch normalization: every channel of a batch brought to mean 0 and variance 1, or scaled by moments that are known.

A layer that trains makes two steps of it: `BatchMoments` finds the mean and the variance of every channel, which the
moving averages take in too, and `NormalizeBatch` scales with them. The gradient of the second one is that of both:
it knows that these are the moments of its own input.
"""

from math import prod

import numpy as np

from nnlite import shapes
from nnlite._checks import received
from nnlite._dispatch import kernels
from nnlite._memory import empty_like
from nnlite.ops import expressions as f
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import Op, operation


class OfChannels(Op):
    """Base: an op over an array whose `axis` is that of the channels."""

    def __init__(self, axis):
        self.axis = axis

    def channels(self, x):
        """How many there are in an array of this shape."""
        return x[shapes.normalize_axis(self.axis, len(x), "batch_normalization")]

    def split(self, x):
        """The same memory as (outer, channels, inner)."""
        axis = self.axis % x.ndim
        return x.reshape(prod(x.shape[:axis]), x.shape[axis], prod(x.shape[axis + 1:]))


class BatchMoments(OfChannels):
    """y = the mean and the variance of every channel, shape (2, channels). Nothing flows back; see `NormalizeBatch`."""

    name = "moments"
    label = "moments"
    differentiable = False

    def output_shape(self, x):
        return (2, self.channels(x))

    def forward(self, inputs, y):
        return [kernels.channel_moments(self.split(inputs[0]), *y)]


class Normalize(OfChannels):
    """y = (x - mean) · factor + offset with factor = scale / √(variance + ε)

    Shapes: x any, mean, variance and (where they are used) scale and offset (channels,) -> as x.
    Gradient: dx = dy · factor, doffset = Σ dy, dscale = Σ dy (x - mean) / √(variance + ε), dmean = - factor Σ dy,
    dvariance = - ½ factor Σ dy (x - mean) / (variance + ε).

    The mean is subtracted first: x · factor + (offset - mean · factor) would be as fast, but where the mean is far
    from 0 it would lose digits.
    """

    name = "batch_normalization"

    def __init__(self, axis, epsilon, scaled, shifted):
        super().__init__(axis)
        self.epsilon = float(epsilon)
        self.scaled, self.shifted = scaled, shifted

    def output_shape(self, x, *vectors):
        channels = self.channels(x)
        wrong = [vector for vector in vectors if not shapes.same(vector, (channels,))]
        if wrong:
            raise ValueError(f"{self.name}: needs a number for each of the {channels} channels on axis {self.axis} of "
                             f"x. Received: x.shape={x} and a vector of shape {wrong[0]}")
        return x

    def moments(self, inputs):
        """The mean and the variance."""
        return inputs[1:3]

    def learned(self, inputs):
        """scale and offset, or what stands in their places; None where there is none."""
        rest = list(inputs[3:])
        return rest.pop(0) if self.scaled else None, rest.pop(0) if self.shifted else None

    def forward(self, inputs, y):
        mean, variance = self.moments(inputs)
        scale, offset = self.learned(inputs)
        self.inverse = self.factor = empty_like(variance)
        steps = f.assign(self.inverse, 1 / f.sqrt(f.leaf(variance) + self.epsilon))
        if scale is not None:
            self.factor = empty_like(variance)
            steps += f.assign(self.factor, f.leaf(scale) * f.leaf(self.inverse))
        return [*steps, kernels.normalize_channels(self.split(inputs[0]), mean, self.factor, offset, self.split(y))]

    def gradient(self, inputs, y, dy, d_inputs):
        steps = self.sums(inputs, dy) if any(d is not None for d in self.needing_sums(d_inputs)) else []
        d_scale, d_offset = self.learned(d_inputs)
        if d_scale is not None:
            steps += f.assign(d_scale, f.leaf(self.product) * f.leaf(self.inverse))
        if d_offset is not None:
            steps += f.assign(d_offset, f.leaf(self.total))
        return steps + self.flowing_back(inputs, dy, d_inputs)

    def needing_sums(self, d_inputs):
        """The gradients that need the sums over each channel."""
        return d_inputs[1:]

    def sums(self, inputs, dy):
        """The step that finds Σ dy and Σ dy (x - mean) of every channel."""
        mean, _ = self.moments(inputs)
        self.total, self.product = empty_like(mean), empty_like(mean)
        return [kernels.channel_sums(self.split(inputs[0]), mean, self.split(dy), self.total, self.product)]

    def flowing_back(self, inputs, dy, d_inputs):
        """The gradients of x and of the moments."""
        dx, d_mean, d_variance = d_inputs[:3]
        factor, inverse, steps = f.leaf(self.factor), f.leaf(self.inverse), []
        if dx is not None:
            upright = f.leaf(self.factor.reshape(-1, 1))
            steps += f.assign(self.split(dx), f.leaf(self.split(dy)) * upright)
        if d_mean is not None:
            steps += f.assign(d_mean, -(f.leaf(self.total) * factor))
        if d_variance is not None:
            steps += f.assign(d_variance, f.leaf(self.product) * factor * inverse * inverse * -0.5)
        return steps


class NormalizeBatch(Normalize):
    """The same with the moments of x itself, as `BatchMoments` computed them.

    Shapes: x any, moments (2, channels), scale and offset (channels,) -> as x.
    Gradient: dx = factor (dy - Σ dy / n - (x - mean) Σ dy (x - mean) / (n (variance + ε))), n numbers in a channel.
    """

    def output_shape(self, x, moments, *vectors):
        return super().output_shape(x, *vectors)

    def moments(self, inputs):
        return tuple(inputs[1])

    def learned(self, inputs):
        return super().learned([None, *inputs])

    def needing_sums(self, d_inputs):
        return d_inputs

    def flowing_back(self, inputs, dy, d_inputs):
        dx, d_moments = d_inputs[:2]
        steps = [] if d_moments is None else f.assign(d_moments, 0)
        if dx is None:
            return steps
        x, (mean, _) = inputs[0], self.moments(inputs)
        part = mean.size / x.size if x.size else 0.0
        slope, offset = empty_like(mean), empty_like(mean)
        factor, inverse = f.leaf(self.factor), f.leaf(self.inverse)
        steps += f.assign(slope, f.leaf(self.product) * factor * inverse * inverse * -part)
        steps += f.assign(offset, f.leaf(self.total) * factor * -part)
        return [*steps, kernels.normalize_channels_gradient(self.split(x), mean, self.factor, slope, offset,
                                                            self.split(dy), self.split(dx))]


def batch_moments(x, axis):
    """The mean and the variance of every channel, as the two rows of one array; for `normalize_batch`."""
    return BatchMoments(axis)(x)


def normalize_batch(x, moments, axis, offset=None, scale=None, epsilon=1e-3):
    """Batch normalization with the moments of x itself, through which its gradient flows too."""
    given = [vector for vector in (scale, offset) if vector is not None]
    return NormalizeBatch(axis, epsilon, scale is not None, offset is not None)(x, moments, *given)


@operation
def batch_normalization(x, mean, variance, axis, offset=None, scale=None, epsilon=1e-3):
    """(x - mean) / √(variance + epsilon) · scale + offset, with a mean, a variance and so on for each channel.

    Args:
        x: The numbers.
        mean, variance: Vectors with a number for each channel.
        axis: The axis of the channels.
        offset, scale: Vectors likewise, or None.
        epsilon: Keeps the root away from 0.

    Raises:
        ValueError: A vector is not as long as the axis.

    Example:

        >>> batch_normalization([[1.0, 8.0], [3.0, 4.0]], [2.0, 6.0], [1.0, 4.0], axis=-1, epsilon=0.0).tolist()
        [[-1.0, 1.0], [1.0, -1.0]]
    """
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise ValueError(f"batch_normalization: axis must be a whole number. {received('axis', axis)}")
    given = [value for value in (x, mean, variance, scale, offset) if value is not None]
    given = [np.asarray(value) if isinstance(value, (list, tuple)) else value for value in given]
    return Normalize(int(axis), epsilon, scale is not None, offset is not None)(*in_float_type(*given))
