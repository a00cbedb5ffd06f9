"""What is a layer? A configuration, weights, and a `call` written in ops. It never defines a gradient."""

import copy
from typing import Any

import numpy as np

from nnlite import constraints, initializers, ops, regularizers
from nnlite._checks import boolean, unexpected_keywords
from nnlite._naming import check_name, path_of, unique_name, within
from nnlite.graph import trace
from nnlite.graph.node import Node, draw, shapes_of
from nnlite.graph.structure import flatten
from nnlite.graph.tensor import Tensor
from nnlite.graph.variable import Variable
from nnlite.layers import calling, input_spec, masks, tracking
from nnlite.layers.serialization import CLASSES
from nnlite.layers.unprepared import forgotten, set_by_init


class Layer:
    """Base class of the layers.

    A subclass makes its weights in `build(input_shape)` with `add_weight` and computes in `call(inputs)` with ops.

    Args:
        name: What it is called in tables and logs; made from the class by default.
        trainable: Whether training may change its weights.
        dtype: "float32" or "float64"; the type of its weights.
        activity_regularizer: A penalty on its output.
        input_shape, input_dim, batch_input_shape: The shape of one sample, for the first layer of a Sequential.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.Dense(3)
        >>> layer(np.ones((2, 4))).shape
        (2, 3)
    """

    name: str = set_by_init()
    dtype: str = set_by_init()
    nodes: list[Node]  # every call of the layer on symbolic tensors
    built: bool
    _weights: list[Variable]
    _added_losses: list[Any]
    _arguments: tuple
    autocast = True  # whether floating inputs are cast to the layer's type
    takes_text = False  # whether it may be called on arrays of strings
    supports_masking = False  # whether the mask of its input is passed on; True where compute_mask is overridden
    input_spec: Any = None  # an InputSpec, or one for each input: what every call is checked against

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        if cls.__module__.startswith("nnlite."):
            CLASSES[cls.__name__] = cls
        if "build" in vars(cls):
            cls.build = calling.building(cls.build)  # type: ignore[method-assign]
        if "compute_mask" in vars(cls):
            cls.supports_masking = True

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        layer = super().__new__(cls)
        layer.nodes, layer._weights, layer._added_losses = [], [], []  # there also before __init__ has run
        layer._trainable, layer.built, layer._arguments = True, False, (args, kwargs)
        return layer

    def __init__(self, *, name: str | None = None, trainable: bool = True, dtype: Any = None,
                 activity_regularizer: Any = None, autocast: bool = True, **kwargs: Any):
        who = type(self).__name__
        self.batch_input_shape = calling.given_shape(who, kwargs)
        if kwargs:
            unexpected_keywords(who, kwargs, calling.keywords(type(self)))
        self.name = unique_name(who) if name is None else check_name(name, who)
        self.dtype = calling.dtype_name(dtype, who)
        self.activity_regularizer = regularizers.get(activity_regularizer)
        self.autocast = autocast
        self._trainable = boolean(trainable, "trainable", who)

    # ------------------------------------------------------------------------------------ to be overridden

    def build(self, input_shape: Any) -> None:
        """Make the weights for inputs of this shape."""

    def call(self, inputs: Any) -> Any:
        """Compute the outputs, in ops."""
        raise NotImplementedError(f"{type(self).__name__}: a layer needs a method call(self, inputs).")

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs to make the layer again; the weights are not in it."""
        config = {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}
        if type(self).get_config is Layer.get_config:
            config |= calling.automatic_config(self)
            calling.warn_of_refused(self, config)
        if self.activity_regularizer is not None:
            config["activity_regularizer"] = regularizers.serialize(self.activity_regularizer)
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Layer":
        """Make a layer from its configuration."""
        return cls(**config)

    # --------------------------------------------------------------------------------------------- weights

    def add_weight(self, shape: Any = (), initializer: Any = None, dtype: Any = None, trainable: bool = True,
                   autocast: bool = True, regularizer: Any = None, constraint: Any = None, aggregation: str = "none",
                   overwrite_with_gradient: bool = False, name: str | None = None) -> Variable:
        """Make a variable that belongs to this layer."""
        name = name or unique_name("Variable")
        dtype = dtype or self.dtype
        initializer = initializers.get("glorot_uniform" if initializer is None else initializer)
        calling.check_memory(self, shape, dtype)
        shape = (shape,) if isinstance(shape, int) else shape
        variable = Variable(initializer(tuple(shape), dtype), dtype=dtype, trainable=trainable, name=name,
                            path=path_of(name, self), regularizer=regularizers.get(regularizer),
                            constraint=constraints.get(constraint))
        if variable.shape != tuple(shape):
            raise ValueError(f"{self.name}: the initializer of {name!r} must return shape {tuple(shape)}. "
                             f"Received: shape {variable.shape}")
        if not self._trainable:
            variable.trainable = False
        self._weights.append(variable)
        return variable

    @property
    def weights(self) -> list[Variable]:
        """All variables in Keras's order: the layer's own, the trainable ones first, then those of its layers."""
        return tracking.weights(self)

    @property
    def variables(self) -> list[Variable]:
        """The same as `weights`."""
        return self.weights

    @property
    def trainable_weights(self) -> list[Variable]:
        """The variables that training changes."""
        return [variable for variable in self.weights if variable.trainable]

    @property
    def trainable_variables(self) -> list[Variable]:
        """The same as `trainable_weights`."""
        return self.trainable_weights

    @property
    def non_trainable_weights(self) -> list[Variable]:
        """The variables that training leaves alone."""
        return [variable for variable in self.weights if not variable.trainable]

    @property
    def non_trainable_variables(self) -> list[Variable]:
        """The same as `non_trainable_weights`."""
        return self.non_trainable_weights

    @property
    def trainable(self) -> bool:
        """Whether training may change the weights; takes effect at the next step."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for variable in tracking.own_variables(self):
            variable.trainable = self._trainable and variable.wanted
        for layer in tracking.sublayers(self):
            layer.trainable = value

    def count_params(self) -> int:
        """How many numbers the weights hold."""
        if not self.built:
            raise ValueError(f"{self.name}: parameters can be counted once the layer is built. Call it on an input, "
                             "or call build(input_shape).")
        return sum(variable.size for variable in self.weights)

    def get_weights(self) -> list[np.ndarray]:
        """Copies of the weights, in the order of `weights`."""
        return [variable.numpy() for variable in self.weights]

    def set_weights(self, weights: list[Any]) -> None:
        """Replace all weights, or none of them if one does not fit."""
        calling.assign_all(self.name, self.weights, weights)

    # --------------------------------------------------------------------------------------------- calling

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call on symbolic tensors to draw, on arrays to compute."""
        if "name" not in vars(self):
            raise RuntimeError(forgotten(self))
        args, kwargs = calling.first_argument(self, args, kwargs)
        if not args:
            raise TypeError(f"{self.name}: was called without an input. Write layer(x).")
        with within(self):
            if any(isinstance(leaf, Tensor) for leaf in flatten((args, kwargs))):
                calling.all_tensors(self, args[0])
                self.build_for(*args, **kwargs)
                return self.traced_call(*args, **kwargs) if trace.current() is not None else draw(self, args, kwargs)
            args, kwargs = calling.arrays(self, args, kwargs)
            self.build_for(*args, **kwargs)
            with tracking.outermost(self):
                return self.run_call(args, kwargs)

    def traced_call(self, *args: Any, **kwargs: Any) -> Any:
        """Run `call` under the open trace."""
        with trace.current().within(self.name):
            args, kwargs = calling.cast_floats(self, (args, kwargs))
            return self.run_call(args, kwargs)

    def run_call(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        """Run `call` with the arguments that come from the context, and give its result its mask."""
        with calling.mode(kwargs.get("training")):
            kwargs = calling.accepted(self, args, kwargs)
            outputs = self.call(*args, **kwargs)
        if self.activity_regularizer is not None:
            for output in flatten(outputs):
                self.add_loss(ops.scale(self.activity_regularizer(output), 1 / max(output.shape[0] or 1, 1)))
        return masks.passed_on(self, args[0], kwargs.get("mask"), outputs)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """The mask of the output, given that of the input."""
        return previous_mask

    def add_loss(self, loss: Any) -> None:
        """Add a number, or a list of them, to the loss of the model; called in `call`."""
        tape = trace.current()
        for one in flatten(loss):
            value = ops.sum(one) if getattr(one, "shape", ()) else one
            if tape is not None:
                tape.losses.append((self, value))
            elif not isinstance(value, Tensor):  # what is drawn is no number: a step of training finds its own
                self._added_losses.append(value)

    @property
    def losses(self) -> list[Any]:
        """What was added with `add_loss` in the last call, and the penalties of the regularizers, as numbers."""
        return tracking.added_losses(self) + tracking.penalties(self.trainable_weights)

    def build_for(self, *args: Any, **kwargs: Any) -> None:
        """Build on the first call; check the shapes on every later one."""
        shape = calling.shape_of(args[0])
        if self.input_spec is not None:
            input_spec.check(self.input_spec, args[0], self.name)
        if not self.built:
            with calling.located(self):
                self.build(**calling.build_arguments(self, args, kwargs))
            self.built = True
            self.build_shape = shape
        self.check_shape(shape)

    def check_shape(self, shape: Any) -> None:
        """Raise where an input does not fit the weights."""

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Shape of the output for an input of this shape."""
        dtype = np.dtype(self.dtype)
        several = isinstance(input_shape, (list, tuple)) and input_shape and isinstance(input_shape[0], (list, tuple))
        inputs = [Tensor(s, dtype) for s in input_shape] if several else Tensor(input_shape, dtype)
        self.build_for(inputs)
        with trace.Trace(Tensor):
            return calling.shape_of(self.traced_call(inputs))

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """The symbolic tensors that a call on symbolic tensors would return."""
        self.build_for(*args, **kwargs)
        return shapes_of(Node(self, args, kwargs))

    # ------------------------------------------------------------------------------------ where it was used

    @property
    def input(self) -> Any:
        """The tensor (or tensors) that the layer was called on, if it was called once."""
        return self._only_node("input").structure

    @property
    def output(self) -> Any:
        """The tensor (or tensors) that the layer returned, if it was called once."""
        return self._only_node("output").result

    @property
    def input_shape(self) -> Any:
        """Shape of `input`."""
        return calling.shape_of(self.input)

    @property
    def output_shape(self) -> Any:
        """Shape of `output`."""
        return calling.shape_of(self.output)

    def _only_node(self, what: str) -> Node:
        if len(self.nodes) != 1:
            raise AttributeError(f"{self.name}: {what} is defined for a layer that was called on one symbolic tensor. "
                                 f"Received: {len(self.nodes)} calls")
        return self.nodes[0]

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        twin = memo[id(self)] = type(self).__new__(type(self))
        state: Any = self.__getstate__()
        for key, value in state.items():
            setattr(twin, key, [] if key in ("nodes", "_added_losses") else copy.deepcopy(value, memo))
        return twin

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"
