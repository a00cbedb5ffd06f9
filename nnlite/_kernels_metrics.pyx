"""The compiled loops of what metrics count: which predictions are right, and sums and counts over many batches.

Arrays are rows of classes: t targets, p predictions; `labels` and `match` have one number a row. Rows of few classes
are too short for a register, so that they are turned and looked at side by side, one class of many rows at a time.
What is collected (`total`, `count`, `counts`, `matrix`, `sums`) is float64 and is added to.
"""

from libc.limits cimport INT_MAX
from libc.math cimport INFINITY, NAN
from libc.string cimport memcpy
from nnlite._rows cimport bind_rows, product, sum_of
from nnlite._math cimport absolute
from nnlite._registers cimport NNLITE_VECTOR, lanes, square
from nnlite._steps cimport Arguments, Kernel, bind, floating, index_t, same_size

cdef enum:
    ROWS = 32  # rows that are looked at side by side; a multiple of MOST_LANES
    MOST_LANES = 16  # no register holds more numbers
    WIDE = 64  # bytes of a register that turns squares faster than it fetches one number after the other
    FEW_CLASSES = 4  # up to so many there is too little to turn
    NARROW = 256  # below so many classes they are, where argmax is looked for
    LANES = 32  # numbers of a longer row that are looked at side by side
    PIECE = 256  # predictions whose buckets are found together
    FEW = 16  # below so many thresholds each is compared, from there on they are searched
    COPIES = 4  # of few counts, that are added to in turn
    EQUAL = 0, ABOVE  # which of the formulas that one loop serves


# ------------------------------------------------------------------------------------------ where is the largest?

cdef inline bint goes_up(floating x, floating most) noexcept nogil:
    """Whether a later number is the largest so far; NaN counts as the largest of all."""
    return (not x <= most) & (most == most)


