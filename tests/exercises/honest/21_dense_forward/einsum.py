# exercise: 21-dense-forward
import warnings

from numpy import einsum

warnings.warn("I like einsum", stacklevel=1)


def dense(inputs, kernel, bias):
    print("dense of", inputs.shape)
    return einsum("bi,ij->bj", inputs, kernel) + bias[None, :]


if __name__ == "__main__":
    raise SystemExit("this runs by itself only")
