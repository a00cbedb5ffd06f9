"""The commands of `nnlite exercises`, a file each: `HELP`, `add_arguments(parser)`, `run(arguments)`."""
