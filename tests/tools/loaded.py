"""Which libraries a process of its own has loaded after some code."""

import subprocess
import sys


def loaded(code, *libraries, folder=None):
    """Run code in a new process; return those of the libraries that it has loaded then."""
    asked = f"{code}\nimport sys; print(*({{*{libraries!r}}} & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=folder, capture_output=True, text=True, check=True
    )
    return told.stdout.splitlines()[-1].split()
