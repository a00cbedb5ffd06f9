"""What is a symbolic tensor, and where does it come from?"""

from typing import Any

from nnlite.graph.structure import flatten
from nnlite.graph.tensor import Tensor
from nnlite.graph.walk import ancestors


def is_keras_tensor(x: Any) -> bool:
    """Whether x is a symbolic tensor: what `Input` returns, or a layer that is called on one.

    >>> import nnlite
    >>> is_keras_tensor(nnlite.Input((2,))), is_keras_tensor([1.0])
    (True, False)
    """
    return isinstance(x, Tensor)


def get_source_inputs(tensor: Any) -> list[Tensor]:
    """The Inputs that a symbolic tensor depends on, in the order of the drawing.

    >>> import nnlite
    >>> x = nnlite.Input((2,))
    >>> get_source_inputs(nnlite.layers.Dense(1)(x)) == [x]
    True
    """
    tensors = [leaf for leaf in flatten(tensor) if isinstance(leaf, Tensor)]
    if not tensors:
        raise ValueError(f"get_source_inputs: needs a symbolic tensor. Received: {tensor!r:.60}")
    return [output for node in ancestors(tensors) if not node.inputs for output in node.outputs]
