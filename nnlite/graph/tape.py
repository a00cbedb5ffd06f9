"""How does a training step of your own get gradients? It computes its loss under a gradient tape.

On arrays the tape follows every op and walks back through them when it is asked. In a step that `fit` runs, the step is
traced once and the tape notes that gradients are wanted there: they become part of the program.
"""

import numpy as np

from nnlite._memory import place
from nnlite.graph.structure import flatten, pack
from nnlite.graph.tensor import Tensor
from nnlite.graph.variable import Variable
from nnlite.ops import recording
from nnlite.ops.array import as_result
from nnlite.ops.differentiation import Differentiate


class GradientTape:
    """Follows computations, to differentiate them.

    Args:
        persistent: Accepted as in TensorFlow; a tape can always be asked more than once.
        watch_accessed_variables: Accepted; every variable is followed.

    Example:

        >>> import nnlite
        >>> w = nnlite.Variable([3.0])
        >>> with nnlite.GradientTape() as tape:
        ...     loss = nnlite.ops.sum(w * w)
        >>> tape.gradient(loss, w).tolist()
        [6.0]
    """

    def __init__(self, persistent=False, watch_accessed_variables=True):
        self.entries = []  # (op, its arrays, its result)

    def __enter__(self):
        recording.tapes().append(self)
        return self

    def __exit__(self, *error):
        recording.tapes().remove(self)

    def watch(self, tensor):
        """Accepted: arrays and tensors are followed anyway."""

    def note(self, op, arrays, result):
        """Remember a computation on arrays. A view has its input's memory, by which arrays are recognised here."""
        if op.differentiable and not op.view:
            self.entries.append((op, arrays, result))

    def gradient(self, target, sources, output_gradients=None, unconnected_gradients="none"):
        """The gradient of a number with respect to variables, arrays or tensors; None where it does not depend on them.

        Args:
            target: The loss (what is not a single number is summed).
            sources: A variable, or a list or dictionary of them.
            output_gradients: A factor for each number of the target.
            unconnected_gradients: "none", or "zero" for zeros where there is no dependence.
        """
        leaves = flatten(sources)
        if isinstance(target, Tensor):
            gradients = traced_gradients(target, leaves, output_gradients)
        else:
            gradients = self.computed_gradients(target, leaves, output_gradients)
        if unconnected_gradients == "zero":
            gradients = [np.zeros(s.shape, s.dtype) if g is None else g
                         for s, g in zip(leaves, gradients, strict=True)]
        return pack(sources, gradients)

    def computed_gradients(self, target, sources, output_gradients):
        """Walk back through what was computed."""
        target = np.asarray(target)
        start = np.ones_like(target) if output_gradients is None else np.broadcast_to(output_gradients, target.shape)
        gradients = {place(target): np.array(start, target.dtype).reshape(-1)}
        if not any(place(result) == place(target) for _, _, result in self.entries):
            return [None] * len(sources)
        for op, arrays, result in reversed(self.entries):
            dy = gradients.get(place(result))
            if dy is None:
                continue
            for array, d in zip(arrays, backward(op, arrays, result, dy.reshape(result.shape)), strict=True):
                if d is not None:
                    known = gradients.get(place(array))
                    gradients[place(array)] = d.reshape(-1) if known is None else known + d.reshape(-1)
        values = [source.value if isinstance(source, Variable) else np.asarray(source) for source in sources]
        found = [gradients.get(place(value)) for value in values]
        return [None if g is None else as_result(g.reshape(v.shape)) for g, v in zip(found, values, strict=True)]


def backward(op, arrays, result, dy):
    """The gradients of one op's inputs, None for whole numbers."""
    d_inputs = [np.empty_like(array) if array.dtype.kind == "f" else None for array in arrays]
    dy = np.ascontiguousarray(dy, result.dtype).reshape(result.shape)
    with np.errstate(all="ignore"):
        for step in op.gradient(arrays, result.numpy(), dy, d_inputs):
            step()
    return d_inputs


def traced_gradients(target, sources, output_gradients):
    """Note on the open trace that gradients are wanted here."""
    tape = recording.current()
    if tape is None:
        raise TypeError(f"GradientTape: cannot differentiate a drawing. Received: {target}. Call the model on arrays.")
    if output_gradients is not None:
        raise ValueError("GradientTape: output_gradients are not supported in a step that is traced. "
                         "Multiply the target by them and sum it, or compile with run_eagerly=True.")
    op = Differentiate([Tensor(s.shape, s.dtype, label=f"d {s.path if isinstance(s, Variable) else s.name}")
                        for s in sources])
    tape.note(op, [target, *sources], None)
    return op.results
