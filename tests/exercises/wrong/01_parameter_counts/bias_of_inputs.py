# exercise: 01-parameter-counts
# %%


def dense_parameters(inputs, units):
    """How many numbers a Dense layer learns that turns `inputs` numbers into `units` numbers."""
    return inputs * units + inputs


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

# says: Does a bias belong to an input or to a unit?
