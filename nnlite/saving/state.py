"""What must be kept so that an interrupted training goes on bit for bit as if it had not been?

Weights, all that the optimizer has learnt, the sums from which the results of the epoch come, the draws of dropout,
and how far the data have been read in which order.
"""

from typing import Any

import numpy as np

from nnlite._optional import Later
from nnlite.random import SeedGenerator
from nnlite.saving import npz, store
from nnlite.saving.errors import LoadError
from nnlite.saving.files import replacing
from nnlite.saving.layout import join
from nnlite.saving.weights import built_places, optimizer_of

json = Later("json")
FIT, GENERATOR, ORDER, METRICS = "fit/position", "fit/generator", "fit/order", "metrics/"


def save_state(model: Any, position: Any, path: str) -> None:
    """Write the state of a training to a file, which appears whole or not at all.

    Args:
        model: The model that is trained.
        position: A `training.position.Position`.
        path: Where to.
    """
    text = json.dumps(position.generator.bit_generator.state)
    arrays: dict[str, np.ndarray] = {
        FIT: np.array([position.epoch, position.batch], np.int64),
        GENERATOR: np.frombuffer(text.encode(), np.uint8),
        **model_arrays(model),
    }
    if position.order is not None:
        arrays[ORDER] = position.order
    with replacing(path) as file:
        npz.write(file, arrays)


def load_state(model: Any, position: Any, path: str) -> dict[str, np.ndarray]:
    """Put model and position into the state that a file has; both stay as they are if anything does not fit.

    Returns:
        What metrics held that the model does not have yet, for `take_metrics` once it does: where batches come one by
        one, metrics are made for the first of them.

    Raises:
        LoadError: The file is damaged, or another training's.
    """
    with npz.NpzStore(path) as source:
        metrics = {key: source.read(key) for key in source.shapes if key.startswith(METRICS)}
        targets = model_arrays(model, metrics)
        check(source, {**targets, FIT: np.empty(2), **metrics} | (
            {} if position.order is None else {ORDER: position.order}))
        values = {key: source.read(key) for key in (*targets, FIT)}
        order = source.read(ORDER) if ORDER in source.shapes else None
        try:
            position.generator.bit_generator.state = json.loads(source.read(GENERATOR).tobytes())
        except (ValueError, TypeError, KeyError) as error:
            raise LoadError(path, f"its generator of random numbers is another one ({error})") from None
    for key, target in targets.items():
        target[...] = values[key]
    if order is not None:
        position.take_order(order)
    position.reached(*values[FIT].tolist())
    return {key: value for key, value in metrics.items() if key not in targets}


def take_metrics(model: Any, values: dict[str, np.ndarray]) -> None:
    """Give metrics what they held."""
    for key, target in metric_arrays(model).items():
        if key in values:
            target[...] = values[key]


def check(source: npz.NpzStore, targets: dict[str, np.ndarray]) -> None:
    """Raise where the file is not of this very training."""
    shapes = {key: target.shape for key, target in targets.items()}
    known = shapes.keys() | {FIT, GENERATOR, ORDER}
    for key in [*shapes, *(key for key in source.shapes if key not in known)]:
        if source.shapes.get(key) != shapes.get(key):
            raise LoadError(source.path, f"it is of another training: {key!r} has shape {source.shapes.get(key)}, "
                                         f"here {shapes.get(key)}",
                            "Use the same model, data and arguments, or another folder.")


def model_arrays(model: Any, metrics: Any = None) -> dict[str, np.ndarray]:
    """Every array by which a training goes on, by name; these are the arrays themselves, not copies.

    Args:
        model: The model.
        metrics: Names of the arrays of metrics that count; all by default.
    """
    where = built_places(model, "fit")
    arrays = {entry.key: entry.variable.value for entry in store.entries(where, store.npz_key)}
    for place in where:
        arrays |= {join(place.group, name): state for name, state in draws(place.layer).items()}
    optimizer = optimizer_of(model)
    if optimizer is not None:
        arrays[f"{store.OPTIMIZER}/state"] = optimizer.state
        arrays |= {f"{store.OPTIMIZER}/{name}": array for name, array in optimizer.slots.arrays.items()}
        arrays |= {f"{store.OPTIMIZER}/added/{i}": variable.value for i, variable in enumerate(optimizer.added)}
    return arrays | {key: array for key, array in metric_arrays(model).items() if metrics is None or key in metrics}


def draws(layer: Any) -> dict[str, np.ndarray]:
    """What a layer draws random numbers from: a state of its own, or that of a SeedGenerator."""
    holders = {"state": layer} | {f"{name}/state": value for name, value in vars(layer).items()
                                  if isinstance(value, SeedGenerator)}
    states = {name: getattr(holder, "state", None) for name, holder in holders.items()}
    return {name: state for name, state in states.items() if isinstance(state, np.ndarray)}


def metric_arrays(model: Any) -> dict[str, np.ndarray]:
    """What the metrics of a model hold."""
    arrays: dict[str, np.ndarray] = {}
    for position, metric in enumerate(getattr(model, "metrics", [])):
        held = [getattr(metric, "state", None), *(variable.value for variable in getattr(metric, "variables", []))]
        arrays |= {f"{METRICS}{position}/{i}": one for i, one in enumerate(held) if isinstance(one, np.ndarray)}
    return arrays
