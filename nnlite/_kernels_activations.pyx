"""The compiled activations: y = f(x), and dx = dy · f′.

What happens to one number stands in two tables, `value` and `slope`, a line or two for each activation. Under them
stand the two loops that map an entry of a table over arrays, then the entries that students call. Softmax and its
logarithm look at whole rows and have their own loops. `_reference_activations.py` says the same in NumPy.

The names of the activations are types: Cython writes the loops out once for each member of a fused type and keeps
only the line of the table that belongs to it. So the compiler sees simple loops, and vectorises them.
"""

from nnlite._maps cimport backward, forward, rows_of
from nnlite._math cimport (
    absolute, exp_, expm1_, log1p_, log_, normal_, row_dot, row_max, row_sum, sigmoid_, sigmoid_and_slope, softplus_,
    tanh_,
)
from nnlite._steps cimport Arguments, Kernel, bind, floating

cdef struct Relu:
    Arguments call
cdef struct Relu6:
    Arguments call
cdef struct LeakyRelu:
    Arguments call
cdef struct GeneralRelu:
    Arguments call
cdef struct Elu:
    Arguments call
cdef struct Selu:
    Arguments call
cdef struct Gelu:
    Arguments call
cdef struct GeluTanh:
    Arguments call
cdef struct Silu:
    Arguments call
cdef struct Mish:
    Arguments call
cdef struct Sigmoid:
    Arguments call
cdef struct HardSigmoid:
    Arguments call
cdef struct Tanh:
    Arguments call
cdef struct Softplus:
    Arguments call
cdef struct Softsign:
    Arguments call
cdef struct Exponential:
    Arguments call
cdef struct Expm1:
    Arguments call
cdef struct Log:
    Arguments call
cdef struct Log1p:
    Arguments call

ctypedef fused activation:
    Relu
    Relu6
    LeakyRelu
    GeneralRelu
    Elu
    Selu
    Gelu
    GeluTanh
    Silu
    Mish
    Sigmoid
    HardSigmoid
    Tanh
    Softplus
    Softsign
    Exponential
    Expm1
    Log
    Log1p


# ------------------------------------------------------------------------------------- what happens to one number

cdef inline floating selu_scale(floating x) noexcept nogil:
    """Chosen with alpha so that mean 0 and variance 1 are a fixed point (Klambauer and others, 2017)."""
    return 1.0507009873554805


cdef inline floating selu_limit(floating x) noexcept nogil:
    """scale · alpha: selu falls to minus this."""
    return 1.0507009873554805 * 1.6732632423543772


cdef inline floating gelu_bend(floating x, floating* slope) noexcept nogil:
    """z = 2 √(2/π) (x + 0.044715 x³), with sigmoid(z) near Φ(x), and dz/dx."""
    cdef floating factor = 1.5957691216057308, cube = 1.5957691216057308 * 0.044715, three = 3, edge = 50
    x = edge if x > edge else -edge if x < -edge else x  # sigmoid(z) is 0 or 1 long before; x³ must not overflow
    slope[0] = factor + three * cube * (x * x)
    return x * (factor + cube * (x * x))


cdef inline floating mish_and_slope(floating x, floating* slope) noexcept nogil:
    """mish and mish′ from exp(-|x|): tanh(log(1 + E)) = (E² + 2E) / (E² + 2E + 2) with E = exp(x)."""
    cdef floating one = 1, two = 2, four = 4, e = exp_(-absolute(x))
    cdef floating above = one + two * e if x >= 0 else e * (e + two)
    cdef floating q = one / (above + (two * e * e if x >= 0 else two))
    slope[0] = above * q + x * (four * e * (one + e) * (e if x >= 0 else one)) * q * q
    return x * above * q


