"""How are numbers drawn from a counter? The NumPy twins of `_kernels_random.pyx`."""

import numpy as np

from nnlite._reference import kernel

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
SINGLE = (  # Algorithm AS 241 (Wichura, 1988), both polynomials of each ratio, highest power first
    ([59.10937472, 159.29113202, 50.434271938, 3.3871327179], [67.1875636, 78.757757664, 17.895169469, 1]),
    ([0.17023821103, 1.3067284816, 2.75681539, 1.4234372777], [0.12021132975, 0.7370016425, 1]),
    ([0], [1]),  # float32 never gets so far out
)
DOUBLE = (
    ([2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
      13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080],
     [5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
      5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1]),
    ([7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770, 1.27045825245236838258,
      3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734],
     [1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966, 0.148103976427480074590,
      0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1]),
    ([2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.00124266094738807843860, 0.0265321895265761230930,
      0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720],
     [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
      0.0148753612908506148525, 0.136929880922735805310, 0.599832206555887937690, 1]),
)


def drawn(state, size):
    """The next draws, 64 bits each; the state moves on."""
    counters = state.view(np.uint64)[0] + np.arange(1, size + 1, dtype=np.uint64) * GOLDEN
    state.view(np.uint64)[0] += np.uint64(size) * GOLDEN
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        counters = (counters ^ (counters >> np.uint64(shift))) * np.uint64(factor)
    return counters ^ (counters >> np.uint64(31))


def fraction(bits, dtype):
    """Numbers in [0, 1) from the first bits of a draw, and the step between two such numbers."""
    kept = 24 if dtype == np.float32 else 53
    return (bits >> np.uint64(64 - kept)).astype(dtype) * dtype.type(2.0**-kept), dtype.type(2.0**-kept)


@kernel("IF")
def random_uniform(state, y, low, high):
    value = y.dtype.type(low) + y.dtype.type(high - low) * fraction(drawn(state, y.size), y.dtype)[0]
    y[...] = np.where(value < y.dtype.type(high), value, y.dtype.type(low)).reshape(y.shape)


def tail_quantile(p):
    """The numbers that a normal one is above with probability p ≤ ½."""
    centre, tail, end = ([np.asarray(part, p.dtype) for part in ratio]
                         for ratio in (SINGLE if p.dtype == np.float32 else DOUBLE))
    q = p.dtype.type(0.5) - p
    x, r = p.dtype.type(0.180625) - q * q, np.sqrt(-np.log(p))
    near = q * np.polyval(centre[0], x) / np.polyval(centre[1], x)
    x, z = r - p.dtype.type(1.6), r - p.dtype.type(5)
    far = np.where(r <= 5, np.polyval(tail[0], x) / np.polyval(tail[1], x),
                   np.polyval(end[0], z) / np.polyval(end[1], z))
    return np.where(q <= p.dtype.type(0.425), near, far)


@kernel("IF")
def random_normal(state, y, mean, deviation, least=0.0):
    bits, number = drawn(state, y.size), y.dtype.type
    value, step = fraction(bits, y.dtype)
    z = tail_quantile(number(least) + number(0.5 - least) * (value + step / 2))
    y[...] = (number(mean) + number(deviation) * np.where(bits & np.uint64(1), z, -z)).reshape(y.shape)


@kernel("IA")
def random_integers(state, y, low, high):
    y[...] = (low + (drawn(state, y.size) % np.uint64(high - low)).astype(np.int64)).reshape(y.shape)
