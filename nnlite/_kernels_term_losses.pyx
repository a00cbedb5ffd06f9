"""The compiled losses, second page: those that are the mean of a term for each number of a row (or the sum).

Two tables, `term` and `term_slope`, say what happens to one target t and one prediction p (or logit); two loops map a
line of them over all rows and add up. The formulas are types, as the activations are: Cython writes the loops out
once for each. `_reference_term_losses.py` says the same in NumPy.
"""

from libc.string cimport memset
from nnlite._math cimport absolute, expm1_, log1p_, log_, sigmoid_, tanh_
from nnlite._rows cimport PIECE, add_rows, bind_rows, clip, clipped, power, sigmoid_term, sign
from nnlite._steps cimport Arguments, Kernel, Step, floating

cdef struct Percentage:
    Arguments call
cdef struct Logarithmic:
    Arguments call
cdef struct Huber:
    Arguments call
cdef struct LogCosh:
    Arguments call
cdef struct Poisson:
    Arguments call
cdef struct Divergence:
    Arguments call
cdef struct Hinge:
    Arguments call
cdef struct SquaredHinge:
    Arguments call
cdef struct Focal:
    Arguments call
cdef struct SigmoidFocal:
    Arguments call

ctypedef fused formula:
    Percentage
    Logarithmic
    Huber
    LogCosh
    Poisson
    Divergence
    Hinge
    SquaredHinge
    Focal
    SigmoidFocal


# ------------------------------------------------------------------------------------------------- small formulas

cdef inline floating least(floating x, floating bound) noexcept nogil:
    """x, but at least `bound`; NaN stays."""
    return bound if x < bound else x


cdef inline floating log_cosh_of(floating x) noexcept nogil:
    """log cosh x = log(1 + E² / (2 (1 + E))) with E = exp(-|x|) - 1, which keeps its digits near 0; far from 0,
    where that would overflow, |x| - log 2 + log(1 + exp(-2|x|))."""
    cdef floating one = 1, two = 2, log2 = 0.6931471805599453, a = absolute(x)
    cdef floating e = expm1_(-a)
    cdef floating rest = (one + e) * (one + e) if a > one else e * e / (two * (one + e))
    return log1p_(rest) + (a - log2 if a > one else 0)


cdef inline floating focus(floating t, floating p, floating rest) noexcept nogil:
    """How wrong the prediction p (the rest, 1 - p, is given for its digits) is about t, from 0 to 1."""
    cdef floating one = 1
    return t * rest + (one - t) * p


cdef inline floating weight(floating t, floating yes, floating no) noexcept nogil:
    """The weight of a target between the weights of 1 and 0"""
    cdef floating one = 1
    return t * yes + (one - t) * no


# -------------------------------------------------------------------------------- what happens to one prediction

cdef inline floating term(
    floating t, floating p, floating a, floating b, floating c, floating d, formula* kind
) noexcept nogil:
    """One term of the loss; a, b, c, d are the numbers of the call. NaN falls through every comparison."""
    cdef floating half = 0.5, one = 1, hundred = 100, x, y
    if formula is Percentage:
        return hundred * absolute(p - t) / least(absolute(t), a)
    elif formula is Logarithmic:
        x = log1p_(least(p, a)) - log1p_(least(t, a))
        return x * x
    elif formula is Huber:
        x = absolute(p - t)
        return a * x - half * a * a if x > a else half * x * x
    elif formula is LogCosh:
        return log_cosh_of(p - t)
    elif formula is Poisson:
        return p - t * log_(p + a)
    elif formula is Divergence:
        x = clip(t, a, one)
        return x * log_(x / clip(p, a, one))
    elif formula is Hinge:
        return least(one - t * p, <floating> 0)
    elif formula is SquaredHinge:
        x = least(one - t * p, <floating> 0)
        return x * x
    elif formula is Focal:
        x = clip(p, d, one - d)
        y = (t - one) * log_(one - x) - t * log_(x)
        return weight(t, b, c) * power(focus(t, p, one - p), a) * y
    elif formula is SigmoidFocal:
        x = focus(t, sigmoid_(p), sigmoid_(-p))
        return weight(t, b, c) * power(x, a) * sigmoid_term(t, p)


