"""Which jobs are there, who does them, and what must nnlite reach?

A job has figures (what is measured), a figure has targets. A target with a peer limits the ratio nnlite / peer;
a target without one limits nnlite's own figure, in the figure's unit.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Peer:
    """Someone who does jobs: the module with its functions, what it needs installed; `seldom` sits rounds out."""

    title: str
    module: str
    libraries: tuple[str, ...]
    seldom: bool = False


@dataclass(frozen=True)
class Target:
    """nnlite's figure, or its ratio to that of a peer, must be at most `limit`."""

    limit: float
    peer: str | None = None


@dataclass(frozen=True)
class Figure:
    """One thing measured: samples arrive in seconds or bytes and are shown as `scale` times that."""

    title: str
    unit: str
    scale: float
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Job:
    """What is done and by whom; `footprint` asks nothing of a peer but its import, `once` is one round."""

    title: str
    peers: tuple[str, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    footprint: bool = False
    once: bool = False


MICRO, MILLI, MEGA, KILO = 1e6, 1e3, 1e-6, 1e-3

PEERS = {
    "nnlite": Peer("nnlite", "benchmarks.peers.on_nnlite", ("nnlite",)),
    "floor": Peer("floor: bare kernels", "benchmarks.peers.on_floor", ("nnlite",)),
    "bare": Peer("nnlite, bare steps", "benchmarks.peers.on_bare", ("nnlite",)),
    "numpy": Peer("NumPy, products only", "benchmarks.peers.on_numpy", ("numpy",)),
    "jax": Peer("JAX, jitted step", "benchmarks.peers.on_jax", ("jax",)),
    "jax-best": Peer("JAX, jitted epoch", "benchmarks.peers.on_jax_best", ("jax",)),
    "torch": Peer("PyTorch, eager", "benchmarks.peers.on_torch", ("torch",)),
    "torch-best": Peer("PyTorch, at its best", "benchmarks.peers.on_torch_best", ("torch",)),
    "keras": Peer("Keras on TensorFlow", "benchmarks.peers.on_keras", ("keras", "tensorflow"), seldom=True),
    "sklearn": Peer("scikit-learn MLP", "benchmarks.peers.on_sklearn", ("sklearn",), seldom=True),
}

LIBRARIES = ("nnlite", "jax", "torch", "keras", "sklearn")

JOBS = {
    "notes_step": Job(
        "the notes' fit, steady state: 64-32-32-10, batch 128, RMSprop",
        ("nnlite", "floor", "jax", "jax-best", "torch", "torch-best", "keras", "sklearn"),
        {"step": Figure("the notes' fit, a step", "µs", MICRO,
                        (Target(0.5, "jax"), Target(0.12, "torch"), Target(0.02, "keras"), Target(1.3, "floor")))},
    ),
    "notes_first_fit": Job(
        "the notes' first fit: build, compile, ten epochs, in a fresh process",
        ("nnlite", "jax", "torch", "keras", "sklearn"),
        {"fit": Figure("the notes' first fit, building included", "ms", MILLI, (Target(0.02, "keras"),))},
    ),
    "one_row": Job(
        "the notes' model on one row",
        ("nnlite", "jax", "torch", "torch-best", "keras", "sklearn"),
        {"predict": Figure("one row, predict: array in, array out", "µs", MICRO, (Target(0.5, "torch"),)),
         "call": Figure("one row, model(x): tensor in, tensor out", "µs", MICRO, (Target(0.5, "torch"),))},
    ),
    "mnist_mlp": Job(
        "784-512-512-10, batch 128, Adam, integer labels",
        ("nnlite", "numpy", "jax", "jax-best", "torch", "torch-best", "keras", "sklearn"),
        {"step": Figure("784-512-512-10, a step", "µs", MICRO, (Target(1.0, "torch"), Target(1.35, "numpy")))},
    ),
    "branches": Job(
        "three inputs, a shared layer, two outputs, batch 64, Adam",
        ("nnlite", "jax", "jax-best", "torch", "torch-best", "keras"),
        {"step": Figure("three inputs, shared layer, two outputs, a step", "µs", MICRO, (Target(0.15, "torch"),))},
    ),
    "residual": Job(
        "20 residual blocks of Dense(256), batch 32, Adam",
        ("nnlite", "jax", "jax-best", "torch", "torch-best", "keras"),
        {"step": Figure("20 residual blocks of 256 units, a step", "µs", MICRO, (Target(0.6, "torch"),))},
    ),
    "embedding": Job(
        "a bag of 32 words: Embedding(20,000 x 64), mean, Dense(10), batch 128, Adam",
        ("nnlite", "jax", "jax-best", "torch", "torch-best", "keras"),
        {"step": Figure("a bag of 32 of 20,000 words, a step", "µs", MICRO, (Target(0.5, "torch"),))},
    ),
    "full_fit": Job(
        "the notes' fit with validation, three metrics and three callbacks",
        ("nnlite", "bare", "keras"),
        {"step": Figure("the notes' fit, all that fit can do, a step", "µs", MICRO, (Target(1.25, "bare"),))},
    ),
    "memory_growth": Job(
        "memory gained while working: the notes' model",
        ("nnlite",),
        {"training": Figure("Python memory gained in 10,000 steps", "kB", KILO, (Target(16),)),
         "predicting": Figure("process memory gained in 100,000 predicts of one row", "MB", MEGA, (Target(1),))},
        once=True,
    ),
    "import_memory": Job(
        "memory after the import",
        LIBRARIES,
        {"memory": Figure("memory after import, above NumPy's", "MB", MEGA, (Target(15),))},
        footprint=True,
        once=True,
    ),
    "import_time": Job(
        "time of the import",
        LIBRARIES,
        {"time": Figure("import, above NumPy's", "ms", MILLI, (Target(60),))},
        footprint=True,
        once=True,
    ),
    "size": Job(
        "size on disk",
        LIBRARIES,
        {"size": Figure("installed, with what it requires, NumPy aside", "MB", MEGA, (Target(5),))},
        footprint=True,
        once=True,
    ),
}
