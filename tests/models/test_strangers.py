"""What people who did not read the manual tried."""

import copy
import pickle
import threading

import numpy as np
import pytest

from nnlite import Input, Model, Sequential, callbacks, layers, ops, optimizers

X, Y = np.random.default_rng(0).normal(size=(6, 4)).astype("f"), np.ones((6, 3), "f")


def model(layer=None, loss="mse", **arguments):
    x = Input((4,), name="x")
    m = Model(x, (layer or layers.Dense(3, name="out"))(x))
    m.compile("sgd", loss, **arguments)
    return m


class Louder(layers.Layer):
    def call(self, inputs, training=False):
        return ops.scale(inputs, 10) if training else inputs


def test_training_reaches_a_layer_that_asks_for_it():
    x = Input((4,))
    m = Model(x, Louder()(x))
    np.testing.assert_allclose(m(X, training=True), 10 * X, rtol=1e-6)
    np.testing.assert_array_equal(m(X), X)
    m.compile("sgd", "mse")
    assert m.train_on_batch(X, X) > 0 and m.test_on_batch(X, X) == 0


def test_a_layer_is_built_once_whoever_builds_it():
    dense = layers.Dense(3)
    dense.build((None, 4))
    assert dense.built
    x = Input((4,))
    assert Model(x, dense(x)).count_params() == 15


@pytest.mark.parametrize("arguments", [{"metrics": [lambda t, p: 1.0]}, {"loss": lambda t, p: 0.0}])
def test_functions_that_do_not_compute_are_refused(arguments):
    with pytest.raises(TypeError, match="nnlite.ops"):
        model(**arguments).fit(X, Y, verbose=0)


def test_losses_and_metrics_of_ones_own_are_part_of_the_program():
    def absolute(t, p):
        return ops.absolute_error(t, p)

    m = model(loss=absolute, metrics=[absolute])
    history = m.fit(X, Y, verbose=0).history
    assert history["absolute"][0] == pytest.approx(history["loss"][0], rel=1e-6)


def test_constants_go_into_ops():
    class Shifted(layers.Layer):
        def call(self, inputs):
            return ops.matmul(ops.add(inputs, 1.0), np.eye(4))

    np.testing.assert_allclose(model(Shifted()).predict(X), X + 1, rtol=1e-6)


@pytest.mark.parametrize("mistake", [
    lambda a, b: layers.Dense(3)(a, b), lambda a, b: Louder()(a, b), lambda a, b: Model(a, Louder()(a))(X, X)])
def test_tensors_behind_the_first_argument_are_refused(mistake):
    with pytest.raises(TypeError, match=r"\[a, b\]"):
        mistake(Input((4,)), Input((4,)))


def test_outputs_of_one_layer_have_names_of_their_own():
    shared = layers.Dense(2, name="my_out")
    tensors = [Input((4,)) for _ in range(3)]
    assert Model(tensors, [shared(t) for t in tensors]).output_names == ["my_out", "my_out_1", "my_out_2"]


def test_a_failed_compile_leaves_the_old_one():
    m = model()
    with pytest.raises(ValueError, match="Unknown loss"):
        m.compile("sgd", "mze")
    m.fit(X, Y, verbose=0)


def test_a_model_that_ran_can_be_pickled_and_hooks_may_be_attributes():
    m, told = model(), []
    hook = callbacks.Callback()
    hook.on_train_batch_end = lambda batch, logs: told.append(batch)
    m.fit(X, Y, batch_size=3, verbose=0, callbacks=[hook])
    assert told == [0, 1]
    again = pickle.loads(pickle.dumps(Model(m.inputs, m.outputs)))
    np.testing.assert_array_equal(again.predict(X), m.predict(X))


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_duplicate_trains_on_like_the_original(duplicate):
    m = model()
    m.compile(optimizers.Adam(0.01), "mse", metrics=["mae"])
    m.fit(X, Y, epochs=3, verbose=0, shuffle=False)
    m.layers[1].trainable = False  # its slots stay in the optimizer
    twin = duplicate(duplicate(m))
    assert twin.optimizer.iterations == m.optimizer.iterations == 3
    assert [metric.name for metric in twin.metrics] == ["loss", "compile_metrics"]
    for one in (m, twin):
        one.layers[1].trainable = True
    ours, theirs = (one.fit(X, Y, epochs=3, verbose=0, shuffle=False).history for one in (m, twin))
    assert ours == theirs
    for one, other in zip(m.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    twin.compile("sgd", "mae")
    twin.fit(X, Y, verbose=0)


def test_layers_of_ones_own_inside_a_nested_model_are_made_again():
    class Twice(layers.Layer):
        def call(self, inputs):
            return ops.add(inputs, inputs)

    x = Input((4,))
    m = Model(x, Model(x, Twice()(x))(x))
    again = Model.from_config(m.get_config(), {"Twice": Twice})
    np.testing.assert_array_equal(again.predict(X), m.predict(X))


def test_two_threads_do_not_train_one_model():
    m, errors = model(), []

    class Other(callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            def other():
                try:
                    m.fit(X, Y, verbose=0)
                except RuntimeError as error:
                    errors.append(str(error))

            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
            m.evaluate(X, Y, verbose=0)

    m.fit(X, Y, verbose=0, callbacks=[Other()])
    assert len(errors) == 1 and "another thread" in errors[0]


@pytest.mark.parametrize("weights", [[1, 2], {0: -1.0}, "balanced"])
def test_class_weights_are_a_dictionary_of_numbers(weights):
    with pytest.raises(ValueError, match="class_weight is a dictionary"):
        model().fit(X, Y, verbose=0, class_weight=weights)


def test_numbers_that_float32_cannot_hold():
    with pytest.raises(ValueError, match="inf"):
        model().fit(X, Y.astype("f8") * 1e300, verbose=0)


def test_a_copy_made_during_a_training_counts_for_itself():
    copies = []
    made = Sequential([Input((3,)), layers.Dense(1)])
    made.compile("sgd", "mse", metrics=["mae"])
    x, y = np.ones((8, 3)), np.ones((8, 1))
    keep = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: copies.append(copy.deepcopy(made)))
    made.fit(x, y, epochs=2, verbose=0, callbacks=[keep])
    for twin in copies:
        twin.fit(x, y, verbose=0)
        once, again = (twin.evaluate(x, y, verbose=0) for _ in range(2))
        assert once == again == pytest.approx(np.abs(twin.predict(x) - y).mean() ** np.array([2, 1]), rel=1e-5)
