"""One job by one peer in a process of its own: `python -m benchmarks.child JOB PEER` prints one line of JSON."""

import argparse
import importlib
import importlib.metadata
import json
import sys
from pathlib import Path

from benchmarks import footprint
from benchmarks.clock import Clock
from benchmarks.registry import JOBS, PEERS

ROOT = str(footprint.ROOT)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("--seconds", type=float, default=1, help="how long to measure")
    arguments = parser.parse_args()
    prefer_installed()
    figures = measure(arguments.job, arguments.peer, Clock(arguments.seconds))
    versions = {library: version(library) for library in PEERS[arguments.peer].libraries}
    print(json.dumps({"figures": figures, "versions": versions}))


def prefer_installed():
    """Measure what is installed; the package in this folder only if none is."""
    sys.path[:] = [path for path in sys.path if path != ROOT] + [ROOT]


def measure(job, peer, clock):
    """The samples of each figure."""
    if JOBS[job].footprint:
        return getattr(footprint, job)(PEERS[peer].libraries[0], clock)
    return getattr(importlib.import_module(PEERS[peer].module), job)(clock)


def version(library):
    """A library's version; for nnlite also where it was found and which kernels run."""
    if library != "nnlite":
        names = importlib.metadata.packages_distributions()[library]
        return importlib.metadata.version(names[0])
    nnlite, dispatch = (importlib.import_module(name) for name in ("nnlite", "nnlite._dispatch"))
    place = "this folder" if Path(nnlite.__file__).parents[1] == footprint.ROOT else "installed"
    return f"{nnlite.__version__} ({place}, {dispatch.kernels.build} kernels)"


if __name__ == "__main__":
    main()
