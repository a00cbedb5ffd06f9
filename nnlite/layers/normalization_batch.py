"""Batch normalization: in training by the moments of the batch, afterwards by averages that it kept of them."""

from typing import Any

from nnlite import config, initializers, ops
from nnlite._checks import boolean, number_between, sentence
from nnlite.layers import calling
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.normalization import Normalizing, known_sizes, one_axis
from nnlite.ops.assigning import MovingAverage
from nnlite.ops.normalization import batch_moments, normalize_batch


class BatchNormalization(Normalizing):
    """Every channel with mean 0 and variance 1: (x - mean) / √(variance + epsilon) · gamma + beta.

    In training the mean and the variance are those of the batch, and moving averages of them are kept:
    average · momentum + batch · (1 - momentum). Otherwise, and where the layer is frozen (`trainable = False`), these
    averages take their place.

    Args:
        axis: The axis of the channels.
        momentum: How slowly the averages move.
        epsilon: Keeps the root away from 0.
        center, scale: Whether there is a beta; a gamma.
        beta_initializer, gamma_initializer: How they begin.
        moving_mean_initializer, moving_variance_initializer: How the averages begin.
        beta_regularizer, gamma_regularizer: Penalties added to the loss.
        beta_constraint, gamma_constraint: What holds after every update.
        renorm, synchronized: Not supported; leave them out.
        renorm_clipping, renorm_momentum: Belong to renorm.

    Call arguments:
        training: Whether to take the moments of the batch; as the model does by default.
        mask: Booleans of shape (batch, …) without the last axis: which places count for the moments.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        4 · channels, 2 · channels of them trainable

    Raises:
        ValueError: An argument is out of its range, the size of the axis is not known, or renorm or synchronized.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.BatchNormalization(epsilon=0)
        >>> layer([[1.0, 8.0], [3.0, 4.0]], training=True).tolist()
        [[-1.0, 1.0], [1.0, -1.0]]
        >>> [round(float(mean), 2) for mean in layer.moving_mean.numpy()]
        [0.02, 0.06]
    """

    def __init__(self, axis: int = -1, momentum: float = 0.99, epsilon: float = 1e-3, center: bool = True,
                 scale: bool = True, beta_initializer: Any = "zeros", gamma_initializer: Any = "ones",
                 moving_mean_initializer: Any = "zeros", moving_variance_initializer: Any = "ones",
                 beta_regularizer: Any = None, gamma_regularizer: Any = None, beta_constraint: Any = None,
                 gamma_constraint: Any = None, renorm: bool = False, renorm_clipping: Any = None,
                 renorm_momentum: float = 0.99, synchronized: bool = False, **kwargs: Any):
        who = type(self).__name__
        for option, value in (("renorm", renorm), ("synchronized", synchronized)):
            if boolean(value, option, who):
                raise ValueError(sentence(who, f"{option} is not supported", option, value, "Leave it out."))
        self.axis = one_axis(axis, who)
        self.momentum = number_between(momentum, "momentum", who, 0, 1)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.renorm_clipping, self.renorm_momentum = renorm_clipping, renorm_momentum
        super().__init__(epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer,
                         gamma_regularizer, beta_constraint, gamma_constraint, **kwargs)

    def build(self, input_shape: Any) -> None:
        shape = known_sizes([self.axis], input_shape, self.name)
        if self.scale:
            self.add_gamma(shape)
        if self.center:
            self.add_beta(shape)
        self.moving_mean = self.add_weight(shape, self.moving_mean_initializer, trainable=False, name="moving_mean")
        self.moving_variance = self.add_weight(shape, self.moving_variance_initializer, trainable=False,
                                               name="moving_variance")
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: shape[0]})

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if mask is not None and len(mask.shape) != len(inputs.shape) - 1:
            raise ValueError(f"{self.name}: a mask has one dimension less than the inputs. "
                             f"Received: mask.shape={tuple(mask.shape)}, inputs.shape={tuple(inputs.shape)}")
        inputs = ops.cast(inputs, self.dtype)
        learned = self.axis, self.beta, self.gamma, self.epsilon
        if not (calling.is_training() if training is None else training) or not self.trainable:
            return ops.batch_normalization(inputs, self.moving_mean, self.moving_variance, *learned)
        if mask is not None:
            mean, variance = self.masked_moments(inputs, mask)
            self.take_in(mean, variance)
            return ops.batch_normalization(inputs, mean, variance, *learned)
        moments = batch_moments(inputs, self.axis)
        self.take_in(moments, moments, (0, 1))
        return normalize_batch(inputs, moments, *learned)

    def take_in(self, mean: Any, variance: Any, rows: tuple = (None, None)) -> None:
        """Move the averages; of moments in one array, `rows` says which row they are."""
        MovingAverage(self.moving_mean, self.momentum, rows[0])(mean)
        MovingAverage(self.moving_variance, self.momentum, rows[1])(variance)

    def masked_moments(self, inputs: Any, mask: Any) -> tuple[Any, Any]:
        """The mean and the variance of the places that count; their number is never 0, as in Keras."""
        axis = self.axis % len(inputs.shape)
        others = [place for place in range(len(inputs.shape)) if place != axis]
        mask = ops.expand_dims(ops.cast(mask, "bool"), -1)
        counted = ops.where(mask, ops.ones_like(inputs), ops.zeros_like(inputs))
        count = ops.add(ops.sum(counted, others, keepdims=True), config.epsilon())
        mean = ops.divide(ops.sum(ops.where(mask, inputs, 0), others, keepdims=True), count)
        squares = ops.square(ops.where(mask, ops.subtract(inputs, mean), 0))
        variance = ops.divide(ops.sum(squares, others, keepdims=True), count)
        return ops.squeeze(mean, others), ops.squeeze(variance, others)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "momentum": self.momentum,
            "moving_mean_initializer": initializers.serialize(self.moving_mean_initializer),
            "moving_variance_initializer": initializers.serialize(self.moving_variance_initializer),
            "synchronized": False,
            "renorm": False,
            "renorm_clipping": self.renorm_clipping,
            "renorm_momentum": self.renorm_momentum,
        }
