"""How long does one step take, in this process?

A process reports a few medians, each of several timed blocks, so that one interruption spoils none of them.
"""

import gc
import statistics
import time

BLOCK = 0.03
MEDIANS = 5
BLOCKS_EACH = 5


class Clock:
    """A stopwatch that spends about `seconds` on what it measures."""

    def __init__(self, seconds):
        self.seconds = seconds

    def once(self, run, *arguments):
        """Seconds of one call."""
        start = time.perf_counter()
        run(*arguments)
        return time.perf_counter() - start

    def per_unit(self, run, units=1, least=1):
        """Seconds a unit of work, several medians; `run(count)` does `count * units` units, `count >= least`."""
        run(least)
        count, took = least, self.once(run, least)
        while took < BLOCK:
            count *= 2
            took = self.once(run, count)
        blocks = int(min(max(self.seconds / took, 3), MEDIANS * BLOCKS_EACH))
        gc.collect()
        blocks_took = [took, *(self.once(run, count) for _ in range(blocks - 1))]
        return medians([seconds / (count * units) for seconds in blocks_took])

    def per_call(self, function, *arguments):
        """Seconds a call of `function`, several medians."""

        def run(count):
            for _ in range(count):
                function(*arguments)

        return self.per_unit(run)


def medians(times):
    """At most MEDIANS medians of neighbouring groups."""
    size = max(len(times) // MEDIANS, 1)
    return [statistics.median(times[i : i + size]) for i in range(0, len(times) - size + 1, size)]