cdef inline floating term_slope(
    floating t, floating p, floating a, floating b, floating c, floating d, formula* kind
) noexcept nogil:
    """The slope of one term with respect to p"""
    cdef floating one = 1, two = 2, hundred = 100, tiny = 1e-12, x, y, f, rest
    if formula is Percentage:
        return hundred * sign(p - t) / least(absolute(t), a)
    elif formula is Logarithmic:
        x = log1p_(least(p, a)) - log1p_(least(t, a))
        return 0 if p < a else two * x / (one + p)
    elif formula is Huber:
        return clip(p - t, -a, a)
    elif formula is LogCosh:
        return tanh_(p - t)
    elif formula is Poisson:
        return one - t / (p + a)
    elif formula is Divergence:
        return 0 if clipped(p, a, one) else -clip(t, a, one) / p
    elif formula is Hinge:
        x = one - t * p
        return 0 if x < 0 else -t if x >= 0 else x
    elif formula is SquaredHinge:
        return -two * t * least(one - t * p, <floating> 0)
    elif formula is Focal:
        x = clip(p, d, one - d)
        y = (t - one) * log_(one - x) - t * log_(x)
        f = focus(t, p, one - p)
        rest = 0 if clipped(p, d, one - d) else power(f, a) * (x - t) / (x * (one - x))
        return weight(t, b, c) * (a * power(least(f, tiny), a - one) * (one - two * t) * y + rest)
    elif formula is SigmoidFocal:
        x, y = sigmoid_(p), sigmoid_(-p)
        f = focus(t, x, y)
        rest = (one - two * t) * (x * y / f) if f > 0 else f  # the power of f that this is divided by is 0, too
        return weight(t, b, c) * power(f, a) * (a * rest * sigmoid_term(t, p) + (x - t))


# ------------------------------------------------------------------------------------------------- the two loops

cdef inline bint only_zeros_and_ones(const floating* t, Py_ssize_t n) noexcept nogil:
    """Whether no target is anything else"""
    cdef Py_ssize_t i, others = 0
    for i in range(n):
        others += t[i] != 0 and t[i] != 1
    return others == 0


cdef Py_ssize_t terms_loop(floating* t, formula* call) noexcept nogil:
    cdef floating* p = <floating*> call.call.array[1]
    cdef floating* loss = <floating*> call.call.array[2]
    cdef floating a = <floating> call.call.number[0], b = <floating> call.call.number[1]
    cdef floating c = <floating> call.call.number[2], d = <floating> call.call.number[3]
    cdef Py_ssize_t classes = call.call.size[1], divisor = 1 if formula is Divergence else classes
    cdef Py_ssize_t i, count, start = 0, size = call.call.size[0] * classes
    cdef floating scale = 1, shift = 0
    cdef floating terms[PIECE]
    if formula is Hinge or formula is SquaredHinge:
        if only_zeros_and_ones(t, size):
            scale, shift = 2, 1
    memset(loss, 0, call.call.size[0] * sizeof(floating))
    while start < size:
        count = min(<Py_ssize_t> PIECE, size - start)
        for i in range(count):
            terms[i] = term[floating, formula](scale * t[start + i] - shift, p[start + i], a, b, c, d, call)
        add_rows(terms, start, count, classes, divisor, loss)
        start += count
    return 0


cdef Py_ssize_t terms_gradient_loop(floating* t, formula* call) noexcept nogil:
    cdef floating* p = <floating*> call.call.array[1]
    cdef floating* dloss = <floating*> call.call.array[2]
    cdef floating* dp = <floating*> call.call.array[3]
    cdef floating a = <floating> call.call.number[0], b = <floating> call.call.number[1]
    cdef floating c = <floating> call.call.number[2], d = <floating> call.call.number[3]
    cdef Py_ssize_t classes = call.call.size[1], divisor = 1 if formula is Divergence else classes
    cdef Py_ssize_t i, j, size = call.call.size[0] * classes
    cdef floating scale = 1, shift = 0, share
    if formula is Hinge or formula is SquaredHinge:
        if only_zeros_and_ones(t, size):
            scale, shift = 2, 1
    for i in range(size):
        dp[i] = term_slope[floating, formula](scale * t[i] - shift, p[i], a, b, c, d, call)
    for i in range(call.call.size[0]):
        share = dloss[i] / divisor
        for j in range(i * classes, (i + 1) * classes):
            dp[j] *= share
    return 0


