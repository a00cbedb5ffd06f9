"""The compiled loops of the losses: from targets and predictions to one number a row.

Arrays are rows of classes: t targets, p predictions, z logits; `loss`, its gradient `dloss` and `labels` have one
number a row. Most rows are short, ten classes or one, and a loop over one leaves the registers half empty: what
can be done number by number is done for many rows at once.
"""

from libc.math cimport INFINITY
from libc.string cimport memset
from nnlite._math cimport absolute, exp_, log_, sigmoid_
from nnlite._rows cimport PIECE, add_rows, bind_rows, clip, clipped, sigmoid_term, sign, sum_of, total
from nnlite._steps cimport Arguments, Kernel, Step, bind, floating, index_t

cdef enum:
    ROWS = 32  # rows of a softmax that are worked on together
    BINARY = 1, SIGMOID, SQUARED, ABSOLUTE  # which of the formulas that one loop serves


# ------------------------------------------------------------------------------------------------ sums over rows

cdef inline floating largest(const floating* x, Py_ssize_t n) noexcept nogil:
    """The largest of n numbers, two by two because each comparison waits for the one before."""
    cdef floating a = -INFINITY, b = -INFINITY
    cdef Py_ssize_t j
    for j in range(0, n - 1, 2):
        a = x[j] if x[j] > a else a
        b = x[j + 1] if x[j + 1] > b else b
    a = x[n - 1] if n % 2 and x[n - 1] > a else a
    return b if b > a else a


# ------------------------------------------------------------------------------------ softmax and crossentropy

cdef inline void softmax_rows(const floating* z, floating* p, floating* most, floating* logs, Py_ssize_t rows,
                              Py_ssize_t classes) noexcept nogil:
    """p = softmax(z), most = max z, logs = log Σ exp(z - most): not added, because their sum would lose digits."""
    cdef Py_ssize_t i, j
    cdef floating share
    cdef floating* row = p
    for i in range(rows):
        share = largest(z, classes)
        for j in range(classes):
            row[j] = z[j] - share
        most[i] = share
        z, row = z + classes, row + classes
    for i in range(rows * classes):
        p[i] = exp_(p[i])
    row = p
    for i in range(rows):
        logs[i] = total(row, classes)
        share = 1 / logs[i]
        for j in range(classes):
            row[j] *= share
        row += classes
    for i in range(rows):
        logs[i] = log_(logs[i])


cdef inline floating surprise(floating t, floating z, floating most, floating log_sum) noexcept nogil:
    """What one class adds to the crossentropy"""
    return t * (log_sum - (z - most))


cdef inline floating crossentropy(const floating* t, const floating* z, floating most, floating log_sum,
                                  Py_ssize_t classes) noexcept nogil:
    """Σ t (log_sum - (z - most)), where no target (0) of an impossible class (∞) is no loss."""
    cdef double a = 0, b = 0, c = 0, d = 0
    cdef Py_ssize_t j
    for j in range(0, classes - 3, 4):
        a += surprise(t[j], z[j], most, log_sum)
        b += surprise(t[j + 1], z[j + 1], most, log_sum)
        c += surprise(t[j + 2], z[j + 2], most, log_sum)
        d += surprise(t[j + 3], z[j + 3], most, log_sum)
    for j in range(classes - classes % 4, classes):
        a += surprise(t[j], z[j], most, log_sum)
    a = (a + b) + (c + d)
    if a == a:
        return <floating> a
    a = 0  # perhaps from 0 · ∞: once more, with care
    for j in range(classes):
        if t[j] != 0 or z[j] != -INFINITY:
            a += surprise(t[j], z[j], most, log_sum)
    return <floating> a


cdef Py_ssize_t softmax_crossentropy_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* z = <floating*> a.array[1]
    cdef floating* p = <floating*> a.array[2]
    cdef floating* loss = <floating*> a.array[3]
    cdef floating most[ROWS]
    cdef floating logs[ROWS]
    cdef Py_ssize_t start = 0, count, i, rows = a.size[0], classes = a.size[1]
    while start < rows:
        count = min(<Py_ssize_t> ROWS, rows - start)
        softmax_rows(z, p, most, logs, count, classes)
        for i in range(count):
            loss[start + i] = crossentropy(t + i * classes, z + i * classes, most[i], logs[i], classes)
        t, z, p = t + count * classes, z + count * classes, p + count * classes
        start += count
    return 0


