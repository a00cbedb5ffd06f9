"""What do the layers of normalization share? A scale gamma and an offset beta that are learned, and checks of axes."""

from typing import Any

from nnlite import constraints, initializers, regularizers
from nnlite._checks import boolean, number_between, received, whole_number
from nnlite.layers.layer import Layer
from nnlite.shapes import normalize_axis


class Normalizing(Layer):
    """Base class of the layers that normalize and then learn a scale and an offset."""

    supports_masking = True
    gamma: Any = None
    beta: Any = None

    def __init__(self, epsilon: float, center: bool, scale: bool, beta_initializer: Any, gamma_initializer: Any,
                 beta_regularizer: Any, gamma_regularizer: Any, beta_constraint: Any, gamma_constraint: Any,
                 **kwargs: Any):
        who = type(self).__name__
        self.epsilon = number_between(epsilon, "epsilon", who, 0)
        self.center = boolean(center, "center", who)
        self.scale = boolean(scale, "scale", who)
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        super().__init__(**kwargs)

    def add_gamma(self, shape: tuple) -> None:
        """The scale."""
        self.gamma = self.add_weight(shape, self.gamma_initializer, name="gamma", regularizer=self.gamma_regularizer,
                                     constraint=self.gamma_constraint)

    def add_beta(self, shape: tuple) -> None:
        """The offset."""
        self.beta = self.add_weight(shape, self.beta_initializer, name="beta", regularizer=self.beta_regularizer,
                                    constraint=self.beta_constraint)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "beta_initializer": initializers.serialize(self.beta_initializer),
            "gamma_initializer": initializers.serialize(self.gamma_initializer),
            "beta_regularizer": regularizers.serialize(self.beta_regularizer),
            "gamma_regularizer": regularizers.serialize(self.gamma_regularizer),
            "beta_constraint": constraints.serialize(self.beta_constraint),
            "gamma_constraint": constraints.serialize(self.gamma_constraint),
        }


def one_axis(axis: Any, who: str) -> int:
    """An axis as an int; it may count from the end."""
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise ValueError(f"{who}: axis must be a whole number. {received('axis', axis)}")
    return int(axis)


def axis_or_axes(axis: Any, who: str) -> Any:
    """An axis as an int, or several as a list."""
    return [one_axis(one, who) for one in axis] if isinstance(axis, (list, tuple)) else one_axis(axis, who)


def known_sizes(axes: list[int], input_shape: Any, who: str) -> tuple:
    """The sizes of some axes, in the order in which the axes stand in the shape; refused where one is not known."""
    if isinstance(input_shape, list):
        raise ValueError(f"{who}: takes one input. Received: {len(input_shape)} inputs")
    places = sorted(normalize_axis(axis, len(input_shape), who) for axis in axes)
    sizes = tuple(input_shape[place] for place in places)
    if len(set(places)) < len(places):
        raise ValueError(f"{who}: an axis is named twice. Received: axis={axes}")
    if None in sizes:
        raise ValueError(f"{who}: the size of axis {places[sizes.index(None)]} must be known, the layer has a number "
                         f"for each place on it. Received: input_shape={tuple(input_shape)}")
    return sizes


def count_of_groups(groups: Any, who: str) -> int:
    """How many groups, or -1."""
    return -1 if groups == -1 and not isinstance(groups, bool) else whole_number(groups, "groups", who, least=1)
