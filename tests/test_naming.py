"""Are automatic names counted as in the notes, and names that break tables and files refused?"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from nnlite import _naming


@pytest.fixture(autouse=True)
def fresh_names():
    _naming.reset_names()
    yield
    _naming.reset_names()


@pytest.mark.parametrize("class_name, name", [
    ("Dense", "dense"), ("Conv2D", "conv2d"), ("MaxPooling2D", "max_pooling2d"), ("LSTM", "lstm"),
    ("BatchNormalization", "batch_normalization"), ("GRUCell", "gru_cell"), ("ReLU", "re_lu"), ("Model", "model"),
    ("Conv2DTranspose", "conv2d_transpose"), ("GlorotUniform", "glorot_uniform"), ("L1L2", "l1l2"),
])
def test_snake_case(class_name, name):
    assert _naming.to_snake_case(class_name) == name


def test_each_name_has_a_count_of_its_own():
    names = [_naming.unique_name(name) for name in ("Dense", "Dense", "Model", "Dense", "Model", "Sequential")]
    assert names == ["dense", "dense_1", "model", "dense_2", "model_1", "sequential"]


def test_inputs_count_from_one():
    assert [_naming.input_name() for _ in range(3)] == ["input_1", "input_2", "input_3"]


def test_reset_begins_again():
    _naming.unique_name("Dense")
    _naming.input_name()
    _naming.reset_names()
    assert (_naming.unique_name("Dense"), _naming.input_name()) == ("dense", "input_1")


def test_threads_never_receive_the_same_name():
    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(_naming.unique_name, ["Dense"] * 400))
    assert len(set(names)) == 400


@pytest.mark.parametrize("name", ["dense_1", "a.b", "Größe", "with space", "x" * 128, "..."])
def test_good_names_come_back(name):
    assert _naming.check_name(name) == name


@pytest.mark.parametrize("name, wrong", [
    (3, "string"), (None, "string"), ("", "empty"), ("  ", "empty"), ("a/b", "'/'"), (".", "printable"),
    ("..", "printable"), ("a\n", "printable"), ("a\x00", "printable"), ("\u202ea", "printable"),
    ("x" * 129, "128"),
])
def test_bad_names_are_refused(name, wrong):
    with pytest.raises(ValueError, match="Layer: a name ") as caught:
        _naming.check_name(name)
    assert wrong in str(caught.value)


def test_the_fix_for_a_slash():
    with pytest.raises(ValueError, match=r"Write name='a_b'\.$"):
        _naming.check_name("a/b", "Dense")
