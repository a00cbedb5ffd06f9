"""Momentum for matrices, made orthogonal: every direction of a matrix moves by the same amount."""

import re

import numpy as np

from nnlite._checks import boolean, number_between, sentence, whole_number
from nnlite._dispatch import kernels
from nnlite._places import DUE, LEARNING_RATE
from nnlite.optimizers._arguments import small_number
from nnlite.optimizers.optimizer import Optimizer


class Muon(Optimizer):
    """Muon: the momentum of a matrix with its singular values brought near 1; Adam for everything else.

        m = m + gradient + (momentum - 1) · m
        push = orthogonal(gradient + momentum · m), or orthogonal(m) without nesterov
        value = value - learning_rate · rms_rate · √max(rows, columns) · push

    orthogonal(X) is `ns_steps` times X = a X + (b X Xᵀ + c (X Xᵀ)²) X, from X of norm 1 (Newton and Schulz). Only
    variables with two axes take this step, embeddings (by default) and excluded layers not: they take Adam's, as do
    all others. Leave the output layer to Adam too: `exclude_layers=["output"]`. The products of matrices are NumPy's.

    Args:
        learning_rate: a number, or a schedule.
        adam_beta_1, adam_beta_2, epsilon: see `Adam`.
        adam_weight_decay: the weight decay of the variables that take Adam's step; None for none.
        weight_decay: the weight decay of the other ones.
        exclude_layers: patterns; a variable whose path contains one takes Adam's step.
        exclude_embeddings: whether variables with "embedding" in their path take Adam's step.
        muon_a, muon_b, muon_c: the coefficients a, b and c.
        adam_lr_ratio: Adam's learning rate over Muon's.
        momentum: how slowly m forgets, 0 to 1.
        ns_steps: how often the product above is formed.
        nesterov: whether to look ahead.
        rms_rate: makes a push as long as one of Adam's; None for pushes as they are.
        clipnorm … name: see `Optimizer`.

    Raises:
        ValueError: If an argument makes no sense.

    Reference: Jordan et al., 2024, "Muon"; rms_rate: Liu et al., 2025, arXiv:2502.16982.

    Example:
        >>> import nnlite
        >>> nnlite.optimizers.Muon(0.01, exclude_layers=["output"]).ns_steps
        5
    """

    own = ("adam_beta_1", "adam_beta_2", "adam_weight_decay", "epsilon", "exclude_layers", "exclude_embeddings",
           "muon_a", "muon_b", "muon_c", "adam_lr_ratio", "momentum", "ns_steps", "nesterov", "rms_rate")
    per_variable = True

    def __init__(self, learning_rate=0.001, adam_beta_1=0.9, adam_beta_2=0.999, adam_weight_decay=0.004, epsilon=1e-7,
                 weight_decay=0.004, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False,
                 ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None,
                 gradient_accumulation_steps=None, name=None, exclude_layers=None, exclude_embeddings=True,
                 muon_a=3.4445, muon_b=-4.7750, muon_c=2.0315, adam_lr_ratio=1, momentum=0.95, ns_steps=5,
                 nesterov=True, rms_rate=0.2, **kwargs):
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum,
                         ema_overwrite_frequency, loss_scale_factor, gradient_accumulation_steps, name, **kwargs)
        who, given = type(self).__name__, locals()
        for argument in ("adam_beta_1", "adam_beta_2"):
            setattr(self, argument, number_between(given[argument], argument, who, 0, 1, open_high=True))
        for argument in ("muon_a", "muon_b", "muon_c"):
            setattr(self, argument, number_between(given[argument], argument, who))
        for argument in ("adam_weight_decay", "rms_rate"):
            value = given[argument]
            setattr(self, argument, None if value is None else number_between(value, argument, who, 0))
        self.epsilon = small_number(epsilon, "epsilon", who)
        self.adam_lr_ratio = number_between(adam_lr_ratio, "adam_lr_ratio", who, 0)
        self.momentum = number_between(momentum, "momentum", who, 0, 1)
        self.ns_steps = whole_number(ns_steps, "ns_steps", who)
        self.nesterov = boolean(nesterov, "nesterov", who)
        self.exclude_embeddings = boolean(exclude_embeddings, "exclude_embeddings", who)
        self.exclude_layers = patterns(exclude_layers, who)
        # What Adam's kernel reads: the same state, or one with another learning rate.
        self.adam_state = self.state if self.adam_lr_ratio == 1 else self.state.copy()

    def takes_adam(self, variable):
        """Whether a variable takes Adam's step."""
        path = variable.path
        return (variable.value.ndim != 2 or (self.exclude_embeddings and "embedding" in path.lower())
                or any(re.search(pattern, path) for pattern in self.exclude_layers))

    def weight_decay_of(self, variable):
        return self.adam_weight_decay if self.takes_adam(variable) else self.weight_decay

    def slot_groups(self):
        return (("momentum", "velocity"),)

    def slot_shape(self, name, variable):
        return variable.value.shape if name == "momentum" or self.takes_adam(variable) else None

    def prepare(self):
        if self.adam_state is self.state:
            return []
        return [kernels.PythonStep("adam's rate", self.set_adam_state, (), "D", (self.adam_state,))]

    def labels(self):
        yield self.adam_state, "step and adam's rate"
        yield from super().labels()

    def set_adam_state(self):
        """The state with Adam's learning rate."""
        self.adam_state[...] = self.state
        self.adam_state[LEARNING_RATE] *= self.adam_lr_ratio

    def update(self, piece):
        momenta = self.slots.of("momentum", piece)
        if self.takes_adam(piece.variable):
            velocities = self.slots.view("velocity", piece.variable).reshape(-1)
            return kernels.adam(piece.gradients, piece.values, momenta, velocities, self.adam_state,
                                self.adam_beta_1, self.adam_beta_2, self.epsilon)
        shape = piece.variable.value.shape
        matrices = [array.reshape(shape) for array in (piece.gradients, piece.values, momenta)]
        work = Workspace(shape, piece.values.dtype)
        short, long = sorted(shape)
        return kernels.PythonStep("muon", self.step_of_matrix, (*matrices, work), "fFF", matrices,
                                  multiply_adds=self.ns_steps * short**2 * (2 * long + short))

    def step_of_matrix(self, gradient, value, m, work):
        """One update of one matrix."""
        if not self.state[DUE]:
            return
        number, x = value.dtype.type, work.x
        with np.errstate(all="ignore"):  # NaN and infinity go through in silence, as in kernels
            np.multiply(m, number(self.momentum - 1), out=x)
            x += gradient
            m += x
            np.multiply(m, number(self.momentum), out=x)
            x += gradient
            if not self.nesterov:
                x[...] = m
            push = work.orthogonal(self.ns_steps, self.muon_a, self.muon_b, self.muon_c)
            push *= number(self.state[LEARNING_RATE])
            if self.rms_rate is not None:
                push *= np.sqrt(number(max(value.shape)))
                push *= number(self.rms_rate)
            value -= push


