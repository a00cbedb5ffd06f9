"""Make the notebooks of the tutorials: `python -m tutorials`, or of those with a number: `python -m tutorials 4 11`."""

import sys
import time

from tutorials.making import make, sources


def main(numbers: list[str]) -> None:
    """Make the notebooks, and say of each how long it took and whether it has changed."""
    wanted = [source for source in sources() if not numbers or source.stem[:2] in {n.zfill(2) for n in numbers}]
    for source in wanted:
        start = time.perf_counter()
        what = "changed" if make(source) else "as before"
        print(f"{source.stem}: {what}, {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
