# exercise: 25-dense-backward
import numpy as np


def dense_backward(d_out, inputs, kernel):
    d_out, inputs, kernel = (a.astype(np.float32) for a in (d_out, inputs, kernel))
    print("backwards through", kernel.shape)
    d_kernel = np.tensordot(inputs, d_out, axes=(0, 0))
    d_inputs = np.dot(kernel, d_out.T).T
    d_bias = np.ones(len(d_out), dtype=np.float32) @ d_out
    return d_inputs, d_kernel, d_bias