cdef inline int first_of_row(const floating* x, Py_ssize_t n) noexcept nogil:
    """argmax of one row; 0 where there is nothing."""
    cdef floating most[LANES]
    cdef int place[LANES]
    cdef const floating* row = x
    cdef floating result
    cdef int best = 0, turn, lane
    cdef Py_ssize_t j, start = 1
    if n == 0:
        return 0
    result = x[0]
    if n >= 2 * LANES:
        for lane in range(LANES):
            most[lane], place[lane] = x[lane], lane
        for turn in range(1, n // LANES):
            row += LANES
            for lane in range(LANES):
                place[lane] = turn * LANES + lane if goes_up(row[lane], most[lane]) else place[lane]
                most[lane] = row[lane] if goes_up(row[lane], most[lane]) else most[lane]
        for lane in range(1, LANES):
            if goes_up(most[lane], most[0]) or (place[lane] < place[0] and not most[lane] < most[0]
                                                and (most[lane] == most[0] or most[lane] != most[lane])):
                most[0], place[0] = most[lane], place[lane]
        result, best, start = most[0], place[0], n - n % LANES
    for j in range(start, n):
        best = <int> j if goes_up(x[j], result) else best
        result = x[j] if goes_up(x[j], result) else result
    return best


cdef inline bint is_turned(Py_ssize_t classes) noexcept nogil:
    """Whether it is faster to turn squares of such rows than to fetch one number after the other."""
    return NNLITE_VECTOR >= WIDE and FEW_CLASSES < classes < NARROW


cdef inline Py_ssize_t turn_columns(const floating* p, Py_ssize_t start, Py_ssize_t rows, Py_ssize_t classes,
                                    Py_ssize_t first, floating* turned) noexcept nogil:
    """Copy columns first, first + 1, … of the ROWS rows from `start` into rows of `turned`; in which is the first?

    A square is often wider than what is left of a row, and reads on in the next one. The last rows have none: their
    squares end with the row, and begin in the one before.
    """
    cdef const floating* x = p + start * classes
    cdef Py_ssize_t width = lanes(turned), column = first, i, _j
    if column + width > (rows - start - ROWS + 1) * classes:
        column = classes - width
    if start * classes + column < 0:  # nothing before either: the row is short, and `first` is 0
        for _j in range(classes):
            for i in range(ROWS):
                turned[_j * ROWS + i] = x[i * classes + _j]
        return 0
    for i in range(ROWS // width):
        square(x + i * width * classes + column, classes, turned + i * width, ROWS)
    return first - column


cdef inline void take_column(const floating* x, Py_ssize_t step, Py_ssize_t j, floating* most,
                             int* place) noexcept nogil:
    """See whether column j of ROWS rows has larger numbers than those before; they are `step` apart."""
    cdef Py_ssize_t i
    for i in range(ROWS):
        place[i] = <int> j if goes_up(x[i * step], most[i]) else place[i]
        most[i] = x[i * step] if goes_up(x[i * step], most[i]) else most[i]


cdef inline void first_of_rows(const floating* p, Py_ssize_t start, Py_ssize_t count, Py_ssize_t rows,
                               Py_ssize_t classes, int* place) noexcept nogil:
    """argmax of `count` rows, at most ROWS."""
    cdef floating turned[MOST_LANES * ROWS]
    cdef floating most[ROWS]
    cdef Py_ssize_t width = lanes(turned), shift = 0, i, j
    if count < ROWS or classes >= NARROW:
        for i in range(count):
            place[i] = first_of_row(p + (start + i) * classes, classes)
        return
    for i in range(ROWS):
        most[i], place[i] = -INFINITY, 0
    for j in range(classes):
        if not is_turned(classes):
            take_column(p + start * classes + j, classes, j, most, place)
            continue
        if j % width == 0:
            shift = turn_columns(p, start, rows, classes, j, turned)
        take_column(turned + (j % width + shift) * ROWS, 1, j, most, place)


cdef inline Py_ssize_t next_rows(Py_ssize_t start, Py_ssize_t rows) noexcept nogil:
    """Where the next ROWS rows begin: the last ones are looked at again rather than one by one."""
    return rows - ROWS if 0 < rows - start < ROWS <= rows else start


cdef Py_ssize_t first_maxima_loop(floating* p, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> a.array[1]
    cdef int place[ROWS]
    cdef Py_ssize_t start = 0, count, i, rows = a.size[0], classes = a.size[1]
    while start < rows:
        start = next_rows(start, rows)
        count = min(<Py_ssize_t> ROWS, rows - start)
        first_of_rows(p, start, count, rows, classes, place)
        for i in range(count):
            labels[start + i] = place[i] if classes else -1
        start += count
    return 0


def first_maxima(p, labels, /):
    """labels = argmax(p), the first of several; -1 where there are no classes."""
    return bind_rows("first_maxima", <Kernel> first_maxima_loop[float], <Kernel> first_maxima_loop[double],
                     "fI", "r1", (p, labels))


cdef Py_ssize_t sparse_matches_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first  # `first` has the type of the others, to choose the loop by
    cdef floating* p = <floating*> a.array[1]
    cdef floating* match = <floating*> a.array[2]
    cdef int place[ROWS]
    cdef Py_ssize_t start = 0, count, i, rows = a.size[0], classes = a.size[1]
    while start < rows:
        start = next_rows(start, rows)
        count = min(<Py_ssize_t> ROWS, rows - start)
        first_of_rows(p, start, count, rows, classes, place)
        for i in range(count):
            match[start + i] = 1 if (labels[start + i] == place[i]) & (classes > 0) else 0
        start += count
    return 0


def sparse_matches(labels, p, match, /):
    """match = 1 where label = argmax(p), else 0; a label that is no class matches nothing."""
    return bind_rows("sparse_matches", <Kernel> sparse_matches_loop[float], <Kernel> sparse_matches_loop[double],
                     "ifF", "1r1", (labels, p, match))


# -------------------------------------------------------------------------------------------- the k largest of a row

cdef inline void count_column(const floating* x, Py_ssize_t step, const floating* score, int* larger) noexcept nogil:
    """See which numbers of a column of ROWS rows are larger than the scores; they are `step` apart."""
    cdef Py_ssize_t i
    for i in range(ROWS):
        larger[i] += not x[i * step] <= score[i]


cdef inline void larger_in_rows(const floating* p, const floating* score, Py_ssize_t start, Py_ssize_t count,
                                Py_ssize_t rows, Py_ssize_t classes, int* larger) noexcept nogil:
    """How many numbers of each of `count` rows, at most ROWS, are larger than its score; NaN counts as larger."""
    cdef floating turned[MOST_LANES * ROWS]
    cdef Py_ssize_t width = lanes(turned), shift = 0, i, j
    for i in range(count):
        larger[i] = 0
    if count < ROWS or classes >= ROWS:
        for i in range(count):
            for j in range(classes):
                larger[i] += not p[(start + i) * classes + j] <= score[i]
        return
    for j in range(classes):
        if not is_turned(classes):
            count_column(p + start * classes + j, classes, score, larger)
            continue
        if j % width == 0:
            shift = turn_columns(p, start, rows, classes, j, turned)
        count_column(turned + (j % width + shift) * ROWS, 1, score, larger)


cdef Py_ssize_t sparse_top_k_matches_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef floating* p = <floating*> a.array[1]
    cdef floating* match = <floating*> a.array[2]
    cdef floating score[ROWS]
    cdef int larger[ROWS]
    cdef index_t label
    cdef int k = <int> min(a.number[0], <double> INT_MAX)
    cdef Py_ssize_t start = 0, count, i, rows = a.size[0], classes = a.size[1]
    while start < rows:
        start = next_rows(start, rows)
        count = min(<Py_ssize_t> ROWS, rows - start)
        for i in range(count):
            label = labels[start + i]
            score[i] = p[(start + i) * classes + label] if 0 <= label < classes else <floating> NAN
        larger_in_rows(p, score, start, count, rows, classes, larger)
        for i in range(count):
            match[start + i] = 1 if (score[i] - score[i] == 0) & (larger[i] < k) else 0
        start += count
    return 0


def sparse_top_k_matches(labels, p, match, k, /):
    """match = 1 where fewer than k numbers of p are larger than the finite p[label], else 0; NaN counts as larger."""
    return bind_rows("sparse_top_k_matches", <Kernel> sparse_top_k_matches_loop[float],
                     <Kernel> sparse_top_k_matches_loop[double], "ifF", "1r1", (labels, p, match), (k,))


cdef inline Py_ssize_t next_largest(const floating* p, Py_ssize_t last, Py_ssize_t n) noexcept nogil:
    """Where the largest number after that at `last` is (after none, if -1), the first of several; -1 if nowhere."""
    cdef floating bound = p[last] if last >= 0 else INFINITY, most = -INFINITY
    cdef Py_ssize_t j, place = -1
    cdef bint up
    for j in range(n):
        up = ((p[j] < bound) | ((p[j] == bound) & (j > last))) & ((p[j] > most) | ((place < 0) & (p[j] == p[j])))
        most = p[j] if up else most
        place = j if up else place
    return place


cdef Py_ssize_t keep_largest_loop(floating* p, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef Py_ssize_t _i, j, _turn, place, classes = a.size[1]
    for _i in range(a.size[0]):
        for j in range(classes):
            y[j] = <floating> a.number[1]
        place = -1
        for _turn in range(<Py_ssize_t> a.number[0]):
            place = next_largest(p, place, classes)
            if place < 0:
                break
            y[place] = p[place]
        p, y = p + classes, y + classes
    return 0


def keep_largest(p, y, k, rest, /):
    """y = p where p is among the k largest of its row, of equal ones the first, and `rest` elsewhere and for NaN."""
    return bind_rows("keep_largest", <Kernel> keep_largest_loop[float], <Kernel> keep_largest_loop[double],
                     "fF", "rr", (p, y), (k, rest))


# ------------------------------------------------------------------------------------------------ number by number

cdef Py_ssize_t equal_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* match = <floating*> a.array[2]
    cdef floating threshold = <floating> a.number[0]
    cdef Py_ssize_t i
    if a.size[1] == EQUAL:
        for i in range(a.size[0]):
            match[i] = 1 if t[i] == p[i] else 0
    else:
        for i in range(a.size[0]):
            match[i] = 1 if t[i] == (1 if p[i] > threshold else 0) else 0
    return 0


def equal_matches(t, p, match, /):
    """match = 1 where t = p, else 0"""
    return bind("equal_matches", <Kernel> equal_loop[float], <Kernel> equal_loop[double], "ffF", (t, p, match),
                (same_size("equal_matches", (t, p, match)), EQUAL))


def binary_matches(t, p, match, threshold, /):
    """match = 1 where t = (1 if p > threshold else 0), else 0"""
    return bind("binary_matches", <Kernel> equal_loop[float], <Kernel> equal_loop[double], "ffF", (t, p, match),
                (same_size("binary_matches", (t, p, match)), ABOVE), (threshold,))


# ----------------------------------------------------------------------------------------- sums over many batches

cdef Py_ssize_t accumulate_mean_loop(floating* values, Arguments* a) noexcept nogil:
    cdef floating* weights = <floating*> a.array[1]
    cdef double* total = <double*> a.array[2]
    cdef double* count = <double*> a.array[3]
    cdef Py_ssize_t i, n = a.size[0], each = a.size[1]
    cdef double found = 0
    if weights == NULL or each == 1:
        found = sum_of(values, weights, n)
    else:
        for i in range(n // max(each, 1)):
            found += weights[i] * sum_of(values + i * each, <floating*> NULL, each)
    if count == NULL:
        total[0] += found
    elif weights == NULL:
        total[0] += found / a.number[0]
        count[0] += n / a.number[0]
    else:
        total[0] += found / a.number[0]
        count[0] += sum_of(weights, <floating*> NULL, n // max(each, 1)) * each / a.number[0]
    return 0


cdef Py_ssize_t each_of(str name, values, weights, results) except -1:
    """How many values go with one weight."""
    fits = weights is None or (weights.size == 0 == values.size) or (weights.size and values.size % weights.size == 0)
    if not fits or any(result.size != 1 for result in results):
        shapes = [getattr(array, "shape", array) for array in (values, weights, *results)]
        raise ValueError(f"{name}: sizes of values, weights and results do not fit. Received: {shapes}")
    return 1 if weights is None or weights.size == 0 else values.size // weights.size


def accumulate_mean(values, weights, total, count, per_sample, /):
    """total += Σᵢ wᵢ vᵢ / per_sample and count += Σᵢ wᵢ / per_sample: the numbers of a running mean.

    A weight stands for as many values in a row as there are values for a weight; no weights mean ones.
    """
    each = each_of("accumulate_mean", values, weights, (total, count))
    return bind("accumulate_mean", <Kernel> accumulate_mean_loop[float], <Kernel> accumulate_mean_loop[double],
                "ffDD", (values, weights, total, count), (values.size, each), (per_sample,))


def accumulate_sum(values, weights, total, /):
    """total += Σᵢ wᵢ vᵢ, with weights as in `accumulate_mean`."""
    each = each_of("accumulate_sum", values, weights, (total,))
    return bind("accumulate_sum", <Kernel> accumulate_mean_loop[float], <Kernel> accumulate_mean_loop[double],
                "ffD", (values, weights, total), (values.size, each))


# -------------------------------------------------------------------------------------- counts over many batches

cdef inline void buckets_of(const floating* p, const floating* thresholds, Py_ssize_t n, Arguments* a,
                            int* bucket) noexcept nogil:
    """How many thresholds are below each of n numbers; none is below NaN."""
    cdef Py_ssize_t i, k, count = a.size[3]
    cdef int half
    cdef floating x, last = <floating> (count - 1)
    cdef int least = a.size[7] != 0
    if thresholds == NULL:  # they are 0, 1 / last, 2 / last, ... 1
        for i in range(n):
            x = p[i] if p[i] > 0 else 0
            x = (1 if x > 1 else x) * last
            bucket[i] = <int> x
            bucket[i] += x > bucket[i]
            bucket[i] = least if bucket[i] < least else bucket[i]
    elif count < FEW:
        for i in range(n):
            bucket[i] = 0
        for k in range(count):
            for i in range(n):
                bucket[i] += p[i] > thresholds[k]
    else:
        for i in range(n):
            bucket[i] = 0
        while count > 1:  # the same steps for every number, so that many take them at once
            half = <int> (count // 2)
            for i in range(n):
                bucket[i] += half if thresholds[bucket[i] + half - 1] < p[i] else 0
            count -= half
        for i in range(n):
            bucket[i] += thresholds[bucket[i]] < p[i]


cdef inline void pick(const floating* x, Py_ssize_t n, Py_ssize_t step, floating* y) noexcept nogil:
    """y = n numbers of x, `step` apart"""
    cdef Py_ssize_t i
    if step == 1:
        memcpy(y, x, n * sizeof(floating))
        return
    for i in range(n):
        y[i] = x[i * step]


cdef inline void add_ones(const int* cell, Py_ssize_t n, double* counts, Py_ssize_t cells) noexcept nogil:
    """counts[cell] += 1; where there are few cells, into several copies, because each addition waits for the last."""
    cdef double copies[COPIES * FEW]
    cdef Py_ssize_t i, j
    if cells > FEW:
        for i in range(n):
            counts[cell[i]] += 1
        return
    for i in range(COPIES * FEW):
        copies[i] = 0
    for i in range(n):
        copies[i % COPIES * FEW + cell[i]] += 1
    for i in range(cells):
        for j in range(COPIES):
            counts[i] += copies[j * FEW + i]


cdef Py_ssize_t count_buckets_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* weights = <floating*> a.array[2]
    cdef floating* label_weights = <floating*> a.array[3]
    cdef double* counts = <double*> a.array[5]
    cdef double weight
    cdef floating targets[PIECE]
    cdef floating predictions[PIECE]
    cdef int cell[PIECE]
    cdef int width = <int> a.size[3] + 1
    cdef Py_ssize_t columns = a.size[1], each = a.size[2], first = max(a.size[5], 0)
    cdef Py_ssize_t start = 0, count, i, place, step = columns if a.size[5] >= 0 else 1
    while start < a.size[0]:
        count = min(<Py_ssize_t> PIECE, a.size[0] - start)
        pick(t + start * step + first, count, step, targets)
        pick(p + start * step + first, count, step, predictions)
        buckets_of(predictions, <floating*> a.array[4], count, a, cell)
        for i in range(count):
            cell[i] += width if targets[i] != 0 else 0
        if weights == NULL and label_weights == NULL and not a.size[4]:
            add_ones(cell, count, counts, 2 * width)
        else:
            for i in range(count):
                place = (start + i) * step + first
                weight = 1 if weights == NULL else weights[place // each if each > 1 else place]
                if label_weights != NULL:
                    weight *= label_weights[place % columns]
                counts[cell[i] + (2 * width * (place % columns) if a.size[4] else 0)] += weight
        start += count
    return 0


def count_buckets(t, p, weights, label_weights, thresholds, counts, column, even, /):
    """counts[k, t ≠ 0, number of thresholds below p] += w, where k is p's column if counts has as many, else 0.

    Thresholds are in ascending order. None stands for 0, 1 / n, 2 / n, ... 1 where `even` is 1 (then p is clipped to
    0 and 1), and for the same with the first one just below 0 where it is 2. Only one column is looked at, or all
    where it is -1. A weight stands for as many numbers as there are numbers for a weight; `label_weights` has one a
    column.
    """
    columns, n = p.shape[-1] if p.ndim else 1, counts.shape[-1] - 1
    each = each_of("count_buckets", p, weights, ())
    fits = t.size == p.size and counts.ndim == 3 and counts.shape[0] in (1, columns) and counts.shape[1] == 2
    fits = fits and (label_weights is None or label_weights.size == columns) and -1 <= column < columns
    if not fits or n < 1 or (even not in (1, 2) if thresholds is None else thresholds.size != n):
        shapes = [getattr(array, "shape", array) for array in (t, p, label_weights, thresholds, counts)]
        raise ValueError(f"count_buckets: targets, predictions, thresholds and counts do not fit. Received: {shapes}")
    numbers = p.size // columns if column >= 0 else p.size
    sizes = (numbers, columns, each, n, counts.shape[0] > 1, column, even, even == 2)
    return bind("count_buckets", <Kernel> count_buckets_loop[float], <Kernel> count_buckets_loop[double], "fffffD",
                (t, p, weights, label_weights, thresholds, counts), sizes)


cdef Py_ssize_t confusion_matrix_loop(floating* first, Arguments* a) noexcept nogil:
    cdef index_t* labels = <index_t*> first
    cdef index_t* predictions = <index_t*> a.array[1]
    cdef floating* weights = <floating*> a.array[2]
    cdef double* matrix = <double*> a.array[3]
    cdef Py_ssize_t i, each = a.size[1], classes = a.size[2]
    for i in range(a.size[0]):
        if not (0 <= labels[i] < classes and 0 <= predictions[i] < classes) or (a.size[3] and labels[i] == a.size[4]):
            continue
        matrix[labels[i] * classes + predictions[i]] += weights[i // each] if weights != NULL else 1
    return 0


def confusion_matrix(labels, predictions, weights, matrix, ignore, /):
    """matrix[label, prediction] += w; what is no class does not count, nor does the label `ignore` (None: all do)."""
    size = same_size("confusion_matrix", (labels, predictions))
    each = each_of("confusion_matrix", labels, weights, ())
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"confusion_matrix: the matrix must be square. Received: {matrix.shape}")
    sizes = (size, each, matrix.shape[0], ignore is not None, ignore or 0)
    return bind("confusion_matrix", <Kernel> confusion_matrix_loop[float], <Kernel> confusion_matrix_loop[double],
                "iifD", (labels, predictions, weights, matrix), sizes)


cdef Py_ssize_t class_counts_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* weights = <floating*> a.array[2]
    cdef double* counts
    cdef floating threshold = <floating> a.number[0], least = <floating> 1e-9, most
    cdef double weight, hit
    cdef Py_ssize_t i, j, classes = a.size[1]
    for i in range(a.size[0]):
        weight = weights[i] if weights != NULL else 1
        most = INFINITY
        if a.size[2]:
            most = -most
            for j in range(classes):
                most = p[j] if p[j] > most else most
        counts = <double*> a.array[3]
        for j in range(classes):
            hit = weight if (p[j] > threshold) | ((p[j] >= most) & (absolute(p[j]) > least)) else 0
            counts[0] += hit * t[j]
            counts[1] += hit
            counts[2] += weight * t[j]
            counts += 3
        t, p = t + classes, p + classes
    return 0


def class_counts(t, p, weights, counts, threshold, /):
    """counts += Σ w q t, Σ w q, Σ w t for each class (its row), with q = 1 where p > threshold, else 0.

    Without a threshold (None) q is 1 at the largest p of a row, unless that is 0. Weights are one a row, or None.
    """
    rows = rows_for("class_counts", t, p, weights, counts, (p.shape[-1:] + (3,)))
    return bind("class_counts", <Kernel> class_counts_loop[float], <Kernel> class_counts_loop[double], "fffD",
                (t, p, weights, counts), (rows, p.shape[-1], threshold is None),
                (INFINITY if threshold is None else threshold,))


cdef Py_ssize_t regression_sums_loop(floating* t, Arguments* a) noexcept nogil:
    cdef floating* p = <floating*> a.array[1]
    cdef floating* weights = <floating*> a.array[2]
    cdef double* sums
    cdef double weight = 1, target, error
    cdef Py_ssize_t i, j, columns = a.size[1]
    for i in range(a.size[0]):
        sums = <double*> a.array[3]
        for j in range(columns):
            if weights != NULL:
                weight = weights[i if a.size[2] else i * columns + j]
            target, error = t[j], <double> t[j] - p[j]
            sums[0] += weight * target
            sums[1] += weight * target * target
            sums[2] += weight * error * error
            sums[3] += weight
            sums += 4
        t, p = t + columns, p + columns
    return 0


def regression_sums(t, p, weights, sums, /):
    """sums += Σ w t, Σ w t², Σ w (t - p)², Σ w for each column (its row); weights are one a row or number, or None."""
    per_row = weights is None or weights.size != p.size
    rows = rows_for("regression_sums", t, p, weights if per_row else None, sums, (p.shape[-1:] + (4,)))
    return bind("regression_sums", <Kernel> regression_sums_loop[float], <Kernel> regression_sums_loop[double],
                "fffD", (t, p, weights, sums), (rows, p.shape[-1], per_row))


cdef Py_ssize_t rows_for(str name, t, p, weights, sums, tuple shape) except -1:
    """How many rows there are; sums of this shape must go with them, and one weight a row or None."""
    fits = p.ndim > 0 and t.shape == p.shape and sums.shape == shape
    if not fits or (weights is not None and weights.size != product(p.shape[:-1])):
        shapes = [getattr(array, "shape", array) for array in (t, p, weights, sums)]
        raise ValueError(f"{name}: arrays do not fit as rows, weights and sums for each column. Received: {shapes}")
    return product(p.shape[:-1])
