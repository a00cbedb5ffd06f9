"""Does the progress of `fit`, `evaluate` and `predict` tell what is going on, seldom enough, and harm nothing?"""

import io
import time

import pytest

from nnlite.training.progress import PassProgress, Progress, checked_verbose


class Terminal(io.StringIO):
    """A stream that says it is a terminal, and remembers each write."""

    def __init__(self):
        super().__init__()
        self.writes = []

    def isatty(self):
        return True

    def write(self, text):
        self.writes.append(text)
        return super().write(text)

    def lines(self):
        """What the reader sees in the end: later text over earlier text of the same line."""
        seen = []
        for line in self.getvalue().split("\n"):
            visible = ""
            for part in line.split("\r"):
                visible = part + visible[len(part):]
            seen.append(visible.rstrip())
        return seen


class Clock:
    """Time that passes when the test says so, and counts how often it is asked."""

    def __init__(self):
        self.now, self.looks = 100.0, 0

    def __call__(self):
        self.looks += 1
        return self.now


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm")


def fit(stream, verbose=1, epochs=1, batches=10, step=0.01, logs=None, clock=None, **options):
    """A whole training of 100 samples a batch; `options` are those of Progress."""
    clock = clock or Clock()
    options = options or {"samples": 100 * batches}
    progress = Progress(verbose, epochs, stream=stream, clock=clock, **options)
    progress.begin()
    for epoch in range(epochs):
        progress.epoch_begin(epoch)
        for batch in range(batches):
            clock.now += step
            progress.batch_end(batch, 100 * (batch + 1), lambda: {"loss": 2.5})
        progress.epoch_end({"loss": 2.25, "val_loss": 2.5} if logs is None else logs)
    progress.end()
    return clock


def test_a_terminal_gets_a_bar_that_ends_complete():
    terminal = Terminal()
    fit(terminal, epochs=2, samples=1000, validation_samples=200)
    final = "1000/1000 [==============================] - 0s 100us/sample - loss: 2.2500 - val_loss: 2.5000"
    assert terminal.lines() == ["Train on 1000 samples, validate on 200 samples", "Epoch 1/2", final,
                                "Epoch 2/2", final, ""]


def test_the_bar_moves_and_is_overwritten():
    terminal = Terminal()
    fit(terminal, batches=10, step=0.125)
    updates = [text for text in terminal.writes if text.startswith("\r")]
    assert updates[2].rstrip() == "\r 300/1000 [========>.....................] - ETA: 0s - loss: 2.5000"
    assert len(updates) == 11
    assert not any("\b" in text or "\x1b" in text for text in terminal.writes)
    assert {len(text) for text in updates[:10]} == {len(updates[0])}


def test_a_shorter_line_leaves_nothing_of_the_longer_one():
    terminal = Terminal()
    fit(terminal, step=0.125, logs={})
    assert terminal.lines()[2] == "1000/1000 [==============================] - 1s 1ms/sample"


@pytest.mark.parametrize("step", [25e-6, 1e-3, 0.03])
def test_at_most_ten_updates_a_second_and_few_looks_at_the_clock(step):
    terminal = Terminal()
    batches = round(3 / step)
    clock = fit(terminal, batches=batches, step=step)
    updates = [text for text in terminal.writes if text.startswith("\r")]
    assert 15 <= len(updates) <= 31
    assert clock.looks <= batches / 10 + 60 * 3 + 10


def test_the_metrics_are_asked_for_only_when_a_line_is_drawn():
    asked = []
    clock = Clock()
    progress = Progress(1, 1, samples=1000, stream=Terminal(), clock=clock)
    progress.epoch_begin(0)
    for batch in range(1000):
        clock.now += 0.001
        progress.batch_end(batch, batch + 1, lambda: asked.append(1) or {})
    assert 5 <= len(asked) <= 10


def test_a_batch_costs_next_to_nothing():
    progress = Progress(1, 1, samples=10**9, stream=Terminal())
    progress.epoch_begin(0)
    start = time.perf_counter()
    for batch in range(20_000):
        progress.batch_end(batch, batch, dict)
    assert (time.perf_counter() - start) / 20_000 < 5e-6     # 0.1 µs on a quiet machine


def test_a_display_that_lags_catches_up_when_the_steps_become_slow():
    terminal, clock = Terminal(), Clock()
    progress = Progress(1, 1, samples=10**6, stream=terminal, clock=clock)
    progress.epoch_begin(0)
    for batch in range(1000):
        clock.now += 25e-6 if batch < 900 else 1.0
        progress.batch_end(batch, batch, dict)
    assert sum(text.startswith("\r") for text in terminal.writes) >= 100 - 16


@pytest.mark.parametrize("verbose", [1, 2, "auto", True])
def test_a_file_gets_one_line_an_epoch(verbose):
    file = io.StringIO()
    fit(file, verbose, epochs=2, batches=50, step=0.05)
    assert file.getvalue() == (
        "Train on 5000 samples\n"
        "Epoch 1/2 - 2s - 500us/sample - loss: 2.2500 - val_loss: 2.5000\n"
        "Epoch 2/2 - 2s - 500us/sample - loss: 2.2500 - val_loss: 2.5000\n")


def test_verbose_2_is_one_line_an_epoch_on_a_terminal_too():
    terminal = Terminal()
    fit(terminal, verbose=2)
    assert terminal.getvalue().split("\n")[1] == "Epoch 1/1 - 0s - 100us/sample - loss: 2.2500 - val_loss: 2.5000"
    assert "\r" not in terminal.getvalue()