def softmax_crossentropy(t, z, p, loss, /):
    """p = softmax(z) and loss = Σⱼ tⱼ (log Σₖ exp(zₖ) - zⱼ), for any Σ t."""
    return bind_rows("softmax_crossentropy", <Kernel> softmax_crossentropy_loop[float],
                     <Kernel> softmax_crossentropy_loop[double], "ffFF", "rrr1", (t, z, p, loss))


cdef Py_ssize_t softmax_crossentropy_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dz = <floating*> a.array[3]
    cdef floating sum_t, slope
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        sum_t, slope = total(t, classes), dloss[i]
        for j in range(classes):
            dz[j] = slope * (p[j] * sum_t - t[j])
        t, p, dz = t + classes, p + classes, dz + classes
    return 0


def softmax_crossentropy_gradient(t, p, dloss, dz, /):
    """dz = dloss (p Σⱼ tⱼ - t)"""
    return bind_rows("softmax_crossentropy_gradient", <Kernel> softmax_crossentropy_gradient_loop[float],
                     <Kernel> softmax_crossentropy_gradient_loop[double], "fffF", "rr1r", (t, p, dloss, dz))


cdef Py_ssize_t sparse_softmax_crossentropy_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first  # `first` has the type of the others, to choose the loop by
    cdef floating* z = <floating*> a.array[1]
    cdef floating* p = <floating*> a.array[2]
    cdef floating* loss = <floating*> a.array[3]
    cdef floating most[ROWS]
    cdef floating logs[ROWS]
    cdef index_t label
    cdef Py_ssize_t start = 0, count, i, rows = a.size[0], classes = a.size[1]
    while start < rows:
        count = min(<Py_ssize_t> ROWS, rows - start)
        softmax_rows(z, p, most, logs, count, classes)
        for i in range(count):
            label = labels[start + i]
            if not 0 <= label < classes:
                return 1 + start + i
            loss[start + i] = logs[i] - (z[i * classes + label] - most[i])
        z, p = z + count * classes, p + count * classes
        start += count
    return 0


def sparse_softmax_crossentropy(labels, z, p, loss, /):
    """p = softmax(z) and loss = log Σₖ exp(zₖ) - z[label]; stops at a label that is no class."""
    return bind_rows("sparse_softmax_crossentropy", <Kernel> sparse_softmax_crossentropy_loop[float],
                     <Kernel> sparse_softmax_crossentropy_loop[double], "ifFF", "1rr1", (labels, z, p, loss))


cdef Py_ssize_t sparse_softmax_crossentropy_gradient_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dz = <floating*> a.array[3]
    cdef floating slope
    cdef index_t label
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        label, slope = labels[i], dloss[i]
        if not 0 <= label < classes:
            return 1 + i
        for j in range(classes):
            dz[j] = slope * p[j]
        dz[label] = slope * (p[label] - 1)
        p, dz = p + classes, dz + classes
    return 0


def sparse_softmax_crossentropy_gradient(labels, p, dloss, dz, /):
    """dz = dloss (p - onehot(label))"""
    return bind_rows("sparse_softmax_crossentropy_gradient",
                     <Kernel> sparse_softmax_crossentropy_gradient_loop[float],
                     <Kernel> sparse_softmax_crossentropy_gradient_loop[double], "iffF", "1r1r",
                     (labels, p, dloss, dz))


# --------------------------------------------------------------------------- crossentropy of probabilities

cdef Py_ssize_t categorical_crossentropy_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef floating low = <floating> a.number[0], high = <floating> (1 - a.number[0]), sum_p, sum_terms
    cdef floating terms[PIECE]
    cdef Py_ssize_t i, j, start, count, classes = a.size[1]
    for i in range(a.size[0]):
        sum_p, sum_terms, start = total(p, classes), 0, 0
        while start < classes:
            count = min(<Py_ssize_t> PIECE, classes - start)
            for j in range(count):
                terms[j] = t[start + j] * log_(clip(p[start + j] / sum_p, low, high))
            sum_terms += total(terms, count)
            start += count
        loss[i] = -sum_terms
        t, p = t + classes, p + classes
    return 0


