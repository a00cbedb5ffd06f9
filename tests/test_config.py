"""Do settings hold, and does one seed decide everything?"""

import random

import numpy as np
import pytest

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
