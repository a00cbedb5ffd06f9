"""The compiled activations, second page: straight pieces, shrinks and their smooth relatives, glu and sparsemax.

Built as `_kernels_activations.pyx` is: two tables, `value` and `slope`, and two loops that map a line of them over
arrays. `_reference_shrinks.py` says the same in NumPy.
"""

from nnlite._maps cimport backward, forward, rows_of
from nnlite._math cimport (
    INFINITY, absolute, expm1_, root, row_max, sigmoid_, sigmoid_and_slope, softplus_, tanh_,
)
from nnlite._steps cimport Arguments, Kernel, bind, floating

cdef struct Celu:
    Arguments call
cdef struct HardShrink:
    Arguments call
cdef struct HardSilu:
    Arguments call
cdef struct HardTanh:
    Arguments call
cdef struct LogSigmoid:
    Arguments call
cdef struct SoftShrink:
    Arguments call
cdef struct SparsePlus:
    Arguments call
cdef struct SparseSigmoid:
    Arguments call
cdef struct Squareplus:
    Arguments call
cdef struct TanhShrink:
    Arguments call
cdef struct Threshold:
    Arguments call

ctypedef fused activation:
    Celu
    HardShrink
    HardSilu
    HardTanh
    LogSigmoid
    SoftShrink
    SparsePlus
    SparseSigmoid
    Squareplus
    TanhShrink
    Threshold


# ------------------------------------------------------------------------------------- what happens to one number

cdef inline floating value(floating x, floating a, floating b, activation* kind) noexcept nogil:
    """f(x), written so that NaN falls through every comparison; a and b are the numbers of the call."""
    cdef floating half = 0.5, one = 1, three = 3, six = 6, quarter = 0.25, s
    if activation is Celu:
        return x if x > 0 else a * expm1_(x / a)
    elif activation is HardShrink:
        return 0 if absolute(x) <= a else x
    elif activation is HardSilu:
        return 0 if x <= -three else x if x >= three else x * (x / six + half)
    elif activation is HardTanh:
        return -one if x < -one else one if x > one else x
    elif activation is LogSigmoid:
        return -softplus_(-x)
    elif activation is SoftShrink:
        return x - a if x > a else x + a if x < -a else x - x
    elif activation is SparsePlus:
        return 0 if x <= -one else x if x >= one else quarter * (x + one) * (x + one)
    elif activation is SparseSigmoid:
        return 0 if x <= -one else one if x >= one else half * (x + one)
    elif activation is Squareplus:
        s = root(x * x + a) + absolute(x)
        return half * s if x >= 0 else half * a / s  # below 0 x and the root would cancel
    elif activation is TanhShrink:
        return x - tanh_(x)
    elif activation is Threshold:
        return b if x <= a else x


cdef inline floating slope(floating x, floating y, floating a, floating b, activation* kind) noexcept nogil:
    """f′, from x or from y = f(x): a line that reads y lets the memory of x be used again."""
    cdef floating half = 0.5, one = 1, three = 3, r, s
    if activation is Celu:
        return 1 if y > 0 else y / a + one
    elif activation is HardShrink:
        return 0 if absolute(y) <= a else 1
    elif activation is HardSilu:
        return 0 if x <= -three else 1 if x >= three else x / three + half
    elif activation is HardTanh:
        return 0 if absolute(y) >= one else 1
    elif activation is LogSigmoid:
        return -expm1_(y)
    elif activation is SoftShrink:
        return 0 if y == 0 else 1
    elif activation is SparsePlus:
        return 0 if x <= -one else 1 if x >= one else half * (x + one)
    elif activation is SparseSigmoid:
        return 0 if y >= one else half if y > 0 else y
    elif activation is Squareplus:
        r = root(x * x + a)
        s = r + absolute(x)
        return half * s / r if x >= 0 else half * a / (r * s)
    elif activation is TanhShrink:
        s = tanh_(x)
        return s * s
    elif activation is Threshold:
        return 0 if x <= a else 1


# ------------------------------------------------------------------------------------------------- the two loops

