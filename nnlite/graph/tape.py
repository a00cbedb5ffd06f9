"""How does a training step of your own get gradients? It computes its loss under a gradient tape.

On arrays the tape follows every op and walks back through them when it is asked. In a step that `fit` runs, the step is
traced once and the tape notes that gradients are wanted there: they become part of the program.
"""

import numpy as np

from nnlite.graph.structure import flatten, pack
from nnlite.graph.tensor import Tensor
from nnlite.graph.variable import Variable
from nnlite.ops import recording
from nnlite.ops.array import as_result
from nnlite.ops.differentiation import Differentiate
from nnlite.ops.op import Symbolic


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
        self.entries = []  # (op, inputs as given, their arrays, result)

    def __enter__(self):
        recording.tapes().append(self)
        return self

    def __exit__(self, *error):
        recording.tapes().remove(self)

    def watch(self, tensor):
        """Accepted: arrays and tensors are followed anyway."""

    def note(self, op, inputs, arrays, result):
        """Remember a computation on arrays."""
        if op.differentiable:
            self.entries.append((op, tuple(inputs), arrays, result))

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
        if not any(result is target for _, _, _, result in self.entries):
            if isinstance(target, Symbolic):
                raise TypeError(f"GradientTape: cannot differentiate {target!r}, which has no numbers.")
            return [None] * len(sources)
        start = np.ones_like(target) if output_gradients is None else np.broadcast_to(output_gradients, target.shape)
        gradients = {id(target): np.array(start, target.dtype)}
        for op, inputs, arrays, result in reversed(self.entries):
            dy = gradients.get(id(result))
            if dy is not None:
                for value, d in zip(inputs, backward(op, inputs, arrays, result, dy), strict=True):
                    if d is not None:
                        known = gradients.get(id(value))
                        gradients[id(value)] = d if known is None else known + d
        found = [gradients.get(id(source)) for source in sources]
        return [None if g is None else as_result(g) for g in found]


def backward(op, inputs, arrays, result, dy):
    """The gradients of one op's inputs, None for those that are plain numbers."""
    if op.view:
        return [np.ascontiguousarray(dy).reshape(arrays[0].shape)]
    wanted = [isinstance(value, (Variable, np.ndarray)) and array.dtype.kind == "f"
              for value, array in zip(inputs, arrays, strict=True)]
    d_inputs = [np.empty_like(array) if is_wanted else None for array, is_wanted in zip(arrays, wanted, strict=True)]
    if any(wanted):
        with np.errstate(all="ignore"):
            for step in op.gradient(arrays, result.numpy(), np.ascontiguousarray(dy, result.dtype), d_inputs):
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