cdef inline floating value(
    floating x, floating alpha, floating limit, floating threshold, activation* kind
) noexcept nogil:
    """f(x), written so that NaN falls through every comparison; alpha is the first number of the call."""
    cdef floating half = 0.5, one = 1, six = 6, unused = 0
    if activation is Relu:
        return 0 if x < 0 else x
    elif activation is Relu6:
        return 0 if x < 0 else 6 if x > 6 else x
    elif activation is LeakyRelu:
        return x if x > 0 else alpha * x
    elif activation is GeneralRelu:
        return (alpha * (x - threshold) if alpha != 0 else 0) if x <= threshold else limit if x > limit else x
    elif activation is Elu:
        return x if x > 0 else alpha * expm1_(x)
    elif activation is Selu:
        return selu_scale(x) * x if x > 0 else selu_limit(x) * expm1_(x)
    elif activation is Gelu:
        return x * normal_(x, &unused)
    elif activation is GeluTanh:
        return x * sigmoid_(gelu_bend(x, &unused))
    elif activation is Silu:
        return x * sigmoid_(x)
    elif activation is Mish:
        return mish_and_slope(x, &unused)
    elif activation is Sigmoid:
        return sigmoid_(x)
    elif activation is HardSigmoid:
        x = x / six + half
        return 0 if x < 0 else 1 if x > 1 else x
    elif activation is Tanh:
        return tanh_(x)
    elif activation is Softplus:
        return softplus_(x)
    elif activation is Softsign:
        return x / (one + absolute(x))
    elif activation is Exponential:
        return exp_(x)
    elif activation is Expm1:
        return expm1_(x)
    elif activation is Log:
        return log_(x)
    elif activation is Log1p:
        return log1p_(x)


cdef inline floating slope(
    floating x, floating y, floating alpha, floating limit, floating threshold, activation* kind
) noexcept nogil:
    """f′, from x or from y = f(x): a line that reads y lets the memory of x be used again."""
    cdef floating one = 1, six = 6, s, ds, dz
    if activation is Relu:
        return 1 if y > 0 else y  # y, which is 0 or NaN
    elif activation is Relu6:
        return 0 if y >= 6 else 1 if y > 0 else y
    elif activation is LeakyRelu:
        return 1 if y > 0 else alpha
    elif activation is GeneralRelu:
        return alpha if x <= threshold else 0 if x >= limit else 1
    elif activation is Elu:
        return 1 if y > 0 else y + alpha
    elif activation is Selu:
        return selu_scale(y) if y >= 0 else y + selu_limit(y)
    elif activation is Gelu:
        s = normal_(x, &ds)
        return s + x * ds
    elif activation is GeluTanh:
        s = sigmoid_and_slope(gelu_bend(x, &dz), &ds)
        return s + x * ds * dz
    elif activation is Silu:
        s = sigmoid_and_slope(x, &ds)
        return s + x * ds
    elif activation is Mish:
        mish_and_slope(x, &ds)
        return ds
    elif activation is Sigmoid:
        return y * (one - y)
    elif activation is HardSigmoid:
        return 0 if y >= 1 else one / six if y > 0 else y
    elif activation is Tanh:
        return (one - y) * (one + y)
    elif activation is Softplus:
        return -expm1_(-y)
    elif activation is Softsign:
        s = one / (one + absolute(x))
        return s * s
    elif activation is Exponential:
        return y


# ------------------------------------------------------------------------------------------------- the two loops

cdef Py_ssize_t forward_loop(floating* x, activation* a) noexcept nogil:
    cdef floating* y = <floating*> a.call.array[1]
    cdef floating alpha = <floating> a.call.number[0], limit = <floating> a.call.number[1]
    cdef floating threshold = <floating> a.call.number[2]
    cdef Py_ssize_t i
    for i in range(a.call.size[0]):
        y[i] = value[floating, activation](x[i], alpha, limit, threshold, a)
    return 0


cdef Py_ssize_t backward_loop(floating* x, activation* a) noexcept nogil:
    cdef floating* known = x if x != NULL else <floating*> a.call.array[1]
    cdef floating* dy = <floating*> a.call.array[2]
    cdef floating* dx = <floating*> a.call.array[3]
    cdef floating alpha = <floating> a.call.number[0], limit = <floating> a.call.number[1]
    cdef floating threshold = <floating> a.call.number[2]
    cdef Py_ssize_t i
    for i in range(a.call.size[0]):
        dx[i] = dy[i] * slope[floating, activation](known[i], known[i], alpha, limit, threshold, a)
    return 0


# ------------------------------------------------------------------------------------------------------- entries

def relu(x, y, /):
    """y = max(x, 0)"""
    return forward("relu", <Kernel> forward_loop[float, Relu], <Kernel> forward_loop[double, Relu], x, y)


def relu_gradient(x, y, dy, dx, /):
    """dx = dy where y > 0, otherwise 0; uses y"""
    return backward("relu_gradient", <Kernel> backward_loop[float, Relu], <Kernel> backward_loop[double, Relu],
                    None, y, dy, dx)