cdef Py_ssize_t forward_loop(floating* x, activation* call) noexcept nogil:
    cdef floating* y = <floating*> call.call.array[1]
    cdef floating a = <floating> call.call.number[0], b = <floating> call.call.number[1]
    cdef Py_ssize_t i
    for i in range(call.call.size[0]):
        y[i] = value[floating, activation](x[i], a, b, call)
    return 0


cdef Py_ssize_t backward_loop(floating* x, activation* call) noexcept nogil:
    cdef floating* known = x if x != NULL else <floating*> call.call.array[1]
    cdef floating* dy = <floating*> call.call.array[2]
    cdef floating* dx = <floating*> call.call.array[3]
    cdef floating a = <floating> call.call.number[0], b = <floating> call.call.number[1]
    cdef Py_ssize_t i
    for i in range(call.call.size[0]):
        dx[i] = dy[i] * slope[floating, activation](known[i], known[i], a, b, call)
    return 0


# ------------------------------------------------------------------------------------------------------- entries

def celu(x, y, alpha, /):
    """y = x where x > 0, otherwise alpha · (exp(x / alpha) - 1)"""
    return forward("celu", <Kernel> forward_loop[float, Celu], <Kernel> forward_loop[double, Celu], x, y, (alpha,))


def celu_gradient(x, y, dy, dx, alpha, /):
    """dx = dy where y > 0, otherwise dy · (y / alpha + 1); uses y"""
    return backward("celu_gradient", <Kernel> backward_loop[float, Celu], <Kernel> backward_loop[double, Celu],
                    None, y, dy, dx, (alpha,))


def hard_shrink(x, y, threshold, /):
    """y = x where |x| > threshold, otherwise 0"""
    return forward("hard_shrink", <Kernel> forward_loop[float, HardShrink], <Kernel> forward_loop[double, HardShrink],
                   x, y, (threshold,))


def hard_shrink_gradient(x, y, dy, dx, threshold, /):
    """dx = dy where |y| > threshold, otherwise 0; uses y"""
    return backward("hard_shrink_gradient", <Kernel> backward_loop[float, HardShrink],
                    <Kernel> backward_loop[double, HardShrink], None, y, dy, dx, (threshold,))


def hard_silu(x, y, /):
    """y = x · (x / 6 + ½) between -3 and 3, 0 below, x above"""
    return forward("hard_silu", <Kernel> forward_loop[float, HardSilu], <Kernel> forward_loop[double, HardSilu], x, y)


def hard_silu_gradient(x, y, dy, dx, /):
    """dx = dy · (x / 3 + ½) between -3 and 3, 0 below, dy above; uses x"""
    return backward("hard_silu_gradient", <Kernel> backward_loop[float, HardSilu],
                    <Kernel> backward_loop[double, HardSilu], x, None, dy, dx)


def hard_tanh(x, y, /):
    """y = x, kept between -1 and 1"""
    return forward("hard_tanh", <Kernel> forward_loop[float, HardTanh], <Kernel> forward_loop[double, HardTanh], x, y)


def hard_tanh_gradient(x, y, dy, dx, /):
    """dx = dy where -1 < y < 1, otherwise 0; uses y"""
    return backward("hard_tanh_gradient", <Kernel> backward_loop[float, HardTanh],
                    <Kernel> backward_loop[double, HardTanh], None, y, dy, dx)


def log_sigmoid(x, y, /):
    """y = log σ(x) = -log(1 + exp(-x))"""
    return forward("log_sigmoid", <Kernel> forward_loop[float, LogSigmoid], <Kernel> forward_loop[double, LogSigmoid],
                   x, y)


def log_sigmoid_gradient(x, y, dy, dx, /):
    """dx = dy · (1 - exp(y)), which is σ(-x); uses y"""
    return backward("log_sigmoid_gradient", <Kernel> backward_loop[float, LogSigmoid],
                    <Kernel> backward_loop[double, LogSigmoid], None, y, dy, dx)


