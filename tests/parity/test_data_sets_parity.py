"""When is a PyDataset told that an epoch begins and ends? As in Keras, but for what that calls before the first epoch.

There `fit`, `evaluate` and `predict` look at a batch first to build the model, and end an epoch that nobody began.
"""

import re

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")


def events(k, run):
    """What the data set (BEGIN, END, the validation's in small letters) and the callbacks were told, in order."""
    log = []

    class Data(k.utils.PyDataset):
        def __init__(self, count, spoken=str):
            super().__init__()
            self.count, self.spoken = count, spoken

        def __len__(self):
            return self.count

        def __getitem__(self, index):
            return np.ones((2, 2), "f"), np.ones((2, 1), "f")

        def on_epoch_begin(self): log.append(self.spoken("BEGIN"))
        def on_epoch_end(self): log.append(self.spoken("END"))

    class Ear(k.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None): log.append("[")
        def on_train_batch_end(self, batch, logs=None): log.append(".")
        def on_test_batch_end(self, batch, logs=None): log.append(",")
        def on_predict_batch_end(self, batch, logs=None): log.append(";")
        def on_epoch_end(self, epoch, logs=None): log.append("]")

    model = k.Sequential([k.Input((2,)), k.layers.Dense(1)])
    model.compile("sgd", "mse")
    run(model, Data, Ear())
    return re.sub(r"(?i)(?<![.,;] )\bend ", "", " ".join([*log, ""]))


RUNS = {
    "fit": lambda model, data, ear: model.fit(data(2), epochs=2, verbose=0, callbacks=[ear]),
    "steps": lambda model, data, ear: model.fit(data(3), epochs=2, steps_per_epoch=1, verbose=0, callbacks=[ear]),
    "validated": lambda model, data, ear: model.fit(data(2), epochs=2, validation_data=data(2, str.lower), verbose=0,
                                                    callbacks=[ear]),
    "evaluate": lambda model, data, ear: model.evaluate(data(2), verbose=0, callbacks=[ear]),
    "predict": lambda model, data, ear: model.predict(data(2), verbose=0, callbacks=[ear]),
}


@pytest.mark.parametrize("name", RUNS)
def test_what_a_data_set_is_told(name):
    ours, theirs = (events(k, RUNS[name]) for k in (nnlite, keras))
    assert ours == theirs
    assert "BEGIN" in ours and "END" in ours
