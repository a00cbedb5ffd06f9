"""Are we in a notebook, and how is something displayed there? IPython is looked for, never imported."""

import io
import sys
from typing import Any


def rich_shell() -> Any | None:
    """The IPython shell if it can display HTML (in a notebook, that is, not in a terminal), else None."""
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = get_ipython() if get_ipython else None
    formatter = getattr(shell, "display_formatter", None)
    return shell if "text/html" in getattr(formatter, "active_types", ()) else None


def cell_number(shell: Any | None) -> int | None:
    """The number of the cell that is running."""
    return getattr(shell, "execution_count", None)


def is_redirected() -> bool:
    """Whether the caller has sent standard output elsewhere, as `contextlib.redirect_stdout` does."""
    return isinstance(sys.stdout, io.StringIO | io.TextIOWrapper) and sys.stdout is not sys.__stdout__


def publish(shell: Any, text: str, html: str) -> None:
    """Display HTML in the running cell; `text` is for front ends that cannot."""
    shell.display_pub.publish(data={"text/plain": text, "text/html": html}, metadata={})
