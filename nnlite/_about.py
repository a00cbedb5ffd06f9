"""Which nnlite is this, and what does it run on?"""

import platform
import sys

import numpy as np

from nnlite import config
from nnlite._dispatch import available, kernels

__version__ = "0.1.0"


def version() -> str:
    """The version of nnlite.

    >>> version() == __version__
    True
    """
    return __version__


def kernel_build() -> str:
    """Which kernels run: `avx512`, `avx2`, `baseline`, or `reference`, the NumPy twins."""
    return str(kernels.build)


def show_config() -> None:
    """Print the versions, the kernels in use and the settings."""
    build = kernel_build()
    kind = "NumPy twins (nothing was compiled)" if build == "reference" else f"compiled, {build}"
    for name, value in {
        "nnlite": __version__,
        "Python": f"{platform.python_version()} on {sys.platform} {platform.machine()}",
        "NumPy": np.__version__,
        "kernels": f"{kind}; can run here: {', '.join(available())}",
        "floatx": config.floatx(),
        "matmul": config.matmul(),
    }.items():
        print(f"{name:8} {value}")
