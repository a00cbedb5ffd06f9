"""Are the penguins all there, as described, and the caller's own?"""

from pathlib import Path

import numpy as np
import pytest

from nnlite.datasets import penguins

SIZES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
CATEGORIES = ["species", "island", "sex", "year"]


@pytest.fixture(scope="module")
def data():
    return penguins.load_data()


@pytest.mark.parametrize(("part", "rows"), [(0, 246), (1, 87)])
def test_columns_shapes_and_types(data, part, rows):
    table = data[part]
    assert sorted(table) == sorted(SIZES + CATEGORIES)
    assert all(table[name].shape == (rows,) for name in table)
    assert {table[name].dtype for name in SIZES} == {np.dtype("float32")}
    assert {table[name].dtype for name in CATEGORIES} == {np.dtype("int64")}
    assert all(np.isfinite(table[name]).all() for name in SIZES)


def test_the_first_penguin_of_the_table_is_held_back_as_written(data):
    first = {name: values[0].item() for name, values in data[1].items()}
    sizes = {name: pytest.approx(value) for name, value in zip(SIZES, (39.1, 18.7, 181, 3750), strict=True)}
    assert first == sizes | {"species": 0, "island": 2, "sex": 1, "year": 2007}
    assert (penguins.SPECIES[0], penguins.ISLANDS[2], penguins.SEXES[1]) == ("Adelie", "Torgersen", "male")


def test_a_quarter_of_each_species_on_each_island_of_each_sex_is_held_back(data):
    kept, held_back = (np.bincount(part["species"] * 6 + part["island"] * 2 + part["sex"], minlength=18)
                       for part in data)
    assert (kept + held_back).tolist() == [22, 22, 27, 28, 24, 23, 0, 0, 34, 34, 0, 0, 58, 61, 0, 0, 0, 0]
    assert held_back.tolist() == [-(-rows // 4) for rows in (kept + held_back).tolist()]


def test_no_held_back_penguin_is_learned_from(data):
    rows = [set(zip(*(part[name].tolist() for name in sorted(part)), strict=True)) for part in data]
    assert not rows[0] & rows[1] and len(rows[0]) + len(rows[1]) == 333


def test_the_order_says_nothing(data):
    """Species in runs would spoil batches and `validation_split`."""
    for part in data:
        assert len(set(part["species"][-20:].tolist())) == 3
        assert np.mean(part["species"][1:] == part["species"][:-1]) < 0.4


def test_each_call_returns_arrays_of_its_own():
    train, _ = penguins.load_data()
    mass = train["body_mass_g"][0].item()
    train["body_mass_g"][0] = -1
    assert penguins.load_data()[0]["body_mass_g"][0] == mass


def test_the_credit_travels_with_the_data():
    credit = Path(penguins.FILE).with_suffix(".txt").read_text(encoding="utf-8")
    assert all(words in credit for words in ("Gorman", "Horst", "Hill", "CC0", "10.1371/journal.pone.0090081"))
