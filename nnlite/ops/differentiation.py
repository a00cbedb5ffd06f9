"""Where does a program turn around? At this op: it asks for gradients, and lowering binds their steps."""

from nnlite.ops.op import Op


class Differentiate(Op):
    """results[i] = d loss / d source[i], for inputs (loss, *sources).

    It has no steps of its own: `program/lower.py` walks back through the ops before it.
    """

    differentiable = False
    effect = True
    floating = False

    def __init__(self, results):
        self.results = results  # a tensor for each source
