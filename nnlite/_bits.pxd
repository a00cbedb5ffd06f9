"""Random bits from a counter: whoever knows the seed and how many were drawn knows them all."""


cdef inline unsigned long long scramble(unsigned long long z) noexcept nogil:
    """One round of splitmix64 (Steele, Lea and Flood, 2014): a counter in, 64 well mixed bits out."""
    z = (z ^ (z >> 30)) * <unsigned long long> 0xbf58476d1ce4e5b9
    z = (z ^ (z >> 27)) * <unsigned long long> 0x94d049bb133111eb
    return z ^ (z >> 31)


cdef inline unsigned long long draw(unsigned long long start, Py_ssize_t i) noexcept nogil:
    """The bits of the i-th draw behind a state."""
    return scramble(advanced(start, i + 1))


cdef inline unsigned long long advanced(unsigned long long start, Py_ssize_t count) noexcept nogil:
    """The state after so many draws: steps of the golden ratio, so that no two states are near each other."""
    return start + <unsigned long long> count * <unsigned long long> 0x9e3779b97f4a7c15
