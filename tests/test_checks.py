"""Does every check return a plain value, or say who, what is wrong, what was received and one fix?"""

import math

import numpy as np
import pytest

from nnlite import _checks


def message(function, *args, **kwargs):
    with pytest.raises(ValueError) as caught:
        function(*args, **kwargs)
    return str(caught.value)


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3), np.array(3)])
def test_a_whole_number_comes_back_as_an_int(value):
    checked = _checks.positive_int(value, "units", "Dense")
    assert checked == 3
    assert type(checked) is int


@pytest.mark.parametrize("value", ["10", 3.0, True, np.True_, None, -5, 0, "x", 2.5, [1], 1j, math.inf, math.nan])
def test_anything_else_is_refused_with_its_repr_and_type(value):
    text = message(_checks.positive_int, value, "units", "Dense")
    assert text.startswith("Dense: units must be a positive whole number. Received: units=")
    assert repr(value) in text


@pytest.mark.parametrize("value, fix", [
    ("10", "Write units=10."), (3.0, "Write units=3."), ("1e2", "Write units=100."),
    (-5, "Write units=1 or more."),
])
def test_the_fix_is_the_number_that_was_probably_meant(value, fix):
    assert message(_checks.positive_int, value, "units", "Dense").endswith(fix)


def test_the_whole_sentence():
    assert message(_checks.positive_int, "10", "units", "Dense") == (
        "Dense: units must be a positive whole number. Received: units='10' (a str). Write units=10.")


def test_whole_number_has_a_least_value():
    assert _checks.whole_number(0, "seed", "X") == 0
    assert "2 or more" in message(_checks.whole_number, 1, "size", "X", least=2)


@pytest.mark.parametrize("value", [0, 1, 0.5, np.float32(0.5), np.int32(1)])
def test_a_number_comes_back_as_a_float(value):
    checked = _checks.number_between(value, "rate", "Dropout", 0, 1)
    assert checked == value
    assert type(checked) is float


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, math.inf, True, "0.5", None, 1j, [0.5], 10**400])
def test_a_number_out_of_range_is_refused(value):
    text = message(_checks.number_between, value, "rate", "Dropout", 0, 1)
    assert text.startswith("Dropout: rate must be a number between 0 and 1. Received: rate=")


def test_a_percentage_and_a_text_are_put_right():
    assert message(_checks.number_between, 20, "rate", "Dropout", 0, 1).endswith("Write rate=0.2.")
    assert message(_checks.number_between, "1e-3", "rate", "Adam", 0, open_low=True).endswith("Write rate=0.001.")


def test_open_ends_are_excluded():
    assert "above 0" in message(_checks.number_between, 0, "scale", "X", 0, open_low=True)
    assert "below 1" in message(_checks.number_between, 1, "beta", "X", 0, 1, open_high=True)


def test_boolean():
    assert [_checks.boolean(value, "a", "X") for value in (True, np.False_, 1, 0)] == [True, False, True, False]
    for value in ("True", None, 2, 1.0):
        assert "must be True or False" in message(_checks.boolean, value, "a", "X")


def test_choice_suggests():
    assert _checks.choice("same", "padding", "Conv2D", ["valid", "same"]) == "same"
    assert message(_checks.choice, "smae", "padding", "Conv2D", ["valid", "same"]).endswith("Did you mean 'same'?")
    assert "'valid', 'same'" in message(_checks.choice, None, "padding", "Conv2D", ["valid", "same"])


def test_unexpected_keywords_begin_as_in_keras_and_suggest():
    _checks.unexpected_keywords("Dense", {"name": "d"}, ["name"])
    text = message(_checks.unexpected_keywords, "Dense", {"activaton": 3, "name": "d"}, ["activation", "name"])
    assert text == ("Unrecognized keyword arguments passed to Dense: {'activaton': 3}. "
                    "Did you mean 'activation'?")


def test_a_large_value_is_cut_to_a_line():
    text = message(_checks.positive_int, np.zeros((50, 50)), "units", "Dense")
    assert len(text) < 200
    assert "\n" not in text


@pytest.mark.parametrize("name, meant", [("reluu", "relu"), ("RELU", "relu"), ("leakyrelu", "leaky_relu"),
                                         ("LeakyReLu", "leaky_relu"), ("zzz", None), (3, None), ("", None)])
def test_suggest(name, meant):
    assert _checks.suggest(name, ["relu", "leaky_relu", "tanh"]) == (f" Did you mean {meant!r}?" if meant else "")
