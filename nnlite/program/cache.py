"""Which programs are kept? The last few, each lent to one thread at a time."""

import contextlib
import threading
from collections import OrderedDict

from nnlite.graph import variable


class ProgramCache:
    """Programs by what they were made for; a program that a thread is using is not in here.

    Programs from before a change of layout (see `graph/variable.py`) are forgotten.
    """

    def __init__(self, size=8):
        self.size = size
        self.idle = OrderedDict()
        self.layout = -1
        self.lock = threading.RLock()  # a callback may evaluate the model that is being trained

    def take(self, key, make):
        """A program nobody else is using, from here or newly made, with the key under which to give it back."""
        layout = variable.layout()
        if self.layout != layout:
            self.idle.clear()
            self.layout = layout
        key = (layout, *key)
        waiting = self.idle.get(key)
        try:
            return key, waiting.pop() if waiting else make()
        except IndexError:  # another thread was faster
            return key, make()

    def give_back(self, key, program):
        """The program can be used by others again."""
        self.idle.setdefault(key, []).append(program)
        self.idle.move_to_end(key)
        while len(self.idle) > self.size:
            self.idle.popitem(last=False)

    def __reduce__(self):  # a copy, or what is read from a pickle, makes programs of its own
        return ProgramCache, (self.size,)

    @contextlib.contextmanager
    def alone(self, who):
        """Only one thread at a time trains or evaluates: they share the state of losses, metrics and optimizer."""
        if not self.lock.acquire(blocking=False):
            raise RuntimeError(f"{who}: another thread is training or evaluating this model. "
                               "Wait for it, or use a copy.")
        try:
            yield
        finally:
            self.lock.release()

    def clear(self):
        """Forget all programs."""
        self.idle.clear()
