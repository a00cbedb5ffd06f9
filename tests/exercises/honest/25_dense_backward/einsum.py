# exercise: 25-dense-backward
from numpy import einsum


def dense_backward(dy, x, w):
    return [einsum("nj,ij->ni", dy, w), einsum("ni,nj->ij", x, dy), einsum("nj->j", dy)]
