"""How is a picture drawn? As a list of rectangles, texts and lines, which SVG or matplotlib then put on paper.

The modules of this package are loaded when they are first used: together with the layout they are as much code as all
the layers, and most programs draw no picture.
"""

import importlib
from typing import Any

__all__ = ["page", "shapes", "svg"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
