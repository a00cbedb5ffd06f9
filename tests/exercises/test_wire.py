"""Does what is sent arrive, and does what is no message end there?"""

import io
import json
import math

import numpy as np
import pytest

from nnlite.exercises import wire


def there_and_back(value):
    stream = io.BytesIO()
    wire.send(stream, value)
    stream.seek(0)
    return wire.receive(stream)


def test_plain_values_arrive():
    value = {"a": [1, 2.5, None, True, "ä"], 3: {"inf": math.inf}, "t": (1, 2)}
    assert there_and_back(value) == {"a": [1, 2.5, None, True, "ä"], 3: {"inf": math.inf}, "t": [1, 2]}
    assert math.isnan(there_and_back(math.nan))


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "int32", "bool", "uint8", "float16", ">f8"])
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)])
def test_arrays_arrive(dtype, shape):
    array = np.ones(shape, dtype)
    found = there_and_back([array])[0]
    assert type(found) is np.ndarray and found.shape == shape
    np.testing.assert_array_equal(found, array)


def test_an_array_that_lies_is_only_its_numbers():
    class Liar(np.ndarray):
        def __array_function__(self, *args):
            return True

        def __eq__(self, other):
            return True

    assert type(there_and_back(np.zeros(2).view(Liar))) is np.ndarray


@pytest.mark.parametrize("value", [object(), np.array([None]), np.array(["a"]), 2**70, io.BytesIO])
def test_other_things_are_only_named(value):
    assert isinstance(there_and_back(value), wire.Opaque)


@pytest.mark.parametrize("text", ['{"array": ["<f8", [9]]}', '{"array": ["<f8", [-1]]}', '{"array": ["O", [0]]}', "[",
                                  '{"array": ["<f8", [4611686018427387904, 4]]}', '{"new": 1}', '{"a": 1, "b": 2}',
                                  '{"dict": [[[1], 2]]}', '{"array": ["<f8", [true]]}', "[" * 100000])
def test_no_message_is_refused(text):
    data = text.encode()
    with pytest.raises(wire.BadMessage):
        wire.receive(io.BytesIO(wire.HEAD.pack(wire.MAGIC, len(data), 0) + data))


@pytest.mark.parametrize("data", [b"", b"NNLX", b"passed, all of it", wire.HEAD.pack(wire.MAGIC, 2**31, 0),
                                  wire.HEAD.pack(wire.MAGIC, 10, 0) + b"1"])
def test_half_a_message_is_refused(data):
    with pytest.raises((wire.BadMessage, EOFError)):
        wire.receive(io.BytesIO(data))


def test_what_is_too_large_is_not_sent():
    with pytest.raises(ValueError, match="too large"):
        wire.send(io.BytesIO(), np.zeros(wire.MOST_BYTES // 8 + 1))
    assert len(json.dumps(there_and_back([[[]]]))) < 10