cdef Step forward(str name, Kernel single, Kernel double_, tuple arrays, tuple numbers=()):
    return bind_rows(name, single, double_, "ffF", "rr1", arrays, numbers)


cdef Step backward(str name, Kernel single, Kernel double_, tuple arrays, tuple numbers=()):
    return bind_rows(name, single, double_, "fffF", "rr1r", arrays, numbers)


# ------------------------------------------------------------------------------------------------------- entries

def percentage_error(t, p, loss, epsilon, /):
    """loss = 100 · mean(|p - t| / max(|t|, ε))"""
    return forward("percentage_error", <Kernel> terms_loop[float, Percentage], <Kernel> terms_loop[double, Percentage],
                   (t, p, loss), (epsilon,))


def percentage_error_gradient(t, p, dloss, dp, epsilon, /):
    """dp = dloss / classes · 100 sign(p - t) / max(|t|, ε)"""
    return backward("percentage_error_gradient", <Kernel> terms_gradient_loop[float, Percentage],
                    <Kernel> terms_gradient_loop[double, Percentage], (t, p, dloss, dp), (epsilon,))


def logarithmic_error(t, p, loss, epsilon, /):
    """loss = mean((log(1 + q) - log(1 + u))²) with q = max(p, ε), u = max(t, ε)"""
    return forward("logarithmic_error", <Kernel> terms_loop[float, Logarithmic],
                   <Kernel> terms_loop[double, Logarithmic], (t, p, loss), (epsilon,))


def logarithmic_error_gradient(t, p, dloss, dp, epsilon, /):
    """dp = dloss / classes · 2 (log(1 + p) - log(1 + u)) / (1 + p), but 0 where p < ε"""
    return backward("logarithmic_error_gradient", <Kernel> terms_gradient_loop[float, Logarithmic],
                    <Kernel> terms_gradient_loop[double, Logarithmic], (t, p, dloss, dp), (epsilon,))


def huber(t, p, loss, delta, /):
    """loss = mean(½ e² where |e| ≤ δ, otherwise δ |e| - ½ δ²) with e = p - t"""
    return forward("huber", <Kernel> terms_loop[float, Huber], <Kernel> terms_loop[double, Huber],
                   (t, p, loss), (delta,))


def huber_gradient(t, p, dloss, dp, delta, /):
    """dp = dloss / classes · e, kept between -δ and δ"""
    return backward("huber_gradient", <Kernel> terms_gradient_loop[float, Huber],
                    <Kernel> terms_gradient_loop[double, Huber], (t, p, dloss, dp), (delta,))


def log_cosh(t, p, loss, /):
    """loss = mean(log cosh(p - t))"""
    return forward("log_cosh", <Kernel> terms_loop[float, LogCosh], <Kernel> terms_loop[double, LogCosh], (t, p, loss))


def log_cosh_gradient(t, p, dloss, dp, /):
    """dp = dloss / classes · tanh(p - t)"""
    return backward("log_cosh_gradient", <Kernel> terms_gradient_loop[float, LogCosh],
                    <Kernel> terms_gradient_loop[double, LogCosh], (t, p, dloss, dp))


def poisson(t, p, loss, epsilon, /):
    """loss = mean(p - t log(p + ε))"""
    return forward("poisson", <Kernel> terms_loop[float, Poisson], <Kernel> terms_loop[double, Poisson],
                   (t, p, loss), (epsilon,))


