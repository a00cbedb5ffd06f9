"""Rows of a table, by ids that come from data: what an embedding does."""

import numpy as np

from nnlite.ops.conversion import cast
from nnlite.ops.gathering import Take
from nnlite.ops.op import operation


class Lookup(Take):
    """y[…, :] = table[ids[…], :]    d table = the rows of dy, added where they came from

    An id that is no row of the table is an error; a negative one too.
    """

    def __init__(self, who="lookup"):
        super().__init__(0, wrap=False, who=who)

    def forward(self, inputs, y):
        return self.answering(super().forward(inputs, y), *inputs)

    def gradient(self, inputs, y, dy, d_inputs):
        return self.answering(super().gradient(inputs, y, dy, d_inputs), *inputs)

    def answering(self, steps, table, ids):
        """The steps, which now say which id was bad, and where."""

        def error(position):
            place = tuple(int(i) for i in np.unravel_index(position, ids.shape))
            return IndexError(f"{self.who}: ids are from 0 to {len(table) - 1}, the vocabulary has {len(table)}. "
                              f"Received: {ids.reshape(-1)[position]} at position {place}")

        for step in steps:
            step.on_error = error
        return steps


@operation
def lookup(table, ids, who="lookup"):
    """Rows of a table by ids, which are cut to whole numbers and checked.

    >>> lookup(np.array([[1.0, 2.0], [3.0, 4.0]]), [1, 0, 1]).tolist()
    [[3.0, 4.0], [1.0, 2.0], [3.0, 4.0]]

    Raises:
        IndexError: There is no such row.
    """
    ids = ids if getattr(ids, "dtype", None) in (np.int32, np.int64) else cast(ids, "int64")
    return Lookup(who)(table, ids)
