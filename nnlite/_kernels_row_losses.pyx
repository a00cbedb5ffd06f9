"""The compiled losses, third page: those that look at a row as a whole, and circle, which looks at all pairs of rows.

Arrays are named as on the first page (`_kernels_losses.pyx`). `_reference_row_losses.py` says the same in NumPy.
"""

from libc.math cimport INFINITY, sqrt
from nnlite._math cimport exp_, log1p_, log_
from nnlite._rows cimport bind_rows, clip, clipped, power, total
from nnlite._steps cimport Arguments, Kernel, bind, floating, index_t


cdef inline double dot(const floating* x, const floating* y, Py_ssize_t n) noexcept nogil:
    """Σ x y in double, as two sums because each addition waits for the one before."""
    cdef double even = 0, odd = 0
    cdef Py_ssize_t j
    for j in range(0, n - 1, 2):
        even += <double> x[j] * y[j]
        odd += <double> x[j + 1] * y[j + 1]
    return even + odd + (<double> x[n - 1] * y[n - 1] if n % 2 else 0)


# ------------------------------------------------------------------------------------------------------- margins

cdef inline floating rival(const floating* t, const floating* p, Py_ssize_t n, Py_ssize_t* ties) noexcept nogil:
    """The largest (1 - t) p, and how often it occurs."""
    cdef floating x, most = -INFINITY
    cdef Py_ssize_t j
    for j in range(n):
        x = (1 - t[j]) * p[j]
        if x > most:
            most, ties[0] = x, 1
        elif x == most:
            ties[0] += 1
    return most


cdef Py_ssize_t categorical_hinge_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef double margin
    cdef Py_ssize_t i, ties = 0, classes = a.size[1]
    for i in range(a.size[0]):
        margin = rival(t, p, classes, &ties) - dot(t, p, classes) + 1
        loss[i] = 0 if margin < 0 else <floating> margin
        t, p = t + classes, p + classes
    return 0


def categorical_hinge(t, p, loss, /):
    """loss = max(maxⱼ (1 - tⱼ) pⱼ - Σ t p + 1, 0)"""
    return bind_rows("categorical_hinge", <Kernel> categorical_hinge_loop[float],
                     <Kernel> categorical_hinge_loop[double], "ffF", "rr1", (t, p, loss))


cdef Py_ssize_t categorical_hinge_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef floating x, most, slope, share
    cdef double margin
    cdef Py_ssize_t i, j, ties, classes = a.size[1]
    for i in range(a.size[0]):
        ties = 1
        most = rival(t, p, classes, &ties)
        margin = most - dot(t, p, classes) + 1
        slope = 0 if margin < 0 else dloss[i] if margin >= 0 else <floating> margin
        share = slope / ties
        for j in range(classes):
            x = (1 - t[j]) * p[j]  # rounded as in `rival`: C compares the product itself in double
            dp[j] = (share * (1 - t[j]) if x == most else 0) - slope * t[j]
        t, p, dp = t + classes, p + classes, dp + classes
    return 0


def categorical_hinge_gradient(t, p, dloss, dp, /):
    """dp = dloss ((1 - t) at the maximum, shared among equals, - t) where the loss is not cut off at 0"""
    return bind_rows("categorical_hinge_gradient", <Kernel> categorical_hinge_gradient_loop[float],
                     <Kernel> categorical_hinge_gradient_loop[double], "fffF", "rr1r", (t, p, dloss, dp))


# -------------------------------------------------------------------------------------------- cosine and overlap

cdef inline double length(const floating* x, Py_ssize_t n, double epsilon, bint* below) noexcept nogil:
    """|x|, at least ε; `below` tells where it is less."""
    cdef double result = sqrt(dot(x, x, n))
    below[0] = result < epsilon
    return epsilon if below[0] else result


cdef Py_ssize_t cosine_similarity_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef double epsilon = a.number[0]
    cdef Py_ssize_t i, n = a.size[1]
    cdef bint below = False
    for i in range(a.size[0]):
        loss[i] = <floating> -(dot(t, p, n) / length(t, n, epsilon, &below) / length(p, n, epsilon, &below))
        t, p = t + n, p + n
    return 0


def cosine_similarity(t, p, loss, epsilon, /):
    """loss = -Σ t p / (|t| |p|), no length being less than ε"""
    return bind_rows("cosine_similarity", <Kernel> cosine_similarity_loop[float],
                     <Kernel> cosine_similarity_loop[double], "ffF", "rr1", (t, p, loss), (epsilon,))


