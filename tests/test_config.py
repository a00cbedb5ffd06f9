"""Do settings hold, and does one seed decide everything?"""

import random

import numpy as np
import pytest

import nnlite
from nnlite import config
from nnlite.utils import set_random_seed


@pytest.fixture(autouse=True)
def restore():
    python, numpy = random.getstate(), np.random.get_state()
    yield
    config.set_floatx("float32")
    config.set_epsilon(1e-7)
    config.set_image_data_format("channels_last")
    config._seeds.set(None)
    random.setstate(python)
    np.random.set_state(numpy)


def test_settings_are_kept():
    assert (config.floatx(), config.epsilon(), config.image_data_format()) == ("float32", 1e-7, "channels_last")
    config.set_floatx("float64")
    config.set_epsilon(1e-5)
    config.set_image_data_format("channels_first")
    assert (config.floatx(), config.epsilon(), config.image_data_format()) == ("float64", 1e-5, "channels_first")


@pytest.mark.parametrize("setter, value", [
    (config.set_floatx, "float16"), (config.set_floatx, np.float32), (config.set_epsilon, 0),
    (config.set_epsilon, "x"), (config.set_image_data_format, "NHWC"), (set_random_seed, -1),
    (set_random_seed, 2**32), (set_random_seed, 1.0), (set_random_seed, None), (set_random_seed, True),
])
def test_other_values_are_refused(setter, value):
    with pytest.raises(ValueError, match=f"^{setter.__name__}: .* Received: "):
        setter(value)


def draw():
    return [config.next_seed(), config.next_seed(), random.random(), np.random.rand(), config.generator().random()]


def test_one_seed_repeats_everything():
    set_random_seed(7)
    first = draw()
    set_random_seed(7)
    assert draw() == first
    assert config.get_random_seed() == 7
    set_random_seed(8)
    assert not set(draw()) & set(first)


def test_seeds_are_distinct_and_fit_a_json_number():
    set_random_seed(0)
    seeds = [config.next_seed() for _ in range(1000)]
    assert len(set(seeds)) == 1000
    assert 0 <= min(seeds) < max(seeds) < 2**53


def test_without_a_seed_two_beginnings_differ():
    config._seeds.set(None)
    first = config.next_seed()
    config._seeds.set(None)
    assert config.next_seed() != first


def test_a_generator_with_a_seed_ignores_the_global_one():
    assert config.generator(3).random() == config.generator(3).random()


@pytest.fixture
def restored():
    yield
    config.set_max_epochs(None)
    config.set_max_steps_per_epoch(None)
    config.enable_interactive_logging()
    config.disable_traceback_filtering()
    config.set_floatx("float32")


def test_limits_of_training(restored):
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.ones((20, 2)), np.ones((20, 1))
    config.set_max_epochs(2)
    config.set_max_steps_per_epoch(3)
    with pytest.warns(UserWarning, match="limited"):
        history = model.fit(x, y, epochs=5, batch_size=4, verbose=0)
    assert history.epoch == [0, 1] and model.optimizer.iterations == 6
    with pytest.raises(ValueError, match="positive"):
        config.set_max_epochs(0)
    assert (config.max_epochs(), config.max_steps_per_epoch()) == (2, 3)


def test_switches(restored, capsys):
    assert config.backend() == "nnlite" and config.is_interactive_logging_enabled()
    config.disable_interactive_logging()
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=2)
    assert capsys.readouterr().out.count("Epoch") == 2
    config.enable_traceback_filtering()
    assert config.is_traceback_filtering_enabled()
    config.set_dtype_policy("float64")
    assert config.dtype_policy() == nnlite.layers.Dense(1).dtype == "float64"
    with pytest.raises(ValueError, match="Mixed precision"):
        config.set_dtype_policy("mixed_float16")
