"""What do all optimizers share? Their arguments, the state that kernels read, slots, the learning rate."""

from collections.abc import Mapping

import numpy as np

from nnlite._checks import sentence
from nnlite._dispatch import kernels
from nnlite._naming import check_name, unique_name
from nnlite._places import ITERATIONS, LEARNING_RATE, PLACES
from nnlite.graph.variable import changed
from nnlite.ops import recording
from nnlite.optimizers import _arguments, _eager, _own, _saving, _stages, _traced, schedules
from nnlite.optimizers._answers import Count, Rate
from nnlite.optimizers._slots import Slots
from nnlite.optimizers._tools import Tools


class Optimizer(Tools):
    """What moves the weights of one model against their gradients.

    An optimizer of your own is written as in Keras: `build` adds variables, `update_step` changes one variable by
    its gradient, in Python. One that runs compiled lists its arguments (`own`, for `get_config`) and its slots
    (`slot_groups`) and makes the kernel step that updates one piece (`update`); with `per_variable` the pieces are
    single variables. Gradients reach either of them unscaled, accumulated and clipped.

    Args:
        learning_rate: a number, or a schedule (see `schedules`): a function of the step, or of nothing.
        weight_decay: value -= value · weight_decay · learning_rate before each update.
        clipnorm, global_clipnorm: the longest gradient allowed, of each variable by itself or of all as one.
        clipvalue: the largest size of a single number in a gradient.
        use_ema: keep a moving average of the weights, and end the training with it.
        ema_momentum: average = ema_momentum · average + (1 - ema_momentum) · value.
        ema_overwrite_frequency: the weights become their average every so many updates.
        loss_scale_factor: what the loss was multiplied by; gradients are divided by it.
        gradient_accumulation_steps: update once in so many steps, by the mean of their gradients.
        name: its name in a configuration.

    Raises:
        ValueError: If an argument makes no sense or is unknown, or if the optimizer already serves another model.

    Example:
        >>> import nnlite
        >>> optimizer = nnlite.optimizers.Adam(1e-3, clipnorm=1.0)
        >>> optimizer.learning_rate *= 0.5
        >>> optimizer.learning_rate, optimizer.iterations
        (0.0005, 0)
    """

    own: tuple[str, ...] = ()  # names of the arguments that only this optimizer has
    per_variable = False  # whether a piece must be one variable, because its norm or its shape matters

    def __init__(self, learning_rate, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None,
                 use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None,
                 gradient_accumulation_steps=None, name=None, **kwargs):
        given = locals()
        learning_rate = _arguments.old_names(type(self), learning_rate, kwargs)
        for argument, value in _arguments.common(type(self).__name__, given).items():
            setattr(self, argument, value)
        self.name = unique_name(type(self).__name__) if name is None else check_name(name, type(self).__name__)
        self.state = np.zeros(PLACES)  # read by the kernels, whenever they run
        self.schedule = self.rate_at = self.slots = self.parameters = None
        self.without_decay = ((), ())
        self.added = []  # variables beside the slots
        self.learning_rate = learning_rate

    def slot_groups(self):
        """Names of this optimizer's own slots, in groups; those of one group alternate in `variables`."""
        return ()

    def slot_shape(self, name, variable):
        """The shape of one slot of one variable; None where there is no such slot."""
        return variable.value.shape

    def slot_start(self, name, variable):
        """The first numbers of a slot."""
        return 0

    def update(self, piece):
        """The step that updates `piece.values` by `piece.gradients` and `self.slots.of(name, piece)`."""
        raise NotImplementedError(f"{type(self).__name__} must define update_step(self, gradient, variable, "
                                  "learning_rate), or update(self, piece) that returns a step.")

    def update_step(self, gradient, variable, learning_rate):
        """Change one variable by its gradient, both arrays of its shape; `learning_rate` is this step's."""
        _own.update_by_kernel(self, gradient, _stages.variable_of(variable), learning_rate)

    def opening(self):
        """Steps that come first: a schedule, if there is one, is asked."""
        return [] if self.schedule is None else [self.python_opening()]

    def python_opening(self):
        """The step that calls `before_step`."""
        return kernels.PythonStep("schedule", self.before_step, (), "D", (self.state,))

    def prepare(self):
        """Steps that come once before the updates of the pieces."""
        return []

    def updates(self, pieces, variables):
        """The steps of all updates, of whole pieces or variable by variable."""
        if _own.written_in_python(type(self)):
            return [*self.prepare(), *(_own.step(self, piece) for piece in variables)]
        return [*self.prepare(), *(self.update(piece) for piece in (variables if self.per_variable else pieces))]

    def weight_decay_of(self, variable):
        """The weight decay of one variable."""
        return self.weight_decay

    @property
    def built(self):
        """Whether the optimizer knows its variables."""
        return self.slots is not None

    def build(self, variables):
        """Make the slots for a list of variables; a second time nothing is lost."""
        variables = [_stages.variable_of(slot) for slot in getattr(variables, "variables", variables)]
        if self.built:
            self.slots.check_known(variables, type(self).__name__)
            return
        shared = {"average": self.use_ema, "gradient_accumulator": self.gradient_accumulation_steps}
        groups = [*((name,) for name in shared if shared[name]), *self.slot_groups()]
        self.slots = Slots(variables, groups, lambda name, variable:
                           variable.value.shape if name in shared else self.slot_shape(name, variable))
        self.fill(name for group in self.slot_groups() for name in group)

    def fill(self, names):
        """Let some slots begin (again) with their first numbers."""
        for name in names:
            for variable in self.slots.variables:
                if self.slots.has(name, variable):
                    self.slots.view(name, variable)[...] = self.slot_start(name, variable)

    def bind(self, parameters):
        """Serve a model: build for its variables, unless that was done, and know where they lie."""
        _own.build(self, [_stages.variable_of(slot) for slot in parameters.variables])
        self.parameters = parameters

    def steps(self):
        """The bound steps of one update of the parameters, given their gradients."""
        slots = self.parameters.variables
        each = _stages.of_variables(slots, [slot.gradient for slot in slots], self.slots.starts)
        return _stages.steps(self, _stages.of_runs(self.parameters, self.slots.starts), each)

    def labels(self):
        """Arrays that steps use, and what a program's page calls them."""
        yield self.state, "step and rate"
        yield from ((variable.value, variable.name) for variable in self.added)
        yield from self.slots.labels()

    def before_step(self):
        """Ask the schedule, if there is one, for the learning rate of the step to come."""
        if self.schedule is not None:
            self.state[LEARNING_RATE] = self.learning_rate

    def apply_gradients(self, grads_and_vars):
        """Update by pairs (gradient, variable); returns how many updates there were."""
        pairs = list(grads_and_vars)
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])
        return self.iterations

    def apply(self, grads, trainable_variables=None):
        """Update by gradients in the order of the variables."""
        if trainable_variables is None:
            trainable_variables = self.slots.variables if self.built else ()
        (_eager if recording.current() is None else _traced).apply(self, grads, trainable_variables)

    def finalize_variable_values(self, variables=None):
        """End the training: with `use_ema`, the weights become their moving average."""
        for variable in self.slots.variables if self.use_ema else ():
            variable.value[...] = self.slots.view("average", variable)

    def scale_loss(self, loss):
        """The loss times `loss_scale_factor`."""
        return loss if self.loss_scale_factor is None else loss * self.loss_scale_factor

    def exclude_from_weight_decay(self, var_list=None, var_names=None):
        """Spare some variables the weight decay: these, and those whose path contains one of the names."""
        if self.built:
            raise ValueError(sentence(type(self).__name__, "what weight decay spares must be said before training",
                                      "var_names", var_names, "Call it right after making the optimizer."))
        self.without_decay = tuple(map(_stages.variable_of, var_list or ())), tuple(var_names or ())

    @property
    def iterations(self):
        """How many updates there were."""
        return Count(int(self.state[ITERATIONS]) // (self.gradient_accumulation_steps or 1), self)

    @property
    def learning_rate(self):
        """The learning rate of the next step; a new one holds at once."""
        if self.schedule is None:
            return Rate(self.state[LEARNING_RATE], self)
        return Rate(_arguments.rate(self.rate_at(Count(self.state[ITERATIONS])), type(self).__name__), self)

    @learning_rate.setter
    def learning_rate(self, value):
        who = type(self).__name__
        if callable(value):
            rate_at = _arguments.rate_function(value, who)
            if self.built and self.schedule is None:
                changed()  # programs from before do not ask a schedule
            self.schedule, self.rate_at = value, rate_at
            self.before_step()
        elif self.schedule is not None:
            raise TypeError(sentence(who, "a schedule sets the learning rate", "learning_rate", value,
                                     f"Begin with a number, {who}(learning_rate=0.001), to change it later."))
        else:
            self.state[LEARNING_RATE] = _arguments.rate(value, who)

    lr = learning_rate  # the name in Keras 2; set on another object it would silently do nothing

    @property
    def variables(self):
        """Iterations and learning rate (copies), then the slots of every variable (views), in Keras's order."""
        return _saving.weights(self)

    def set_weights(self, weights):
        """Take over the `variables` of an optimizer like this one."""
        _saving.set_weights(self, weights)

    def get_config(self):
        """The arguments, as Keras writes them."""
        return _saving.arguments(self)

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """An optimizer of the same arguments, without what this one has learnt."""
        config = dict(config)
        if isinstance(config.get("learning_rate"), Mapping):
            config["learning_rate"] = schedules.deserialize(config["learning_rate"], custom_objects)
        return cls(**config)

    def fresh(self):
        """One of the same class and arguments that has learnt nothing and serves nobody yet."""
        config = self.get_config()
        if self.schedule is not None:
            config["learning_rate"] = self.schedule
        return type(self).from_config(config)
