"""What the kernel modules share: the floating type, the arguments of one kernel call, the step that holds them."""

ctypedef fused floating:
    float
    double

ctypedef long long index_t

cdef struct Arguments:
    void* array[8]
    Py_ssize_t size[24]
    double number[8]

# A kernel reads and writes through its arguments and returns 0, or 1 + the position of the first
# bad index that it met in its data. Its first array comes typed; the rest are in `a`.
ctypedef Py_ssize_t (*Kernel)(void* x, Arguments* a) noexcept nogil

cdef class Step:
    cdef Arguments arguments
    cdef Kernel kernel
    cdef Py_buffer views[8]
    cdef int held
    cdef public str name
    cdef readonly tuple arrays
    cdef readonly str access
    cdef readonly tuple numbers
    cdef public Py_ssize_t multiply_adds
    cdef public object on_error
    cdef Py_ssize_t run(self) noexcept nogil

cdef Step bind(str name, Kernel single, Kernel double_, str access, tuple arrays,
               tuple sizes=*, tuple numbers=*, Py_ssize_t multiply_adds=*)
cdef Py_ssize_t same_size(str name, tuple arrays) except -1