def categorical_crossentropy(t, p, loss, epsilon, /):
    """loss = -Σⱼ tⱼ log qⱼ with qⱼ = pⱼ / Σ p, clipped to [ε, 1 - ε]"""
    return bind_rows("categorical_crossentropy", <Kernel> categorical_crossentropy_loop[float],
                     <Kernel> categorical_crossentropy_loop[double], "ffF", "rr1", (t, p, loss), (epsilon,))


cdef Py_ssize_t categorical_crossentropy_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef floating low = <floating> a.number[0], high = <floating> (1 - a.number[0]), sum_p, share
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        sum_p = total(p, classes)
        for j in range(classes):
            dp[j] = 0 if clipped(p[j] / sum_p, low, high) else t[j]
        share = total(dp, classes) / sum_p
        for j in range(classes):
            dp[j] = dloss[i] * (share - (dp[j] / p[j] if dp[j] != 0 else 0))
        t, p, dp = t + classes, p + classes, dp + classes
    return 0


def categorical_crossentropy_gradient(t, p, dloss, dp, epsilon, /):
    """dp = dloss (Σⱼ uⱼ / Σ p - u / p) with u = t, but 0 where p / Σ p is clipped"""
    return bind_rows("categorical_crossentropy_gradient", <Kernel> categorical_crossentropy_gradient_loop[float],
                     <Kernel> categorical_crossentropy_gradient_loop[double], "fffF", "rr1r", (t, p, dloss, dp),
                     (epsilon,))


cdef Py_ssize_t sparse_categorical_crossentropy_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef floating low = <floating> a.number[0], high = <floating> (1 - a.number[0])
    cdef index_t label
    cdef Py_ssize_t i, classes = a.size[1]
    for i in range(a.size[0]):
        label = labels[i]
        if not 0 <= label < classes:
            return 1 + i
        loss[i] = -log_(clip(p[label] / total(p, classes), low, high))
        p += classes
    return 0


def sparse_categorical_crossentropy(labels, p, loss, epsilon, /):
    """loss = -log q with q = p[label] / Σ p, clipped to [ε, 1 - ε]; stops at a label that is no class."""
    return bind_rows("sparse_categorical_crossentropy", <Kernel> sparse_categorical_crossentropy_loop[float],
                     <Kernel> sparse_categorical_crossentropy_loop[double], "ifF", "1r1", (labels, p, loss),
                     (epsilon,))


cdef Py_ssize_t sparse_categorical_crossentropy_gradient_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef floating low = <floating> a.number[0], high = <floating> (1 - a.number[0]), sum_p, slope
    cdef index_t label
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        label, sum_p = labels[i], total(p, classes)
        if not 0 <= label < classes:
            return 1 + i
        slope = 0 if clipped(p[label] / sum_p, low, high) else dloss[i]
        for j in range(classes):
            dp[j] = slope / sum_p
        if slope != 0:
            dp[label] -= slope / p[label]
        p, dp = p + classes, dp + classes
    return 0


def sparse_categorical_crossentropy_gradient(labels, p, dloss, dp, epsilon, /):
    """dp = dloss (1 / Σ p - onehot(label) / p), but 0 where p[label] / Σ p is clipped"""
    return bind_rows("sparse_categorical_crossentropy_gradient",
                     <Kernel> sparse_categorical_crossentropy_gradient_loop[float],
                     <Kernel> sparse_categorical_crossentropy_gradient_loop[double], "iffF", "1r1r",
                     (labels, p, dloss, dp), (epsilon,))


# ------------------------------------------------------------------------------------ means over the last axis

cdef inline floating binary_term(floating t, floating p, floating low, floating high) noexcept nogil:
    """-t log p - (1 - t) log(1 - p) for the clipped p"""
    p = clip(p, low, high)
    return (t - 1) * log_(1 - p) - t * log_(p)