def soft_shrink(x, y, threshold, /):
    """y = x - threshold above the threshold, x + threshold below its opposite, 0 between"""
    return forward("soft_shrink", <Kernel> forward_loop[float, SoftShrink], <Kernel> forward_loop[double, SoftShrink],
                   x, y, (threshold,))


def soft_shrink_gradient(x, y, dy, dx, threshold, /):
    """dx = dy where y is not 0, otherwise 0; uses y"""
    return backward("soft_shrink_gradient", <Kernel> backward_loop[float, SoftShrink],
                    <Kernel> backward_loop[double, SoftShrink], None, y, dy, dx, (threshold,))


def sparse_plus(x, y, /):
    """y = ¼ (x + 1)² between -1 and 1, 0 below, x above"""
    return forward("sparse_plus", <Kernel> forward_loop[float, SparsePlus], <Kernel> forward_loop[double, SparsePlus],
                   x, y)


def sparse_plus_gradient(x, y, dy, dx, /):
    """dx = dy · ½ (x + 1) between -1 and 1, 0 below, dy above; uses x"""
    return backward("sparse_plus_gradient", <Kernel> backward_loop[float, SparsePlus],
                    <Kernel> backward_loop[double, SparsePlus], x, None, dy, dx)


def sparse_sigmoid(x, y, /):
    """y = ½ (x + 1), kept between 0 and 1"""
    return forward("sparse_sigmoid", <Kernel> forward_loop[float, SparseSigmoid],
                   <Kernel> forward_loop[double, SparseSigmoid], x, y)


def sparse_sigmoid_gradient(x, y, dy, dx, /):
    """dx = ½ dy where 0 < y < 1, otherwise 0; uses y"""
    return backward("sparse_sigmoid_gradient", <Kernel> backward_loop[float, SparseSigmoid],
                    <Kernel> backward_loop[double, SparseSigmoid], None, y, dy, dx)


def squareplus(x, y, b, /):
    """y = ½ (x + r) with r = √(x² + b)"""
    return forward("squareplus", <Kernel> forward_loop[float, Squareplus], <Kernel> forward_loop[double, Squareplus],
                   x, y, (b,))


def squareplus_gradient(x, y, dy, dx, b, /):
    """dx = dy · ½ (1 + x / r); uses x"""
    return backward("squareplus_gradient", <Kernel> backward_loop[float, Squareplus],
                    <Kernel> backward_loop[double, Squareplus], x, None, dy, dx, (b,))


def tanh_shrink(x, y, /):
    """y = x - tanh(x)"""
    return forward("tanh_shrink", <Kernel> forward_loop[float, TanhShrink], <Kernel> forward_loop[double, TanhShrink],
                   x, y)


def tanh_shrink_gradient(x, y, dy, dx, /):
    """dx = dy · tanh(x)²; uses x"""
    return backward("tanh_shrink_gradient", <Kernel> backward_loop[float, TanhShrink],
                    <Kernel> backward_loop[double, TanhShrink], x, None, dy, dx)


def threshold(x, y, threshold, default_value, /):
    """y = x where x > threshold, otherwise default_value"""
    return forward("threshold", <Kernel> forward_loop[float, Threshold], <Kernel> forward_loop[double, Threshold],
                   x, y, (threshold, default_value))


def threshold_gradient(x, y, dy, dx, threshold, default_value, /):
    """dx = dy where x > threshold, otherwise 0; uses x"""
    return backward("threshold_gradient", <Kernel> backward_loop[float, Threshold],
                    <Kernel> backward_loop[double, Threshold], x, None, dy, dx, (threshold, default_value))


# ------------------------------------------------------------------------------------------------ gated halves

cdef Py_ssize_t glu_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef Py_ssize_t _row, j, half = a.size[1]
    for _row in range(a.size[0]):
        for j in range(half):
            y[j] = x[j] * sigmoid_(x[half + j])
        x += 2 * half
        y += half
    return 0


