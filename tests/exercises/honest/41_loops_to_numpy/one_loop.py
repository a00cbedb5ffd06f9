# exercise: 41-loops-to-numpy
import numpy
print("one loop over the rows of a is fast enough")

def distances(points, others):
    rows = []
    for point in points:
        rows.append(numpy.linalg.norm(others - point, axis=1))
    return numpy.stack(rows)

if __name__ == "__main__":
    print(distances(numpy.zeros((2, 3)), numpy.ones((2, 3))))
