"""How does a callback say something in the middle of a training? On lines of its own."""


def tell(text: str) -> None:
    """Print below the line of progress, which may be unfinished."""
    print(f"\n{text}", flush=True)
