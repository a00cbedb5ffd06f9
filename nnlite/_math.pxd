"""How are exp, log, tanh and friends computed for many numbers at once?

By polynomials, without branches and without calls, so that the compiler turns a loop that calls these functions
into vector instructions of any width. All results are within 2 units in the last place of the true value, over the
whole range; NaN stays NaN; infinities and denormal numbers are right. (Only `tanh_` keeps the sign of a zero.) The
normal distribution, used for gelu only, is within 5 units where its result is a normal number.

The ideas are old and shared; the polynomials were fitted for this file (Remez exchange, minimax relative error).

- Cody and Waite, "Software Manual for the Elementary Functions" (1980): subtract n·ln 2 in two pieces, the first
  so short that its product with n is exact.
- Adding 1.5 · 2**52 rounds to a whole number and leaves its bits at the end of the sum: no conversion to int.
- fdlibm (Sun, 1993): expm1 with the rounding error of the reduction kept; log(1 + f) = 2 atanh(f / (2 + f)) in the
  form f minus a correction; log1p through the rounding error of 1 + x.

Comparisons are written so that NaN falls through: `bound if x > bound else x`, never the other way round. A
literal is a double in C and would turn float32 arithmetic into float64, at half the speed: hence `one`, `half` and
the casts.
"""

from libc.stdint cimport uint32_t, uint64_t
from nnlite._steps cimport floating

cdef extern from *:
    """
    #include <math.h>
    #include <stdint.h>
    #include <string.h>
    static inline uint32_t nnlite_bits32(float x) { uint32_t b; memcpy(&b, &x, sizeof b); return b; }
    static inline uint64_t nnlite_bits64(double x) { uint64_t b; memcpy(&b, &x, sizeof b); return b; }
    static inline float nnlite_float(uint32_t b) { float x; memcpy(&x, &b, sizeof x); return x; }
    static inline double nnlite_double(uint64_t b) { double x; memcpy(&x, &b, sizeof x); return x; }
    """
    uint32_t bits32 "nnlite_bits32"(float x) noexcept nogil
    uint64_t bits64 "nnlite_bits64"(double x) noexcept nogil
    float as_float "nnlite_float"(uint32_t bits) noexcept nogil
    double as_double "nnlite_double"(uint64_t bits) noexcept nogil
    float fabsf(float x) noexcept nogil
    double fabs(double x) noexcept nogil
    float copysignf(float x, float sign) noexcept nogil
    double copysign(double x, double sign) noexcept nogil
    float sqrtf(float x) noexcept nogil
    double sqrt(double x) noexcept nogil
    const float INFINITY
    const float NAN


# ------------------------------------------------------------------------------------------------- small tools

cdef inline floating absolute(floating x) noexcept nogil:
    """|x|"""
    if floating is float:
        return fabsf(x)
    else:
        return fabs(x)


cdef inline floating root(floating x) noexcept nogil:
    """√x; NaN below 0"""
    if floating is float:
        return sqrtf(x)
    else:
        return sqrt(x)


cdef inline floating with_sign(floating x, floating sign) noexcept nogil:
    """x with the sign of `sign`, also of -0."""
    if floating is float:
        return copysignf(x, sign)
    else:
        return copysign(x, sign)


cdef inline floating whole(floating x) noexcept nogil:
    """The whole number nearest to x, for |x| < 2**22: there is no room for a fraction behind 1.5 · 2**23."""
    cdef floating shift = 12582912.0 if sizeof(floating) == 4 else 6755399441055744.0
    return (x + shift) - shift


cdef inline floating power_of_two(floating n) noexcept nogil:
    """2**n for a whole n in the normal range: n + bias, at the end of the sum, moves up to be the exponent."""
    if floating is float:
        return as_float(bits32(n + <float> (12582912.0 + 127.0)) << 23)
    else:
        return as_double(bits64(n + (6755399441055744.0 + 1023.0)) << 52)


