# exercise: 01-parameter-counts
# %% [markdown]
# # Count parameters by hand
#
# A Dense layer has one weight for each pair of an input and a unit, and one bias for each unit. Who can count them sees
# at once where a model keeps its memory, and whether a table fits the model one has in mind.
#
# The model of this table has 24 numbers from one branch and 6 from another, joined:
#
# | name    | layer       | output shape | reads         |
# | ------- | ----------- | ------------ | ------------- |
# | picture | Input       | (None, 100)  |               |
# | facts   | Input       | (None, 12)   |               |
# | left    | Dense       | (None, 24)   | picture       |
# | right   | Dense       | (None, 6)    | facts         |
# | joined  | Concatenate | (None, 30)   | left, right   |
# | hidden  | Dense       | (None, 16)   | joined        |
# | answer  | Dense       | (None, 3)    | hidden        |
#
# Before you count: which layer has most of the parameters, and what share of all of them?

# %%


def dense_parameters(inputs, units):
    """How many numbers a Dense layer learns that turns `inputs` numbers into `units` numbers."""
    return inputs * units + units


def stack_parameters(widths):
    """The same for a stack: [64, 32, 10] is 64 inputs, then Dense(32), then Dense(10)."""
    return sum(dense_parameters(a, b) for a, b in zip(widths[:-1], widths[1:], strict=True))


# How many parameters has the model of the table?
TABLE_TOTAL = 3049


# %%
if __name__ == "__main__":
    print("Dense(32) on 64 inputs:", dense_parameters(64, 32))
    print("64 -> 32 -> 32 -> 10:  ", stack_parameters([64, 32, 32, 10]))
    print("the table:             ", TABLE_TOTAL)
