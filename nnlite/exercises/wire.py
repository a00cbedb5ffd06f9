"""How do a referee and a player talk? In plain data: numbers, texts, lists, dictionaries, arrays; nothing that runs.

A message is a frame: `NNLX`, the sizes of its two parts, a JSON text, and the bytes of the arrays that it mentions, one
after the other. Both sides read it with the same care: sizes first, then types, then numbers.
"""

from __future__ import annotations

import json
import math
import struct
from typing import IO, Any

import numpy as np

MAGIC = b"NNLX"
HEAD = struct.Struct("<4sII")
MOST_BYTES = 64 * 2**20
MOST_TEXT = 8 * 2**20
DTYPES = {"<f4", "<f8", "<i4", "<i8", "|b1", "|u1"}


class BadMessage(ValueError):
    """What arrived is not a message."""


class Opaque:
    """Something that cannot be sent; its type is all that is known.

    Args:
        kind: The name of its class.
    """

    def __init__(self, kind: str):
        self.kind = kind

    def __repr__(self) -> str:
        return f"an object of type {self.kind}"


def send(stream: IO[bytes], value: Any) -> None:
    """Write one message.

    Raises:
        ValueError: It is too large.
    """
    write(stream, frame(value))


def write(stream: IO[bytes], data: bytes) -> None:
    """Write all of it, however little a pipe takes at once."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left):]
    stream.flush()


def frame(value: Any) -> bytes:
    """The bytes of one message.

    Raises:
        ValueError: It is too large.
    """
    blobs: list[bytes] = []
    text = json.dumps(packed(value, blobs), allow_nan=False).encode()
    size = sum(map(len, blobs))
    if len(text) > MOST_TEXT or size > MOST_BYTES:
        raise ValueError(f"a message of {len(text) + size:,} bytes is too large")
    return b"".join([HEAD.pack(MAGIC, len(text), size), text, *blobs])


def receive(stream: IO[bytes]) -> Any:
    """Read one message.

    Raises:
        EOFError: The other side is gone.
        BadMessage: It is not well formed.
    """
    magic, text_size, size = HEAD.unpack(exactly(stream, HEAD.size))
    if magic != MAGIC or text_size > MOST_TEXT or size > MOST_BYTES:
        raise BadMessage("a message begins with something else")
    text, blob = exactly(stream, text_size), exactly(stream, size)
    try:
        return unpacked(json.loads(text), Blob(blob))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise BadMessage(f"a message cannot be read: {error}") from None


def exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, however they come."""
    parts, missing = [], size
    while missing:
        part = stream.read(min(missing, 2**20))
        if not part:
            raise EOFError("the other side is gone")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


class Blob:
    """The bytes of a message's arrays, taken one after the other."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, dtype: str, shape: list[int]) -> np.ndarray:
        """The next array: a copy, an `ndarray` and nothing that only looks like one."""
        if dtype not in DTYPES or len(shape) > 32 or any(type(n) is not int or n < 0 for n in shape):
            raise BadMessage(f"no array is like this: {dtype!r} {shape!r}")
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > len(self.data) - self.at:
            raise BadMessage("an array is larger than its bytes")
        array = np.frombuffer(self.data, dtype, math.prod(shape), self.at).reshape(shape).copy()
        self.at += size
        return array


def packed(value: Any, blobs: list[bytes], depth: int = 0) -> Any:
    """A value as JSON knows it; arrays go to the blobs."""
    if depth > 20:
        return {"object": "something nested too deeply"}
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if abs(value) < 2**63 else {"object": "a very large int"}
    if type(value) is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    if type(value) in (list, tuple):
        return [packed(one, blobs, depth + 1) for one in value]
    if type(value) is dict:
        return {"dict": [[packed(key, blobs, depth + 1), packed(one, blobs, depth + 1)] for key, one in value.items()]}
    if isinstance(value, (np.ndarray, np.generic)):
        return packed_array(np.asarray(value), blobs)
    return {"object": type(value).__name__}


def packed_array(array: np.ndarray, blobs: list[bytes]) -> Any:
    """An array of numbers, without its class; other ones by their name only."""
    array = np.array(array, copy=True, subok=False, order="C")
    if array.dtype.kind in "iu" and array.dtype.itemsize != 1:
        array = array.astype("<i8")
    if array.dtype.kind == "f" and array.dtype.itemsize not in (4, 8):
        array = array.astype("<f8")
    array = array.astype(array.dtype.newbyteorder("<"))
    if array.dtype.str not in DTYPES:
        return {"object": f"an array of {array.dtype}"}
    blobs.append(array.tobytes())
    return {"array": [array.dtype.str, list(array.shape)]}


def unpacked(value: Any, blob: Blob) -> Any:
    """The value that was sent."""
    if isinstance(value, list):
        return [unpacked(one, blob) for one in value]
    if not isinstance(value, dict):
        return value
    (kind, content), = value.items()
    if kind == "dict":
        return {key: unpacked(one, blob) for key, one in ((unpacked(k, blob), v) for k, v in content)}
    if kind == "array":
        dtype, shape = content
        return blob.take(dtype, shape)
    if kind == "float":
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[content]
    if kind == "object":
        return Opaque(str(content)[:100])
    raise BadMessage(f"nothing is called {kind!r}")