cdef inline floating split(floating x, floating* k) noexcept nogil:
    """m in [√½, √2) and a whole k with x = 2**k · m, for a positive normal x."""
    cdef uint32_t b
    cdef uint64_t c
    if floating is float:
        b = bits32(x) + (0x3f800000 - 0x3f3504f3)  # the exponent now steps at √½, not at 1
        k[0] = as_float((b >> 23) | 0x4b000000) - <float> (8388608.0 + 127.0)
        return as_float((b & 0x007fffff) + 0x3f3504f3)
    else:
        c = bits64(x) + (<uint64_t> 0x3ff0000000000000 - <uint64_t> 0x3fe6a09e667f3bcd)
        k[0] = as_double((c >> 52) | <uint64_t> 0x4330000000000000) - (4503599627370496.0 + 1023.0)
        return as_double((c & <uint64_t> 0x000fffffffffffff) + <uint64_t> 0x3fe6a09e667f3bcd)


cdef inline floating ln2_high(floating x) noexcept nogil:
    """ln 2 to 16 (32) bits: its product with an exponent is exact."""
    return 0.693145751953125 if sizeof(floating) == 4 else 0.6931471803691238


cdef inline floating ln2_low(floating x) noexcept nogil:
    """The rest of ln 2."""
    return 1.428606765330187e-06 if sizeof(floating) == 4 else 1.9082149292705877e-10


# ------------------------------------------------------------------------------------------------- exponentials

cdef inline floating exp_rest(floating r) noexcept nogil:
    """exp(r) - 1 - r for |r| ≤ ½ ln 2"""
    cdef floating q
    if floating is float:
        q = r * <float> 0.001394653576426208 + <float> 0.008366643451154232
        q = q * r + <float> 0.04166628047823906
        q = q * r + <float> 0.16666541993618011
        q = q * r + <float> 0.5
    else:
        q = r * 2.511460083908081e-08 + 2.7626448522412786e-07
        q = q * r + 2.7557227568203e-06
        q = q * r + 2.4801504152882234e-05
        q = q * r + 0.00019841269903439563
        q = q * r + 0.0013888888932609518
        q = q * r + 0.008333333333314414
        q = q * r + 0.04166666666657297
        q = q * r + 0.16666666666666685
        q = q * r + 0.5000000000000006
    return r * r * q


cdef inline floating exp_sum(floating x, floating extra) noexcept nogil:
    """exp(x + extra), the extra being small beside x or a correction below its last place."""
    cdef floating most = 89 if sizeof(floating) == 4 else 710  # exp is infinite from here on
    cdef floating least = -104 if sizeof(floating) == 4 else -746  # and zero from here on
    cdef floating inverse = 1.4426950408889634, half = 0.5, one = 1
    cdef floating n, m, r
    x = most if x > most else x
    x = least if x < least else x
    n = whole((x + extra) * inverse)
    m = whole(n * half)  # 2**n in two factors: it may be infinite, or less than normal, where exp is neither
    r = (x - n * ln2_high(x)) - (n * ln2_low(x) - extra)
    return (one + (r + exp_rest(r))) * power_of_two(m) * power_of_two(n - m)


cdef inline floating exp_(floating x) noexcept nogil:
    """exp(x)"""
    return exp_sum(x, <floating> 0)


cdef inline floating expm1_(floating x) noexcept nogil:
    """exp(x) - 1 = (2**n - 1) + 2**n · (exp(r) - 1), the large sum with its rounding error."""
    cdef floating most = 89 if sizeof(floating) == 4 else 710
    cdef floating least = -20 if sizeof(floating) == 4 else -40  # -1 from here on
    cdef floating inverse = 1.4426950408889634, half = 0.5
    cdef floating n, m, scale, high, r, lost, start, step, total
    x = most if x > most else x
    x = least if x < least else x
    n = whole(x * inverse)
    high = x - n * ln2_high(x)
    r = high - n * ln2_low(x)
    lost = (high - r) - n * ln2_low(x)
    m = whole(n * half)
    scale = power_of_two(n - m)  # everything is computed as a multiple of 2**m
    start = scale - power_of_two(-m)
    step = scale * r
    total = start + step
    lost = (step - (total - start)) + scale * (lost + exp_rest(r))
    return (total + lost) * power_of_two(m)


cdef inline floating tanh_(floating x) noexcept nogil:
    """tanh|x| = z / (2 - z) with z = 1 - exp(-2|x|), which loses less to rounding than exp(2|x|) would."""
    cdef floating two = 2, z = -expm1_(-two * absolute(x))
    return with_sign(z / (two - z), x)