def test_verbose_0_writes_nothing_and_asks_no_clock():
    terminal = Terminal()
    assert fit(terminal, verbose=0, epochs=3).looks == 0
    assert terminal.writes == []


@pytest.mark.parametrize("verbose", [7, -1, 1.5, "yes", None, [1]])
def test_other_values_of_verbose_are_refused(verbose):
    with pytest.raises(ValueError, match=r"^fit: verbose must be .* Received: verbose=.* Write verbose=1\.$"):
        Progress(verbose, 1, samples=1)
    with pytest.raises(ValueError, match=r"^evaluate: "):
        checked_verbose(verbose, "evaluate")


def test_steps_are_counted_where_samples_are_not_known():
    terminal = Terminal()
    fit(terminal, batches=10, steps=10, validation_steps=5)
    assert terminal.lines()[0] == "Train for 10 steps, validate for 5 steps"
    assert terminal.lines()[2].startswith("10/10 [==============================] - 0s 10ms/step - loss")


def test_an_unknown_number_of_steps_is_known_after_the_first_epoch():
    terminal = Terminal()
    fit(terminal, epochs=2, batches=12, steps=None)
    assert terminal.lines()[0] == "Epoch 1/2"
    assert terminal.lines()[1].startswith("     12/Unknown - 0s 10ms/step - loss: 2.2500")
    assert terminal.lines()[3].startswith("12/12 [=====")


def test_a_narrow_terminal_gets_shorter_lines_but_a_complete_last_one(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    terminal = Terminal()
    fit(terminal, step=0.125, logs={"loss": 1.0, "accuracy": 0.5, "val_loss": 1.0, "val_accuracy": 0.5})
    assert max(len(text.strip()) for text in terminal.writes if "ETA" in text) == 59
    assert terminal.lines()[2].endswith("- val_accuracy: 0.5000")


def test_evaluate_on_a_terminal_and_in_a_file():
    for stream, line in ((Terminal(), "360/360 [==============================] - 0s 28us/sample - loss: 0.5000"),
                         (io.StringIO(), "360/360 - 0s - 28us/sample - loss: 0.5000")):
        clock = Clock()
        progress = PassProgress(1, samples=360, stream=stream, clock=clock)
        progress.begin()
        clock.now += 0.01
        progress.batch_end(0, 360, dict)
        progress.epoch_end({"loss": 0.5})
        assert stream.getvalue() == line + "\n"


@pytest.mark.parametrize(("step", "shown"), [(0.01, False), (0.3, True)])
def test_predict_shows_itself_only_when_it_takes_long(step, shown):
    terminal, clock = Terminal(), Clock()
    progress = PassProgress("auto", samples=1000, quiet_for=1.0, stream=terminal, clock=clock)
    progress.begin()
    for batch in range(10):
        clock.now += step
        progress.batch_end(batch, 100 * (batch + 1), dict)
        assert bool(terminal.writes) == (shown and batch >= 3)
    progress.epoch_end()
    assert bool(terminal.writes) == shown


def test_an_interrupted_epoch_leaves_the_cursor_on_a_new_line():
    terminal, clock = Terminal(), Clock()
    progress = Progress(1, 1, samples=1000, stream=terminal, clock=clock)
    progress.epoch_begin(0)
    clock.now += 1
    progress.batch_end(0, 100, dict)
    assert not terminal.getvalue().endswith("\n")
    progress.end()
    assert terminal.getvalue().endswith("s\n")


class Kernel(Terminal):
    """The output stream of a notebook's kernel."""

    def isatty(self):
        return False

    def flush(self):
        raise AssertionError("a flush waits for the kernel")


Kernel.__module__ = "ipykernel.iostream"


def test_a_notebook_redraws_and_never_waits_for_a_flush():
    kernel = Kernel()
    fit(kernel, step=0.125)
    assert sum(text.startswith("\r") for text in kernel.writes) == 11


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("module", "idlelib.run")])
def test_terminals_that_cannot_go_back_get_lines(monkeypatch, name, value):
    kind = type("Shell", (Terminal,), {"__module__": value if name == "module" else __name__})
    if name == "TERM":
        monkeypatch.setenv(name, value)
    shell = kind()
    fit(shell, step=0.125)
    assert "\r" not in shell.getvalue()


class BrokenPipe(Terminal):
    def write(self, text):
        raise BrokenPipeError


def closed():
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stream", [BrokenPipe(), closed(), object()])
def test_a_stream_that_fails_does_not_stop_the_training(stream):
    assert fit(stream, epochs=2).now > 100


def test_no_standard_output_at_all(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    fit(None)


def test_names_that_a_stream_cannot_encode():
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    fit(stream, logs={"größe": 1.0})
    assert b"gr\\xf6\\xdfe: 1.0000" in stream.buffer.getvalue()


def test_evaluate_and_predict_have_displays_of_their_own(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    for display in (Progress.for_evaluation(1, samples=10), Progress.for_prediction("auto", samples=10)):
        display.batch_end(0, 10, dict)
        display.epoch_end({})
        display.end()
    assert terminal.getvalue().startswith("10/10 [==============================] - 0s ")
    assert terminal.getvalue().count("\n") == 1
    with pytest.raises(ValueError, match="^predict: verbose"):
        Progress.for_prediction(7)
