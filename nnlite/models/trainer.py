"""What happens in one step? `train_step`, `test_step` and `predict_step`; override them for steps of your own.

They are called once, on symbols, and what they do becomes a program (`training/programs.py`).
"""

from typing import Any

import numpy as np

from nnlite import ops
from nnlite.graph.structure import flatten, pack
from nnlite.graph.tape import GradientTape
from nnlite.graph.variable import layout
from nnlite.layers import tracking
from nnlite.models.network import Network
from nnlite.program.parameters import Parameters
from nnlite.program.program import Program
from nnlite.training import compiled_metrics, programs
from nnlite.training.compilation import Compilation, batch_size
from nnlite.utils.pydataset import unpack_x_y_sample_weight


class Trainer(Network):
    """A network that can be compiled, and what its steps do; `Model` adds `fit`, `evaluate` and `predict`."""

    _compilation: Compilation | None = None
    _given: tuple | None = None
    _learnt: Any = None  # what the optimizer of the model that this one was copied from had learnt
    _position: Any = None  # of the `fit` that is running
    _parameters: Parameters | None = None
    _parameters_when: Any = None
    run_eagerly = False

    def compile(self, optimizer: Any = "rmsprop", loss: Any = None, loss_weights: Any = None, metrics: Any = None,
                weighted_metrics: Any = None, run_eagerly: bool = False, steps_per_execution: int = 1,
                jit_compile: Any = "auto", auto_scale_loss: bool = True) -> None:
        """Say how to train.

        Args:
            optimizer: An optimizer or its name.
            loss: A loss, or one for each output in a list or a dictionary by name.
            loss_weights: Factors for the outputs' losses.
            metrics: Metrics, for each output if there are several.
            weighted_metrics: Metrics that take the sample weights into account.
            run_eagerly: Whether steps call Python on arrays, op after op, instead of a compiled program: slow, and
                good for looking into a step of your own.
            steps_per_execution, jit_compile, auto_scale_loss: Accepted; they change nothing here.

        Raises:
            ValueError: A name is unknown, or the numbers of losses and outputs differ.
        """
        if metrics is None and isinstance(loss_weights, (list, tuple)) and any(
                isinstance(entry, str) or callable(entry) for entry in loss_weights):
            metrics, loss_weights = loss_weights, None  # tf.keras 2: the third position held the metrics
        given = (optimizer, loss, loss_weights, metrics, weighted_metrics)
        self._compilation = self._make_compilation(given, None) if self.built else None
        self._given, self._learnt, self.run_eagerly = given, None, bool(run_eagerly)
        self._programs.clear()

    def _make_compilation(self, given: tuple, learnt: Any) -> Compilation:
        """What was given to `compile` as objects; waits until the model is built."""
        has_outputs = not self.own_step or self._graph is not None or self._template is not None
        names, shapes = (self.output_names, [t.shape for t in self.outputs]) if has_outputs else ([], [])
        named = not has_outputs or self.outputs_are_named
        compilation = Compilation(names, shapes, *given, named=named)
        if learnt is not None:
            places, numbers = learnt
            compilation.optimizer.build([self.weights[place] for place in places])
            compilation.optimizer.set_weights(numbers)
        if not self.own_step or compilation.losses:
            compilation.optimizer.bind(self.parameters())
        return compilation

    def compilation(self, who: str) -> Compilation:
        """What `compile` said; ValueError where it was not called."""
        if self._compilation is None:
            if self._given is None:
                raise ValueError(f"{who}: compile the model first: model.compile(optimizer='rmsprop', loss='mse').")
            self._compilation = self._make_compilation(self._given, self._learnt)
            self._learnt = None
        return self._compilation

    @property
    def compiled(self) -> bool:
        """Whether `compile` was called."""
        return self._given is not None

    @property
    def own_step(self) -> bool:
        """Whether the model has a training step of its own."""
        return type(self).train_step is not Trainer.train_step

    @property
    def optimizer(self) -> Any:
        """The optimizer that `compile` was given."""
        said = self._compiled()
        return said.optimizer if said else None

    @optimizer.setter
    def optimizer(self, optimizer: Any) -> None:
        self.compile(optimizer, *(self._given or ())[1:])

    def _compiled(self) -> Compilation | None:
        """What `compile` said, made into objects by now if this is a copy; None where there is nothing yet."""
        return self._compilation if self._learnt is None else self.compilation(self.name)

    @property
    def loss(self) -> Any:
        """The loss that `compile` was given."""
        return self._given[1] if self._given else None

    def parameters(self) -> Parameters:
        """The trainable variables, packed side by side."""
        now = (layout(), self._graph)  # nothing moved, froze or was added since: the same ones
        if self._parameters is None or self._parameters_when != now or self._graph is None:
            variables = self.trainable_weights
            if self._parameters is None or not self._parameters.covers(variables):
                self._parameters = Parameters(variables)
            self._parameters_when = (layout(), self._graph)
        return self._parameters

    # ------------------------------------------------------------------------------------------------- steps

    def train_step(self, data: Any) -> dict[str, Any]:
        """One step of training: forwards, the loss, its gradients, the update; returns the results by name."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        with GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, sample_weight, training=True)
        self.compilation("fit").total.update_state(loss, batch_size(first(y_pred)))
        weights = self.trainable_weights
        if weights:
            gradients = tape.gradient(self.optimizer.scale_loss(loss), weights)
            self.optimizer.apply(gradients, weights)
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def test_step(self, data: Any) -> dict[str, Any]:
        """One step of evaluation; returns the results by name."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        y_pred = self(x, training=False)
        loss = self.compute_loss(x, y, y_pred, sample_weight, training=False)
        self.compilation("evaluate").total.update_state(loss, batch_size(first(y_pred)))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: Any) -> Any:
        """One step of prediction; returns the outputs."""
        x, _, _ = unpack_x_y_sample_weight(data)
        return self(x, training=False)

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None,
                     training: bool = True) -> Any:
        """The loss of predictions: the weighted losses of the outputs, and what layers and regularizers add."""
        with tracking.scope("loss"):
            compilation = self.compilation("compute_loss")
            added = self.losses
            terms = compilation.losses_of(y, y_pred, sample_weight) if compilation.has_loss or not added else []
            total, *others = [*terms, *added]
            for term in others:
                total = ops.add(total, term)
            return total

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Let the compiled metrics take a batch in; returns all results by name."""
        with tracking.scope("metrics"):
            self.compilation("compute_metrics").metrics.update_state(y, y_pred, sample_weight)
            return self.get_metrics_result()

    @property
    def metrics(self) -> list[Any]:
        """The loss, the metrics of `compile` as one, the outputs' losses, and the metrics among the attributes."""
        said = self._compiled()
        compiled = [said.total, *([said.metrics] if said.metrics.wanted else []), *said.tracked] if said else []
        known = {id(metric) for metric in compiled_metrics.singly(compiled)}
        return [*compiled, *(metric for metric in tracking.metrics(self) if id(metric) not in known)]

    @property
    def metrics_names(self) -> list[str]:
        """The names of `metrics`; those of the single results are the keys that `evaluate(return_dict=True)` gives."""
        self.compilation("metrics_names")
        return [metric.name for metric in self.metrics]

    def get_metrics_result(self) -> dict[str, Any]:
        """The results of all metrics by name: the losses, then what `compile` was given, then the others."""
        said = self.compilation("get_metrics_result")
        first = [said.total, *said.tracked]
        known = {id(metric) for metric in first}
        results: dict[str, Any] = {}
        for metric in [*first, *(metric for metric in self.metrics if id(metric) not in known)]:
            result = metric.result()
            results |= result if isinstance(result, dict) else {metric.name: result}
        return results

    def reset_metrics(self) -> None:
        """Let all metrics forget the batches so far."""
        known = self._position.to_reset if self._position else None
        variables, metrics = known or ([], self.metrics)
        for variable in variables:
            variable.value.fill(0)
        for metric in metrics:
            metric.reset_state()

    def step_program(self, batch: Any, rows: int, training: bool) -> Program:
        """The program of a training or evaluation step for batches like this one with so many rows."""
        compilation = self.compilation("fit")
        targets = flatten(batch.template[1])
        if len(targets) == len(compilation.names):  # a step of one's own may loop over the metrics
            compilation.metrics.make([None if place is None else batch.arrays[place].shape for place in targets])
        self.parameters()
        key, program = self._programs.take(("step", training, rows, batch.key),
                                           lambda: programs.step_program(self, batch, rows, training))
        self._programs.give_back(key, program)
        return program

    def prediction_program(self, inputs: list[np.ndarray]) -> tuple[Any, Program]:
        """The program that predicts for these arrays, and the key under which to give it back."""
        def make():
            specs = [(array.shape, array.dtype, name) for array, name in zip(inputs, self.input_names, strict=True)]
            return programs.prediction_program(self, self.graph.input_structure, specs)
        return self._programs.take(("predict", *[array.shape for array in inputs]), make)

    def run_arrays(self, inputs: list[np.ndarray]) -> Any:
        """The outputs for checked inputs, as new arrays in their structure."""
        return self.run_program(*self.prediction_program(inputs), inputs)

    def run_program(self, key: Any, program: Program, inputs: list[np.ndarray]) -> Any:
        """The same with a program that was taken already."""
        for target, value in zip(program.inputs, inputs, strict=True):
            target[...] = value
        program.run()
        outputs = pack(program.structure, [output.copy() for output in program.outputs])
        self._programs.give_back(key, program)
        return outputs


def first(structure: Any) -> Any:
    """The first leaf of a structure."""
    while isinstance(structure, (list, tuple, dict)):
        structure = next(iter(structure.values() if isinstance(structure, dict) else structure))
    return structure
