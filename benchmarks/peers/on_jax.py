"""The jobs on JAX: one jitted training step that donates its buffers, called for every shuffled batch."""

from functools import partial

import jax
import numpy as np

from benchmarks import data
from benchmarks.peers import jax_models as models


def training_step(loss, optimizer):
    """(parameters, state, batch…) -> new parameters and state: gradients and update."""

    def step(parameters, state, *rows):
        return optimizer(parameters, state, jax.grad(loss)(parameters, *rows))

    return step


class Trainer:
    """Called with a number of epochs; each shuffles all rows and takes a step with every batch."""

    def __init__(self, parameters, state, step, arrays, batch):
        self.parameters, self.state, self.batch = parameters, state, batch
        self.arrays = [array.astype(np.int32) if array.dtype == np.int64 else array for array in arrays]
        self.step = jax.jit(step, donate_argnums=(0, 1))
        self.draw = np.random.default_rng(0)

    def __call__(self, epochs):
        for _ in range(epochs):
            self.epoch(self.draw.permutation(len(self.arrays[0])))
        jax.block_until_ready(self.parameters)

    def epoch(self, order):
        shuffled = [array[order] for array in self.arrays]
        for start in range(0, len(order), self.batch):
            rows = [array[start : start + self.batch] for array in shuffled]
            self.parameters, self.state = self.step(self.parameters, self.state, *rows)


def notes_trainer(trainer=Trainer):
    parameters = models.glorot(data.NOTES_LAYERS)
    step = training_step(models.notes_loss, models.rmsprop)
    return trainer(parameters, models.rmsprop_start(parameters), step, data.notes(), data.NOTES_BATCH)


def adam_trainer(trainer, parameters, loss, arrays, batch):
    return trainer(parameters, models.adam_start(parameters), training_step(loss, models.adam), arrays, batch)


def mnist_trainer(trainer=Trainer):
    parameters = models.glorot(data.MNIST_LAYERS)
    return adam_trainer(trainer, parameters, models.mnist_loss, data.mnist(), data.MNIST_BATCH)


def branches_trainer(trainer=Trainer):
    parameters = models.glorot(models.BRANCHES_LAYERS)
    return adam_trainer(trainer, parameters, models.branches_loss, data.branches(), data.BRANCHES_BATCH)


def residual_trainer(trainer=Trainer):
    parameters = models.glorot(models.RESIDUAL_LAYERS)
    return adam_trainer(trainer, parameters, models.residual_loss, data.residual(), data.RESIDUAL_BATCH)


def bag_trainer(trainer=Trainer):
    return adam_trainer(trainer, models.bag_start(), models.bag_loss, data.bag(), data.BAG_BATCH)


def notes_step(clock):
    return {"step": clock.per_unit(notes_trainer(), data.NOTES_STEPS, least=20)}


def notes_first_fit(clock):
    return {"fit": [clock.once(lambda: notes_trainer()(data.NOTES_EPOCHS))]}


def one_row(clock):
    row = data.notes()[0][:1]
    model = partial(jax.jit(models.probabilities), models.glorot(data.NOTES_LAYERS))
    x = jax.device_put(row)
    return {"predict": clock.per_call(lambda: np.asarray(model(row))),
            "call": clock.per_call(lambda: model(x).block_until_ready())}


def mnist_mlp(clock):
    return {"step": clock.per_unit(mnist_trainer(), data.MNIST_STEPS)}


def branches(clock):
    return {"step": clock.per_unit(branches_trainer(), data.BRANCHES_STEPS, least=10)}


def residual(clock):
    return {"step": clock.per_unit(residual_trainer(), data.RESIDUAL_STEPS)}


def embedding(clock):
    return {"step": clock.per_unit(bag_trainer(), data.BAG_STEPS)}
