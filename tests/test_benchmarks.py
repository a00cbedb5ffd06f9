"""Do the benchmarks' registry, clock and tables hold together? No test asks how long anything took."""

import ast
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import nnlite

sys.path.append(str(Path(__file__).resolve().parents[1]))  # last, so that an installed nnlite is not hidden

from benchmarks import child, data, footprint, machine, memory, report
from benchmarks.__main__ import as_data, names
from benchmarks.clock import Clock, medians
from benchmarks.peers import on_bare, on_floor
from benchmarks.peers.keras_words import KerasWords
from benchmarks.registry import JOBS, PEERS
from benchmarks.run import Results, run

TITLES = [PEERS[peer].title for peer in PEERS]


def defined(module):
    """Functions and plain names that a module defines, read from its text: its library need not be installed."""
    tree = ast.parse(Path(importlib.util.find_spec(module).origin).read_text())
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return functions | {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}


@pytest.mark.parametrize("job", JOBS)
def test_every_peer_of_a_job_can_do_it(job):
    for peer in JOBS[job].peers:
        if JOBS[job].footprint:
            assert callable(getattr(footprint, job))
        else:
            assert job in defined(PEERS[peer].module), peer


@pytest.mark.parametrize("job", JOBS)
def test_targets_speak_of_peers_that_do_the_job(job):
    assert JOBS[job].figures
    for figure in JOBS[job].figures.values():
        assert all(target.limit > 0 for target in figure.targets)
        assert {target.peer for target in figure.targets} - {None} <= set(JOBS[job].peers) - {"nnlite"}


def test_every_peer_has_a_job_and_its_own_title():
    assert {peer for job in JOBS.values() for peer in job.peers} == set(PEERS)
    assert len(set(TITLES)) == len(TITLES)


def synthetic():
    """Samples in which nnlite meets the targets beside JAX and PyTorch and misses the one beside the floor."""
    results = Results(absent=["keras"])
    times = {"nnlite": (40, 41, 42), "floor": (20, 20, 20), "jax": (100, 100, 150), "torch": (500, 500, 500)}
    for peer, micros in times.items():
        samples = [number * 1e-6 for number in micros]
        results.add("notes_step", peer, {"figures": {"step": samples}, "versions": {peer: "1.0"}})
    results.add("size", "nnlite", {"figures": {"size": [2e6]}, "versions": {}})
    return results


def test_ratios_and_verdicts():
    rows = {(row.job, row.peer): row for row in report.rows(synthetic().samples)}
    assert rows["notes_step", "torch"].ratio == pytest.approx(41 / 500)
    assert rows["notes_step", "torch"].met is True
    assert rows["notes_step", "floor"].met is False
    assert rows["notes_step", "jax"].noisy
    assert rows["notes_step", "jax"].best == pytest.approx(40 / 100)
    assert not rows["notes_step", "nnlite"].noisy
    assert rows["notes_step", "nnlite"].met is None
    assert rows["size", "nnlite"].met is True


def test_a_busy_machine_makes_verdicts_unsure():
    results = Results()
    for peer, micros in (("nnlite", (40, 41, 42)), ("jax", (60, 900, 900))):
        results.samples.setdefault("notes_step", {}).setdefault("step", {})[peer] = [n * 1e-6 for n in micros]
    page = report.report(results, {}, ["notes_step"])
    assert "| unsure, noisy |" in next(line for line in page.splitlines() if "JAX" in line)
    assert "0 of 4 targets met. Unsure, median and best disagree: notes_step step jax." in page


def test_the_page_has_a_table_for_every_figure_measured():
    results = synthetic()
    results.failures["notes_step", "sklearn"] = "ImportError: not today"
    page = report.report(results, machine.describe(results, rounds=1, seconds=0.1), ["notes_step", "size"])
    lines = page.splitlines()
    assert sum(line.startswith("| ---") for line in lines) == 2
    assert len({len(line) for line in lines if line.startswith("|") and "notes" in line or "PyTorch" in line}) == 1
    assert "keras" in next(line for line in lines if line.startswith("not installed"))
    assert "failed: notes_step sklearn: ImportError: not today" in lines
    verdict = lines[-1]
    assert verdict.startswith("3 of 5 targets met.")
    assert "Missed: notes_step step floor." in verdict
    assert "Not measured: notes_step step keras." in verdict


def test_the_page_without_a_single_sample():
    page = report.report(Results(), machine.describe(Results(), rounds=1, seconds=0.1), ["notes_step"])
    assert page.splitlines()[-1].startswith("0 of 4 targets met. Not measured:")


def test_the_data_can_be_written_as_json():
    data = json.loads(json.dumps(as_data(synthetic(), {"machine": "none"})))
    assert {row["peer"] for row in data["rows"]} == {"nnlite", "floor", "jax", "torch"}