cdef Py_ssize_t cosine_similarity_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef double epsilon = a.number[0], long_p, share, pull
    cdef Py_ssize_t i, j, n = a.size[1]
    cdef bint below = False
    for i in range(a.size[0]):
        share = -dloss[i] / length(t, n, epsilon, &below)
        long_p = length(p, n, epsilon, &below)
        share /= long_p
        pull = 0 if below else dot(t, p, n) / (long_p * long_p)
        for j in range(n):
            dp[j] = <floating> (share * (t[j] - pull * p[j]))
        t, p, dp = t + n, p + n, dp + n
    return 0


def cosine_similarity_gradient(t, p, dloss, dp, epsilon, /):
    """dp = -dloss / (|t| |p|) · (t - p Σ t p / |p|²)"""
    return bind_rows("cosine_similarity_gradient", <Kernel> cosine_similarity_gradient_loop[float],
                     <Kernel> cosine_similarity_gradient_loop[double], "fffF", "rr1r", (t, p, dloss, dp), (epsilon,))


cdef inline double overlap_sums(const floating* t, const floating* p, Py_ssize_t n, const double* number,
                                double* common) noexcept nogil:
    """Σ t p, and what the overlap divides it by."""
    cdef double sum_t = 0, sum_p = 0
    cdef Py_ssize_t j
    common[0] = dot(t, p, n)
    for j in range(n):
        sum_t += t[j]
        sum_p += p[j]
    return common[0] + number[0] * (sum_t - common[0]) + number[1] * (sum_p - common[0]) + number[2]


cdef Py_ssize_t overlap_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef double common = 0, whole
    cdef Py_ssize_t i, n = a.size[1]
    for i in range(a.size[0]):
        whole = overlap_sums(t, p, n, a.number, &common)
        loss[i] = <floating> (1 - common / whole)
        t, p = t + n, p + n
    return 0


def overlap(t, p, loss, alpha, beta, epsilon, /):
    """loss = 1 - c / (c + α Σ t (1 - p) + β Σ p (1 - t) + ε) with c = Σ t p"""
    return bind_rows("overlap", <Kernel> overlap_loop[float], <Kernel> overlap_loop[double], "ffF", "rr1",
                     (t, p, loss), (alpha, beta, epsilon))


cdef Py_ssize_t overlap_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef double alpha = a.number[0], beta = a.number[1], common = 0, whole, share
    cdef Py_ssize_t i, j, n = a.size[1]
    for i in range(a.size[0]):
        whole = overlap_sums(t, p, n, a.number, &common)
        share = dloss[i] / (whole * whole)
        for j in range(n):
            dp[j] = <floating> (share * (common * (beta + (1 - alpha - beta) * t[j]) - whole * t[j]))
        t, p, dp = t + n, p + n, dp + n
    return 0


def overlap_gradient(t, p, dloss, dp, alpha, beta, epsilon, /):
    """dp = dloss (c (β + (1 - α - β) t) - w t) / w² where w is what c is divided by"""
    return bind_rows("overlap_gradient", <Kernel> overlap_gradient_loop[float], <Kernel> overlap_gradient_loop[double],
                     "fffF", "rr1r", (t, p, dloss, dp), (alpha, beta, epsilon))


# --------------------------------------------------------------------------- crossentropies with something added

cdef Py_ssize_t categorical_focal_crossentropy_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* alpha = <floating*> a.array[2]
    cdef floating* loss = <floating*> a.array[3]
    cdef floating gamma = <floating> a.number[0], low = <floating> a.number[1], high = <floating> (1 - a.number[1])
    cdef floating sum_p, q
    cdef double result
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        sum_p, result = total(p, classes), 0
        for j in range(classes):
            q = clip(p[j] / sum_p, low, high)
            result -= alpha[j] * power(1 - q, gamma) * t[j] * log_(q)
        loss[i] = <floating> result
        t, p = t + classes, p + classes
    return 0


def categorical_focal_crossentropy(t, p, alpha, loss, gamma, epsilon, /):
    """loss = -Σ α (1 - q)**γ t log q with q = p / Σ p, clipped to [ε, 1 - ε]"""
    return bind_rows("categorical_focal_crossentropy", <Kernel> categorical_focal_crossentropy_loop[float],
                     <Kernel> categorical_focal_crossentropy_loop[double], "fffF", "rrc1", (t, p, alpha, loss),
                     (gamma, epsilon))


cdef Py_ssize_t categorical_focal_crossentropy_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* alpha = <floating*> a.array[2]
    cdef floating* dloss = <floating*> a.array[3]
    cdef floating* dp = <floating*> a.array[4]
    cdef floating gamma = <floating> a.number[0], low = <floating> a.number[1], high = <floating> (1 - a.number[1])
    cdef floating sum_p, q, slope
    cdef double common
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        sum_p, common = total(p, classes), 0
        for j in range(classes):
            q = p[j] / sum_p
            slope = gamma * power(1 - q, gamma - 1) * log_(q) - power(1 - q, gamma) / q
            dp[j] = 0 if clipped(q, low, high) else alpha[j] * t[j] * slope
            common += dp[j] * q
        for j in range(classes):
            dp[j] = dloss[i] * (dp[j] - <floating> common) / sum_p
        t, p, dp = t + classes, p + classes, dp + classes
    return 0


