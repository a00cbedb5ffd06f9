"""How do three kinds of penguins differ? A small table of sizes, places and sexes, from the file beside this one.

The Palmer penguins: measured by K. B. Gorman, T. D. Williams and W. R. Fraser (2014), made a data set by A. M. Horst,
A. P. Hill and K. B. Gorman (2020), https://doi.org/10.5281/zenodo.3960218, given to the public domain (CC0).
`penguins.txt` tells the rest.
"""

import os.path
from typing import TypeAlias

import numpy as np

Part: TypeAlias = dict[str, np.ndarray]

FILE = os.path.splitext(__file__)[0] + ".csv"  # not pathlib, which is slow to import
SPECIES = ("Adelie", "Chinstrap", "Gentoo")
ISLANDS = ("Biscoe", "Dream", "Torgersen")
SEXES = ("female", "male")
CATEGORIES = {"species": SPECIES, "island": ISLANDS, "sex": SEXES}


def load_data() -> tuple[Part, Part]:
    """The penguins, in two parts that never change: 246 to learn from and 87 held back.

    A part is a table: a dictionary with an array for each column. Which columns are inputs and which are targets is
    for the model to say, as a penguin's body mass may be either. Sizes are floats, categories are whole numbers
    that count in `SPECIES`, `ISLANDS` and `SEXES`.

    Of the 344 penguins of the table 333 are here: 11 are left out because their sex is not known, 2 of them without
    sizes too. The split depends on no random generator: of the penguins of one species, island and sex, every fourth
    is held back. Neighbouring rows come from far apart in the table, which is sorted by species.

    Returns:
        Two dictionaries, to learn from and held back, of arrays of shape (246,) and (87,), which are the caller's to
        change: "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g" (float32), and "species",
        "island", "sex", "year" (int64).

    Example:
        >>> train, test = load_data()
        >>> train["species"].shape, test["species"].shape
        ((246,), (87,))
        >>> [round(test[name][0].item(), 1) for name in ("bill_length_mm", "bill_depth_mm", "body_mass_g")]
        [39.1, 18.7, 3750.0]
        >>> SPECIES[test["species"][0]], ISLANDS[test["island"][0]], SEXES[test["sex"][0]]
        ('Adelie', 'Torgersen', 'male')
    """
    names, *rows = np.loadtxt(FILE, dtype=str, delimiter=",")
    table = np.array([row for row in rows if "NA" not in row])
    columns = dict(zip(names.tolist(), table.T, strict=True))
    columns = {name: numbers(name, texts) for name, texts in columns.items()}
    held_back = every_fourth(columns)
    order = np.arange(len(table)) * 206 % len(table)    # 333 / 206 is close to the golden ratio: nothing stays together
    parts = order[~held_back[order]], order[held_back[order]]
    train, test = ({name: values[rows] for name, values in columns.items()} for rows in parts)
    return train, test


def numbers(name: str, texts: np.ndarray) -> np.ndarray:
    """A column as numbers: categories by their places, years, and sizes."""
    if name in CATEGORIES:
        return np.array([CATEGORIES[name].index(text) for text in texts.tolist()], np.int64)
    return texts.astype(np.int64 if name == "year" else np.float32)


def every_fourth(columns: Part) -> np.ndarray:
    """True for the first and every fourth row from there of each group of species, island and sex."""
    groups = (columns["species"] * 3 + columns["island"]) * 2 + columns["sex"]
    chosen = np.zeros(len(groups), bool)
    for group in np.unique(groups):
        chosen[np.flatnonzero(groups == group)[::4]] = True
    return chosen
