"""Which kernels run? The best compiled build that this processor has, or the NumPy twins.

    NNLITE_KERNELS = avx512 | avx2 | baseline | reference    force one
"""

import importlib
import os
import sys
import types

from nnlite import (
    _reference,
    _reference_activations,
    _reference_adaptive,
    _reference_elementwise,
    _reference_layerwise,
    _reference_losses,
    _reference_metrics,
    _reference_normalization,
    _reference_random,
    _reference_row_losses,
    _reference_shaping,
    _reference_shrinks,
    _reference_term_losses,
    _reference_updates,
)

FAMILIES = {
    "_kernels": _reference,
    "_kernels_activations": _reference_activations,
    "_kernels_elementwise": _reference_elementwise,
    "_kernels_shrinks": _reference_shrinks,
    "_kernels_adaptive": _reference_adaptive,
    "_kernels_layerwise": _reference_layerwise,
    "_kernels_losses": _reference_losses,
    "_kernels_term_losses": _reference_term_losses,
    "_kernels_row_losses": _reference_row_losses,
    "_kernels_normalization": _reference_normalization,
    "_kernels_random": _reference_random,
    "_kernels_shaping": _reference_shaping,
    "_kernels_metrics": _reference_metrics,
    "_kernels_updates": _reference_updates,
}


def load(build):
    """The kernels of one build in one namespace; ImportError where it was not compiled."""
    kernels = types.SimpleNamespace(build=build)
    if build == "reference":
        modules = list(FAMILIES.values())
        steps = _reference
    else:
        modules = [importlib.import_module(f"nnlite.{family}_{build}") for family in FAMILIES]
        steps = importlib.import_module("nnlite._steps")
    for twin, module in zip(FAMILIES.values(), modules, strict=True):
        for name in entries(twin):
            setattr(kernels, name, getattr(module, name))
    kernels.PythonStep, kernels.Sequence, kernels.Step = steps.PythonStep, steps.Sequence, steps.Step
    return kernels


def entries(twin):
    """Names of the kernels that a module of twins defines."""
    return [name for name, value in vars(twin).items() if hasattr(value, "access")]


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
