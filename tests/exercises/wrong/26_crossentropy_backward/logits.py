# exercise: 26-crossentropy-backward
def crossentropy_backward(z, t):
    return (z - t) / len(z)


# says: What do you get when you subtract them?
