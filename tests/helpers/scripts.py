"""Python started anew, with the package that the tests themselves use."""

import os
import subprocess
import sys


def run_python(code, check=True, **environment):
    """The finished process of `code`. -P: it imports nothing from the folder that it starts in, a source tree."""
    return subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=check,
                          env=os.environ | environment)
