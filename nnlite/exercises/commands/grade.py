"""later"""
HELP = "later"
def add_arguments(parser): ...
def run(arguments): return 2
