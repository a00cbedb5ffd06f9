"""How does a list of kernel calls run without Python in between?

A *step* is one kernel bound once to its arrays: the checks and the conversions are paid when it is made,
a call costs nanoseconds. A *sequence* is a list of steps that one compiled loop runs without the GIL.

A step keeps every array it was given exported (PEP 3118) for as long as it lives, so that no array can
be resized or freed under a pointer.
"""

from cpython.buffer cimport (
    PyBUF_C_CONTIGUOUS, PyBUF_FORMAT, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer,
)
from cpython.ref cimport PyObject
from libc.stdlib cimport free, malloc

cdef extern from *:
    """
    #if defined(__GNUC__) && defined(__x86_64__)
    static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
    static int has_avx512(void) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && has_avx2();
    }
    #else
    static int has_avx2(void) { return 0; }
    static int has_avx512(void) { return 0; }
    #endif
    """
    int has_avx2()
    int has_avx512()

# The letters that describe how a kernel uses its arrays; a capital is written to.
#   f  the floating type of the call      d  always float64      i  int64      b  one byte
#   a  any type                            s  like f, but scratch memory that nobody else looks at
#   l  int64 that describes the others     (s and l are not shown on a program's page)
FORMATS = {"f": "fd", "s": "fd", "d": "d", "i": "lq", "l": "lq", "b": "?Bb", "a": "fdlq?BbhHiILQe"}


def cpu_builds():
    """Names of the kernel builds that this processor can run, best first."""
    best_first = []
    if has_avx512():
        best_first.append("avx512")
    if has_avx2():
        best_first.append("avx2")
    return [*best_first, "baseline"]


cdef class Step:
    """One kernel bound to its arrays; calling it runs the kernel."""

    def __dealloc__(self):
        cdef int i
        for i in range(self.held):
            PyBuffer_Release(&self.views[i])

    cdef Py_ssize_t run(self) noexcept nogil:
        return self.kernel(self.arguments.array[0], &self.arguments)

    def __call__(self):
        cdef Py_ssize_t status
        with nogil:
            status = self.run()
        if status:
            raise self.error(status)

    def error(self, status):
        """The exception for a kernel that met a bad index at position `status - 1`."""
        if self.on_error is not None:
            return self.on_error(status - 1)
        return IndexError(f"{self.name}: index out of range at position {status - 1}.")

    def __repr__(self):
        shapes = ", ".join(str(getattr(array, "shape", array)) for array in self.arrays)
        return f"<step {self.name}: {shapes}>"


cdef class PythonStep(Step):
    """A step that calls a Python function with fixed arguments, for work that NumPy does better."""

    cdef object function
    cdef tuple fixed
    cdef object failure

    def __init__(self, name, function, arguments, access="", arrays=(), multiply_adds=0):
        self.name = name
        self.function = function
        self.arrays = tuple(arrays)
        self.access = access
        self.numbers = ()
        self.multiply_adds = multiply_adds
        self.failure = None
        self.fixed = tuple(arguments)

    cdef Py_ssize_t run(self) noexcept nogil:
        with gil:
            try:
                self.function(*self.fixed)
                return 0
            except BaseException as error:
                self.failure = error
                return 1

    def error(self, status):
        failure, self.failure = self.failure, None
        return failure


cdef class Sequence:
    """A list of steps that runs as one call."""

    cdef readonly tuple steps
    cdef PyObject** items
    cdef Py_ssize_t count

    def __cinit__(self, steps):
        cdef Py_ssize_t i
        self.steps = tuple(steps)
        self.count = len(self.steps)
        self.items = <PyObject**> malloc(max(self.count, 1) * sizeof(PyObject*))
        if self.items == NULL:
            raise MemoryError()
        for i in range(self.count):
            if not isinstance(self.steps[i], Step):
                raise TypeError(f"A sequence is made of steps. Received: {self.steps[i]!r}")
            self.items[i] = <PyObject*> self.steps[i]

    def __dealloc__(self):
        free(self.items)

    def __call__(self):
        cdef Py_ssize_t i = 0, status = 0
        with nogil:
            while i < self.count and status == 0:
                status = (<Step> self.items[i]).run()
                i += 1
        if status:
            raise self.steps[i - 1].error(status)


cdef Step bind(str name, Kernel single, Kernel double_, str access, tuple arrays,
               tuple sizes=(), tuple numbers=(), Py_ssize_t multiply_adds=0):
    """Make a step; every array must have the type that its letter in `access` names.

    An array that is only read may be None: the kernel gets NULL.
    """
    cdef Step step = Step.__new__(Step)
    cdef int i, flags
    cdef Py_buffer* view
    cdef str letter, found, common = None
    if len(arrays) > 8 or len(sizes) > 24 or len(numbers) > 8 or len(access) != len(arrays):
        raise ValueError(f"{name}: a kernel takes at most 8 arrays, 24 sizes and 8 numbers.")
    for i in range(len(arrays)):
        letter = access[i]
        if arrays[i] is None and letter.islower():
            step.arguments.array[i] = NULL
            continue
        flags = PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (PyBUF_WRITABLE if letter.isupper() else 0)
        PyObject_GetBuffer(arrays[i], &step.views[step.held], flags)
        view = &step.views[step.held]
        step.held += 1
        found = view.format.decode() if view.format != NULL else "B"
        if found not in FORMATS[letter.lower()]:
            raise TypeError(f"{name}: array {i} has type {found!r}, not one of {FORMATS[letter.lower()]!r}.")
        if letter in "fFsS":
            if common is None:
                common = found
            elif common != found:
                raise TypeError(f"{name}: arrays mix float32 and float64.")
        step.arguments.array[i] = view.buf
    for i in range(len(sizes)):
        step.arguments.size[i] = sizes[i]
    for i in range(len(numbers)):
        step.arguments.number[i] = numbers[i]
    step.kernel = double_ if common == "d" else single
    step.name = name
    step.arrays = arrays
    step.access = access
    step.numbers = numbers
    step.multiply_adds = multiply_adds
    return step


cdef Py_ssize_t same_size(str name, tuple arrays) except -1:
    """The common size of the arrays, or an error; None is passed over."""
    cdef Py_ssize_t size = -1
    for array in arrays:
        if array is None:
            continue
        if size == -1:
            size = array.size
        if array.size != size:
            shapes = [a.shape for a in arrays if a is not None]
            raise ValueError(f"{name}: arrays must have one size. Received: {shapes}")
    return size
