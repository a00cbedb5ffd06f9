"""Models, losses and optimizers in JAX: pure functions of parameters, written by hand."""

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks import data


def glorot(sizes):
    """Weights and zero biases of dense layers."""
    draw = np.random.default_rng(0)
    limits = [(6 / sum(size)) ** 0.5 for size in sizes]
    return [(jnp.asarray(draw.uniform(-limit, limit, size), jnp.float32), jnp.zeros(size[1]))
            for size, limit in zip(sizes, limits, strict=True)]


def logits(parameters, x):
    """A stack of dense layers with relu between them."""
    for w, b in parameters[:-1]:
        x = jax.nn.relu(x @ w + b)
    w, b = parameters[-1]
    return x @ w + b


def probabilities(parameters, x):
    return jax.nn.softmax(logits(parameters, x))


def crossentropy(scores, targets):
    return -jnp.mean(jnp.sum(targets * jax.nn.log_softmax(scores), axis=-1))


def sparse_crossentropy(scores, labels):
    picked = jnp.take_along_axis(jax.nn.log_softmax(scores), labels[:, None], axis=-1)
    return -jnp.mean(picked)


def notes_loss(parameters, x, y):
    return crossentropy(logits(parameters, x), y)


def mnist_loss(parameters, x, labels):
    return sparse_crossentropy(logits(parameters, x), labels)


BRANCHES_LAYERS = ((32, 64), (16, 32), (160, 64), (64, 10), (64, 1))


def branches_loss(parameters, left, right, side, labels, numbers):
    """Three inputs, one layer used twice, two outputs."""
    shared, beside, joined, classes, number = parameters
    parts = [dense(shared, left), dense(shared, right), dense(beside, side)]
    x = dense(joined, jnp.concatenate(parts, axis=1))
    error = x @ number[0] + number[1] - numbers
    return sparse_crossentropy(x @ classes[0] + classes[1], labels) + jnp.mean(error * error)


RESIDUAL_LAYERS = (*[(data.RESIDUAL_WIDTH, data.RESIDUAL_WIDTH)] * data.RESIDUAL_BLOCKS,
                   (data.RESIDUAL_WIDTH, data.CLASSES))


def residual_loss(parameters, x, labels):
    """Blocks that add to what goes through them."""
    *blocks, classes = parameters
    for block in blocks:
        x = x + dense(block, x)
    return sparse_crossentropy(logits([classes], x), labels)


def bag_start():
    """Word vectors as small as Keras's, and a layer of logits."""
    words = np.random.default_rng(0).uniform(-0.05, 0.05, (data.WORDS, data.WORD_WIDTH))
    return [jnp.asarray(words, jnp.float32), *glorot([(data.WORD_WIDTH, data.CLASSES)])]


def bag_loss(parameters, words, labels):
    """The mean of a sentence's word vectors."""
    vectors, classes = parameters
    return sparse_crossentropy(logits([classes], vectors[words].mean(1)), labels)


def dense(layer, x):
    return jax.nn.relu(x @ layer[0] + layer[1])


def rmsprop_start(parameters):
    return jax.tree.map(jnp.zeros_like, parameters)


def rmsprop(parameters, squares, gradients):
    """RMSprop with Keras's defaults."""
    squares = jax.tree.map(lambda v, g: 0.9 * v + 0.1 * g * g, squares, gradients)
    update = jax.tree.map(lambda p, g, v: p - 1e-3 * g / jnp.sqrt(v + 1e-7), parameters, gradients, squares)
    return update, squares


def adam_start(parameters):
    return rmsprop_start(parameters), rmsprop_start(parameters), jnp.zeros(())


def adam(parameters, state, gradients):
    """Adam with Keras's defaults."""
    means, squares, step = state[0], state[1], state[2] + 1
    rate = 1e-3 * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    means = jax.tree.map(lambda m, g: m + 0.1 * (g - m), means, gradients)
    squares = jax.tree.map(lambda v, g: v + 0.001 * (g * g - v), squares, gradients)
    update = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-7), parameters, means, squares)
    return update, (means, squares, step)