cdef inline void mean_terms(int kind, const floating* t, const floating* p, Py_ssize_t n, double number,
                            floating* terms) noexcept nogil:
    cdef floating low = <floating> number, high = <floating> (1 - number)
    cdef Py_ssize_t i
    if kind == BINARY:
        for i in range(n):
            terms[i] = binary_term(t[i], p[i], low, high)
    elif kind == SIGMOID:
        for i in range(n):
            terms[i] = sigmoid_term(t[i], p[i])
    elif kind == SQUARED:
        for i in range(n):
            terms[i] = (p[i] - t[i]) * (p[i] - t[i])
    elif kind == ABSOLUTE:
        for i in range(n):
            terms[i] = absolute(p[i] - t[i])


cdef Py_ssize_t means_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* loss = <floating*> a.array[2]
    cdef floating terms[PIECE]
    cdef Py_ssize_t start = 0, count, size = a.size[0] * a.size[1]
    memset(loss, 0, a.size[0] * sizeof(floating))
    while start < size:
        count = min(<Py_ssize_t> PIECE, size - start)
        mean_terms(a.size[2], t + start, p + start, count, a.number[0], terms)
        add_rows(terms, start, count, a.size[1], a.size[1], loss)
        start += count
    return 0


cdef Py_ssize_t means_gradient_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* dloss = <floating*> a.array[2]
    cdef floating* dp = <floating*> a.array[3]
    cdef floating low = <floating> a.number[0], high = <floating> (1 - a.number[0]), share
    cdef Py_ssize_t i, j, classes = a.size[1], size = a.size[0] * a.size[1]
    if a.size[2] == BINARY:
        for i in range(size):
            dp[i] = 0 if clipped(p[i], low, high) else (p[i] - t[i]) / (p[i] * (1 - p[i]))
    elif a.size[2] == SIGMOID:
        for i in range(size):
            dp[i] = sigmoid_(p[i]) - t[i]
    elif a.size[2] == SQUARED:
        for i in range(size):
            dp[i] = 2 * (p[i] - t[i])
    elif a.size[2] == ABSOLUTE:
        for i in range(size):
            dp[i] = sign(p[i] - t[i])
    for i in range(a.size[0]):
        share = dloss[i] / classes
        for j in range(i * classes, (i + 1) * classes):
            dp[j] *= share
    return 0


cdef Step bind_means(str name, int kind, tuple arrays, tuple numbers=()):
    if len(arrays) == 4:
        return bind_rows(name, <Kernel> means_gradient_loop[float], <Kernel> means_gradient_loop[double],
                         "fffF", "rr1r", arrays, numbers, kind)
    return bind_rows(name, <Kernel> means_loop[float], <Kernel> means_loop[double], "ffF", "rr1", arrays, numbers,
                     kind)


def binary_crossentropy(t, p, loss, epsilon, /):
    """loss = mean(-t log q - (1 - t) log(1 - q)) with q = p clipped to [ε, 1 - ε]"""
    return bind_means("binary_crossentropy", BINARY, (t, p, loss), (epsilon,))


def binary_crossentropy_gradient(t, p, dloss, dp, epsilon, /):
    """dp = dloss / classes · (p - t) / (p (1 - p)), but 0 where p is clipped"""
    return bind_means("binary_crossentropy_gradient", BINARY, (t, p, dloss, dp), (epsilon,))


def sigmoid_crossentropy(t, z, loss, /):
    """loss = mean(max(z, 0) - z t + log(1 + exp(-|z|)))"""
    return bind_means("sigmoid_crossentropy", SIGMOID, (t, z, loss))


def sigmoid_crossentropy_gradient(t, z, dloss, dz, /):
    """dz = dloss / classes · (sigmoid(z) - t)"""
    return bind_means("sigmoid_crossentropy_gradient", SIGMOID, (t, z, dloss, dz))


def squared_error(t, p, loss, /):
    """loss = mean((p - t)²)"""
    return bind_means("squared_error", SQUARED, (t, p, loss))


