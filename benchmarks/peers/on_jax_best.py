"""The jobs on JAX by someone who tunes: an epoch is one jitted call, its steps a `scan` over shuffled rows."""

import jax

from benchmarks import data
from benchmarks.peers import on_jax


class EpochTrainer(on_jax.Trainer):
    """One compiled call an epoch; the rows stay with JAX and are gathered inside."""

    def __init__(self, parameters, state, step, arrays, batch):
        super().__init__(parameters, state, step, arrays, batch)
        self.arrays = jax.device_put(self.arrays)
        self.compiled = jax.jit(self.all_steps, donate_argnums=(0, 1))
        self.one_step = step

    def all_steps(self, parameters, state, arrays, order):
        whole = len(order) // self.batch * self.batch

        def body(carry, chosen):
            return self.one_step(*carry, *(array[chosen] for array in arrays)), None

        carry, _ = jax.lax.scan(body, (parameters, state), order[:whole].reshape(-1, self.batch))
        return body(carry, order[whole:])[0] if whole < len(order) else carry

    def epoch(self, order):
        self.parameters, self.state = self.compiled(self.parameters, self.state, self.arrays, order)


def notes_step(clock):
    return {"step": clock.per_unit(on_jax.notes_trainer(EpochTrainer), data.NOTES_STEPS, least=20)}


def mnist_mlp(clock):
    return {"step": clock.per_unit(on_jax.mnist_trainer(EpochTrainer), data.MNIST_STEPS)}


def branches(clock):
    return {"step": clock.per_unit(on_jax.branches_trainer(EpochTrainer), data.BRANCHES_STEPS, least=10)}


def residual(clock):
    return {"step": clock.per_unit(on_jax.residual_trainer(EpochTrainer), data.RESIDUAL_STEPS)}


def embedding(clock):
    return {"step": clock.per_unit(on_jax.bag_trainer(EpochTrainer), data.BAG_STEPS)}
