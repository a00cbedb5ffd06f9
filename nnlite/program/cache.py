"""Which programs are kept? The last few, each lent to one thread at a time."""

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

    def __deepcopy__(self, memo):
        return ProgramCache(self.size)

    def clear(self):
        """Forget all programs."""
        self.idle.clear()
