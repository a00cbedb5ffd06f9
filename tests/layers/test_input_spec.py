"""Does a layer refuse inputs that are not what its specification says?"""

import numpy as np
import pytest

from nnlite import Input, layers
from nnlite.layers import InputSpec


class Plain(layers.Layer):
    def __init__(self, spec, **kwargs):
        super().__init__(name="plain", **kwargs)
        self.input_spec = spec

    def call(self, inputs):
        return inputs


@pytest.mark.parametrize("spec, good, bad, words", [
    (InputSpec(ndim=3), (2, 3, 4), (2, 3), "3 dimensions"),
    (InputSpec(shape=(None, 4)), (2, 4), (2, 5), r"shape \(None, 4\)"),
    (InputSpec(shape=(None, 4)), (2, 4), (2, 4, 1), "2 dimensions"),
    (InputSpec(min_ndim=2), (2, 3), (2,), "at least 2 dimensions"),
    (InputSpec(max_ndim=2), (2, 3), (2, 3, 4), "at most 2 dimensions"),
    (InputSpec(axes={-1: 4}), (3, 2, 4), (2, 3), "axis -1 has size 4"),
    (InputSpec(shape=(None, 4), allow_last_axis_squeeze=True), (2, 4, 1), (2, 5, 1), r"shape \(None, 4\)"),
])
def test_shapes(spec, good, bad, words):
    layer = Plain(spec)
    assert layer(np.ones(good)).shape == good
    assert layer(Input(good[1:])).shape == (None, *good[1:])
    for wrong in (np.ones(bad), Input(bad[1:])):
        with pytest.raises(ValueError, match=f"plain: needs an input.*{words}.* Received: shape"):
            layer(wrong)
    assert InputSpec.from_config(spec.get_config()).get_config() == spec.get_config()


def test_types_and_numbers_of_inputs():
    whole = Plain(InputSpec(dtype="int32"))
    whole(np.ones((2, 3), "int32"))
    with pytest.raises(ValueError, match="type int32"):
        whole(np.ones((2, 3), "float32"))
    two = Plain([InputSpec(ndim=2), InputSpec(ndim=3)])
    two([np.ones((2, 3)), np.ones((2, 3, 4))])
    with pytest.raises(ValueError, match="plain, input 1: needs an input of 3 dimensions"):
        two([np.ones((2, 3)), np.ones((2, 3))])
    with pytest.raises(ValueError, match="takes 2 inputs. Received: 1"):
        two(np.ones((2, 3)))
    named = Plain([InputSpec(ndim=2, name="a"), InputSpec(ndim=3, name="b")])
    named({"b": np.ones((2, 3, 4)), "a": np.ones((2, 3))})
    with pytest.raises(ValueError, match="input 'b' is missing"):
        named({"a": np.ones((2, 3))})


def test_a_specification_that_contradicts_itself():
    with pytest.raises(ValueError, match="no axis 3"):
        InputSpec(ndim=3, axes={3: 2})
    with pytest.raises(TypeError, match="dictionary"):
        InputSpec(axes=[1, 2])
