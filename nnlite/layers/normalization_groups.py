"""Group normalization: the channels of a sample in groups, each normalized together."""

from typing import Any

from nnlite import ops
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.normalization import Normalizing, count_of_groups, known_sizes, one_axis
from nnlite.shapes import normalize_axis


class GroupNormalization(Normalizing):
    """Every group of channels of every sample with mean 0 and variance 1, then · gamma + beta for each channel.

    The mean and the variance of a group go over its channels and all other axes but the batch.

    Args:
        groups: How many groups of neighbouring channels; -1 for one channel a group (instance normalization).
        axis: The axis of the channels.
        epsilon: Keeps the root away from 0.
        center, scale: Whether there is a beta; a gamma.
        beta_initializer, gamma_initializer: How they begin.
        beta_regularizer, gamma_regularizer: Penalties added to the loss.
        beta_constraint, gamma_constraint: What holds after every update.

    Input shape:
        (batch, …)

    Output shape:
        the same

    Parameters:
        2 · channels

    Raises:
        ValueError: The channels cannot be divided into so many groups, or their number is not known.

    Example:

        >>> import nnlite
        >>> nnlite.layers.GroupNormalization(2, epsilon=0)([[1.0, 3.0, 10.0, 30.0]]).tolist()
        [[-1.0, 1.0, -1.0, 1.0]]
    """

    def __init__(self, groups: int = 32, axis: int = -1, epsilon: float = 1e-3, center: bool = True, scale: bool = True,
                 beta_initializer: Any = "zeros", gamma_initializer: Any = "ones", beta_regularizer: Any = None,
                 gamma_regularizer: Any = None, beta_constraint: Any = None, gamma_constraint: Any = None,
                 **kwargs: Any):
        self.groups = count_of_groups(groups, type(self).__name__)
        self.axis = one_axis(axis, type(self).__name__)
        super().__init__(epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer,
                         gamma_regularizer, beta_constraint, gamma_constraint, **kwargs)

    def build(self, input_shape: Any) -> None:
        (channels,) = shape = known_sizes([self.axis], input_shape, self.name)
        if normalize_axis(self.axis, len(input_shape), self.name) == 0:
            raise ValueError(f"{self.name}: the batch has no channels. Received: axis={self.axis}. Use axis=-1.")
        groups = channels if self.groups == -1 else self.groups
        if channels % groups:
            fitting = max(count for count in range(1, groups + 1) if channels % count == 0)
            raise ValueError(f"{self.name}: {channels} channels cannot be divided into {groups} groups. "
                             f"Received: groups={groups}, input_shape={tuple(input_shape)}. Write groups={fitting}.")
        self.groups = groups
        if self.scale:
            self.add_gamma(shape)
        if self.center:
            self.add_beta(shape)
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: channels})

    def call(self, inputs: Any) -> Any:
        inputs = ops.cast(inputs, self.dtype)
        shape, rank = tuple(inputs.shape), len(inputs.shape)
        axis = self.axis % rank
        divided = (self.groups, shape[axis] // self.groups)
        grouped = ops.reshape(inputs, (-1, *shape[1:axis], *divided, *shape[axis + 1:]))
        others = [place for place in range(1, rank + 1) if place != axis]
        outputs = ops.reshape(ops.layer_normalization(grouped, axis=others, epsilon=self.epsilon), (-1, *shape[1:]))
        beside = (-1, *(1,) * (rank - 1 - axis))
        if self.scale:
            outputs = ops.multiply(outputs, ops.reshape(self.gamma, beside))
        return ops.add(outputs, ops.reshape(self.beta, beside)) if self.center else outputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "groups": self.groups, "axis": self.axis}
