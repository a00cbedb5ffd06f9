"""The notes' session, statement by statement, with only the import changed."""

import numpy as np
import pytest

from nnlite import Input, layers, utils
from nnlite.models import Model, Sequential

RULE, DOUBLE = "_" * 65, "=" * 65
HEADER = "Layer (type)                 Output Shape              Param #   "
TOTALS = "Total params: 3,466\nTrainable params: 3,466\nNon-trainable params: 0"


def row(name, shape, count):
    return f"{name:29}{shape:26}{count:10}"


SEQUENTIAL = "\n".join([
    'Model: "sequential"', RULE, HEADER, DOUBLE,
    row("dense_1 (Dense)", "(None, 32)", "2080"), RULE,
    row("dense_2 (Dense)", "(None, 32)", "1056"), RULE,
    row("dense_3 (Dense)", "(None, 10)", "330"), DOUBLE, TOTALS, RULE, "",
])
FUNCTIONAL = "\n".join([
    'Model: "model"', RULE, HEADER, DOUBLE,
    row("input_2 (InputLayer)", "[(None, 64)]", "0"), RULE,
    row("dense_4 (Dense)", "(None, 32)", "2080"), RULE,
    row("dense_5 (Dense)", "(None, 32)", "1056"), RULE,
    row("dense_6 (Dense)", "(None, 10)", "330"), DOUBLE, TOTALS, RULE, "",
])


@pytest.fixture(autouse=True)
def fresh_process():
    utils.clear_session()


def sequential():
    seq_model = Sequential()
    seq_model.add(layers.Dense(units=32, activation="relu", input_shape=(64,)))
    seq_model.add(layers.Dense(units=32, activation="relu"))
    seq_model.add(layers.Dense(units=10, activation="softmax"))
    return seq_model


def functional():
    input_tensor = Input(shape=(64,))
    x = layers.Dense(units=32, activation="relu")(input_tensor)
    x = layers.Dense(units=32, activation="relu")(x)
    output_tensor = layers.Dense(units=10, activation="softmax")(x)
    return Model(input_tensor, output_tensor)


def test_the_whole_session(capsys):
    input_tensors = Input(shape=(32,))
    dense = layers.Dense(units=32, activation="relu")
    assert dense(input_tensors).shape == (None, 32)

    sequential().summary()
    assert capsys.readouterr().out == SEQUENTIAL
    func_model = functional()
    func_model.summary()
    assert capsys.readouterr().out == FUNCTIONAL

    unrelated_input = Input(shape=(32,))
    with pytest.raises(ValueError) as error:
        Model(unrelated_input, func_model.output)
    assert type(error.value) is ValueError
    assert str(error.value).startswith(
        'Graph disconnected: cannot obtain value for tensor Tensor("input_2:0", shape=(None, 64), dtype=float32) at '
        'layer "input_2". The following previous layers were accessed without issue: []')
    assert "input_2 -> dense_4 -> dense_5 -> dense_6" in str(error.value)
    assert "Model(input_2, dense_6)" in str(error.value)

    func_model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
    x_train = np.random.random((1000, 64))
    y_train = np.random.random((1000, 10))
    history = func_model.fit(x_train, y_train, batch_size=128, epochs=10)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Train on 1000 samples"
    assert [line.split(" - ")[0] for line in printed[1:]] == [f"Epoch {n}/10" for n in range(1, 11)]
    assert len(history.history["loss"]) == 10
    assert history.history["loss"][-1] < history.history["loss"][0], "the gradient is true for targets of any sum"

    score = func_model.evaluate(x_train, y_train)
    assert isinstance(score, float)
    assert score == pytest.approx(history.history["loss"][-1], rel=0.05)


def test_a_missing_input_among_several_is_named():
    a, b = Input((4,), name="a"), Input((5,), name="b")
    out = layers.Dense(1, name="out")(layers.concatenate([layers.Dense(3, name="hidden")(a), b]))
    with pytest.raises(ValueError) as error:
        Model(a, out)
    text = str(error.value)
    assert 'cannot obtain value for tensor Tensor("b:0", shape=(None, 5), dtype=float32) at layer "b"' in text
    assert "depends on Input 'b'" in text and "b -> concatenate -> out" in text and "Model([a, b], out)" in text
