"""Which steps of a sequence count? A mask of booleans travels with a tensor or an array, from layer to layer."""

import warnings
from typing import Any

from nnlite.graph.structure import flatten, mapped


def of(values: Any) -> Any:
    """The mask of a tensor or array, or those of several in their structure; None where none has one."""
    found = mapped(lambda leaf: getattr(leaf, "_keras_mask", None), values)
    return found if any(mask is not None for mask in flatten(found)) else None


def attach(values: Any, found: Any) -> None:
    """Let tensors or arrays carry their masks."""
    leaves, given = flatten(values), flatten(found)
    if len(given) == 1:
        given *= len(leaves)
    for leaf, mask in zip(leaves, given, strict=True):
        if mask is not None and hasattr(leaf, "_keras_mask"):
            leaf._keras_mask = mask


def keep(before: Any, after: Any) -> Any:
    """A value after a change of its type, with the mask that it had."""
    if before is not after:
        attach(after, of(before))
    return after


def passed_on(layer: Any, inputs: Any, given: Any, outputs: Any) -> Any:
    """The outputs of a layer's call, with the masks that the layer gives them; `given`: a mask in the call."""
    before = of(inputs)
    if layer.supports_masking:
        if of(outputs) is None:
            attach(outputs, layer.compute_mask(inputs, before if given is None else given))
    elif before is not None:
        warnings.warn(f"{layer.name}: a {type(layer).__name__} does not pass masks on, but its input has one: the "
                      "layers behind it see all steps. Set self.supports_masking = True in a layer of your own.",
                      UserWarning, stacklevel=4)
    return outputs
