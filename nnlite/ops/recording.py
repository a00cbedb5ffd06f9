"""Who listens when an op is applied? The open trace of this thread, which notes it, and its gradient tapes.

The trace itself is `graph/trace.py`, the tape `graph/tape.py`; they put themselves here while they are open.
"""

import contextlib
import threading

_state = threading.local()


def traces():
    """This thread's open traces, innermost last."""
    if not hasattr(_state, "traces"):
        _state.traces = []
    return _state.traces


def tapes():
    """This thread's open gradient tapes, which follow computations on arrays."""
    if not hasattr(_state, "tapes"):
        _state.tapes = []
    return _state.tapes


def current():
    """The trace that is open in this thread, or None."""
    open_traces = getattr(_state, "traces", None)
    return open_traces[-1] if open_traces else None


@contextlib.contextmanager
def suspended():
    """While this runs nobody listens: layers that are called on tensors draw."""
    before = traces(), tapes()
    _state.traces, _state.tapes = [], []
    try:
        yield
    finally:
        _state.traces, _state.tapes = before
