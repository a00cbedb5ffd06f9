"""The list of Keras's public names, from which SUPPORTED.md is made, is that of the installed Keras."""

import keras_names
import pytest

keras = pytest.importorskip("keras")


def test_the_list_is_up_to_date():
    assert keras_names.written() == keras_names.of(keras), "run: python tests/helpers/keras_names.py"