def squared_error_gradient(t, p, dloss, dp, /):
    """dp = dloss / classes · 2 (p - t)"""
    return bind_means("squared_error_gradient", SQUARED, (t, p, dloss, dp))


def absolute_error(t, p, loss, /):
    """loss = mean(|p - t|)"""
    return bind_means("absolute_error", ABSOLUTE, (t, p, loss))


def absolute_error_gradient(t, p, dloss, dp, /):
    """dp = dloss / classes · sign(p - t), with sign(0) = 0"""
    return bind_means("absolute_error_gradient", ABSOLUTE, (t, p, dloss, dp))


# -------------------------------------------------------------------------------------------------- targets

cdef Py_ssize_t smooth_labels_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating keep = <floating> (1 - a.number[0]), rest = <floating> (a.number[0] / a.number[1])
    cdef Py_ssize_t i
    for i in range(a.size[0] * a.size[1]):
        y[i] = t[i] * keep + rest
    return 0


def smooth_labels(t, y, smoothing, classes, /):
    """y = t (1 - smoothing) + smoothing / classes"""
    return bind_rows("smooth_labels", <Kernel> smooth_labels_loop[float], <Kernel> smooth_labels_loop[double],
                     "fF", "rr", (t, y), (smoothing, classes))


# ------------------------------------------------------------------------------------------- sums over a batch

cdef Py_ssize_t weighted_sum_loop(floating* values, Arguments* a) noexcept nogil:
    cdef floating* weights = <floating*> a.array[1]
    cdef floating* y = <floating*> a.array[2]
    y[0] = <floating> (sum_of(values, weights, a.size[0]) / a.size[1])
    return 0


cdef Py_ssize_t weighted_sum_gradient_loop(floating* weights, Arguments* a) noexcept nogil:
    cdef floating* dy = <floating*> a.array[1]
    cdef floating* dvalues = <floating*> a.array[2]
    cdef floating slope = dy[0] / a.size[1]
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        dvalues[i] = slope * weights[i] if weights != NULL else slope
    return 0


cdef Py_ssize_t sum_size(str name, values, weights, result, Py_ssize_t numbers) except -1:
    """How many values there are; as many weights (or None) and a result of so many numbers must go with them."""
    if result.size != numbers or (weights is not None and weights.size != values.size):
        shapes = [getattr(array, "shape", array) for array in (values, weights, result)]
        raise ValueError(f"{name}: sizes of values, weights and result do not fit. Received: {shapes}")
    return values.size


def weighted_mean(values, weights, y, /):
    """y = Σᵢ wᵢ vᵢ / n for n values, or 0 for none; no weights mean ones."""
    size = sum_size("weighted_mean", values, weights, y, 1)
    return bind("weighted_mean", <Kernel> weighted_sum_loop[float], <Kernel> weighted_sum_loop[double],
                "ffF", (values, weights, y), (size, max(size, 1)))


def weighted_mean_gradient(weights, dy, dvalues, /):
    """dvalues = dy w / n"""
    size = sum_size("weighted_mean_gradient", dvalues, weights, dy, 1)
    return bind("weighted_mean_gradient", <Kernel> weighted_sum_gradient_loop[float],
                <Kernel> weighted_sum_gradient_loop[double], "ffF", (weights, dy, dvalues), (size, max(size, 1)))


def weighted_sum(values, weights, y, /):
    """y = Σᵢ wᵢ vᵢ; no weights mean ones."""
    size = sum_size("weighted_sum", values, weights, y, 1)
    return bind("weighted_sum", <Kernel> weighted_sum_loop[float], <Kernel> weighted_sum_loop[double],
                "ffF", (values, weights, y), (size, 1))


def weighted_sum_gradient(weights, dy, dvalues, /):
    """dvalues = dy w"""
    size = sum_size("weighted_sum_gradient", dvalues, weights, dy, 1)
    return bind("weighted_sum_gradient", <Kernel> weighted_sum_gradient_loop[float],
                <Kernel> weighted_sum_gradient_loop[double], "ffF", (weights, dy, dvalues), (size, 1))
