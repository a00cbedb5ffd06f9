"""Writes keras_names.txt: the public names of the installed Keras, module by module, for SUPPORTED.md.

    python tests/helpers/keras_names.py
"""

import inspect
import sys
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
MODULES = ("layers", "activations", "losses", "metrics", "optimizers", "optimizers.schedules", "initializers",
           "regularizers", "constraints", "callbacks", "models", "ops", "random", "utils", "saving", "config",
           "wrappers", "backend", "tree", "preprocessing.sequence")


def public(module):
    """Names of a module that are no modules themselves."""
    names = (name for name in dir(module) if not name.startswith("_"))
    return sorted(name for name in names if not inspect.ismodule(getattr(module, name)))


def of(package):
    """{module: names} of a package such as keras."""
    found = {}
    for path in MODULES:
        module = package
        for part in path.split("."):
            module = getattr(module, part, None)
        found[path] = [] if module is None else public(module)
    return found


def written():
    """What the file says."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {module: names.split() for module, names in (line.split(":", 1) for line in lines)}


def main():
    import keras  # noqa: PLC0415  (only to write the file)

    text = "".join(f"{module}: {' '.join(names)}\n" for module, names in of(keras).items())
    FILE.write_text(text, encoding="utf-8")
    print(f"keras {keras.__version__}: {sum(map(len, of(keras).values()))} names", file=sys.stderr)


if __name__ == "__main__":
    main()
