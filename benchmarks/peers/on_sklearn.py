"""The jobs on scikit-learn's MLPClassifier, as far as it goes: a chain, integer labels, Adam."""

import warnings
from functools import partial

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from benchmarks import data

warnings.simplefilter("ignore", ConvergenceWarning)  # we ask for a number of epochs, not for convergence


def classifier(sizes, batch, epochs):
    """A network that trains for exactly so many epochs."""
    hidden = [units for _, units in sizes[:-1]]
    return MLPClassifier(hidden, batch_size=batch, max_iter=epochs, n_iter_no_change=epochs + 1, tol=0, alpha=0,
                         epsilon=1e-7, random_state=0)


def fit(sizes, x, labels, batch, epochs):
    return classifier(sizes, batch, epochs).fit(x, labels)


def notes():
    """The notes' rows; the classifier takes the largest target of each as its label."""
    x, y = data.notes()
    return x, y.argmax(1)


def notes_step(clock):
    run = partial(fit, data.NOTES_LAYERS, *notes(), data.NOTES_BATCH)
    return {"step": clock.per_unit(run, data.NOTES_STEPS, least=20)}


def notes_first_fit(clock):
    return {"fit": [clock.once(fit, data.NOTES_LAYERS, *notes(), data.NOTES_BATCH, data.NOTES_EPOCHS)]}


def one_row(clock):
    x, labels = notes()
    predict = fit(data.NOTES_LAYERS, x, labels, data.NOTES_BATCH, 1).predict_proba
    times = clock.per_call(predict, x[:1])
    return {"predict": times, "call": times}


def mnist_mlp(clock):
    run = partial(fit, data.MNIST_LAYERS, *data.mnist(), data.MNIST_BATCH)
    return {"step": clock.per_unit(run, data.MNIST_STEPS)}
