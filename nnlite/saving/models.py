"""How is a whole model saved to one file and loaded again? In Keras's `.keras` format, both ways."""

import io
from collections.abc import Callable
from typing import Any

from nnlite._checks import boolean, received
from nnlite._identifiers import custom_object_scope
from nnlite._optional import require
from nnlite.saving import archive, assets, hdf5, reading_form, weights, writing_form
from nnlite.saving.errors import LoadError
from nnlite.saving.files import path_to_read, path_to_write, replacing
from nnlite.saving.layout import places

ENDING = (".keras",)

# Makes a model from its entry. The models live a floor above and enter themselves.
MAKERS: list[Callable[[dict[str, Any], Any], Any]] = []


def save_model(model: Any, filepath: Any, overwrite: bool = True, zipped: bool | None = None) -> None:
    """Save a model with everything that is needed to go on with it: layers, weights, optimizer.

    Keras 3 loads the file. It needs h5py: `pip install "nnlite[keras]"`.

    Args:
        model: A built model.
        filepath: `….keras`.
        overwrite: Whether a file of this name may be replaced.
        zipped: Only True or None: folders are not supported.

    Raises:
        ValueError: The name has another ending, the model is not built, or has something that cannot be written down.
        FileExistsError: There is such a file, and overwrite is False.
    """
    if zipped is not None and not boolean(zipped, "zipped", "save_model"):
        raise ValueError(f"save_model: folders are not supported. {received('zipped', zipped)}. Leave it out.")
    require("h5py", hdf5.EXTRA)
    path = path_to_write(filepath, ENDING, "save_model", boolean(overwrite, "overwrite", "save_model"))
    where = weights.built_places(model, "save_model")
    config, content, vocabularies = writing_form.model_entry(model), io.BytesIO(), assets.files(where)
    weights.write_hdf5(content, model, where)
    with replacing(path) as file:
        archive.write(file, config, content.getvalue(), vocabularies)


def load_model(filepath: Any, custom_objects: dict[str, Any] | None = None, compile: bool = True,
               safe_mode: bool = True) -> Any:
    """Load a model that nnlite or Keras 3 saved.

    Args:
        filepath: `….keras`.
        custom_objects: Your own classes and functions by name, where the model has any.
        compile: Whether to compile it as it was, with the optimizer in the state in which it was.
        safe_mode: Accepted and always on: Python code in a file is never run.

    Raises:
        ValueError: The name has another ending.
        LoadError: There is no such file, it is damaged, or has something that nnlite has not.
    """
    path = path_to_read(filepath, ENDING, "load_model")
    boolean(safe_mode, "safe_mode", "load_model")
    compiled = boolean(compile, "compile", "load_model")
    require("h5py", hdf5.EXTRA)
    with archive.Archive(path) as source:
        with custom_object_scope(custom_objects or {}):
            model = made(path, source.config(), compiled, custom_objects)
        where = places(model)
        assets.load(path, where, source.members, source.read)
        weights.load_hdf5(model, path, source.weights(weights.most_bytes(model)), where)
    return model


def shapes(written: Any) -> Any:
    """A shape, or several, as JSON has left them."""
    if isinstance(written, dict):
        return {name: shapes(one) for name, one in written.items()}
    return [shapes(one) for one in written] if written and isinstance(written[0], (list, dict)) else tuple(written)


def made(path: str, entry: dict[str, Any], compiled: bool, custom_objects: Any) -> Any:
    """The model that a configuration describes, with its first weights."""
    fix = ""
    try:
        entry = reading_form.translated(entry)
        model = MAKERS[-1](entry, custom_objects)
        shape = entry["config"].get("build_input_shape") or (entry.get("build_config") or {}).get("input_shape")
        if not model.built and shape is not None:
            model.build(shapes(shape))
        if compiled and entry.get("compile_config"):
            fix = "Write compile=False to load it without optimizer, loss and metrics."
            model.compile_from_config(entry["compile_config"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        what = f"{type(error).__name__} {error}" if isinstance(error, (KeyError, IndexError, AttributeError)) else error
        raise LoadError(path, f"{archive.CONFIG}: {str(what)[:300].rstrip('.')}", fix) from error
    return model
