"""How are results written so that TensorBoard shows them? As event files, with the help of tensorboardX."""

import itertools
import os
import warnings
from typing import Any

import numpy as np

from nnlite._optional import require
from nnlite.saving import json_text
from nnlite.saving.writing_form import model_entry

EXTRA = "tensorboard"
STRING = 7      # the number of the type in TensorFlow's protocol buffers

_files = itertools.count()


class Run:
    """The event file of one run, `train` or `validation`; it is made when something is written.

    Args:
        folder: Where it goes.
    """

    def __init__(self, folder: str):
        self.folder = folder
        self._writer: Any = None

    def write(self, summary: Any, step: int) -> None:
        """Write one summary."""
        if self._writer is None:
            suffix = f".{os.getpid()}.{next(_files)}"  # several in one second must not share a file
            self._writer = require("tensorboardX", EXTRA).FileWriter(self.folder, filename_suffix=suffix)
        self._writer.add_summary(summary, step)

    def scalar(self, tag: str, value: float, step: int) -> None:
        """One number, the mean of several."""
        self.write(require("tensorboardX.summary", EXTRA).scalar(tag, float(np.mean(value))), step)

    def histogram(self, tag: str, values: np.ndarray, step: int) -> None:
        """How many of the numbers are how large; of numbers that are not finite there is no histogram."""
        finite = values[np.isfinite(values)]
        if finite.size:
            self.write(require("tensorboardX.summary", EXTRA).histogram(tag, finite, "auto"), step)

    def image(self, tag: str, values: np.ndarray, step: int) -> None:
        """The numbers as grey levels, the lowest black and the highest white."""
        require("PIL.Image", EXTRA)
        self.write(require("tensorboardX.summary", EXTRA).image(tag, grey(values), dataformats="HW"), step)

    def model(self, model: Any) -> None:
        """The layers and how they hang together, for TensorBoard's page of graphs."""
        try:
            text = json_text.dump({key: value for key, value in model_entry(model).items() if key != "compile_config"})
        except (ValueError, TypeError, NotImplementedError) as error:
            warnings.warn(f"TensorBoard: the graph is left out: {error}", UserWarning, stacklevel=4)
            return
        form = require("tensorboardX.proto.summary_pb2", EXTRA)
        tensor = require("tensorboardX.proto.tensor_pb2", EXTRA).TensorProto(dtype=STRING, string_val=[text.encode()])
        plugin = form.SummaryMetadata.PluginData(plugin_name="graph_keras_model", content=b"1")
        value = form.Summary.Value(tag="keras", metadata=form.SummaryMetadata(plugin_data=plugin), tensor=tensor)
        self.write(form.Summary(value=[value]), 0)

    def flush(self) -> None:
        """Let readers see everything."""
        if self._writer is not None:
            self._writer.flush()

    def close(self) -> None:
        """Finish the file; what is written later goes into another one."""
        if self._writer is not None:
            self._writer.close()
        self._writer = None


def grey(values: np.ndarray) -> np.ndarray:
    """A matrix, wider than high, of numbers from 0 to 255."""
    flat = np.atleast_2d(np.nan_to_num(values.astype(np.float64)).squeeze())
    flat = flat.reshape(-1, flat.shape[-1])
    flat = flat.T if flat.shape[0] > flat.shape[1] else flat
    low, high = flat.min(), flat.max()
    return ((flat - low) / ((high - low) or 1) * 255).astype(np.uint8)
