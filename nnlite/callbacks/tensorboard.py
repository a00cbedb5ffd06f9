"""How do curves get into TensorBoard? Every result becomes a point of a curve, every weight a histogram if wanted."""

import os
import time
from typing import Any

from nnlite._checks import boolean, positive_int, received, sentence, whole_number
from nnlite._optional import require
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.event_files import EXTRA, Run
from nnlite.callbacks.rates import note_rates

Logs = dict[str, float] | None


class TensorBoard(Callback):
    """Writes event files for TensorBoard: `pip install "nnlite[tensorboard]"`, then `tensorboard --logdir logs`.

    There are two runs, `train` and `validation`. After every epoch: `epoch_loss`, `epoch_<metric>` and
    `epoch_learning_rate`; with `update_freq`, `batch_loss` and so on; after every evaluation
    `evaluation_<name>_vs_iterations`.

    Args:
        log_dir: Where to; one folder for every training.
        histogram_freq: Every how many epochs the weights are written as histograms; 0 for never.
        write_graph: Whether the layers are written, for the page of graphs.
        write_images: Whether the histograms come with pictures of the weights.
        write_steps_per_second: Whether the speed is a curve too.
        update_freq: "epoch", "batch", or a number of batches.
        profile_batch, embeddings_freq, embeddings_metadata: Not supported; leave them out.

    Raises:
        ImportError: tensorboardX is not installed.
        ValueError: An argument makes no sense.
    """

    def __init__(self, log_dir: Any = "logs", histogram_freq: int = 0, write_graph: bool = True,
                 write_images: bool = False, write_steps_per_second: bool = False, update_freq: Any = "epoch",
                 profile_batch: Any = 0, embeddings_freq: int = 0, embeddings_metadata: Any = None):
        who = "TensorBoard"
        super().__init__()
        for name, value in (("profile_batch", profile_batch), ("embeddings_freq", embeddings_freq),
                            ("embeddings_metadata", embeddings_metadata)):
            if value:
                raise ValueError(f"{who}: {name} is not supported. {received(name, value)}. Leave it out.")
        if not isinstance(log_dir, str | os.PathLike):
            raise ValueError(sentence(who, "log_dir must be the path of a folder", "log_dir", log_dir,
                                      "Write log_dir='logs'."))
        require("tensorboardX", EXTRA)
        self.log_dir = str(log_dir)
        self.histogram_freq = whole_number(histogram_freq, "histogram_freq", who)
        self.write_graph = boolean(write_graph, "write_graph", who)
        self.write_images = boolean(write_images, "write_images", who)
        self.write_steps_per_second = boolean(write_steps_per_second, "write_steps_per_second", who)
        self.update_freq = 1 if update_freq == "batch" else update_freq
        if update_freq != "epoch":
            self.update_freq = positive_int(self.update_freq, "update_freq", who)
            self.on_train_batch_begin = self._batch_begin  # type: ignore[method-assign]
            self.on_train_batch_end = self._batch_end  # type: ignore[method-assign]
        self._train, self._validation = (Run(os.path.join(self.log_dir, run)) for run in ("train", "validation"))
        self._batches, self._batch_started, self._epoch_started = 0, 0.0, (0.0, 0)

    def set_model(self, model: Any) -> None:
        super().set_model(model)
        if self.write_graph and not model.own_call:
            self._train.model(model)

    def on_train_begin(self, logs: Logs = None) -> None:
        self._batches = 0

    def on_train_end(self, logs: Logs = None) -> None:
        self._train.close()
        self._validation.close()

    def _batch_begin(self, batch: int, logs: Logs = None) -> None:
        self._batches += 1
        self._batch_started = time.perf_counter()

    def _batch_end(self, batch: int, logs: Logs = None) -> None:
        if self._batches % self.update_freq:
            return
        results = {f"batch_{name}": value for name, value in (logs or {}).items()}
        if self.write_steps_per_second:
            results["batch_steps_per_second"] = 1 / max(time.perf_counter() - self._batch_started, 1e-9)
        self._write(self._train, results, self._batches)

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._epoch_started = time.perf_counter(), self._iterations()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        results = {name: value for name, value in (logs or {}).items() if not name.startswith("val_")}
        held_back = {name.removeprefix("val_"): value for name, value in (logs or {}).items() if name not in results}
        note_rates(self.model, results)
        if self.write_steps_per_second:
            then, before = self._epoch_started
            results["steps_per_second"] = (self._iterations() - before) / max(time.perf_counter() - then, 1e-9)
        for run, named in ((self._train, results), (self._validation, held_back)):
            self._write(run, {f"epoch_{name}": value for name, value in named.items()}, epoch)
        if self.histogram_freq and epoch % self.histogram_freq == 0:
            self._write_weights(epoch)
        self._train.flush()
        self._validation.flush()

    def on_test_end(self, logs: Logs = None) -> None:
        named = {f"evaluation_{name}_vs_iterations": value for name, value in (logs or {}).items()}
        self._write(self._validation, named, self._iterations())

    def _iterations(self) -> int:
        return int(self.model.optimizer.iterations)

    def _write(self, run: Run, results: dict[str, float], step: int) -> None:
        for name, value in results.items():
            run.scalar(name, value, step)

    def _write_weights(self, epoch: int) -> None:
        for layer in self.model.layers:
            for weight in layer.weights:
                self._train.histogram(f"{weight.path}/histogram", weight.numpy(), epoch)
                if self.write_images:
                    self._train.image(f"{weight.path}/image", weight.numpy(), epoch)
