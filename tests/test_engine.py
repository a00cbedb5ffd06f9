"""What the engine promises: few buffers, no allocations, the same bits, whole steps, threads that do not meet."""

import os
import signal
import sys
import threading
import time
import tracemalloc

import numpy as np
import pytest
from kernel_builds import COMPILED, REFERENCE
from scripts import run_python

import nnlite
from nnlite import Input, Model, layers
from nnlite._dispatch import available, kernels
from nnlite._memory import place
from nnlite.callbacks import Callback
from nnlite.program.parameters import Parameters

X = np.random.default_rng(0).normal(size=(100, 16)).astype("f")
Y = np.eye(4, dtype="f")[np.arange(100) % 4]


def chain(depth=3, loss="categorical_crossentropy", optimizer="adam"):
    x = h = Input((16,))
    for _ in range(depth):
        h = layers.Dense(16, "tanh")(h)
    model = Model(x, layers.Dense(4, "softmax")(h))
    model.compile(optimizer, loss)
    return model


def test_inference_uses_memory_again():
    program = chain(depth=20).program(32, training=False)
    used = [pair for step in program.steps for pair in zip(step.access, step.arrays, strict=True)]
    written = {place(array) for letter, array in used if letter == "F" and array.shape == (32, 16)}
    assert len(written) <= 3


def test_a_branch_is_not_overwritten_before_its_last_reader():
    x = Input((16,))
    early = layers.Dense(16, "tanh")(x)
    late = early
    for _ in range(5):
        late = layers.Dense(16, "tanh")(late)
    both = layers.Add()([early, layers.Reshape((16,))(late)])
    model = Model(x, [both, early])
    first, second = model.predict(X, batch_size=100)
    by_layers = Model(x, early).predict(X, batch_size=100)
    np.testing.assert_array_equal(second, by_layers)
    np.testing.assert_allclose(first - second, Model(x, late).predict(X, batch_size=100), atol=1e-6)


def test_a_step_allocates_nothing():
    model = chain()
    model.fit(X, Y, epochs=2, verbose=0)
    program = model.program(batch_size=32)
    for _ in range(10):
        program.run()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(1000):
            program.run()
        assert tracemalloc.get_traced_memory()[0] - before < 1024
    finally:
        tracemalloc.stop()


def test_parameters_are_one_block_and_updates_one_kernel():
    model = chain()
    model.fit(X, Y, verbose=0)
    parameters = model.parameters()
    assert len(parameters.runs) == 1
    assert np.shares_memory(model.layers[1].kernel.value, parameters.runs[0].values)
    assert [line.step.name for line in model.program(32).lines].count("adam") == 1


def test_variables_shared_by_two_models_stay_where_they_are():
    inner = chain()
    inner.fit(X, Y, verbose=0)
    x = Input((16,))
    outer = Model(x, layers.Dense(2)(inner(x)))
    outer.compile("sgd", "mse")
    outer.fit(X, np.ones((100, 2)), verbose=0)
    assert len(outer.parameters().runs) == 2
    before = inner.predict(X)
    outer.fit(X, np.ones((100, 2)), verbose=0)
    assert not np.array_equal(before, inner.predict(X)), "both models see the trained weights"


def test_frozen_variables_split_the_block_into_runs():
    model = chain()
    model.parameters()
    model.layers[2].trainable = False
    assert len(Parameters(model.trainable_weights).runs) == 2


def weights_of_a_run(environment):
    code = (
        "import numpy as np, nnlite, hashlib\n"
        "nnlite.utils.set_random_seed(3)\n"
        "m = nnlite.Sequential([nnlite.layers.Dense(24, 'tanh', input_shape=(16,)), nnlite.layers.Dropout(0.3),\n"
        "                       nnlite.layers.Dense(4, 'softmax')])\n"
        "m.compile('adam', 'categorical_crossentropy')\n"
        "x = np.sin(np.arange(1600.0)).reshape(100, 16); y = np.eye(4)[np.arange(100) % 4]\n"
        "m.fit(x, y, epochs=3, verbose=0)\n"
        "print(hashlib.sha256(b''.join(w.tobytes() for w in m.get_weights())).hexdigest())\n"
    )
    return run_python(code, **environment).stdout