def relu6(x, y, /):
    """y = min(max(x, 0), 6)"""
    return forward("relu6", <Kernel> forward_loop[float, Relu6], <Kernel> forward_loop[double, Relu6], x, y)


def relu6_gradient(x, y, dy, dx, /):
    """dx = dy where 0 < y < 6, otherwise 0; uses y"""
    return backward("relu6_gradient", <Kernel> backward_loop[float, Relu6], <Kernel> backward_loop[double, Relu6],
                    None, y, dy, dx)


def leaky_relu(x, y, negative_slope, /):
    """y = x where x > 0, otherwise negative_slope · x"""
    return forward("leaky_relu", <Kernel> forward_loop[float, LeakyRelu], <Kernel> forward_loop[double, LeakyRelu],
                   x, y, (negative_slope,))


def leaky_relu_gradient(x, y, dy, dx, negative_slope, /):
    """dx = dy where y > 0, otherwise negative_slope · dy; uses y, which tells the two sides apart if
    negative_slope ≥ 0"""
    if negative_slope < 0:
        raise ValueError(f"leaky_relu_gradient: needs negative_slope >= 0. Received: {negative_slope}")
    return backward("leaky_relu_gradient", <Kernel> backward_loop[float, LeakyRelu],
                    <Kernel> backward_loop[double, LeakyRelu], None, y, dy, dx, (negative_slope,))


def relu_general(x, y, negative_slope, max_value, threshold, /):
    """y = min(x, max_value) where x > threshold, otherwise negative_slope · (x - threshold)"""
    return forward("relu_general", <Kernel> forward_loop[float, GeneralRelu],
                   <Kernel> forward_loop[double, GeneralRelu], x, y, (negative_slope, max_value, threshold))


def relu_general_gradient(x, y, dy, dx, negative_slope, max_value, threshold, /):
    """dx = dy where threshold < x < max_value, negative_slope · dy below, 0 above; uses x"""
    return backward("relu_general_gradient", <Kernel> backward_loop[float, GeneralRelu],
                    <Kernel> backward_loop[double, GeneralRelu], x, None, dy, dx,
                    (negative_slope, max_value, threshold))


def elu(x, y, alpha, /):
    """y = x where x > 0, otherwise alpha · (exp(x) - 1)"""
    return forward("elu", <Kernel> forward_loop[float, Elu], <Kernel> forward_loop[double, Elu], x, y, (alpha,))


def elu_gradient(x, y, dy, dx, alpha, /):
    """dx = dy where y > 0, otherwise dy · (y + alpha); uses y, which tells the two sides apart if alpha ≥ 0"""
    if alpha < 0:
        raise ValueError(f"elu_gradient: needs alpha >= 0. Received: {alpha}")
    return backward("elu_gradient", <Kernel> backward_loop[float, Elu], <Kernel> backward_loop[double, Elu],
                    None, y, dy, dx, (alpha,))


def selu(x, y, /):
    """y = scale · elu(x, alpha) with scale = 1.0507, alpha = 1.67326"""
    return forward("selu", <Kernel> forward_loop[float, Selu], <Kernel> forward_loop[double, Selu], x, y)


def selu_gradient(x, y, dy, dx, /):
    """dx = scale · dy where y ≥ 0, otherwise dy · (y + scale · alpha); uses y"""
    return backward("selu_gradient", <Kernel> backward_loop[float, Selu], <Kernel> backward_loop[double, Selu],
                    None, y, dy, dx)


def gelu(x, y, /):
    """y = x · Φ(x), Φ the normal distribution's"""
    return forward("gelu", <Kernel> forward_loop[float, Gelu], <Kernel> forward_loop[double, Gelu], x, y)


def gelu_gradient(x, y, dy, dx, /):
    """dx = dy · (Φ(x) + x · φ(x)), φ the normal density; uses x"""
    return backward("gelu_gradient", <Kernel> backward_loop[float, Gelu], <Kernel> backward_loop[double, Gelu],
                    x, None, dy, dx)


def gelu_tanh(x, y, /):
    """y = x · σ(z), z = 2 √(2/π) (x + 0.044715 x³); σ(z) is ½ (1 + tanh(½ z))"""
    return forward("gelu_tanh", <Kernel> forward_loop[float, GeluTanh], <Kernel> forward_loop[double, GeluTanh],
                   x, y)


