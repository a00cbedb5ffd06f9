"""How fast and how small is nnlite beside its peers? `python -m benchmarks` measures and prints the answer."""
