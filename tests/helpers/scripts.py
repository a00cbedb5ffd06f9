"""Python started anew, with the package that the tests themselves use."""

import os
import subprocess
import sys


def run_python(code, check=True, **environment):
    """What `code` printed, as a finished process. The folder it is started in, a source tree, is not imported from (-P)."""
    return subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=check,
                          env=os.environ | environment)
