"""How many numbers a register holds, and squares of them turned in registers; the C of it is `_registers.h`."""

from nnlite._steps cimport floating

cdef extern from "_registers.h":
    enum: NNLITE_VECTOR
    void square "nnlite_square"(const void* w, Py_ssize_t w_row, void* packed, Py_ssize_t packed_row) noexcept nogil


cdef inline Py_ssize_t lanes(floating* x) noexcept nogil:
    """How many numbers of this type a register of this build holds."""
    return NNLITE_VECTOR / <int> sizeof(x[0]) if NNLITE_VECTOR else 1
