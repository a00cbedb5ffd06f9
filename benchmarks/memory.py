"""How much memory does this process hold, and how much more after working?"""

import gc
import resource
import sys
import tracemalloc
from pathlib import Path

STATUS = Path("/proc/self/statm")


def resident():
    """Bytes of this process in memory; where the system does not tell, the most it ever had."""
    if STATUS.exists():
        return int(STATUS.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def traced():
    """Bytes that Python and NumPy have allocated since `tracemalloc` was started."""
    return tracemalloc.get_traced_memory()[0]


def growth(read, run, times):
    """By how much `read()` grows while `run()` is called so often, after a tenth of that as a warm-up."""
    repeat(run, times // 10)
    gc.collect()
    before = read()
    repeat(run, times)
    gc.collect()
    return read() - before


def repeat(run, times):
    for _ in range(times):
        run()
