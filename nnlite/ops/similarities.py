"""How alike are rows? The cosine between two, the overlap of two, and circle, which compares all pairs; as ops."""

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite._memory import empty, empty_like
from nnlite.ops.dense import product
from nnlite.ops.losses import RowLoss, along, as_labels
from nnlite.ops.op import Op


class Circle(Op):
    """softplus(log Σ exp(pairs alike) + log Σ exp(pairs that differ)), one number a row.

    The similarities s = p · rᵀ of all rows p with all references r (the rows themselves, where none are given) are
    weighted and scaled by the kernel.    dp = ds · r    dr = dsᵀ · p

    Shapes: labels (n,), p (n, size), reference labels (m,), r (m, size) -> (n,).
    """

    label = "losses"
    labels = (0, 2)

    def __init__(self, gamma, margin, skip):
        self.numbers = (gamma, margin, skip)

    def output_shape(self, labels, p, other_labels=None, r=None):
        r, other_labels = (p, labels) if r is None else (r, other_labels)
        for given, rows in ((labels, p), (other_labels, r)):
            if len(rows) != 2 or not (shapes.same(given, rows[:1]) or shapes.same(given, (rows[0], 1))):
                raise ValueError(f"circle: rows of numbers with one label each are needed. Received: labels {given}, "
                                 f"rows {rows}")
        if not shapes.same(p[1:], r[1:]):
            raise ValueError(f"circle: all rows must have one size. Received: {p} and {r}")
        return p[:1]

    def output_dtype(self, labels, p, *others):
        return p

    def forward(self, inputs, y):
        labels, p, *others = inputs
        self.labels, self.references = others or (labels, p)
        self.s = empty((len(p), len(self.references)), p.dtype)
        return [*product(p, self.references, self.s, transpose_w=True),
                kernels.circle(self.s, labels, self.labels, y, *self.numbers)]

    def gradient(self, inputs, y, dy, d_inputs):
        labels, p, *others = inputs
        ds = empty_like(self.s)
        steps = [kernels.circle_gradient(self.s, labels, self.labels, dy, ds, *self.numbers)]
        dp, dr = d_inputs[1], (d_inputs[3] if others else empty_like(p))
        if dp is not None:
            steps += product(ds, self.references, dp)
        if dr is not None:
            steps += product(ds, p, dr, transpose_x=True)
        return steps if others else [*steps, kernels.accumulate(dr, dp)]


def cosine_similarity(t, p, axis=-1, epsilon=1e-7):
    """-Σ t p / (|t| |p|) along an axis: -1 where both point the same way."""
    return along(RowLoss("cosine_similarity", epsilon), axis, p, "cosine_similarity")(t, p)


def overlap(t, p, alpha=0.5, beta=0.5, axis=None, epsilon=1e-7, who="overlap"):
    """1 - c / (c + α Σ t (1 - p) + β Σ p (1 - t) + epsilon) with c = Σ t p, along axes, or along all (None)."""
    return along(RowLoss("overlap", float(alpha), float(beta), epsilon), axis, p, who)(t, p)


def circle(t, p, other_labels=None, references=None, gamma=80.0, margin=0.4, skip=True):
    """Pairs of rows with one label are drawn together, others apart (Sun and others, 2020)."""
    op = Circle(float(gamma), float(margin), bool(skip))
    if references is None and other_labels is None:
        return op(as_labels(t), p)
    return op(as_labels(t), p, as_labels(t if other_labels is None else other_labels),
              p if references is None else references)