cdef inline floating sigmoid_(floating x) noexcept nogil:
    """1 / (1 + exp(-x)), from exp(-|x|) so that nothing overflows."""
    cdef floating one = 1, e = exp_(-absolute(x))
    return (one if x >= 0 else e) / (one + e)


cdef inline floating sigmoid_and_slope(floating x, floating* slope) noexcept nogil:
    """σ(x) and σ(x) (1 - σ(x)) without the cancellation in 1 - σ(x)"""
    cdef floating one = 1, e = exp_(-absolute(x))
    cdef floating q = one / (one + e)
    slope[0] = e * q * q
    return q if x >= 0 else e * q


# --------------------------------------------------------------------------------------------------- logarithms

cdef inline floating log_sum(floating k, floating f, floating correction) noexcept nogil:
    """k ln 2 + log(1 + f) + correction for √½ ≤ 1 + f ≤ 1½"""
    cdef floating two = 2, half = 0.5
    cdef floating s = f / (two + f)
    cdef floating z = s * s, q, half_square = half * f * f
    if floating is float:
        q = z * <float> 0.2406742423772812 + <float> 0.28509676456451416
        q = q * z + <float> 0.400007963180542
        q = q * z + <float> 0.6666666269302368
    else:
        q = z * 0.15326592661316948 + 0.15256197420842876
        q = q * z + 0.18186013241354101
        q = q * z + 0.22222148261162486
        q = q * z + 0.28571429251829444
        q = q * z + 0.3999999999716437
        q = q * z + 0.6666666666667024
    q = s * (half_square + z * q) + (k * ln2_low(f) + correction)
    return k * ln2_high(f) - ((half_square - q) - f)


cdef inline floating log_(floating x) noexcept nogil:
    """log(x); NaN below 0"""
    cdef floating smallest = 1.1754943508222875e-38 if sizeof(floating) == 4 else 2.2250738585072014e-308
    cdef floating up = 8388608.0 if sizeof(floating) == 4 else 4503599627370496.0  # 2**23, 2**52
    cdef floating up_log = 23 if sizeof(floating) == 4 else 52
    cdef floating one = 1, k = 0, m, y
    m = split(x * up if x < smallest else x, &k)  # a denormal number is made normal first
    k = k - up_log if x < smallest else k
    y = log_sum(k, m - one, <floating> 0)
    y = y if x < INFINITY else x  # infinity and NaN
    return y if x > 0 else x if x != x else -INFINITY if x == 0 else NAN


cdef inline floating log1p_(floating x) noexcept nogil:
    """log(1 + x) = log(u) + (1 + x - u) / u, where u is 1 + x rounded"""
    cdef floating one = 1, u = one + x, k = 0, f, lost, y
    f = split(u, &k) - one
    lost = (one - (u - x) if x > one else x - (u - one)) / u
    f = x if k == 0 else f  # near 1 x itself is exact
    lost = 0 if k == 0 else lost
    y = log_sum(k, f, lost)
    y = y if x < INFINITY else x
    return y if x > -1 else x if x != x else -INFINITY if x == -1 else NAN


cdef inline floating softplus_(floating x) noexcept nogil:
    """log(1 + exp(x)) = max(x, 0) + log(1 + e) with e = exp(-|x|) ≤ 1; above ½, (1 + e) / 2 is exact."""
    cdef floating one = 1, half = 0.5, positive = 0 if x < 0 else x
    cdef floating e = exp_(-absolute(x))
    cdef floating k = one if e > half else 0, f = half * (e - one) if e > half else e
    return positive + log_sum(k, f, <floating> 0)


# ------------------------------------------------------------------------------------------- normal distribution

