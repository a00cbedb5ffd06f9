"""Are callbacks told everything once, in their order, and nothing that they do not want to hear?"""

import numpy as np
import pytest

import nnlite
from nnlite.callbacks import Callback, CallbackList, History, LambdaCallback, ProgbarLogger, TerminateOnNaN

X, Y = np.random.default_rng(0).random((12, 4), "f"), np.random.default_rng(1).random((12, 2), "f")


def model(**settings):
    x = nnlite.Input((4,))
    made = nnlite.Model(x, nnlite.layers.Dense(2)(x))
    made.compile(**{"optimizer": "sgd", "loss": "mse", **settings})
    return made


def test_a_loop_of_ones_own():
    heard = []
    names = ["on_train_begin", "on_epoch_begin", "on_train_batch_begin", "on_train_batch_end", "on_test_begin",
             "on_test_batch_begin", "on_test_batch_end", "on_test_end", "on_epoch_end", "on_train_end",
             "on_predict_begin", "on_predict_batch_begin", "on_predict_batch_end", "on_predict_end"]
    callback = LambdaCallback(**{name: lambda *a, name=name, **k: heard.append(name) for name in names})
    told = CallbackList([[callback]], add_history=True, add_progbar=True, model=model(), epochs=1, steps=1, verbose=0)
    for name in names:
        getattr(told, name)(*[0] * ("epoch" in name or "batch" in name))
    assert heard == names
    assert told.model.history is told.history
    assert isinstance(told.history, History) and isinstance(told.progbar, ProgbarLogger)


def test_what_is_given_is_not_added_again():
    history, progbar = History(), ProgbarLogger()
    told = CallbackList([history, progbar], add_history=True, add_progbar=True)
    assert (told.callbacks, told.history, told.progbar) == ([history, progbar], history, progbar)


def test_fit_takes_a_list_that_was_made():
    given = CallbackList([LambdaCallback()])
    made = model()
    assert made.fit(X, Y, verbose=0, callbacks=given) is given.history is made.history
    assert given.params["epochs"] == 1 and given.callbacks[0].model is made


def test_hooks_of_batches_that_nobody_has_cost_nothing():
    class Old(Callback):
        def on_batch_end(self, batch, logs=None):
            """An old name."""

    told = CallbackList([History(), Old(), LambdaCallback(on_test_batch_end=lambda batch, logs: None)])
    assert [name for name in vars(Callback) if "batch" in name and told.batch_hook(name)] == [
        "on_batch_end", "on_train_batch_end", "on_test_batch_end"]


def test_logs_are_passed_by_keyword_as_in_keras():
    class Odd(Callback):
        def on_train_batch_end(self, step, **kwargs):
            self.seen = step, kwargs

    odd = Odd()
    model().fit(X, Y, verbose=0, callbacks=[odd])
    assert odd.seen[0] == 0 and list(odd.seen[1]["logs"]) == ["loss"]


@pytest.mark.parametrize("wrong", [History, "history", [History(), 3]])
def test_what_is_no_callback(wrong):
    with pytest.raises(ValueError, match="callbacks must be Callback objects"):
        CallbackList(wrong)


def test_hooks_that_there_are_not():
    with pytest.raises(ValueError, match="Did you mean 'on_epoch_end'"):
        LambdaCallback(on_epoch_ends=print)
    with pytest.raises(ValueError, match="on_train_end must be a function"):
        LambdaCallback(on_train_end=3)


def test_a_progbar_given_by_hand_shows_what_fit_would_show(capsys):
    made = model()
    made.fit(X, Y, epochs=2, batch_size=6, verbose=2, callbacks=[ProgbarLogger()])
    lines = capsys.readouterr().out.splitlines()
    assert [line[:9] for line in lines] == ["Train for", "Epoch 1/2", "Epoch 2/2"]
    made.evaluate(X, Y, verbose=0, callbacks=[ProgbarLogger()])
    made.predict(X, verbose=0, callbacks=[ProgbarLogger()])
    assert capsys.readouterr().out == ""


def test_terminate_on_nan_ends_the_epoch_and_keeps_the_weights(capsys):
    made = model(optimizer=nnlite.optimizers.SGD(0.1))
    x = np.concatenate([X[:4], np.full((8, 4), 1e30, "f")])
    with pytest.raises(FloatingPointError):
        made.fit(x, Y, batch_size=4, verbose=0, shuffle=False)
    weights = made.get_weights()
    made.set_weights(weights)
    history = made.fit(x[4:], Y[4:], batch_size=4, epochs=3, verbose=0, callbacks=TerminateOnNaN())
    assert capsys.readouterr().out == "Batch 0: Invalid loss, terminating training\n"
    assert history.epoch == [0] and not np.isfinite(history.history["loss"][0])
    for now, before in zip(made.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(now, before)
