"""What do the kernels that change parameters share? The places of an optimizer's state, and the smallest formulas."""

from libc.math cimport pow, sqrt, sqrtf
from nnlite._steps cimport floating, same_size

cdef enum:
    ITERATIONS = 0     # calls so far, this one included once `tick` has run
    LEARNING_RATE = 1
    DUE = 2            # 1 when this call updates, 0 when it only holds its gradients
    UPDATE = 3         # number of the update that this call belongs to, from 1
    SQUARES = 4        # Σ gradient², for the norm that clips
    PLACES = 5


cdef inline Py_ssize_t fitting(str name, tuple arrays, state) except -1:
    """The common size of the arrays, or an error; the state must have its five places."""
    if state.size != PLACES:
        raise ValueError(f"{name}: the state must have {PLACES} numbers. Received: {state.shape}")
    return same_size(name, arrays)


cdef inline floating root(floating x) noexcept nogil:
    if floating is float:
        return sqrtf(x)
    else:
        return sqrt(x)


cdef inline floating power_at(floating base, double update) noexcept nogil:
    """baseᵗ at update number t, rounded as Keras rounds it."""
    return <floating> pow(base, update)


cdef inline floating settled(floating x) noexcept nogil:
    """x, or 0 where it is so small that processors compute slowly with it.

    What a moving average of gradients forgets, such as those of a word that does not come again, would come to rest
    at such a denormal number: rounding keeps 0.9 of the smallest one where it is.
    """
    cdef floating least
    if floating is float:
        least = <float> 1e-35
    else:
        least = 1e-300
    return <floating> 0 if x < least and x > -least else x


cdef inline floating blended(floating old, floating new, floating rho, floating rest) noexcept nogil:
    return settled(rho * old + rest * new)


cdef inline floating moved(floating old, floating goal, floating rest) noexcept nogil:
    return settled(old + (goal - old) * rest)