def test_the_same_seed_gives_the_same_bits_whatever_the_threads():
    one, two = (weights_of_a_run({"OPENBLAS_NUM_THREADS": n, "OMP_NUM_THREADS": n}) for n in ("1", "2"))
    assert one == two


@pytest.mark.skipif(kernels.build == "reference", reason="compares the compiled builds")
def test_all_builds_agree():
    weights = {}
    for build in available():
        code = ("import numpy as np, nnlite; nnlite.utils.set_random_seed(3)\n"
                "m = nnlite.Sequential([nnlite.layers.Dense(8, 'gelu', input_shape=(16,)), nnlite.layers.Dense(4)])\n"
                "x = np.sin(np.arange(1600.0)).reshape(100, 16)\n"
                "m.compile('sgd', 'mse'); m.fit(x, np.ones((100, 4)), verbose=0)\n"
                "print(*m.get_weights()[0].reshape(-1))")
        done = run_python(code, check=False, NNLITE_KERNELS=build)
        if "No module named" not in done.stderr:  # all were not compiled
            assert not done.stderr
            weights[build] = np.array(done.stdout.split(), float)
    assert len(weights) >= 2
    for values in weights.values():
        np.testing.assert_allclose(values, weights["reference"], rtol=2e-4, atol=1e-6)


def test_float64_throughout():
    nnlite.config.set_floatx("float64")
    try:
        model = chain(optimizer="sgd")
        model.fit(X, Y, verbose=0)
        assert {w.dtype for w in model.get_weights()} == {np.dtype("f8")}
        assert model.predict(X.astype("f8")).dtype == np.float64
        assert {array.dtype for array in model.program(8).inputs} == {np.dtype("f8")}
    finally:
        nnlite.config.set_floatx("float32")


def test_threads_that_predict_do_not_meet():
    model = chain()
    wanted = model.predict(X)
    wrong = []

    def ask():
        for _ in range(200):
            if not np.array_equal(model.predict(X, batch_size=100), wanted):
                wrong.append(1)

    wanted = model.predict(X, batch_size=100)
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


class Interrupter(Callback):
    """Sends Ctrl-C from another thread while the second epoch runs."""

    def on_epoch_end(self, epoch, logs=None):
        if epoch == 0:
            threading.Timer(0.05, self.press).start()

    def press(self):
        self.pressed = time.monotonic()
        os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def ctrl_c_is_heard():
    """A shell lets what it starts in the background ignore Ctrl-C; here it is heard in any case."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no os.kill with SIGINT on Windows")
def test_ctrl_c_leaves_a_whole_step_and_the_finished_epochs():
    model = chain()
    x, y = np.repeat(X, 500, axis=0), np.repeat(Y, 500, axis=0)
    stopper = Interrupter()
    with pytest.raises(KeyboardInterrupt):
        model.fit(x, y, epochs=100_000, batch_size=8, verbose=0, callbacks=[stopper])
    assert time.monotonic() - stopper.pressed < 2, "far less on a machine that does nothing else"
    assert len(model.history.history["loss"]) >= 1
    assert all(np.isfinite(w).all() for w in model.get_weights())
    model.fit(X, Y, verbose=0)


def test_a_matrix_product_is_the_same_on_both_paths():
    results = []
    for path in ("blocked", "blas"):
        nnlite.config.set_matmul(path)
        try:
            nnlite.utils.set_random_seed(1)
            model = chain()
            model.fit(X, Y, epochs=3, verbose=0, shuffle=False)
            results.append(model.predict(X))
        finally:
            nnlite.config.set_matmul("auto")
    np.testing.assert_allclose(*results, rtol=1e-3, atol=1e-5)


def test_a_program_is_a_page():
    text = str(chain(depth=1).program(batch_size=32))
    assert text.splitlines()[0].startswith('Program of "') and "batch 32" in text
    for part in ("forward:", "backward:", "update:", "32x16", "softmax_crossentropy", "multiply-adds"):
        assert part in text
    assert max(map(len, text.splitlines())) < 170


@pytest.mark.parametrize("build", COMPILED)
def test_a_build_has_a_kernel_for_every_twin(build):
    assert set(vars(build)) == set(vars(REFERENCE))
