"""Every tutorial runs in its time, prints what its notebook shows, and finds what it says."""

import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from cells import run_cells

from nnlite._dispatch import kernels

sys.path.append(str(Path(__file__).resolve().parents[1]))  # last, so that an installed nnlite is not hidden

from tutorials.making import NOTEBOOKS, keep_same, masked, printed, sources, target, unrun

SECONDS = 30
TRUE = {    # what the texts say about numbers that are measured
    "04_compile_fit_evaluate": "accuracy > 0.93 and after_one_epoch < accuracy",
    "05_two_inputs": "means['bill length', True] > means['bill length', False] + 0.1",
    "06_two_outputs": "results['kilograms'][0] > results['grams'][0] + 0.03",
    "07_shared_layers": "all(means[n, True] > means[n, False] for n in (200, 500, 2000)) "
                        "and mean_scores[0] < mean_scores[5] < mean_scores[9]",
    "08_residual_block": "plain_accuracy < 0.2 and residual_accuracy > 0.8 and residual_first > 100 * plain_first",
    "09_inception_block": "all(results['block'] > results[view] + 0.02 for view in ('rows', 'columns', 'quarters'))",
    "10_models_as_layers": "error < no_learning / 2 and accuracy > 0.85 and together > sum(alone) / 5",
    "11_callbacks_and_curves": "len(stopped.epoch) < 100 and certainty.values[-1] > certainty.values[9] + 0.1",
    "12_a_layer_of_your_own": "accuracy > 0.93",
    "14_loop_numpy_cython": "times['Python'] > 20 * times['NumPy']",
    "15_on_to_keras": "accuracy > 0.93",
}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.stem)
def test_tutorial_does_what_its_notebook_shows(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("agg")
    shown = nbformat.read(target(source), as_version=4)
    fresh = unrun(source)
    assert [(c.cell_type, c.source) for c in shown.cells] == [(c.cell_type, c.source) for c in fresh.cells], \
        f"the notebook is of another text: python -m tutorials {source.stem[:2]}"
    shown, fresh = ([c for c in n.cells if c.cell_type == "code"] for n in (shown, fresh))
    start = time.perf_counter()
    texts, names = run_cells(fresh)
    assert time.perf_counter() - start < SECONDS or kernels.build == "reference"
    for cell, text in zip(shown, texts, strict=True):
        assert masked(text) == masked(printed(cell.outputs)), cell.source
    assert eval(TRUE.get(source.stem, "True"), names)
    plt.close("all")


def test_every_script_has_its_notebook_and_its_line_in_the_list():
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == {source.stem for source in sources()}
    readme = (NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"(notebooks/{source.stem}.ipynb)" in readme for source in sources())


def test_measured_numbers_are_masked_and_counts_are_not():
    assert masked("loss: 0.4321   98 % in 1,234 ms") == masked("loss: 1e-07 7 % in 9.5 us")
    assert masked("Total params: 3,466") != masked("Total params: 3,467")
    assert masked("(None, 64)") == "(None, 64)"


def test_a_notebook_made_again_keeps_outputs_that_say_the_same():
    def notebook(*texts):
        cells = [nbformat.v4.new_code_cell(f"cell {n}", outputs=[nbformat.v4.new_output("stream", text=text)])
                 for n, text in enumerate(texts)]
        return nbformat.v4.new_notebook(cells=cells)

    kept = keep_same(notebook("loss 0.25", "3 layers"), notebook("loss 0.5", "2 layers"))
    assert [cell.outputs[0].text for cell in kept.cells] == ["loss 0.5", "3 layers"]
