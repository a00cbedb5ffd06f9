"""Random numbers, on arrays and in models, that a seed repeats to the bit."""

from nnlite.random.distributions import normal, randint, truncated_normal, uniform
from nnlite.random.samples import beta, binomial, categorical, dropout, gamma, shuffle
from nnlite.random.seed_generator import SeedGenerator

__all__ = [
    "SeedGenerator", "beta", "binomial", "categorical", "dropout", "gamma", "normal", "randint", "shuffle",
    "truncated_normal", "uniform",
]
