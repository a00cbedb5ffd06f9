# exercise: 44-cython-fused
# cython: boundscheck=False, wraparound=False
#
# Three steps in one pass
#
# np.maximum(x @ w + b, 0) goes through memory three times: one array for the product, one for the sum with the biases, one
# for the maximum. A fused loop has every sum in a register of the processor anyway: it adds the bias and cuts off at 0
# before it writes the number, once.
#
#     x @ w ---> array ---> + b ---> array ---> max(., 0) ---> array       three passes
#     x, w, b ---> total += x[n, i] * w[i, j]; + b[j]; max(., 0) ---> out  one pass
#
#     x   (batch, inputs)        w   (inputs, units)        b   (units,)        out   (batch, units)
#
# `out` comes from the caller and is not empty: it holds what somebody left there. For a batch of 1,000 and 100 units, how
# many numbers does the fused loop write, and how many do the three passes write?


def dense_relu(double[:, ::1] x, double[:, ::1] w, double[::1] b, double[:, ::1] out):
    """Write max(x · w + b, 0) into out, every number once. Nothing is returned."""
    # TODO: declare n, i, j and a sum with cdef; two loops over out, and a third one that makes the sum
    return None
