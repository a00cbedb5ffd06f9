# exercise: 01-parameter-counts
def dense_parameters(inputs, units): return units * (1 + inputs)


def stack_parameters(widths):
    if len(widths) < 2:
        return 0
    first, second, *_ = widths
    return dense_parameters(first, second) + stack_parameters(widths[1:])


TABLE_TOTAL = stack_parameters((100, 24)) + stack_parameters([12, 6]) + stack_parameters([30, 16, 3])
