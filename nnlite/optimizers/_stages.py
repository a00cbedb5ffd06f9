"""What happens to a gradient on its way into the weights?

    ask the schedule -> count -> unscale -> hold back -> clip -> decay the weights -> update -> average -> constrain

Each stage is a list of bound steps, empty where its argument was not given. A *piece* is what one kernel works on:
values and gradients, and the place of their slots in the optimizer's own numbering. It is a run of many variables, or
one variable where a stage looks at each by itself.
"""

import re
from typing import NamedTuple

import numpy as np

from nnlite._dispatch import kernels


class Piece(NamedTuple):
    """Neighbouring numbers that one kernel can update, and their slots' positions."""

    values: np.ndarray
    gradients: np.ndarray
    start: int
    stop: int
    variable: object = None


def of_runs(parameters, starts):
    """The runs, cut only where the optimizer's numbering does not run on with them."""
    spans = []  # [run, first and last position in the parameters, first position in the optimizer]
    for slot in parameters.variables:
        here = starts[id(variable_of(slot))]
        run = next((run for run in parameters.runs if run.start <= slot.start < run.stop), None)
        if run is None:  # a variable of size 0
            continue
        if spans and spans[-1][0] is run and spans[-1][3] - spans[-1][1] == here - slot.start:
            spans[-1][2] = slot.stop
        else:
            spans.append([run, slot.start, slot.stop, here])
    return [cut(run, slice(first - run.start, last - run.start), here) for run, first, last, here in spans]


def cut(run, part, start):
    """The piece that is a part of a run, with slots from `start` on."""
    return Piece(run.values[part], run.gradients[part], start, start + part.stop - part.start)


def of_variables(slots, gradients, starts):
    """A piece for each variable: flat views of what it holds."""
    pieces = []
    for variable, gradient in zip(map(variable_of, slots), gradients, strict=True):
        start, values = starts[id(variable)], variable.value.reshape(-1)
        pieces.append(Piece(values, gradient.reshape(-1), start, start + values.size, variable))
    return pieces


def variable_of(slot):
    """The variable itself, whose identity an optimizer goes by."""
    return getattr(slot, "variable", slot)


def steps(optimizer, pieces, variables):
    """All stages of one update."""
    return [
        *optimizer.opening(),
        kernels.tick(optimizer.state, optimizer.gradient_accumulation_steps or 1),
        *unscale(optimizer, pieces),
        *hold(optimizer, pieces),
        *clip(optimizer, pieces, variables),
        *decay(optimizer, pieces, variables),
        *optimizer.updates(pieces, variables),
        *average(optimizer, pieces),
        *constrain(variables),
    ]


def unscale(optimizer, pieces):
    factor = optimizer.loss_scale_factor
    return [kernels.unscale_gradients(piece.gradients, factor) for piece in pieces] if factor else []


def hold(optimizer, pieces):
    count = optimizer.gradient_accumulation_steps
    if not count:
        return []
    held = [optimizer.slots.of("gradient_accumulator", piece) for piece in pieces]
    return [kernels.hold_gradients(piece.gradients, sums, optimizer.state, count)
            for piece, sums in zip(pieces, held, strict=True)]


def clip(optimizer, pieces, variables):
    state = optimizer.state
    if optimizer.clipvalue:
        return [kernels.clip_by_value(piece.gradients, state, optimizer.clipvalue) for piece in pieces]
    if optimizer.clipnorm:
        return [step for piece in variables for step in clip_together([piece], state, optimizer.clipnorm)]
    if optimizer.global_clipnorm:
        return clip_together(pieces, state, optimizer.global_clipnorm)
    return []


def clip_together(pieces, state, limit):
    """Measure the norm over all pieces, then shorten them all."""
    measure = [kernels.sum_squares(piece.gradients, state, position == 0) for position, piece in enumerate(pieces)]
    return [*measure, *(kernels.clip_by_norm(piece.gradients, state, limit) for piece in pieces)]


def decay(optimizer, pieces, variables):
    rates = [0 if excluded(optimizer, piece.variable) else optimizer.weight_decay_of(piece.variable) or 0
             for piece in variables]
    if len(set(rates)) == 1:
        rates = rates[:1] * len(pieces)
    else:
        pieces = variables
    return [kernels.weight_decay(piece.values, optimizer.state, rate)
            for piece, rate in zip(pieces, rates, strict=True) if rate]


def excluded(optimizer, variable):
    """Whether `exclude_from_weight_decay` named this variable."""
    variables, names = optimizer.without_decay
    return any(variable is other for other in variables) or any(re.search(name, variable.path) for name in names)


def average(optimizer, pieces):
    if not optimizer.use_ema:
        return []
    steps, state, frequency = [], optimizer.state, optimizer.ema_overwrite_frequency
    for piece in pieces:
        averages = optimizer.slots.of("average", piece)
        steps.append(kernels.moving_average(piece.values, averages, state, optimizer.ema_momentum))
        if frequency:
            steps.append(kernels.overwrite_by_average(averages, piece.values, state, frequency))
    return steps


def constrain(variables):
    return [
        kernels.PythonStep("constraint", apply_constraint, (piece.variable,), "F", (piece.values,))
        for piece in variables if piece.variable.constraint is not None
    ]


def apply_constraint(variable):
    variable.value[...] = variable.constraint(variable.value)
