"""Every test begins with the same seed and with names counted from the first."""

import pytest

import nnlite


@pytest.fixture(autouse=True)
def fresh_session():
    nnlite.utils.set_random_seed(0)
    nnlite.utils.clear_session()
