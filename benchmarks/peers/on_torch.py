"""The jobs on PyTorch: modules, a plain loop over shuffled batches, an optimizer from `torch.optim`."""

from functools import partial

import torch
from torch import nn

from benchmarks import data

RMSPROP = {"lr": 1e-3, "alpha": 0.9, "eps": 1e-7}
ADAM = {"lr": 1e-3, "eps": 1e-7}


class Branches(nn.Module):
    """Three inputs, one layer used twice, two outputs."""

    def __init__(self):
        super().__init__()
        self.shared, self.beside = nn.Linear(32, 64), nn.Linear(16, 32)
        self.joined, self.classes, self.number = nn.Linear(160, 64), nn.Linear(64, 10), nn.Linear(64, 1)

    def forward(self, left, right, side):
        parts = [self.shared(left).relu(), self.shared(right).relu(), self.beside(side).relu()]
        x = self.joined(torch.cat(parts, 1)).relu()
        return self.classes(x), self.number(x)


class Residual(nn.Module):
    """Blocks that add to what goes through them, and a layer of logits."""

    def __init__(self):
        super().__init__()
        width = data.RESIDUAL_WIDTH
        self.blocks = nn.ModuleList(nn.Linear(width, width) for _ in range(data.RESIDUAL_BLOCKS))
        self.classes = nn.Linear(width, data.CLASSES)

    def forward(self, x):
        for block in self.blocks:
            x = x + block(x).relu()
        return self.classes(x)


class Bag(nn.Module):
    """The mean of a sentence's word vectors, and a layer of logits."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(data.WORDS, data.WORD_WIDTH)
        self.classes = nn.Linear(data.WORD_WIDTH, data.CLASSES)

    def forward(self, words):
        return self.classes(self.words(words).mean(1))


def dense(sizes):
    """A stack of linear layers with relu between them."""
    layers = [part for size in sizes for part in (nn.Linear(*size), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


def trainer(optimizer, loss, arrays, batch):
    """A function of the number of epochs; each shuffles all rows and takes a step with every batch."""
    tensors = [torch.from_numpy(array) for array in arrays]

    def run(epochs):
        for _ in range(epochs):
            order = torch.randperm(len(tensors[0]))
            for rows in zip(*(tensor[order].split(batch) for tensor in tensors), strict=True):
                optimizer.zero_grad()
                loss(*rows).backward()
                optimizer.step()

    return run


def crossentropy(model):
    """Of logits and labels or rows of targets."""
    return lambda x, y: nn.functional.cross_entropy(model(x), y)


def notes_trainer():
    model = dense(data.NOTES_LAYERS)
    optimizer = torch.optim.RMSprop(model.parameters(), **RMSPROP)
    return trainer(optimizer, crossentropy(model), data.notes(), data.NOTES_BATCH)


def classifier_trainer(model, arrays, batch, **options):
    """Of labels, with Adam."""
    optimizer = torch.optim.Adam(model.parameters(), **ADAM, **options)
    return trainer(optimizer, crossentropy(model), arrays, batch)


def mnist_trainer(**options):
    return classifier_trainer(dense(data.MNIST_LAYERS), data.mnist(), data.MNIST_BATCH, **options)


def branches_trainer(**options):
    model = Branches()

    def loss(left, right, side, labels, numbers):
        classes, number = model(left, right, side)
        return nn.functional.cross_entropy(classes, labels) + nn.functional.mse_loss(number, numbers)

    optimizer = torch.optim.Adam(model.parameters(), **ADAM, **options)
    return trainer(optimizer, loss, data.branches(), data.BRANCHES_BATCH)


def notes_step(clock):
    return {"step": clock.per_unit(notes_trainer(), data.NOTES_STEPS, least=20)}


def notes_first_fit(clock):
    return {"fit": [clock.once(lambda: notes_trainer()(data.NOTES_EPOCHS))]}


def one_row(clock, prepare=lambda model, x: model):
    row = data.notes()[0][:1]
    with torch.inference_mode():
        x = torch.from_numpy(row)
        model = prepare(nn.Sequential(dense(data.NOTES_LAYERS), nn.Softmax(1)).eval(), x)
        predict = clock.per_call(lambda: model(torch.from_numpy(row)).numpy())
        return {"predict": predict, "call": clock.per_call(partial(model, x))}


def mnist_mlp(clock):
    return {"step": clock.per_unit(mnist_trainer(), data.MNIST_STEPS)}


def branches(clock):
    return {"step": clock.per_unit(branches_trainer(), data.BRANCHES_STEPS, least=10)}


def residual(clock, **options):
    run = classifier_trainer(Residual(), data.residual(), data.RESIDUAL_BATCH, **options)
    return {"step": clock.per_unit(run, data.RESIDUAL_STEPS)}


def embedding(clock, model=Bag, **options):
    return {"step": clock.per_unit(classifier_trainer(model(), data.bag(), data.BAG_BATCH, **options), data.BAG_STEPS)}
