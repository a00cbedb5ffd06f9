"""Which kernels run? The best compiled build that this processor has, or the NumPy twins.

    NNLITE_KERNELS = avx512 | avx2 | baseline | reference    force one
"""

import importlib
import os
import sys
import types

FAMILIES = ("", "_activations", "_elementwise", "_shrinks", "_adaptive", "_layerwise", "_losses", "_term_losses",
            "_row_losses", "_normalization", "_random", "_shaping", "_metrics", "_updates")


def load(build):
    """The kernels of one build in one namespace; ImportError where it was not compiled."""
    kernels = types.SimpleNamespace(build=build)
    for name in FAMILIES:
        found = family(name, build)
        twice = set(found) & set(vars(kernels))
        if twice:
            raise RuntimeError(f"nnlite has two kernels of one name. Received: {sorted(twice)}, again in {name!r}")
        vars(kernels).update(found)
    steps = importlib.import_module("nnlite._reference" if build == "reference" else "nnlite._steps")
    kernels.PythonStep, kernels.Sequence, kernels.Step = steps.PythonStep, steps.Sequence, steps.Step
    return kernels


def family(name, build):
    """The kernels of one family by their names: compiled functions, or what `_reference.kernel` made."""
    if build != "reference":
        module = importlib.import_module(f"nnlite._kernels{name}_{build}")
        return {key: value for key, value in vars(module).items()
                if isinstance(value, types.BuiltinFunctionType) and not key.startswith("_")}
    module = importlib.import_module(f"nnlite._reference{name}")
    return {key: value for key, value in vars(module).items()
            if hasattr(value, "access") and value.__module__ == module.__name__}


def available():
    """The builds that can run here, best first; `reference` always can."""
    try:
        steps = importlib.import_module("nnlite._steps")
    except ImportError:
        return ["reference"]
    return [*steps.cpu_builds(), "reference"]


def choose():
    """The kernels that this process uses."""
    forced = os.environ.get("NNLITE_KERNELS")
    if forced:
        if forced not in available():
            raise ImportError(f"NNLITE_KERNELS names a build that cannot run here; one of {available()} can. "
                              f"Received: {forced!r}")
        return load(forced)
    for build in available():
        try:
            return load(build)
        except ImportError:
            continue
    raise ImportError("nnlite found no kernels.")


def announce(told=[]):  # noqa: B006  (the list is the memory of having told)
    """Say once that nothing was compiled, when the first program is made."""
    if kernels.build == "reference" and not os.environ.get("NNLITE_KERNELS") and not told:
        told.append(True)
        print("nnlite: nothing was compiled at installation, so the slower NumPy twins run "
              "(see nnlite.show_config()).", file=sys.stderr)


kernels = choose()
