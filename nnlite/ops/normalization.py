"""Batch normalization: every channel of a batch brought to mean 0 and variance 1, or scaled by moments that are known.

A layer that trains makes two steps of it: `BatchMoments` finds the mean and the variance of every channel, which the
moving averages take in too, and `NormalizeBatch` scales with them. The gradient of the second one is that of both:
it knows that these are the moments of its own input.
"""

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


class BatchMoments(OfChannels):
    """y = the mean and the variance of every channel, shape (2, channels). Nothing flows back; see `NormalizeBatch`."""

    name = "moments"
    parts = ("mean", "variance")
    differentiable = False

    def output_shape(self, x):
        return (2, self.channels(x))

    def forward(self, inputs, y):
        return [kernels.channel_moments(inputs[0], *y, self.axis % inputs[0].ndim)]


class Normalize(OfChannels):
    """y = (x - mean) · s · scale + offset with s = 1 / √(variance + ε)

    Shapes: x any, mean, variance and (where they are used) scale and offset (channels,) -> as x.
    Gradient: dx = dy · s · scale, dscale = Σ dy (x - mean) s, doffset = Σ dy, dmean = - s · scale Σ dy,
    dvariance = - ½ s² · scale · dscale.

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

    def settings(self, x):
        """The numbers that the kernels take."""
        return self.axis % x.ndim, self.epsilon

    def forward(self, inputs, y):
        x = inputs[0]
        return [kernels.batch_normalization(x, *self.moments(inputs), *self.learned(inputs), y, *self.settings(x))]

    def gradient(self, inputs, y, dy, d_inputs):
        x, dx, (scale, _) = inputs[0], d_inputs[0], self.learned(inputs)
        mean, variance = self.moments(inputs)
        steps, sums = [], (None, None)
        if any(d is not None for d in self.needing_sums(d_inputs)):
            sums = [empty_like(mean) if d is None else d for d in self.learned(d_inputs)]
            steps.append(kernels.batch_normalization_sums(x, mean, variance, dy, *sums, *self.settings(x)))
        if dx is not None:
            steps.append(kernels.batch_normalization_gradient(x, mean, variance, scale, *self.flowing(sums), dy, dx,
                                                              *self.settings(x)))
        return steps + self.to_moments(variance, scale, sums, d_inputs)

    def needing_sums(self, d_inputs):
        """The gradients that need the sums over each channel."""
        return d_inputs[1:]

    def flowing(self, sums):
        """The sums, where dx has a part that flows through the moments."""
        return (None, None)

    def to_moments(self, variance, scale, sums, d_inputs):
        """The gradients of the mean and the variance."""
        d_mean, d_variance = d_inputs[1:3]
        scale = 1.0 if scale is None else f.leaf(scale)
        inverse = 1 / f.sqrt(f.leaf(variance) + self.epsilon)
        steps = [] if d_mean is None else f.assign(d_mean, -(f.leaf(sums[1]) * scale * inverse))
        if d_variance is not None:
            steps += f.assign(d_variance, f.leaf(sums[0]) * scale * inverse * inverse * -0.5)
        return steps


class NormalizeBatch(Normalize):
    """The same with the moments of x itself, as `BatchMoments` computed them.

    Shapes: x any, moments (2, channels), scale and offset (channels,) -> as x.
    Gradient: dx = s · scale (dy - doffset / n - (x - mean) s dscale / n) with n numbers in a channel.
    """

    def output_shape(self, x, moments, *vectors):
        return super().output_shape(x, *vectors)

    def moments(self, inputs):
        return tuple(inputs[1])

    def learned(self, inputs):
        return super().learned([None, *inputs])

    def needing_sums(self, d_inputs):
        return d_inputs

    def flowing(self, sums):
        return sums

    def to_moments(self, variance, scale, sums, d_inputs):
        return [] if d_inputs[1] is None else f.assign(d_inputs[1], 0)


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
