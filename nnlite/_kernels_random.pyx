"""The compiled loops that draw numbers: uniform, normal, whole.

Number i of a draw depends on the state and on i alone (`_bits.pxd`), so the same seed gives the same numbers however
the work is cut. The twins are in `_reference_random.py`.

A normal number is the quantile of a uniform one, which takes one draw, and half of a draw's range for a normal number
cut at both ends. The rational approximations of the quantile are Wichura's (Algorithm AS 241, Applied Statistics 37,
1988): one of single accuracy for float32, one of double accuracy for float64.
"""

import numpy as np

from libc.stdint cimport int32_t
from nnlite._bits cimport advanced, draw
from nnlite._math cimport log_
from nnlite._steps cimport Arguments, Kernel, bind, floating, index_t

cdef extern from "<math.h>":
    float sqrtf(float x) noexcept nogil
    double sqrt(double x) noexcept nogil


cdef inline floating fraction(unsigned long long bits, floating* like) noexcept nogil:
    """A number in [0, 1) from the first bits: as many as the type holds."""
    if floating is float:
        return <float> <int32_t> (bits >> 40) * <float> 5.960464477539063e-08  # 2**-24
    else:
        return <double> <index_t> (bits >> 11) * 1.1102230246251565e-16  # 2**-53


cdef Py_ssize_t random_uniform_loop(floating* unused, Arguments* a) noexcept nogil:
    cdef unsigned long long* state = <unsigned long long*> a.array[0]
    cdef floating* y = <floating*> a.array[1]
    cdef unsigned long long start = state[0]
    cdef floating low = <floating> a.number[0], range_ = <floating> (a.number[1] - a.number[0])
    cdef floating high = <floating> a.number[1], value
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        value = low + range_ * fraction(draw(start, i), y)
        y[i] = value if value < high else low  # a sum that was rounded up to the end
    state[0] = advanced(start, a.size[0])
    return 0


def random_uniform(state, y, low, high, /):
    """y = numbers in [low, high); `state` counts the draws."""
    return bind("random_uniform", <Kernel> random_uniform_loop[float], <Kernel> random_uniform_loop[double], "IF",
                (state, y), (y.size,), (low, high))


cdef inline float tail_quantile_single(float p) noexcept nogil:
    """The number that a normal one is above with probability p, for 2**-26 ≤ p ≤ ½, to single accuracy."""
    cdef float q = <float> 0.5 - p, r = <float> 0.180625 - q * q, s, near, far
    near = (((<float> 59.10937472 * r + <float> 159.29113202) * r + <float> 50.434271938) * r + <float> 3.3871327179)
    near = q * near / (((<float> 67.1875636 * r + <float> 78.757757664) * r + <float> 17.895169469) * r + <float> 1)
    s = sqrtf(-log_(p)) - <float> 1.6
    far = (((<float> 0.17023821103 * s + <float> 1.3067284816) * s + <float> 2.75681539) * s + <float> 1.4234372777)
    far = far / ((<float> 0.12021132975 * s + <float> 0.7370016425) * s + <float> 1)
    return near if q <= <float> 0.425 else far


cdef inline double ratio(double x, const double* above, const double* below) noexcept nogil:
    """A quotient of two polynomials of degree 7."""
    cdef double high = above[7], low = below[7]
    cdef int k
    for k in range(6, -1, -1):
        high = high * x + above[k]
        low = low * x + below[k]
    return high / low


cdef double* CENTRE_ABOVE = [
    3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727]
cdef double* CENTRE_BELOW = [
    1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
    21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610]
cdef double* TAIL_ABOVE = [
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
    1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4]
cdef double* TAIL_BELOW = [
    1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
    0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9]
cdef double* END_ABOVE = [
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
    0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7]
cdef double* END_BELOW = [
    1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]


cdef inline double tail_quantile_double(double p) noexcept nogil:
    """The same to double accuracy, for 0 < p ≤ ½."""
    cdef double q = 0.5 - p, r
    if q <= 0.425:
        return q * ratio(0.180625 - q * q, CENTRE_ABOVE, CENTRE_BELOW)
    r = sqrt(-log_(p))
    return ratio(r - 1.6, TAIL_ABOVE, TAIL_BELOW) if r <= 5 else ratio(r - 5, END_ABOVE, END_BELOW)


cdef Py_ssize_t random_normal_loop(floating* unused, Arguments* a) noexcept nogil:
    cdef unsigned long long* state = <unsigned long long*> a.array[0]
    cdef floating* y = <floating*> a.array[1]
    cdef unsigned long long start = state[0], bits
    cdef floating mean = <floating> a.number[0], deviation = <floating> a.number[1], least = <floating> a.number[2]
    cdef floating half = 0.5, middle = 2.9802322387695312e-08 if sizeof(floating) == 4 else 5.551115123125783e-17
    cdef floating range_ = half - least, p, z
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        bits = draw(start, i)
        p = least + range_ * (fraction(bits, y) + middle)  # of (0, 1): the middles of its steps
        if floating is float:
            z = tail_quantile_single(p)
        else:
            z = tail_quantile_double(p)
        y[i] = mean + deviation * (z if bits & 1 else -z)
    state[0] = advanced(start, a.size[0])
    return 0


def random_normal(state, y, mean, deviation, least=0.0, /):
    """y = normal numbers, without those that are so far out that only a part `least` lies beyond, on either side."""
    return bind("random_normal", <Kernel> random_normal_loop[float], <Kernel> random_normal_loop[double], "IF",
                (state, y), (y.size,), (mean, deviation, least))


cdef Py_ssize_t random_integers_loop(unsigned long long* state, Arguments* a) noexcept nogil:
    cdef unsigned long long start = state[0]
    cdef unsigned long long count = <unsigned long long> a.size[2]
    cdef Py_ssize_t i
    cdef index_t value
    for i in range(a.size[0]):
        value = a.size[1] + <index_t> (draw(start, i) % count)
        if a.size[3] == 4:
            (<int32_t*> a.array[1])[i] = <int32_t> value
        else:
            (<index_t*> a.array[1])[i] = value
    state[0] = advanced(start, a.size[0])
    return 0


def random_integers(state, y, low, high, /):
    """y = whole numbers from low to high - 1, int32 or int64; none is likelier than another by more than 2**-32."""
    if y.dtype not in (np.int32, np.int64):
        raise TypeError(f"random_integers: y must be int32 or int64. Received: {y.dtype}")
    if not low < high:
        raise ValueError(f"random_integers: low must be below high. Received: low={low}, high={high}")
    return bind("random_integers", <Kernel> random_integers_loop, <Kernel> random_integers_loop, "IA", (state, y),
                (y.size, low, high - low, y.itemsize))
