"""What is a model? A graph of layers that can be compiled, trained and asked."""

import warnings
from typing import Any

import numpy as np

from nnlite._checks import boolean
from nnlite.callbacks import CallbackList, History
from nnlite.graph.structure import mapped, pack
from nnlite.models import configuration
from nnlite.models.checking import MISSING, check_graph_arguments
from nnlite.models.cutting import graph_between
from nnlite.models.json_text import to_json
from nnlite.models.trainer import Trainer
from nnlite.program.program import Program
from nnlite.saving import load_weights, reading_form, save_model, save_weights, writing_form
from nnlite.training import data, loop, settings
from nnlite.training.batches import checked, collect
from nnlite.training.evaluation import evaluate, input_batches, predict
from nnlite.training.feeding import Feeder
from nnlite.training.progress import Progress, checked_verbose
from nnlite.training.results import returned
from nnlite.training.streams import Stream, first_inputs, is_stream
from nnlite.visualization.plotting import drawn_errors

OF_ONE_MODEL = ("_compilation", "_parameters", "_parameters_when", "_position")  # not for its copies


class Model(Trainer):
    """A graph of layers from inputs to outputs, or a subclass with a `call` of its own.

    Args:
        inputs: The tensor that `Input` returned, or a list or dictionary of them.
        outputs: What layers made of them: a tensor, or a list or dictionary.
        name: What it is called in tables; `model`, `model_1` and so on by default.

    Raises:
        ValueError: An output does not come from the inputs ("Graph disconnected").

    Example:

        >>> import nnlite
        >>> x = nnlite.Input(shape=(4,))
        >>> model = nnlite.Model(x, nnlite.layers.Dense(3)(x))
        >>> model.count_params()
        15
    """

    def __init__(self, inputs: Any = MISSING, outputs: Any = MISSING, name: str | None = None, trainable: bool = True,
                 **kwargs: Any):
        if inputs is MISSING and outputs is MISSING and type(self) is not Model:
            super().__init__(name=name, trainable=trainable, **kwargs)  # layers come as attributes
            return
        check_graph_arguments(type(self), inputs, outputs)
        super().__init__(name=name, trainable=True, **kwargs)
        with drawn_errors():
            self.set_graph(graph_between(*(one_or_all(structure) for structure in (inputs, outputs))))
        if not boolean(trainable, "trainable", self.name):
            self.trainable = False

    def _begin(self) -> None:
        super()._begin()
        self.history: History | None = None
        self.stop_training = False
        self._parameters = None
        self._parameters_when = None

    def __getstate__(self) -> dict[str, Any]:
        """What a copy or a pickle is made of; both pack their variables and compile themselves when they have to.

        An optimizer knows its variables by identity, so what it has learnt goes along with their places in `weights`.
        """
        state = vars(self) | dict.fromkeys(OF_ONE_MODEL)
        if self._compilation is not None and self._given is not None:
            optimizer = self._compilation.optimizer
            places = {id(variable): place for place, variable in enumerate(self.weights)}
            if optimizer.built:
                state["_learnt"] = ([places[id(variable)] for variable in optimizer.slots.variables],
                                    [np.array(value) for value in optimizer.variables])
            state["_given"] = (optimizer.fresh(), *self._given[1:])
        return state

    def fit(self, x: Any = None, y: Any = None, batch_size: int | None = None, epochs: int = 1, verbose: Any = "auto",
            callbacks: Any = None, validation_split: float = 0.0, validation_data: Any = None, shuffle: bool = True,
            class_weight: Any = None, sample_weight: Any = None, initial_epoch: int = 0,
            steps_per_epoch: int | None = None, validation_steps: int | None = None,
            validation_batch_size: int | None = None, validation_freq: Any = 1) -> History:
        """Train on arrays.

        Args:
            x, y: Inputs and targets: arrays, or lists or dictionaries of them by input and output name.
            batch_size: Samples a step, 32 by default.
            epochs: How often to go through the data.
            verbose: 1 a progress bar, 2 a line an epoch, 0 nothing.
            callbacks: Callback objects.
            validation_split: The part of the data, from its end, that is held back and evaluated after every epoch.
            validation_data: (x, y) or (x, y, sample_weight) to evaluate after every epoch.
            shuffle: Whether the order is drawn anew each epoch.
            class_weight: A weight for each label.
            sample_weight: A weight for each sample.
            initial_epoch: Where to begin counting.
            steps_per_epoch, validation_steps: Use only so many batches.
            validation_batch_size: Like batch_size, for the validation.
            validation_freq: Validate after every so many epochs, or after the epochs in a list.

        Raises:
            ValueError: The data or numbers do not fit; nothing has changed then.
            FloatingPointError: The loss became NaN or infinite; the weights are those from before that step.
        """
        self.compilation_given("fit")
        checked_verbose(verbose, "fit")
        x = self._ready_for(x)
        plan = loop.Plan(self, x, y, batch_size, epochs, initial_epoch, validation_split, validation_data, shuffle,
                         class_weight, sample_weight, steps_per_epoch, validation_steps, validation_batch_size,
                         validation_freq)
        with self._programs.alone("fit"):
            return loop.fit(self, plan, verbose, callbacks)

    def _ready_for(self, x: Any) -> Any:
        """Build a model that waits for its first data; returns the data."""
        if self._graph is None and self._template is None and x is not None:
            first, x = first_inputs(x) if is_stream(x) else (x, x)
            self.build_for_data(first)
        return x

    def compilation_given(self, who: str) -> None:
        """Raise where `compile` was not called."""
        if self._given is None:
            self.compilation(who)

    def evaluate(self, x: Any = None, y: Any = None, batch_size: int | None = None, verbose: Any = "auto",
                 sample_weight: Any = None, steps: int | None = None, callbacks: Any = None,
                 return_dict: bool = False) -> Any:
        """The loss, or a list of loss and metrics, on data; with `return_dict` by name."""
        self.compilation_given("evaluate")
        checked_verbose(verbose, "evaluate")
        x = self._ready_for(x)
        size = settings.batch_size_of(batch_size, "evaluate")
        if is_stream(x):
            settings.refuse_with_stream("evaluate", y=y, sample_weight=sample_weight)
            feed: Stream | Feeder = Stream(self, x, loop.programs_of(self, False), settings.count(steps, "steps"),
                                           who="evaluate")
        else:
            batch = checked(self, x, y, sample_weight, None, "evaluate")
            if batch.rows == 0:
                raise ValueError("evaluate: there are no samples. Received: x with 0 rows")
            limit = settings.steps_of(steps, "steps", "evaluate", batch.rows, size)
            feed = Feeder(batch, size, loop.programs_of(self, False), limit=limit)
        progress = Progress.for_evaluation(verbose, samples=feed.samples, steps=len(feed) or None)
        told = CallbackList.of(callbacks, model=self, epochs=1, steps=len(feed) or None, verbose=verbose,
                               samples=feed.samples)
        with self._programs.alone("evaluate"):
            logs = evaluate(self, feed, told, progress)
        progress.epoch_end(logs)
        return returned(logs, self.metrics, return_dict)

    def predict(self, x: Any, batch_size: int | None = None, verbose: Any = "auto", steps: int | None = None,
                callbacks: Any = None) -> Any:
        """The outputs for data, as arrays."""
        x = self._ready_for(x)
        if is_stream(x):
            return self._predict_stream(x, verbose, settings.count(steps, "steps"), callbacks)
        size = settings.batch_size_of(batch_size, "predict")
        inputs = data.inputs_for(self, x, "predict")
        rows = len(inputs[0])
        if callbacks is None and 0 < rows <= size and steps is None:
            return self.run_arrays(inputs)
        limit = settings.steps_of(steps, "steps", "predict", rows, size)
        told = CallbackList.of(callbacks, model=self, epochs=1, steps=limit or -(-rows // size), verbose=verbose,
                               samples=rows)
        progress = Progress.for_prediction(verbose, samples=rows)
        pieces = (([array[start:start + size] for array in inputs], start + size) for start in range(0, rows, size)
                  [:limit])
        outputs = predict(self, pieces, told, progress)
        progress.epoch_end()
        if outputs is None:
            return mapped(lambda t: np.empty((0, *(d or 0 for d in t.shape[1:])), t.dtype),
                          self.graph.output_structure)
        return outputs

    def _predict_stream(self, x: Any, verbose: Any, limit: int | None, callbacks: Any) -> Any:
        """The outputs for batches that come one by one, joined."""
        told = CallbackList.of(callbacks, model=self, epochs=1, steps=limit, verbose=verbose, samples=None)
        progress = Progress.for_prediction(verbose)
        outputs = predict(self, input_batches(self, x, limit), told, progress)
        progress.epoch_end()
        if outputs is None:
            raise ValueError("predict: there are no samples. Received: no batches")
        return outputs

    def train_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None,
                       return_dict: bool = False) -> Any:
        """One step of training on these samples; returns its loss and metrics."""
        return self._on_batch(x, y, sample_weight, class_weight, return_dict, True, "train_on_batch")

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Loss and metrics of these samples."""
        return self._on_batch(x, y, sample_weight, None, return_dict, False, "test_on_batch")

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for these samples, computed in one go."""
        self.build_for_data(x)
        return self.run_arrays(data.inputs_for(self, x, "predict_on_batch"))

    def _on_batch(self, x: Any, y: Any, sample_weight: Any, class_weight: Any, return_dict: bool, training: bool,
                  who: str) -> Any:
        self.compilation_given(who)
        self.build_for_data(x)
        batch = checked(self, x, y, sample_weight, class_weight, who)
        if batch.rows == 0:
            raise ValueError(f"{who}: there are no samples. Received: x with 0 rows")
        program = self.step_program(batch, batch.rows, training)
        with self._programs.alone(who):
            for target, value in zip(program.inputs, batch.arrays, strict=True):
                target[...] = value
            self.reset_metrics()
            program.run()
            logs = program.logs()
        return returned(logs, self.metrics, return_dict)

    def save(self, filepath: Any, overwrite: bool = True, zipped: bool | None = None) -> None:
        """Save the model with all that is needed to go on with it; see `saving.save_model`."""
        save_model(self, filepath, overwrite, zipped)

    def save_weights(self, filepath: Any, overwrite: bool = True) -> None:
        """Save the weights and the optimizer's state; see `saving.save_weights`."""
        save_weights(self, filepath, overwrite)

    def load_weights(self, filepath: Any, skip_mismatch: bool = False, **kwargs: Any) -> None:
        """Load what `save_weights` saved, all of it or nothing; see `saving.load_weights`."""
        load_weights(self, filepath, skip_mismatch, **kwargs)

    def program(self, batch_size: int = 32, training: bool | None = None) -> Program:
        """The list of kernel steps that this model is; print it.

        Args:
            batch_size: For how many rows.
            training: Whether to learn too; by default if the model is compiled. Targets are taken to have the
                outputs' shapes, or to be labels for a sparse loss.
        """
        if training is None:
            training = self.compiled
        shapes = [(batch_size, *tensor.shape[1:]) for tensor in self.inputs]
        if any(None in shape for shape in shapes):
            raise ValueError(f"{self.name}: a program needs known sizes. Received: input shapes {shapes}")
        inputs = [np.zeros(shape, t.dtype) for shape, t in zip(shapes, self.inputs, strict=True)]
        if not training:
            return self.prediction_program(inputs)[1]
        losses = self.compilation("program").losses
        targets = [np.zeros((1, *t.shape[1:-1]), np.int64) if getattr(loss, "sparse", False) else
                   None if loss is None else np.zeros((1, *t.shape[1:]), t.dtype)
                   for t, loss in zip(self.outputs, losses, strict=True)]
        names = [f"target of {name}" for name in self.output_names]
        one = len(targets) == 1
        batch = collect([pack(self.graph.input_structure, inputs), targets[0] if one else targets, None],
                        [self.input_names, names, ""])
        return self.step_program(batch, batch_size, True)

    def get_compile_config(self) -> dict[str, Any]:
        """What `compile` was told, as `compile_from_config` takes it; nothing for a model that is not compiled."""
        return writing_form.compile_config(self)

    def compile_from_config(self, config: dict[str, Any]) -> None:
        """Compile as another model was.

        A model with a `compile` of its own is left as it is, with a warning: it takes arguments of its own.
        """
        if type(self).compile is not Trainer.compile:
            warnings.warn(f"{self.name}: it is not compiled, for its compile is its own. Write get_compile_config and "
                          "compile_from_config too, or compile it.", UserWarning, stacklevel=2)
            return
        self.compile(**reading_form.compile_arguments(config))
        if self.built:
            self.compilation("compile_from_config")

    def to_json(self, **kwargs: Any) -> str:
        """The configuration as JSON text, for `nnlite.models.model_from_json`; further arguments go to json.dumps."""
        return to_json(self, **kwargs)

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        if "output_layers" not in config:
            return cls(**config)  # a model that is written as a class
        inputs, outputs, name = configuration.graph_from_config(config, custom_objects)
        return cls(inputs, outputs, name=name, trainable=config.get("trainable", True))


configuration.MODELS |= {"Functional": Model, "Model": Model}


def one_or_all(structure: Any) -> Any:
    """The only item of a list, as Keras takes it, or the structure itself."""
    return structure[0] if isinstance(structure, (list, tuple)) and len(structure) == 1 else structure
