"""Spectral normalization: a layer's weights divided by the most that they can stretch a vector."""

from typing import Any

from nnlite import initializers, ops
from nnlite._checks import positive_int
from nnlite.layers import calling
from nnlite.layers.wrappers import Wrapper


class SpectralNormalization(Wrapper):
    """A layer whose kernel is divided by its largest singular value before every step of training.

    The value is found by power iteration, which begins where it ended in the step before (Miyato et al., "Spectral
    normalization for generative adversarial networks", 2018). The gradient is that of the divided kernel.

    Args:
        layer: A layer with a `kernel` or `embeddings`.
        power_iterations: How many iterations in a step.

    Input shape:
        that of the layer

    Output shape:
        that of the layer

    Parameters:
        those of the layer, and one for each place on the last axis of its kernel

    Raises:
        ValueError: The layer has neither a kernel nor embeddings.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> layer = nnlite.layers.SpectralNormalization(nnlite.layers.Dense(2), power_iterations=50)
        >>> y = layer(np.ones((1, 3)), training=True)
        >>> round(float(np.linalg.norm(layer.kernel.numpy(), 2)), 4)
        1.0
    """

    def __init__(self, layer: Any, power_iterations: int = 1, **kwargs: Any):
        super().__init__(layer, **kwargs)
        self.power_iterations = positive_int(power_iterations, "power_iterations", type(self).__name__)

    def build(self, input_shape: Any = None) -> None:
        super().build(input_shape)
        self.kernel: Any = getattr(self.layer, "kernel", getattr(self.layer, "embeddings", None))
        if self.kernel is None:
            raise ValueError(f"{self.name}: a layer with a kernel or embeddings is needed. Received: {self.layer!r}")
        self.vector_u = self.add_weight((1, self.kernel.shape[-1]), initializers.TruncatedNormal(stddev=0.02),
                                        self.kernel.dtype, trainable=False, name="vector_u")

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        if calling.is_training() if training is None else training:
            self.divide_kernel()
        return self.layer(inputs)

    def divide_kernel(self) -> None:
        """Divide the kernel by its largest singular value; one of zeros stays."""
        weights = ops.reshape(self.kernel, (-1, self.kernel.shape[-1]))
        v, u = None, self.vector_u
        for _ in range(self.power_iterations):
            v = ops.normalize(ops.matmul(u, ops.transpose(weights)), axis=None)
            u = ops.normalize(ops.matmul(v, weights), axis=None)
        value = ops.matmul(ops.matmul(v, weights), ops.transpose(u))
        nothing = ops.equal(value, 0)
        self.kernel.assign(ops.divide(self.kernel, ops.where(nothing, 1, value)))
        self.vector_u.assign(ops.where(nothing, self.vector_u, u))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "power_iterations": self.power_iterations}