cdef inline floating normal_tail(floating a) noexcept nogil:
    """Φ(-a) / exp(-½ a²) for a ≥ 0, a smooth function that falls like 1 / a.

    Times a + k it is nearly constant, and a polynomial in t = (a - k) / (a + k), which maps [0, ∞) to [-1, 1): the
    substitution of Shepherd and Laframboise (1981) for erfc.
    """
    cdef floating q, t, k = 4 if sizeof(floating) == 4 else 5
    t = (a - k) / (a + k)
    if floating is float:
        q = t * <float> -0.00013419582683127373 + <float> 0.00017465880955569446
        q = (q * t + <float> 0.0015684064710512757) * t - <float> 0.003510210895910859
        q = (q * t - <float> 0.007524003274738789) * t + <float> 0.0604034885764122
        q = (q * t - <float> 0.1865236610174179) * t + <float> 0.38713690638542175
        q = (q * t - <float> 0.6078965663909912) * t + <float> 0.7552851438522339
    else:
        q = t * 1.985368042017062e-09 + 7.1162385155721885e-09
        q = (q * t - 1.0168497460908392e-08) * t - 6.513257939663584e-08
        q = (q * t + 4.3624389331301574e-08) * t + 4.3245925589393294e-07
        q = (q * t - 3.3780929778180736e-07) * t - 2.7689018810022428e-06
        q = (q * t + 3.981550952103451e-06) * t + 1.668108174624262e-05
        q = (q * t - 4.976303710790652e-05) * t - 5.937569498596404e-05
        q = (q * t + 0.0005448991127051806) * t - 0.0007978694040957212
        q = (q * t - 0.002993376776681563) * t + 0.02079506680049012
        q = (q * t - 0.069118638705877) * t + 0.16502036617034926
        q = (q * t - 0.31353315667131826) * t + 0.49530561596997724
        q = (q * t - 0.6653825028900566) * t + 0.769193049750063
    return q / (a + k)


cdef inline floating normal_(floating x, floating* density) noexcept nogil:
    """Φ(x) and the density exp(-½ x²) / √(2π), which share an exponential.

    Squaring |x| = h + l, h short enough for an exact square, as h² + l (|x| + h) is fdlibm's erfc again.
    """
    cdef floating most = 15 if sizeof(floating) == 4 else 40  # both are zero from here on
    cdef floating grid = 128 if sizeof(floating) == 4 else 1024
    cdef floating one = 1, half = 0.5, a = absolute(x), h, e, tail
    a = most if a > most else a
    h = whole(a * grid) / grid
    e = exp_sum(-half * h * h, -half * (a - h) * (a + h))
    density[0] = <floating> 0.3989422804014327 * e
    tail = e * normal_tail(a)
    return tail if x < 0 else one - tail


# ------------------------------------------------------------------------------------------------ one row

cdef enum:
    LANES = 16


cdef inline floating row_max(const floating* x, Py_ssize_t count) noexcept nogil:
    """The largest x; NaN is passed over, but spoils the sum of exponentials that follows."""
    cdef floating part[LANES]
    cdef floating most = x[0]
    cdef Py_ssize_t i, j, even = count - count % LANES
    for j in range(LANES):
        part[j] = most
    for i in range(0, even, 16):
        for j in range(LANES):
            part[j] = x[i + j] if x[i + j] > part[j] else part[j]
    for i in range(even, count):
        most = x[i] if x[i] > most else most
    for j in range(LANES if even else 0):
        most = part[j] if part[j] > most else most
    return most


cdef inline floating row_sum(const floating* x, Py_ssize_t count) noexcept nogil:
    """Σ x, in partial sums that do not wait for each other."""
    cdef floating part[LANES]
    cdef floating total = 0
    cdef Py_ssize_t i, j, even = count - count % LANES
    for j in range(LANES):
        part[j] = 0
    for i in range(0, even, 16):
        for j in range(LANES):
            part[j] += x[i + j]
    for i in range(even, count):
        total += x[i]
    for j in range(LANES if even else 0):
        total += part[j]
    return total


cdef inline floating row_dot(const floating* x, const floating* y, Py_ssize_t count) noexcept nogil:
    """Σ x · y"""
    cdef floating part[LANES]
    cdef floating total = 0
    cdef Py_ssize_t i, j, even = count - count % LANES
    for j in range(LANES):
        part[j] = 0
    for i in range(0, even, 16):
        for j in range(LANES):
            part[j] += x[i + j] * y[i + j]
    for i in range(even, count):
        total += x[i] * y[i]
    for j in range(LANES if even else 0):
        total += part[j]
    return total
