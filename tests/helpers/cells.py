"""The cells of a tutorial, run as a notebook runs them, but without a kernel."""

import ast
import contextlib
import io


def run_cells(cells):
    """What each cell prints and shows, the value of its last line included; and the names that are left at the end."""
    names, texts = {"__name__": "__main__"}, []
    for cell in cells:
        code = ast.parse(cell.source)
        last = ast.Expression(code.body.pop().value) if code.body and isinstance(code.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, cell.id, "exec"), names)
            value = eval(compile(last, cell.id, "eval"), names) if last else None
        shown = "" if value is None or hasattr(value, "_ipython_display_") else repr(value)
        texts.append("\n".join(text.strip("\n") for text in (out.getvalue(), shown) if text))
    return texts, names
