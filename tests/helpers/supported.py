"""Writes SUPPORTED.md: what of Keras's public names is there, and what is not.

    python tests/helpers/supported.py > SUPPORTED.md

Keras's names are those that `keras_names.py` read off an installed Keras.
"""

import keras_names

import nnlite

ELSEWHERE = """
## datasets

Two that travel with the package, in place of Keras's, which are downloaded: `digits` (1,797 handwritten digits,
CC BY 4.0) and `penguins` (333 Palmer penguins, CC0).

## What is accepted or refused

- `steps_per_execution`, `jit_compile` and `auto_scale_loss` are accepted and change nothing; `run_eagerly=True` runs
  steps in Python on arrays.
- Mixed precision is refused: models compute in float32, or in float64 throughout.
- `data_format="channels_first"`, sparse and ragged tensors are refused.
- Gradients of gradients (a tape inside a tape) are refused.
- `LossScaleOptimizer` and `MultiOptimizer` are refused with a sentence.
- Models that convolve or recur: their layers are listed as missing above.
- Exercises are graded in a process with limits, and on Linux in bubblewrap; nnlite starts no containers and no virtual
  machines, and knows no sandbox of macOS or Windows. Checks look into models of nnlite's own layers, not into
  subclassed models without a graph.
"""


def found(path):
    """Names of a module of nnlite, empty where there is no such module."""
    module = nnlite
    for part in path.split("."):
        module = getattr(module, part, None)
        if module is None:
            return set()
    return set(dir(module))


def page():
    """The whole page."""
    text = ["# What is there, and what is not", "",
            "Of Keras 3.15's public names. Made by `python tests/helpers/supported.py`.", ""]
    for module, names in keras_names.written().items():
        there = found(module)
        missing = [name for name in names if name not in there]
        text += [f"## {module}", "", f"There: {', '.join(name for name in names if name in there)}.", ""]
        text += [f"Not there: {', '.join(missing)}.", ""] if missing else []
    return "\n".join(text) + ELSEWHERE


if __name__ == "__main__":
    print(page(), end="")
