"""Is what the last tutorial says about Keras true? The same code runs there, and the saved files go both ways."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytest.importorskip("h5py")

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
TUTORIALS = Path(__file__).resolve().parents[2] / "tutorials"
CHANGES = {  # what has to change for Keras: the imports, what is nnlite's alone, and here the patience
    r"import nnlite( as keras)?\b": "import keras", "from nnlite import": "from keras import",
    r"nnlite\.(?!datasets)": "keras.", r"axes = history\.plot": "#", r"epochs=\d+": "epochs=1",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keras.utils.clear_session(free_memory=False)


def test_the_saved_file_goes_to_keras_and_back():
    names = runpy.run_path(str(TUTORIALS / "15_on_to_keras.py"))
    model, x, y = names["model"], names["x_test"], names["y_test"]
    theirs = keras.models.load_model("reader.keras")
    assert np.allclose(theirs.predict(x, verbose=0), model.predict(x, verbose=0), atol=1e-5)
    assert theirs.evaluate(x, y, verbose=0)[1] == pytest.approx(names["accuracy"], abs=1e-6)
    assert int(theirs.optimizer.iterations) == int(model.optimizer.iterations) == 450
    theirs.load_weights("reader.weights.h5")
    theirs.fit(names["x_train"], names["y_train"], epochs=1, verbose=0)
    theirs.save("back.keras")
    back = nnlite.models.load_model("back.keras")
    assert np.allclose(theirs.predict(x, verbose=0), back.predict(x, verbose=0), atol=1e-5)


@pytest.mark.parametrize("name", ["12_a_layer_of_your_own", "15_on_to_keras"])
def test_the_same_code_runs_in_keras(name):
    code = (TUTORIALS / f"{name}.py").read_text(encoding="utf-8")
    for ours, theirs in CHANGES.items():
        code = re.sub(ours, theirs, code)
    names = {"__name__": name}
    exec(compile(code, name, "exec"), names)
    assert isinstance(names["model"], keras.Model)
