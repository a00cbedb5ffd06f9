"""Which tensors can share memory? For inference, an array is free again as soon as its last reader has run.

For training everything is kept: the gradients read it.
"""

import numpy as np

from nnlite._memory import zeros


class Pool:
    """Hands out arrays, and takes them back after their last reader unless `keep` is set."""

    def __init__(self, applications, pinned, keep):
        self.keep = keep
        self.free = {}  # (type, number of elements) -> arrays
        self.owner = {}  # id of tensor -> the tensor whose memory it is
        self.memory = {}  # id of owner -> flat array
        self.pinned = {id(tensor) for tensor in pinned}
        self.readers = {}
        for application in applications:
            for value in application.inputs:
                self.readers[id(value)] = self.readers.get(id(value), 0) + 1

    def take(self, tensor):
        """An array for a tensor."""
        size = int(np.prod(tensor.shape))
        waiting = self.free.get((tensor.dtype, size))
        flat = waiting.pop() if waiting else zeros(size, tensor.dtype)
        self.memory[id(tensor)] = flat
        return flat.reshape(tensor.shape)

    def alias(self, tensor, view):
        """`view` is `tensor` in another shape: the memory is free when both are."""
        owner = self.owner.get(id(tensor), id(tensor))
        self.owner[id(view)] = owner
        self.readers[owner] = self.readers.get(owner, 0) + self.readers.get(id(view), 0)
        if id(view) in self.pinned:
            self.pinned.add(owner)

    def done(self, application):
        """An application has run: what it read last is free."""
        if self.keep:
            return
        for value in application.inputs:
            owner = self.owner.get(id(value), id(value))
            self.readers[owner] -= 1
            if self.readers[owner] == 0 and owner in self.memory and owner not in self.pinned:
                flat = self.memory.pop(owner)
                self.free.setdefault((flat.dtype, flat.size), []).append(flat)