def categorical_focal_crossentropy_gradient(t, p, alpha, dloss, dp, gamma, epsilon, /):
    """dp = dloss (g - Σ g q) / Σ p, g = α t (γ (1 - q)**(γ - 1) log q - (1 - q)**γ / q), but 0 where q is clipped"""
    return bind_rows("categorical_focal_crossentropy_gradient",
                     <Kernel> categorical_focal_crossentropy_gradient_loop[float],
                     <Kernel> categorical_focal_crossentropy_gradient_loop[double], "ffffF", "rrc1r",
                     (t, p, alpha, dloss, dp), (gamma, epsilon))


cdef inline floating positive(floating x) noexcept nogil:
    """x, but not below the least normal number: no power of it is infinite."""
    cdef floating smallest = 1.1754943508222875e-38 if sizeof(floating) == 4 else 2.2250738585072014e-308
    return smallest if x < smallest else x


cdef Py_ssize_t generalized_crossentropy_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first  # `first` has the type of the others, to choose the loop by
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef floating q = <floating> a.number[0]
    cdef index_t label
    cdef Py_ssize_t i, classes = a.size[1]
    for i in range(a.size[0]):
        label = labels[i]
        if not 0 <= label < classes:
            return 1 + i
        loss[i] = (1 - power(p[label], q)) / q
        p += classes
    return 0


def generalized_crossentropy(labels, p, loss, q, /):
    """loss = (1 - p[label]**q) / q; stops at a label that is no class."""
    return bind_rows("generalized_crossentropy", <Kernel> generalized_crossentropy_loop[float],
                     <Kernel> generalized_crossentropy_loop[double], "ifF", "1r1", (labels, p, loss), (q,))


cdef Py_ssize_t generalized_crossentropy_gradient_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef floating q = <floating> a.number[0]
    cdef index_t label
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        label = labels[i]
        if not 0 <= label < classes:
            return 1 + i
        for j in range(classes):
            dp[j] = 0
        dp[label] = -dloss[i] * power(positive(p[label]), q - 1)
        p, dp = p + classes, dp + classes
    return 0


def generalized_crossentropy_gradient(labels, p, dloss, dp, q, /):
    """dp = -dloss p**(q - 1) at the label, otherwise 0"""
    return bind_rows("generalized_crossentropy_gradient", <Kernel> generalized_crossentropy_gradient_loop[float],
                     <Kernel> generalized_crossentropy_gradient_loop[double], "iffF", "1r1r", (labels, p, dloss, dp),
                     (q,))


# --------------------------------------------------------------------------------------------- circle: all pairs

cdef inline double pair(double s, bint alike, double gamma, double margin, double* slope) noexcept nogil:
    """The weighted, scaled similarity s of two rows with labels alike or different, and its slope.

    With the distance d = max(1 - s, 0) it is γ (m + d) (d - m) or γ (1 + m - d) (1 - m - d); a weight (the first
    factor) is at least 0.
    """
    cdef double d = 1 - s, weight, rest
    cdef bint near = d < 0
    d = 0 if near else d
    weight = margin + d if alike else 1 + margin - d
    rest = d - margin if alike else 1 - margin - d
    slope[0] = (weight + rest if alike else -(weight + rest)) * -gamma
    if weight < 0:
        weight, slope[0] = 0, 0
    slope[0] = 0 if near else slope[0]
    return gamma * weight * rest


cdef inline bint counts(const index_t* labels, const index_t* others, Py_ssize_t i, Py_ssize_t j, bint alike,
                        bint skip) noexcept nogil:
    """Whether rows i and j are a pair of this kind; a row is no pair with itself where that is skipped."""
    return (labels[i] == others[j]) == alike and not (alike and skip and i == j)


cdef double log_sum_of_pairs(const floating* s, const index_t* labels, const index_t* others, Py_ssize_t i,
                             Py_ssize_t n, bint alike, bint skip, double gamma, double margin) noexcept nogil:
    """log Σ exp(pair) over one row's pairs of one kind; -∞ for none."""
    cdef double most = -INFINITY, sum_exp = 0, unused = 0, x
    cdef Py_ssize_t j
    for j in range(n):
        if counts(labels, others, i, j, alike, skip):
            x = pair(s[j], alike, gamma, margin, &unused)
            most = x if not x <= most else most
    if most == -INFINITY:
        return most
    for j in range(n):
        if counts(labels, others, i, j, alike, skip):
            sum_exp += exp_(pair(s[j], alike, gamma, margin, &unused) - most)
    return most + log_(sum_exp)


