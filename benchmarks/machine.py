"""Where was this measured? Numbers of two machines cannot be compared, so every table names its own."""

import datetime
import os
import platform
from importlib.metadata import version
from pathlib import Path


def describe(results, rounds, seconds, busy=""):
    """What stands above the tables."""
    libraries = ", ".join(f"{name} {found}" for name, found in sorted(results.versions.items()))
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{processor()}, {cores()} cores, {platform.system()} {platform.machine()}{busy}",
        "Python": f"{platform.python_version()}, NumPy {version('numpy')}",
        "measured": libraries or "nothing",
        "not installed": ", ".join(results.absent) or "none",
        "method": f"{rounds} rounds of all peers in turn, each in a new process that measures for {seconds:g} s; "
                  "noisy: samples further apart than 20 % of their median",
    }


def processor():
    """The processor's name, as far as the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def cores():
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def load():
    """How busy the machine is: processes that want to run, the last minute's mean."""
    return f", load {os.getloadavg()[0]:.1f} before the start" if hasattr(os, "getloadavg") else ""
