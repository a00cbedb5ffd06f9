"""A floor for small layers: the notes' training step as nnlite's own kernels, arranged by hand, and nothing else.

No layers, no graph, no history: what is here is what the arithmetic costs. The steps are those of the notes' page:
fetch the rows, forwards, the loss, backwards, one update of all parameters.
"""

import numpy as np

from benchmarks import data
from nnlite._dispatch import kernels
from nnlite._memory import zeros
from nnlite._places import LEARNING_RATE, PLACES

RHO, EPSILON, RATE = 0.9, 1e-7, 1e-3
SIZES = [shape for inputs, units in data.NOTES_LAYERS for shape in ((inputs, units), (units,))]


def notes_step(clock):
    return {"step": clock.per_unit(trainer(), data.NOTES_STEPS, least=20)}


def trainer():
    """A function of the number of epochs."""
    draw = np.random.default_rng(0)
    arrays = data.notes()
    rows = len(arrays[0])
    order, cursor = np.arange(rows), np.zeros(1, np.int64)
    blocks = [zeros(sum(map(np.prod, SIZES)), "f") for _ in range(3)]  # parameters, gradients, RMSprop's averages
    blocks[0][:] = draw.uniform(-0.1, 0.1, blocks[0].size)
    starts = range(0, rows, data.NOTES_BATCH)
    step_of = {size: kernels.Sequence(training_step(size, arrays, order, cursor, blocks))
               for size in (data.NOTES_BATCH, rows % data.NOTES_BATCH)}
    plan = [(start, step_of[min(data.NOTES_BATCH, rows - start)]) for start in starts]

    def run(epochs):
        for _ in range(epochs):
            draw.shuffle(order)
            for start, step in plan:
                cursor[0] = start
                step()

    return run


def views(block):
    """(weights, bias) of each layer, side by side in one block."""
    ends = np.cumsum([np.prod(size) for size in SIZES])[:-1]
    parts = [part.reshape(size) for part, size in zip(np.split(block, ends), SIZES, strict=True)]
    return list(zip(parts[::2], parts[1::2], strict=True))


def training_step(rows, arrays, order, cursor, blocks):
    """The steps for so many rows, in their order."""
    parameters, gradients = views(blocks[0]), views(blocks[1])
    x, targets = (zeros((rows, array.shape[1]), "f") for array in arrays)
    steps = [kernels.gather(arrays[0], order, cursor, x), kernels.gather(arrays[1], order, cursor, targets)]
    activations = [x]
    for position, (w, b) in enumerate(parameters):
        activations.append(zeros((rows, b.size), "f"))
        relu = position < len(parameters) - 1
        steps.append(kernels.matmul(activations[-2], w, b, activations[-1], False, False, relu))
    dy, loss_steps = loss(targets, activations[-1])
    return steps + loss_steps + backward(activations, parameters, gradients, dy) + update(blocks)


def loss(targets, logits):
    """The mean crossentropy, and the gradient of the logits."""
    softmax, dy = zeros(logits.shape, "f"), zeros(logits.shape, "f")
    losses, slopes, mean = zeros(len(logits), "f"), zeros(len(logits), "f"), zeros((), "f")
    return dy, [
        kernels.softmax_crossentropy(targets, logits, softmax, losses),
        kernels.weighted_mean(losses, None, mean),
        kernels.weighted_mean_gradient(None, np.ones((), "f"), slopes),
        kernels.softmax_crossentropy_gradient(targets, softmax, slopes, dy),
    ]


def backward(activations, parameters, gradients, dy):
    """From the logits' gradient to those of all weights and biases."""
    steps = []
    for position in reversed(range(len(parameters))):
        x, w, (dw, db) = activations[position], parameters[position][0], gradients[position]
        steps += [kernels.matmul(x, dy, None, dw, True), kernels.column_sums(dy, db)]
        if position:
            dx, dz = zeros(x.shape, "f"), zeros(x.shape, "f")
            steps += [kernels.matmul(dy, w, None, dx, False, True), kernels.relu_gradient(None, x, dx, dz)]
            dy = dz
    return steps


def update(blocks):
    """One step of RMSprop over all parameters."""
    values, gradients, averages = blocks
    state = np.zeros(PLACES)
    state[LEARNING_RATE] = RATE
    return [kernels.tick(state), kernels.rmsprop(gradients, values, averages, state, RHO, EPSILON)]