def gelu_tanh_gradient(x, y, dy, dx, /):
    """dx = dy · (σ(z) + x · σ(z) (1 - σ(z)) · dz/dx); uses x"""
    return backward("gelu_tanh_gradient", <Kernel> backward_loop[float, GeluTanh],
                    <Kernel> backward_loop[double, GeluTanh], x, None, dy, dx)


def silu(x, y, /):
    """y = x · σ(x)"""
    return forward("silu", <Kernel> forward_loop[float, Silu], <Kernel> forward_loop[double, Silu], x, y)


def silu_gradient(x, y, dy, dx, /):
    """dx = dy · (σ(x) + x · σ(x) (1 - σ(x))); uses x"""
    return backward("silu_gradient", <Kernel> backward_loop[float, Silu], <Kernel> backward_loop[double, Silu],
                    x, None, dy, dx)


def mish(x, y, /):
    """y = x · tanh(softplus(x))"""
    return forward("mish", <Kernel> forward_loop[float, Mish], <Kernel> forward_loop[double, Mish], x, y)


def mish_gradient(x, y, dy, dx, /):
    """dx = dy · mish′(x); uses x"""
    return backward("mish_gradient", <Kernel> backward_loop[float, Mish], <Kernel> backward_loop[double, Mish],
                    x, None, dy, dx)


def sigmoid(x, y, /):
    """y = σ(x) = 1 / (1 + exp(-x))"""
    return forward("sigmoid", <Kernel> forward_loop[float, Sigmoid], <Kernel> forward_loop[double, Sigmoid], x, y)


def sigmoid_gradient(x, y, dy, dx, /):
    """dx = dy · y (1 - y); uses y"""
    return backward("sigmoid_gradient", <Kernel> backward_loop[float, Sigmoid],
                    <Kernel> backward_loop[double, Sigmoid], None, y, dy, dx)


def hard_sigmoid(x, y, /):
    """y = x / 6 + ½, kept between 0 and 1"""
    return forward("hard_sigmoid", <Kernel> forward_loop[float, HardSigmoid],
                   <Kernel> forward_loop[double, HardSigmoid], x, y)


def hard_sigmoid_gradient(x, y, dy, dx, /):
    """dx = dy / 6 where 0 < y < 1, otherwise 0; uses y"""
    return backward("hard_sigmoid_gradient", <Kernel> backward_loop[float, HardSigmoid],
                    <Kernel> backward_loop[double, HardSigmoid], None, y, dy, dx)


def tanh(x, y, /):
    """y = tanh(x)"""
    return forward("tanh", <Kernel> forward_loop[float, Tanh], <Kernel> forward_loop[double, Tanh], x, y)


def tanh_gradient(x, y, dy, dx, /):
    """dx = dy · (1 - y²); uses y"""
    return backward("tanh_gradient", <Kernel> backward_loop[float, Tanh], <Kernel> backward_loop[double, Tanh],
                    None, y, dy, dx)


def softplus(x, y, /):
    """y = log(1 + exp(x))"""
    return forward("softplus", <Kernel> forward_loop[float, Softplus], <Kernel> forward_loop[double, Softplus],
                   x, y)


def softplus_gradient(x, y, dy, dx, /):
    """dx = dy · (1 - exp(-y)), which is σ(x); uses y"""
    return backward("softplus_gradient", <Kernel> backward_loop[float, Softplus],
                    <Kernel> backward_loop[double, Softplus], None, y, dy, dx)


def softsign(x, y, /):
    """y = x / (1 + |x|)"""
    return forward("softsign", <Kernel> forward_loop[float, Softsign], <Kernel> forward_loop[double, Softsign],
                   x, y)


def softsign_gradient(x, y, dy, dx, /):
    """dx = dy / (1 + |x|)²; uses x"""
    return backward("softsign_gradient", <Kernel> backward_loop[float, Softsign],
                    <Kernel> backward_loop[double, Softsign], x, None, dy, dx)


def exponential(x, y, /):
    """y = exp(x)"""
    return forward("exponential", <Kernel> forward_loop[float, Exponential],
                   <Kernel> forward_loop[double, Exponential], x, y)


def exponential_gradient(x, y, dy, dx, /):
    """dx = dy · y; uses y"""
    return backward("exponential_gradient", <Kernel> backward_loop[float, Exponential],
                    <Kernel> backward_loop[double, Exponential], None, y, dy, dx)


