"""Which number stands for a text, in every program and for ever? FarmHash's 64-bit fingerprint, and SipHash with a key.

These are the functions behind TensorFlow's hash buckets, so that a layer here puts a word into the bin in which Keras
puts it. FarmHash (`farmhashna`): G. Pike, https://github.com/google/farmhash. SipHash-2-4: J.-P. Aumasson and
D. J. Bernstein, "SipHash: a fast short-input PRF" (2012).
"""

from collections.abc import Sequence

ALL = 2**64 - 1
K0, K1, K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F


def word(s: bytes, at: int, size: int = 8) -> int:
    """The little-endian number in some bytes."""
    return int.from_bytes(s[at : at + size], "little")


def right(x: int, by: int) -> int:
    """A 64-bit number, rotated to the right."""
    x &= ALL
    return (x >> by | x << 64 - by) & ALL


def shift_mix(x: int) -> int:
    """The high bits mixed into the low ones."""
    x &= ALL
    return x ^ x >> 47


def join(u: int, v: int, mul: int) -> int:
    """Two numbers in one."""
    a = shift_mix((u ^ v) * mul)
    return shift_mix((v & ALL ^ a) * mul) * mul & ALL


def fingerprint(s: bytes) -> int:
    """FarmHash's fingerprint of some bytes, from 0 to 2**64 - 1.

    >>> hex(fingerprint(b""))
    '0x9ae16a3b2f90404f'
    """
    size = len(s)
    if size > 64:
        return of_long(s)
    if size > 32:
        return of_65(s)
    mul = K2 + 2 * size
    if size > 16:
        y, z, _ = halves(s, K1, mul)
        return join(y, z, mul)
    if size >= 8:
        a, b = word(s, 0) + K2, word(s, size - 8)
        return join(right(b, 37) * mul + a, (right(a, 25) + b) * mul, mul)
    if size >= 4:
        return join(size + (word(s, 0, 4) << 3), word(s, size - 4, 4), mul)
    if size:
        y, z = s[0] + (s[size >> 1] << 8), size + (s[-1] << 2)
        return shift_mix(y * K2 ^ z * K0) * K2 & ALL
    return K2


def halves(s: bytes, first: int, mul: int) -> tuple[int, int, int]:
    """Two numbers of the first and the last 16 bytes, and the one that the first 8 gave."""
    size = len(s)
    a, b, c, d = word(s, 0) * first, word(s, 8), word(s, size - 8) * mul, word(s, size - 16) * K2
    return right(a + b, 43) + right(c, 30) + d, a + right(b + K2, 18) + c, a


def of_65(s: bytes) -> int:
    """The fingerprint of 33 to 64 bytes."""
    size = len(s)
    mul = K2 + 2 * size
    y, z, a = halves(s, K2, mul)
    z = join(y, z, mul)
    e, f = word(s, 16) * mul, word(s, 24)
    g, h = (y + word(s, size - 32)) * mul, (z + word(s, size - 24)) * mul
    return join(right(e + f, 43) + right(g, 30) + h, e + right(f + a, 18) + g, mul)


def weak(s: bytes, at: int, a: int, b: int) -> tuple[int, int]:
    """Two numbers of 32 bytes and two seeds."""
    w, x, y, z = (word(s, at + step) for step in (0, 8, 16, 24))
    a += w
    b = right(b + a + z, 21)
    c = a
    a += x + y
    return a + z & ALL, b + right(a, 44) + c & ALL


def of_long(s: bytes) -> int:
    """The fingerprint of more than 64 bytes, in steps of 64; the last step begins 64 bytes before the end."""
    size = len(s)
    y = 81 * K1 + 113
    z = shift_mix(y * K2 + 113) * K2
    x = 81 * K2 + word(s, 0)
    v, w = (0, 0), (0, 0)
    rest = size - 1 & 63
    for at in range(0, size - 1 - rest, 64):
        x, y, z, v, w = stirred(s, at, x, y, z, v, w, K1, 1)
    mul = K1 + ((z & 255) << 1)
    first = w[0] + rest
    v = v[0] + first, v[1]
    w = first + v[0], w[1]
    x, y, z, v, w = stirred(s, size - 64, x, y, z, v, w, mul, 9)
    return join(join(v[0], w[0], mul) + shift_mix(y) * K0 + z, join(v[1], w[1], mul) + x, mul)


def stirred(s: bytes, at: int, x: int, y: int, z: int, v: tuple, w: tuple, mul: int, by: int) -> tuple:
    """The state after 64 more bytes."""
    x = right(x + y + v[0] + word(s, at + 8), 37) * mul
    y = right(y + v[1] + word(s, at + 48), 42) * mul
    x = (x ^ w[1] * by) & ALL
    y = y + v[0] * by + word(s, at + 40) & ALL
    z = right(z + w[0], 33) * mul & ALL
    v = weak(s, at, v[1] * mul, x + w[0])
    w = weak(s, at + 32, z + w[1], y + word(s, at + 16))
    return z, y, x, v, w


def siphash(s: bytes, key: Sequence[int]) -> int:
    """SipHash-2-4 of some bytes with a key of two 64-bit numbers.

    >>> hex(siphash(bytes(range(15)), (0x0706050403020100, 0x0F0E0D0C0B0A0908)))  # the paper's example
    '0xa129ca6149be45e5'
    """
    k0, k1 = key[0] & ALL, key[1] & ALL
    state = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]
    full = len(s) & ~7
    words = [word(s, at) for at in range(0, full, 8)] + [word(s[full:], 0) | (len(s) & 255) << 56]
    for one in words:
        state[3] ^= one
        state = sip_round(*sip_round(*state))
        state[0] ^= one
    state[2] ^= 255
    for _ in range(4):
        state = sip_round(*state)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def sip_round(a: int, b: int, c: int, d: int) -> list[int]:
    """One round."""
    a, c = a + b & ALL, c + d & ALL
    b, d = right(b, 51) ^ a, right(d, 48) ^ c
    a = right(a, 32)
    a, c = a + d & ALL, c + b & ALL
    b, d = right(b, 47) ^ c, right(d, 43) ^ a
    return [a, b, right(c, 32), d]


def bucket(text: str, buckets: int, key: Sequence[int] | None = None) -> int:
    """The bucket of a text: its fingerprint, or its SipHash with a key, modulo the number of buckets."""
    data = text.encode()
    return (fingerprint(data) if key is None else siphash(data, key)) % buckets