def poisson_gradient(t, p, dloss, dp, epsilon, /):
    """dp = dloss / classes · (1 - t / (p + ε))"""
    return backward("poisson_gradient", <Kernel> terms_gradient_loop[float, Poisson],
                    <Kernel> terms_gradient_loop[double, Poisson], (t, p, dloss, dp), (epsilon,))


def kl_divergence(t, p, loss, epsilon, /):
    """loss = Σ u log(u / q), u and q being t and p clipped to [ε, 1]"""
    return forward("kl_divergence", <Kernel> terms_loop[float, Divergence], <Kernel> terms_loop[double, Divergence],
                   (t, p, loss), (epsilon,))


def kl_divergence_gradient(t, p, dloss, dp, epsilon, /):
    """dp = -dloss · u / p, but 0 where p is clipped"""
    return backward("kl_divergence_gradient", <Kernel> terms_gradient_loop[float, Divergence],
                    <Kernel> terms_gradient_loop[double, Divergence], (t, p, dloss, dp), (epsilon,))


def hinge(t, p, loss, /):
    """loss = mean(max(1 - t p, 0)); targets that are all 0 or 1 count as -1 and 1"""
    return forward("hinge", <Kernel> terms_loop[float, Hinge], <Kernel> terms_loop[double, Hinge], (t, p, loss))


def hinge_gradient(t, p, dloss, dp, /):
    """dp = -dloss / classes · t where t p ≤ 1, otherwise 0"""
    return backward("hinge_gradient", <Kernel> terms_gradient_loop[float, Hinge],
                    <Kernel> terms_gradient_loop[double, Hinge], (t, p, dloss, dp))


def squared_hinge(t, p, loss, /):
    """loss = mean(max(1 - t p, 0)²); targets that are all 0 or 1 count as -1 and 1"""
    return forward("squared_hinge", <Kernel> terms_loop[float, SquaredHinge], <Kernel> terms_loop[double, SquaredHinge],
                   (t, p, loss))


def squared_hinge_gradient(t, p, dloss, dp, /):
    """dp = -dloss / classes · 2 t max(1 - t p, 0)"""
    return backward("squared_hinge_gradient", <Kernel> terms_gradient_loop[float, SquaredHinge],
                    <Kernel> terms_gradient_loop[double, SquaredHinge], (t, p, dloss, dp))


def binary_focal_crossentropy(t, p, loss, gamma, yes, no, epsilon, /):
    """loss = mean(w f**γ b), b the binary crossentropy, f = t (1 - p) + (1 - t) p, w = t · yes + (1 - t) · no"""
    return forward("binary_focal_crossentropy", <Kernel> terms_loop[float, Focal], <Kernel> terms_loop[double, Focal],
                   (t, p, loss), (gamma, yes, no, epsilon))


def binary_focal_crossentropy_gradient(t, p, dloss, dp, gamma, yes, no, epsilon, /):
    """dp = dloss / classes · w (γ f**(γ - 1) (1 - 2 t) b + f**γ b′)"""
    return backward("binary_focal_crossentropy_gradient", <Kernel> terms_gradient_loop[float, Focal],
                    <Kernel> terms_gradient_loop[double, Focal], (t, p, dloss, dp), (gamma, yes, no, epsilon))


def sigmoid_focal_crossentropy(t, z, loss, gamma, yes, no, /):
    """The focal crossentropy of p = sigmoid(z), where nothing overflows"""
    return forward("sigmoid_focal_crossentropy", <Kernel> terms_loop[float, SigmoidFocal],
                   <Kernel> terms_loop[double, SigmoidFocal], (t, z, loss), (gamma, yes, no))


def sigmoid_focal_crossentropy_gradient(t, z, dloss, dz, gamma, yes, no, /):
    """dz = dloss / classes · w f**γ (γ (1 - 2 t) p (1 - p) / f · b + p - t)"""
    return backward("sigmoid_focal_crossentropy_gradient", <Kernel> terms_gradient_loop[float, SigmoidFocal],
                    <Kernel> terms_gradient_loop[double, SigmoidFocal], (t, z, dloss, dz), (gamma, yes, no))
