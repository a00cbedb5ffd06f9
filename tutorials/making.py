"""How does a script become a notebook with its outputs in place? And what of an output is the same everywhere?

The scripts are the source. A notebook is made from one, run from its first cell to its last, and rid of everything that
is about the run and not about the tutorial. A cell whose outputs say the same as before keeps them as they were, so
making the notebooks again changes only what has changed. Delete a notebook to have it made from nothing.
"""

import os
import re
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parent
NOTEBOOKS = FOLDER / "notebooks"
SECONDS = 60    # for a cell
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
          "language_info": {"name": "python"}}
SETTINGS = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONHASHSEED": "0"}
MEASURED = re.compile(r"""
    \d[\d,]*(?:\.\d+)?\s?(?:ns|us|µs|ms|s)\b    # 12 ms, 462ns: a time
    | -?\d[\d,]*\.\d+(?:e[+-]?\d+)?             # 0.9812, 1,234.5, 1.2e-07: a computed number
    | -?\d+e[+-]?\d+                            # 5e-08
    | \d[\d,]*(?=\s?%)                          # 97 %: a rate
    """, re.VERBOSE)


def sources() -> list[Path]:
    """The scripts, in their order."""
    return sorted(FOLDER.glob("[0-9]*.py"))


def target(source: Path) -> Path:
    """Where the notebook of a script is."""
    return NOTEBOOKS / f"{source.stem}.ipynb"


def unrun(source: Path) -> NotebookNode:
    """The notebook of a script, without outputs."""
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    notebook.metadata = nbformat.from_dict(KERNEL)
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", NotebookNode()
    return notebook


def run(notebook: NotebookNode) -> NotebookNode:
    """Run all cells, in a folder that is empty and thrown away; raises what a cell raises."""
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False,
                                coalesce_streams=True, resources={"metadata": {"path": folder}},
                                extra_arguments=["--IPKernelApp.log_level=ERROR"])
        client.execute(env=os.environ | SETTINGS)
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    return notebook


def keep_same(new: NotebookNode, old: NotebookNode) -> NotebookNode:
    """Give cells of the new notebook their old outputs back where those say the same."""
    before = {cell.source: cell.outputs for cell in old.cells if cell.cell_type == "code"}
    for cell in new.cells:
        outputs = before.get(cell.source) if cell.cell_type == "code" else None
        if outputs is not None and essence(outputs) == essence(cell.outputs):
            numbers = {output.execution_count for output in cell.outputs if "execution_count" in output}
            cell.outputs = outputs
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = numbers.pop()
    return new


def essence(outputs: list[NotebookNode]) -> list[tuple[str, str, str]]:
    """What is the same on every machine: texts without measured numbers, drawings, and that there are pictures."""
    found = []
    for output in outputs:
        for kind, text in output.get("data", {output.get("name", ""): output.get("text", "")}).items():
            exact = kind == "image/svg+xml"
            found.append((output.output_type, kind, "" if kind == "image/png" else text if exact else masked(text)))
    return found


def masked(text: str) -> str:
    """A text with # for numbers that depend on the machine, and without spaces that depend on how long those are."""
    return re.sub(" +", " ", MEASURED.sub("#", text))


def printed(outputs: list[NotebookNode]) -> str:
    """What a cell printed, and how its value is written; a plot is no text."""
    texts = [output.text if output.output_type == "stream" else output.data.get("text/plain", "")
             for output in outputs if "image/png" not in output.get("data", {})]
    return "\n".join(text.strip("\n") for text in texts)


def make(source: Path) -> bool:
    """Make the notebook of a script; whether it has changed."""
    notebook, path = run(unrun(source)), target(source)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before:
        notebook = keep_same(notebook, nbformat.reads(before, as_version=4))
    text = nbformat.writes(notebook) + "\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return text != before
