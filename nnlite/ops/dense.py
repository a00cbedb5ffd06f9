"""y = activation(x · w + b): the matrix product, and who computes it.

Small products are ours: blocks of the result held in registers, bias and relu applied before they are stored. Large
ones go to NumPy's BLAS, which uses all cores. `CROSSOVER` is the number of multiply-adds from which BLAS was
measured to win (`python -m benchmarks.crossover`); with fewer rows than a block has, it wins much earlier.
`config.set_matmul` forces either, so that a lesson can time both.
"""

from nnlite import config
from nnlite._dispatch import kernels
from nnlite._memory import empty_like
from nnlite.ops.op import Op, numpy_step, rows_and_columns

CROSSOVER = 3_000_000
CROSSOVER_FEW_ROWS, FEW_ROWS = 50_000, 8


def product(x, w, y, b=None, relu=False, transpose_x=False, transpose_w=False):
    """Steps for y = relu(x · w + b) of matrices, either factor transposed."""
    multiply_adds = y.size * (x.shape[0] if transpose_x else x.shape[-1])
    name = "matmul" + ", x transposed" * transpose_x + ", w transposed" * transpose_w
    if small(multiply_adds, len(y)):
        step = kernels.matmul(x, w, b, y, transpose_x, transpose_w, relu)
        step.name, step.multiply_adds = name + " + bias" * (b is not None) + " + relu" * relu, multiply_adds
        return [step]
    factors = (x.T if transpose_x else x), (w.T if transpose_w else w)
    # The method, not np.dot: no Python code runs in it, so an interrupt cannot stop it half way.
    steps = [numpy_step(f"{name} (BLAS)", factors[0].dot, factors[1], y, access="ffF", arrays=(x, w, y),
                        multiply_adds=multiply_adds)]
    return steps + ([kernels.bias_relu(b, y, relu)] if b is not None or relu else [])


def small(multiply_adds, rows):
    """Whether the product is one for our own loops."""
    path = config.matmul()
    if path == "auto":
        return multiply_adds < (CROSSOVER if rows >= FEW_ROWS else CROSSOVER_FEW_ROWS)
    return path == "blocked"


class Dense(Op):
    """y = relu(x · w + b)    dw = xᵀ · dz    db = Σ dz    dx = dz · wᵀ    with dz = dy where y > 0

    Shapes: x (…, inputs), w (inputs, units), b (units,) or left out -> (…, units).
    """

    def __init__(self, relu=False):
        self.relu = relu

    @property
    def name(self):
        return "Dense+relu" if self.relu else "Dense"

    def output_shape(self, x, w, b=None):
        if not x or (x[-1] is not None and x[-1] != w[0]):
            raise ValueError(
                f"matmul: the last dimension of x and the first of w must agree. Received: x.shape={x}, w.shape={w}"
            )
        return (*x[:-1], w[1])

    def forward(self, inputs, y):
        x, w, *b = inputs
        return product(rows_and_columns(x), w, rows_and_columns(y), b[0] if b else None, self.relu)

    def gradient(self, inputs, y, dy, d_inputs):
        x, w, *b = inputs
        dx, dw, *db = d_inputs
        steps = []
        dz = dy
        if self.relu:
            dz = empty_like(dy)
            steps.append(kernels.relu_gradient(None, y, dy, dz))
        dz = rows_and_columns(dz)
        if dw is not None:
            steps += product(rows_and_columns(x), dz, dw, transpose_x=True)
        if db and db[0] is not None:
            steps.append(kernels.column_sums(dz, db[0]))
        if dx is not None:
            steps += product(dz, w, rows_and_columns(dx), transpose_w=True)
        return steps


def dense(x, w, b=None, relu=False):
    """relu(x · w + b), with relu and bias optional."""
    return Dense(relu)(x, w) if b is None else Dense(relu)(x, w, b)