class Workspace:
    """Memory for making a matrix orthogonal: x is what goes in, as large as the variable."""

    def __init__(self, shape, dtype):
        short, long = sorted(shape)
        self.tall = shape[0] > shape[1]
        self.x = np.empty(shape, dtype)
        self.lying = np.empty((short, long), dtype)
        self.product = np.empty((short, long), dtype)
        self.square, self.scaled, self.fourth = np.empty((3, short, short), dtype)

    def orthogonal(self, steps, a, b, c):
        """x with its singular values brought near 1; always multiplied along its shorter side."""
        x, number = self.lying, self.x.dtype.type
        x[...] = self.x.T if self.tall else self.x
        x /= np.linalg.norm(x) + number(1e-7)
        for _ in range(steps):
            np.matmul(x, x.T, out=self.square)
            np.multiply(self.square, number(c), out=self.scaled)
            np.matmul(self.scaled, self.square, out=self.fourth)
            self.square *= number(b)
            self.square += self.fourth
            np.matmul(self.square, x, out=self.product)
            x *= number(a)
            x += self.product
        return x.T if self.tall else x


def patterns(given, who):
    """A list of regular expressions."""
    if given is None:
        return []
    if isinstance(given, str) or not all(isinstance(pattern, str) for pattern in given):
        raise ValueError(sentence(who, "exclude_layers must be a list of names", "exclude_layers", given,
                                  f"Write exclude_layers=[{str(given)!r}]."))
    return list(given)
