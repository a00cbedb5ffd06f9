"""What do all optimizers share? Their arguments, the state that kernels read, slots, the learning rate."""

import numpy as np

from nnlite._checks import sentence
from nnlite._naming import check_name, unique_name
from nnlite._reference_updates import ITERATIONS, LEARNING_RATE, PLACES
from nnlite.ops import recording
from nnlite.optimizers import _arguments, _eager, _saving, _stages, _traced
from nnlite.optimizers._slots import Slots


class Optimizer:
    """What moves the weights of one model against their gradients.

    An optimizer of your own lists its arguments (`own`, for `get_config`) and its slots (`slot_groups`) and makes
    the step that updates one piece (`update`). Gradients reach it unscaled, accumulated and clipped.

    Args:
        learning_rate: a number, or a schedule: a function of the step (or of nothing).
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
        self.learning_rate = learning_rate

    def slot_groups(self):
        """Names of this optimizer's own slots, in groups; those of one group alternate in `variables`."""
        return ()

    def update(self, piece):
        """The step that updates `piece.values` by `piece.gradients` and `self.slots.of(name, piece)`."""
        raise NotImplementedError(f"{type(self).__name__} must define update(self, piece) that returns a step.")

    @property
    def built(self):
        """Whether the optimizer knows its variables."""
        return self.slots is not None

    def build(self, parameters):
        """Make the slots for a model's parameters, or for a list of variables; a second time nothing is lost."""
        variables = [_stages.variable_of(slot) for slot in getattr(parameters, "variables", parameters)]
        if self.built:
            self.slots.check_known(variables, type(self).__name__)
        else:
            shared = {"average": self.use_ema, "gradient_accumulator": self.gradient_accumulation_steps}
            self.slots = Slots(variables, [*((name,) for name in shared if shared[name]), *self.slot_groups()])
        if hasattr(parameters, "runs"):
            self.parameters = parameters

    def steps(self):
        """The bound steps of one update of the parameters, given their gradients."""
        slots = self.parameters.variables
        each = _stages.of_variables(slots, [slot.gradient for slot in slots], self.slots.starts)
        return _stages.steps(self, _stages.of_runs(self.parameters, self.slots.starts), each)

    def before_step(self):
        """Ask the schedule, if there is one, for the learning rate of the step to come."""
        if self.schedule is not None:
            self.state[LEARNING_RATE] = self.learning_rate

    def apply_gradients(self, grads_and_vars):
        """Update by pairs (gradient, variable)."""
        pairs = list(grads_and_vars)
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])

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
        return int(self.state[ITERATIONS]) // (self.gradient_accumulation_steps or 1)

    @property
    def learning_rate(self):
        """The learning rate of the next step; a new one holds at once."""
        if self.schedule is None:
            return float(self.state[LEARNING_RATE])
        return _arguments.rate(self.rate_at(int(self.state[ITERATIONS])), type(self).__name__)

    @learning_rate.setter
    def learning_rate(self, value):
        who = type(self).__name__
        if callable(value):
            self.schedule, self.rate_at = value, _arguments.rate_function(value, who)
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
        return cls(**config)
