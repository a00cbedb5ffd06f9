"""The floor for `full_fit`: the same model without metrics and callbacks, and the same evaluation steps by themselves.

The training is a `fit` like that of `notes_step`; the steps over the data held back run as they are, without their
results being read. So the ratio is what metrics, callbacks and the care around a validation cost.
"""

import nnlite
from benchmarks import data
from benchmarks.peers import keras_words
from nnlite.training.batches import checked
from nnlite.training.feeding import Feeder
from nnlite.training.loop import programs_of


def full_fit(clock):
    return {"step": clock.per_unit(trainer(keras_words.KerasWords(nnlite).notes_model()), data.NOTES_STEPS, least=20)}


def trainer(model):
    """A function of the number of epochs."""
    train = keras_words.fit(model, *data.notes(), data.NOTES_BATCH)
    evaluate = evaluation(model, *data.notes_held_back())

    def run(epochs):
        train(epochs)
        for _ in range(epochs):
            evaluate()

    return run


def evaluation(model, x, y):
    """A function that runs the evaluation steps of one epoch."""
    feeder = Feeder(checked(model, x, y, None, None, "evaluate"), data.NOTES_BATCH, programs_of(model, False))
    steps = [(start, step) for start, _, step, _ in feeder.steps()]

    def run():
        for start, step in steps:
            feeder.cursor[0] = start
            step()

    return run
