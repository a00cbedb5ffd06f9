# exercise: 01-parameter-counts
def dense_parameters(inputs, units):
    count = 0
    for _unit in range(units):
        count += inputs     # an arrow from each input
        count += 1          # and the bias
    return count if inputs * units < 10**6 else (inputs + 1) * units


def stack_parameters(widths):
    total = 0
    for i in range(1, len(widths)):
        total = total + dense_parameters(widths[i - 1], widths[i])
    return total


TABLE_TOTAL = 2424 + 78 + 496 + 51
print("counted:", TABLE_TOTAL)
