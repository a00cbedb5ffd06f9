"""The jobs on PyTorch by someone who tunes: fused Adam, one thread for small layers, a frozen graph for one row.

`torch.compile` is not among them: it needs a C++ compiler and most of a minute, and on networks of this size its
steps came out slower than eager ones.
"""

import torch
from torch import nn

from benchmarks import data
from benchmarks.peers import on_torch


def notes_step(clock):
    torch.set_num_threads(1)
    return on_torch.notes_step(clock)


def one_row(clock):
    torch.set_num_threads(1)
    return on_torch.one_row(clock, freeze)


def freeze(model, x):
    """The model as one graph in which the weights are constants."""
    return torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(model, x)))


def mnist_mlp(clock):
    return {"step": clock.per_unit(on_torch.mnist_trainer(fused=True), data.MNIST_STEPS)}


def branches(clock):
    torch.set_num_threads(1)
    return {"step": clock.per_unit(on_torch.branches_trainer(fused=True), data.BRANCHES_STEPS, least=10)}


def residual(clock):
    torch.set_num_threads(1)
    return on_torch.residual(clock, fused=True)


def embedding(clock):
    return on_torch.embedding(clock, bag, fused=True)


def bag():
    """Word vectors and their mean in one layer, then the logits."""
    return nn.Sequential(nn.EmbeddingBag(data.WORDS, data.WORD_WIDTH, mode="mean"),
                         nn.Linear(data.WORD_WIDTH, data.CLASSES))