def expm1(x, y, /):
    """y = exp(x) - 1"""
    return forward("expm1", <Kernel> forward_loop[float, Expm1], <Kernel> forward_loop[double, Expm1], x, y)


def log(x, y, /):
    """y = log(x)"""
    return forward("log", <Kernel> forward_loop[float, Log], <Kernel> forward_loop[double, Log], x, y)


def log1p(x, y, /):
    """y = log(1 + x)"""
    return forward("log1p", <Kernel> forward_loop[float, Log1p], <Kernel> forward_loop[double, Log1p], x, y)


# ------------------------------------------------------------------------------------------------------- rows

cdef void shifted_exponentials(floating* x, floating* y, Py_ssize_t rows, Py_ssize_t columns) noexcept nogil:
    """y = exp(x - the row's maximum), the exponentials of all rows in one loop: rows are often short."""
    cdef floating most
    cdef Py_ssize_t i, j
    for i in range(rows):
        most = row_max(x + i * columns, columns)
        for j in range(columns):
            y[i * columns + j] = x[i * columns + j] - most
    for i in range(rows * columns):
        y[i] = exp_(y[i])


cdef Py_ssize_t softmax_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating total
    cdef Py_ssize_t _row, j, rows, left = a.size[0], columns = a.size[1]
    while left:
        rows = min(left, a.size[2])
        left -= rows
        shifted_exponentials(x, y, rows, columns)
        for _row in range(rows):
            total = row_sum(y, columns)
            for j in range(columns):
                y[j] /= total
            x += columns
            y += columns
    return 0


cdef Py_ssize_t log_softmax_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating most, rest
    cdef Py_ssize_t _row, j, rows, left = a.size[0], columns = a.size[1]
    while left:
        rows = min(left, a.size[2])
        left -= rows
        shifted_exponentials(x, y, rows, columns)
        for _row in range(rows):
            most = row_max(x, columns)
            rest = log_(row_sum(y, columns))
            for j in range(columns):
                y[j] = (x[j] - most) - rest
            x += columns
            y += columns
    return 0


cdef Py_ssize_t softmax_gradient_loop(floating* unused, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating* dy = <floating*> a.array[2]
    cdef floating* dx = <floating*> a.array[3]
    cdef floating total
    cdef Py_ssize_t _row, j, columns = a.size[1]
    for _row in range(a.size[0]):
        total = row_dot(dy, y, columns)
        for j in range(columns):
            dx[j] = (dy[j] - total) * y[j]
        y += columns
        dy += columns
        dx += columns
    return 0


cdef Py_ssize_t log_softmax_gradient_loop(floating* unused, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating* dy = <floating*> a.array[2]
    cdef floating* dx = <floating*> a.array[3]
    cdef floating total
    cdef Py_ssize_t _row, j, columns = a.size[1]
    for _row in range(a.size[0]):
        total = row_sum(dy, columns)
        for j in range(columns):
            dx[j] = dy[j] - exp_(y[j]) * total
        y += columns
        dy += columns
        dx += columns
    return 0


def softmax(x, y, /):
    """y = exp(x - max x) / Σ exp(x - max x) along the last axis"""
    return bind("softmax", <Kernel> softmax_loop[float], <Kernel> softmax_loop[double], "fF", (x, y),
                rows_of("softmax", (x, y)))


def softmax_gradient(x, y, dy, dx, /):
    """dx = y · (dy - Σ dy · y); uses y"""
    return bind("softmax_gradient", <Kernel> softmax_gradient_loop[float], <Kernel> softmax_gradient_loop[double],
                "fffF", (None, y, dy, dx), rows_of("softmax_gradient", (y, dy, dx)))


def log_softmax(x, y, /):
    """y = x - max x - log Σ exp(x - max x) along the last axis; y must not be x itself"""
    return bind("log_softmax", <Kernel> log_softmax_loop[float], <Kernel> log_softmax_loop[double], "fF", (x, y),
                rows_of("log_softmax", (x, y)))


def log_softmax_gradient(x, y, dy, dx, /):
    """dx = dy - exp(y) · Σ dy; uses y"""
    return bind("log_softmax_gradient", <Kernel> log_softmax_gradient_loop[float],
                <Kernel> log_softmax_gradient_loop[double], "fffF", (None, y, dy, dx),
                rows_of("log_softmax_gradient", (y, dy, dx)))
