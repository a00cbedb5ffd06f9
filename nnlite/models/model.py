"""What is a model? A graph of layers that can be compiled, trained and asked."""

from typing import Any

import numpy as np

from nnlite._checks import boolean
from nnlite.callbacks import CallbackList, History
from nnlite.graph.graph import Graph
from nnlite.graph.node import pack
from nnlite.graph.variable import layout
from nnlite.models import configuration
from nnlite.models.checking import MISSING, check_graph_arguments
from nnlite.models.network import Network
from nnlite.program.parameters import Parameters
from nnlite.program.program import Program
from nnlite.training import data, loop, programs, settings
from nnlite.training.compilation import Compilation, as_list
from nnlite.training.evaluation import Evaluator, predict
from nnlite.training.progress import Progress, checked_verbose


class Model(Network):
    """A graph of layers from inputs to outputs.

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
        check_graph_arguments(type(self), inputs, outputs)
        super().__init__(name=name, trainable=True, **kwargs)
        inputs, outputs = (one_or_all(structure) for structure in (inputs, outputs))
        self._begin()
        self.set_graph(Graph(inputs, outputs))
        if not boolean(trainable, "trainable", self.name):
            self.trainable = False

    def _begin(self) -> None:
        super()._begin()
        self.history: History | None = None
        self.stop_training = False
        self._compilation: Compilation | None = None
        self._parameters: Parameters | None = None
        self._parameters_when: Any = None
        self._learnt: Any = None  # what the optimizer of the model that this one was copied from had learnt

    def __getstate__(self) -> dict[str, Any]:
        """What a copy or a pickle is made of; both pack their variables and compile themselves when they have to.

        An optimizer knows its variables by identity, so what it has learnt goes along with their places in `weights`.
        """
        state = {**vars(self), "_compilation": None, "_parameters": None, "_parameters_when": None}
        if self._compilation is not None:
            optimizer = self._compilation.optimizer
            places = {id(variable): place for place, variable in enumerate(self.weights)}
            state["_learnt"] = ([places[id(variable)] for variable in optimizer.slots.variables],
                                [np.array(value) for value in optimizer.variables])
            state["_given"] = (type(optimizer).from_config(optimizer.get_config()), *self._given[1:])
        return state

    def compile(self, optimizer: Any = "rmsprop", loss: Any = None, loss_weights: Any = None, metrics: Any = None,
                weighted_metrics: Any = None, run_eagerly: Any = False, steps_per_execution: Any = 1,
                jit_compile: Any = "auto", auto_scale_loss: Any = True) -> None:
        """Say how to train.

        Args:
            optimizer: An optimizer or its name.
            loss: A loss, or one for each output in a list or a dictionary by name.
            loss_weights: Factors for the outputs' losses.
            metrics: Metrics, for each output if there are several.
            weighted_metrics: Metrics that take the sample weights into account.
            run_eagerly, steps_per_execution, jit_compile, auto_scale_loss: Accepted; they change nothing here.

        Raises:
            ValueError: A name is unknown, or the numbers of losses and outputs differ.
        """
        if metrics is None and isinstance(loss_weights, (list, tuple)) and any(
                isinstance(entry, str) or callable(entry) for entry in loss_weights):
            metrics, loss_weights = loss_weights, None  # tf.keras 2: the third position held the metrics
        given = (optimizer, loss, loss_weights, metrics, weighted_metrics)
        if self.built:
            self._compile(given, None)
        else:
            self._compilation = None
        self._given, self._learnt = given, None

    def _compile(self, given: tuple, learnt: Any) -> None:
        """Make what was given to `compile` into objects; waits until the model is built."""
        compilation = Compilation(self.output_names, [t.shape for t in self.outputs], *given)
        if learnt is not None:
            places, numbers = learnt
            compilation.optimizer.build([self.weights[place] for place in places])
            compilation.optimizer.set_weights(numbers)
        compilation.optimizer.build(self.parameters())
        self._compilation, self._learnt = compilation, None
        self._programs.clear()

    def compilation(self, who: str) -> Compilation:
        """What `compile` said; ValueError where it was not called."""
        if self._compilation is None:
            if not hasattr(self, "_given"):
                raise ValueError(f"{who}: compile the model first: model.compile(optimizer='rmsprop', loss='mse').")
            self._compile(self._given, self._learnt)
        assert self._compilation is not None
        return self._compilation

    @property
    def optimizer(self) -> Any:
        """The optimizer that `compile` was given."""
        said = self._compiled()
        return said.optimizer if said else None

    @property
    def metrics_names(self) -> list[str]:
        """Keys of the results, in the order in which `evaluate` returns them."""
        return [key for key, _ in self.compilation("metrics_names").metric_entries()]

    @property
    def metrics(self) -> list[Any]:
        """The metric objects."""
        said = self._compiled()
        return [metric for _, metric in said.metric_entries()] if said else []

    def _compiled(self) -> Compilation | None:
        """What `compile` said, made into objects by now if this is a copy; None where there is nothing yet."""
        return self._compilation if self._learnt is None else self.compilation(self.name)

    def parameters(self) -> Parameters:
        """The trainable variables, packed side by side."""
        now = (layout(), self.graph)  # nothing moved, froze or was added since: the same ones
        if self._parameters is None or self._parameters_when != now:
            variables = self.trainable_weights
            if self._parameters is None or not self._parameters.covers(variables):
                self._parameters = Parameters(variables)
            self._parameters_when = (layout(), self.graph)
        return self._parameters

    def step_program(self, shapes: Any, targets: list[Any], weighted: list[bool], training: bool) -> Program:
        """The program of a training or evaluation step for inputs of these shapes."""
        compilation = self.compilation("fit")
        self.parameters()
        kinds = tuple(None if t is None else (t.shape[1:], t.dtype.str) for t in targets)
        key, program = self._programs.take(
            ("step", training, tuple(shapes), kinds, tuple(weighted)),
            lambda: programs.step_program(self, compilation, shapes, targets, weighted, training))
        self._programs.give_back(key, program)
        return program

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
        self.build_for_data(x)
        plan = loop.Plan(self, x, y, batch_size, epochs, initial_epoch, validation_split, validation_data, shuffle,
                         class_weight, sample_weight, steps_per_epoch, validation_steps, validation_batch_size,
                         validation_freq)
        with self._programs.alone("fit"):
            return loop.fit(self, plan, verbose, callbacks)

    def compilation_given(self, who: str) -> None:
        """Raise where `compile` was not called."""
        if not hasattr(self, "_given"):
            self.compilation(who)

    def evaluate(self, x: Any = None, y: Any = None, batch_size: int | None = None, verbose: Any = "auto",
                 sample_weight: Any = None, steps: int | None = None, callbacks: Any = None,
                 return_dict: bool = False) -> Any:
        """The loss, or a list of loss and metrics, on data; with `return_dict` by name."""
        self.compilation_given("evaluate")
        self.build_for_data(x)
        size = settings.batch_size_of(batch_size, "evaluate")
        arrays = loop.checked(self, x, y, sample_weight, None, "evaluate")
        rows = len(arrays[0][0])
        if rows == 0:
            raise ValueError("evaluate: there are no samples. Received: x with 0 rows")
        limit = settings.steps_of(steps, "steps", "evaluate", rows, size)
        self.compilation("evaluate").resolve_metrics([None if t is None else t.shape for t in arrays[1]])
        progress = Progress.for_evaluation(verbose, samples=rows)
        told = CallbackList(callbacks, self, {"samples": rows, "verbose": verbose})
        with self._programs.alone("evaluate"):
            logs = Evaluator(self, arrays, size, limit).run(told, progress)
        progress.epoch_end(logs)
        return results(logs, return_dict)

    def predict(self, x: Any, batch_size: int | None = None, verbose: Any = "auto", steps: int | None = None,
                callbacks: Any = None) -> Any:
        """The outputs for data, as arrays."""
        self.build_for_data(x)
        size = settings.batch_size_of(batch_size, "predict")
        inputs = data.inputs_for(self, x, "predict")
        rows = len(inputs[0])
        if callbacks is None and 0 < rows <= size and steps is None:
            outputs = self.run_arrays(inputs)
        else:
            limit = settings.steps_of(steps, "steps", "predict", rows, size)
            told = CallbackList(callbacks, self, {"samples": rows, "verbose": verbose})
            progress = Progress.for_prediction(verbose, samples=rows)
            outputs = predict(self, inputs, size, limit, told, progress)
            progress.epoch_end()
        return pack(self.graph.output_structure, outputs)

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
        inputs = data.inputs_for(self, x, "predict_on_batch")
        return pack(self.graph.output_structure, self.run_arrays(inputs))

    def _on_batch(self, x: Any, y: Any, sample_weight: Any, class_weight: Any, return_dict: bool, training: bool,
                  who: str) -> Any:
        self.compilation_given(who)
        self.build_for_data(x)
        inputs, targets, weights = loop.checked(self, x, y, sample_weight, class_weight, who)
        if len(inputs[0]) == 0:
            raise ValueError(f"{who}: there are no samples. Received: x with 0 rows")
        compilation = self.compilation(who)
        compilation.resolve_metrics([None if t is None else t.shape for t in targets])
        program = self.step_program([a.shape for a in inputs], targets, [w is not None for w in weights], training)
        arrays = [*inputs, *loop.present(targets), *loop.present(weights)]
        with self._programs.alone(who):
            for target, value in zip(program.inputs, arrays, strict=True):
                target[...] = value
            compilation.reset()
            if training:
                compilation.optimizer.before_step()
            program.run()
            return results(compilation.logs(), return_dict)

    def program(self, batch_size: int = 32, training: bool | None = None) -> Program:
        """The list of kernel steps that this model is; print it.

        Args:
            batch_size: For how many rows.
            training: Whether to learn too; by default if the model is compiled. Targets are taken to have the
                outputs' shapes, or to be labels for a sparse loss.
        """
        if training is None:
            training = hasattr(self, "_given")
        shapes = [(batch_size, *tensor.shape[1:]) for tensor in self.inputs]
        if any(None in shape for shape in shapes):
            raise ValueError(f"{self.name}: a program needs known sizes. Received: input shapes {shapes}")
        if not training:
            return programs.prediction_program(self, shapes)
        compilation = self.compilation("program")
        targets = [np.zeros((1,), np.int64) if getattr(loss, "sparse", False) else
                   None if loss is None else np.zeros((1, *t.shape[1:]), t.dtype)
                   for t, loss in zip(self.outputs, compilation.losses, strict=True)]
        compilation.resolve_metrics([None if t is None else t.shape for t in targets])
        return self.step_program(shapes, targets, [False] * len(targets), True)

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        inputs, outputs, name = configuration.graph_from_config(config, custom_objects)
        return cls(inputs, outputs, name=name, trainable=config.get("trainable", True))


configuration.MODELS |= {"Functional": Model, "Model": Model}


def one_or_all(structure: Any) -> Any:
    """The only item of a list, as Keras takes it, or the structure itself."""
    return structure[0] if isinstance(structure, (list, tuple)) and len(structure) == 1 else structure


def results(logs: dict[str, float], return_dict: bool) -> Any:
    """A number, a list of numbers, or the dictionary."""
    if return_dict:
        return logs
    values = as_list(list(logs.values()))
    return values[0] if len(values) == 1 else values