cdef Py_ssize_t circle_loop(floating* s, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> a.array[1]
    cdef index_t* others = <index_t*> a.array[2]
    cdef floating* loss = <floating*> a.array[3]
    cdef double gamma = a.number[0], margin = a.number[1], x
    cdef Py_ssize_t i, n = a.size[1]
    cdef bint skip = a.size[2]
    for i in range(a.size[0]):
        x = log_sum_of_pairs(s, labels, others, i, n, True, skip, gamma, margin) + log_sum_of_pairs(
            s, labels, others, i, n, False, skip, gamma, margin)
        loss[i] = <floating> ((0 if x < 0 else x) + log1p_(exp_(x if x < 0 else -x)))
        s += n
    return 0


cdef Py_ssize_t circle_gradient_loop(floating* s, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> a.array[1]
    cdef index_t* others = <index_t*> a.array[2]
    cdef floating* dloss = <floating*> a.array[3]
    cdef floating* ds = <floating*> a.array[4]
    cdef double gamma = a.number[0], margin = a.number[1], x
    cdef double level[2]
    cdef double slope = 0
    cdef Py_ssize_t i, j, n = a.size[1]
    cdef bint skip = a.size[2], alike
    for i in range(a.size[0]):
        level[0] = log_sum_of_pairs(s, labels, others, i, n, False, skip, gamma, margin)
        level[1] = log_sum_of_pairs(s, labels, others, i, n, True, skip, gamma, margin)
        x = 1 / (1 + exp_(-(level[0] + level[1])))
        for j in range(n):
            alike = labels[i] == others[j]
            ds[j] = 0
            if counts(labels, others, i, j, alike, skip) and x != 0:
                ds[j] = <floating> (dloss[i] * x * exp_(
                    pair(s[j], alike, gamma, margin, &slope) - level[alike]) * slope)
        s, ds = s + n, ds + n
    return 0


cdef tuple pairs(str name, s, labels, others, losses, skip):
    """(rows, columns, whether a row is no pair with itself)"""
    if s.ndim != 2 or labels.size != s.shape[0] or others.size != s.shape[1] or losses.size != s.shape[0]:
        shapes = [array.shape for array in (s, labels, others, losses)]
        raise ValueError(f"{name}: a similarity for each pair of labels is needed. Received: {shapes}")
    return (s.shape[0], s.shape[1], bool(skip))


def circle(s, labels, others, loss, gamma, margin, skip, /):
    """loss = softplus(log Σ exp(pairs alike) + log Σ exp(pairs that differ)) for similarities s of all pairs"""
    return bind("circle", <Kernel> circle_loop[float], <Kernel> circle_loop[double], "fiiF", (s, labels, others, loss),
                pairs("circle", s, labels, others, loss, skip), (gamma, margin))


def circle_gradient(s, labels, others, dloss, ds, gamma, margin, skip, /):
    """ds = dloss σ(the sum) · softmax(pairs of this kind) · the pair's slope"""
    sizes = pairs("circle_gradient", s, labels, others, dloss, skip)
    if s.shape != ds.shape:
        raise ValueError(f"circle_gradient: s and ds must have one shape. Received: {s.shape} and {ds.shape}")
    return bind("circle_gradient", <Kernel> circle_gradient_loop[float], <Kernel> circle_gradient_loop[double],
                "fiifF", (s, labels, others, dloss, ds), sizes, (gamma, margin))


# ------------------------------------------------------------------------------------------------------- weights

cdef Py_ssize_t shares_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* weights = <floating*> a.array[1]
    cdef floating* y = <floating*> a.array[2]
    cdef double sum_x = 0
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        y[i] = x[i] * weights[i] if weights != NULL else x[i]
        sum_x += y[i] if a.size[1] else x[i]
    for i in range(a.size[0]):
        y[i] = <floating> (y[i] / sum_x) if sum_x != 0 else 0
    return 0


def shares(x, weights, y, of_product, /):
    """y = x w / Σ x, or x w / Σ x w where `of_product`; 0 where the sum is 0. No weights mean ones."""
    if x.size != y.size or (weights is not None and weights.size != x.size):
        sizes = [getattr(array, "shape", array) for array in (x, weights, y)]
        raise ValueError(f"shares: sizes do not fit. Received: {sizes}")
    return bind("shares", <Kernel> shares_loop[float], <Kernel> shares_loop[double], "ffF", (x, weights, y),
                (x.size, bool(of_product)))