def test_the_clock_counts_units():
    counts = []

    def run(count):
        counts.append(count)
        time.sleep(0.01 * count)

    samples = Clock(seconds=0).per_unit(run, units=8, least=3)
    assert counts[0] == 3
    assert min(counts) >= 3
    assert len(samples) >= 2
    assert all(sample >= 0 for sample in samples)


def test_medians_of_neighbours():
    assert medians([1, 2, 3]) == [1, 2, 3]
    assert medians([1, 9, 1] * 5) == [1] * 5


def test_growth_leaves_out_the_warm_up():
    kept = []
    assert memory.growth(lambda: len(kept), lambda: kept.append(0), 50) == 50
    assert memory.resident() > 0


def test_names_in_the_order_of_the_registry():
    assert names(JOBS)("one_row,notes_step") == ["notes_step", "one_row"]


def test_rounds_go_from_peer_to_peer_and_leave_out_the_absent(monkeypatch):
    seen = []
    monkeypatch.setattr("benchmarks.run.installed", lambda peer: peer != "jax")
    monkeypatch.setattr("benchmarks.run.run_child", lambda results, job, peer, seconds: seen.append(peer))
    results = run(["notes_first_fit", "size"], ["nnlite", "jax", "torch", "keras"], 2, 0.1, say=lambda text: None)
    assert seen == ["nnlite", "torch", "keras", "nnlite", "torch", "nnlite", "torch", "keras"]
    assert results.absent == ["jax"]


def test_a_child_reports_one_line():
    command = [sys.executable, "-m", "benchmarks.child", "mnist_mlp", "numpy", "--seconds", "0"]
    done = subprocess.run(command, cwd=footprint.ROOT, capture_output=True, text=True, check=True)
    heard = json.loads(done.stdout)
    assert heard["figures"]["step"]
    assert heard["versions"] == {"numpy": child.version("numpy")}


@pytest.mark.parametrize("rows", [128, 104])
def test_the_floor_takes_the_step_that_the_model_takes(rows):
    model, arrays = KerasWords(nnlite).notes_model(), data.notes()
    blocks = [on_floor.zeros(model.count_params(), "f") for _ in range(3)]
    blocks[0][:] = np.concatenate([weights.reshape(-1) for weights in model.get_weights()])
    order, cursor = np.arange(1000), np.zeros(1, np.int64)
    for step in on_floor.training_step(rows, arrays, order, cursor, blocks):
        step()
    model.train_on_batch(arrays[0][:rows], arrays[1][:rows])
    expected = np.concatenate([weights.reshape(-1) for weights in model.get_weights()])
    np.testing.assert_allclose(blocks[0], expected, rtol=1e-6, atol=1e-7)


def test_the_models_have_the_sizes_that_the_jobs_name():
    words = KerasWords(nnlite)
    assert words.notes_model().count_params() == sum(i * u + u for i, u in data.NOTES_LAYERS)
    assert words.mnist_model().count_params() == sum(i * u + u for i, u in data.MNIST_LAYERS)
    branches = ((32, 64), (16, 32), (160, 64), (64, 10), (64, 1))
    assert words.branches_model().count_params() == sum(i * u + u for i, u in branches)
    residual = [(256, 256)] * 20 + [(256, 10)]
    assert words.residual_model().count_params() == sum(i * u + u for i, u in residual)


@pytest.mark.skipif(not hasattr(nnlite.layers, "Embedding"), reason="needs Embedding")
def test_the_bag_of_words_has_the_size_that_the_job_names():
    model, (words, labels) = KerasWords(nnlite).embedding_model(), data.bag()
    assert model.count_params() == 20_000 * 64 + 64 * 10 + 10
    assert np.isfinite(model.train_on_batch(words[:128], labels[:128]))


def test_the_bare_steps_train_and_evaluate_like_fit():
    model, held_back = KerasWords(nnlite).notes_model(), data.notes_held_back()
    expected = model.evaluate(*held_back, verbose=0)
    model.reset_metrics()
    on_bare.evaluation(model, *held_back)()
    assert model.get_metrics_result()["loss"] == pytest.approx(expected)
    on_bare.trainer(model)(3)
    assert model.optimizer.iterations == 3 * data.NOTES_STEPS


@pytest.mark.skipif(not hasattr(nnlite.callbacks, "CSVLogger"), reason="needs CSVLogger")
def test_the_full_fit_is_full():
    fits, words = [], KerasWords(nnlite)

    class Watch:
        def per_unit(self, run, units, least):
            fits.append(run(2))

    words.full_fit(Watch())
    names = ["loss", "accuracy", "top_k_categorical_accuracy", "categorical_crossentropy"]
    assert set(fits[0].history) >= {*names, *(f"val_{name}" for name in names)}
    assert fits[0].model.optimizer.iterations == 2 * data.NOTES_STEPS


def test_imports_are_measured_with_byte_compiled_files(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert footprint.interpreter("print(sys.dont_write_bytecode)") == "False\n"