cdef Py_ssize_t glu_gradient_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* dy = <floating*> a.array[2]
    cdef floating* dx = <floating*> a.array[3]
    cdef floating gate, bend = 0
    cdef Py_ssize_t _row, j, half = a.size[1]
    for _row in range(a.size[0]):
        for j in range(half):
            gate = sigmoid_and_slope(x[half + j], &bend)
            dx[half + j] = dy[j] * x[j] * bend
            dx[j] = dy[j] * gate
        x += 2 * half
        dx += 2 * half
        dy += half
    return 0


cdef tuple halves(str name, whole, half, Py_ssize_t rows):
    """(rows, the size of half a row); whole rows are twice as long as half ones."""
    if whole.size != 2 * half.size or rows < 0 or (half.size % rows if rows else half.size):
        raise ValueError(f"{name}: {rows} rows and their halves are needed. Received: {whole.shape} and {half.shape}")
    return (rows, half.size // rows if rows else 0)


def glu(x, y, rows, /):
    """y = u · σ(v) where u is the first half of each of the rows of x, and v the second"""
    return bind("glu", <Kernel> glu_loop[float], <Kernel> glu_loop[double], "fF", (x, y), halves("glu", x, y, rows))


def glu_gradient(x, y, dy, dx, rows, /):
    """du = dy · σ(v), dv = dy · u · σ(v) (1 - σ(v)); uses x"""
    if x.size != dx.size:
        raise ValueError(f"glu_gradient: x and dx must have one size. Received: {x.shape} and {dx.shape}")
    return bind("glu_gradient", <Kernel> glu_gradient_loop[float], <Kernel> glu_gradient_loop[double], "fffF",
                (x, None, dy, dx), halves("glu_gradient", dx, dy, rows))


# --------------------------------------------------------------------------------------------------- sparsemax

cdef inline double water_level(const floating* x, double most, Py_ssize_t n) noexcept nogil:
    """τ with Σ max(x - most - τ, 0) = 1.

    Without sorting (Michelot, 1986): τ over all numbers is too low; leave out those below it, and again. NaN is
    never left out, and ends as τ.
    """
    cdef double level = -INFINITY, total, next_level
    cdef Py_ssize_t j, count, before = -1
    while True:
        total, count = 0, 0
        for j in range(n):
            if not x[j] - most <= level:
                total += x[j] - most
                count += 1
        next_level = (total - 1) / count
        if next_level <= level or count == before:
            return level
        level, before = next_level, count


cdef Py_ssize_t sparsemax_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef double most, level, rest
    cdef Py_ssize_t _row, j, columns = a.size[1]
    for _row in range(a.size[0]):
        most = row_max(x, columns)
        level = water_level(x, most, columns)
        for j in range(columns):
            rest = (x[j] - most) - level
            y[j] = 0 if rest < 0 else <floating> rest
        x += columns
        y += columns
    return 0


cdef Py_ssize_t sparsemax_gradient_loop(floating* unused, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating* dy = <floating*> a.array[2]
    cdef floating* dx = <floating*> a.array[3]
    cdef double total
    cdef floating mean
    cdef Py_ssize_t _row, j, count, columns = a.size[1]
    for _row in range(a.size[0]):
        total, count = 0, 0
        for j in range(columns):
            if y[j] != 0:
                total += dy[j]
                count += 1
        mean = <floating> (total / max(count, <Py_ssize_t> 1))
        for j in range(columns):
            dx[j] = dy[j] - mean if y[j] != 0 else 0
        y += columns
        dy += columns
        dx += columns
    return 0


def sparsemax(x, y, /):
    """y = max(x - τ, 0) along the last axis, with the τ for which Σ y = 1"""
    return bind("sparsemax", <Kernel> sparsemax_loop[float], <Kernel> sparsemax_loop[double], "fF", (x, y),
                rows_of("sparsemax", (x, y)))


def sparsemax_gradient(x, y, dy, dx, /):
    """dx = dy - the mean of dy over y > 0, but 0 where y = 0; uses y"""
    return bind("sparsemax_gradient", <Kernel> sparsemax_gradient_loop[float],
                <Kernel> sparsemax_gradient_loop[double], "fffF", (None, y, dy, dx),
                rows_of("sparsemax_gradient", (y, dy, dx)))
