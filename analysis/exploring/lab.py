"""JupyterLab over the project, its kernels warm: ``python -m analysis.exploring.lab``.

A kernel is forked from a template that has imported what the controls need; where that cannot be
(Windows, macOS) it starts cold. JupyterLab's own keeping to this machine, and its token, stay.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import spoken
from analysis.exploring import shipped
from analysis.places import project_root
from analysis.runner.kernels import ALSO, ENVIRONMENT
from analysis.runner.kernels.launch import NoWarmKernel
from analysis.runner.kernels.warm import start_template

# Holds the kernel that notebooks name, in place of Jupyter's own, and what JupyterLab leaves out:
# the question, on each first page, whether it may ask for news.
_SPECIFICATIONS = Path(__file__).with_name("share")
_FIRST = "notebooks/explore.ipynb"
# JupyterLab would look for news and for newer versions of itself.
_ASK_NOBODY = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)


def main(arguments: Sequence[str]) -> None:
    """Run JupyterLab until it is ended.

    Parameters
    ----------
    arguments
        Passed on to it, such as ``--no-browser``, ``--port=8890`` or ``--allow-root``.
    """
    prepare()
    # It takes two seconds, in which JupyterLab starts and its page loads.
    with contextlib.suppress(NoWarmKernel):
        start_template()
    from jupyterlab.labapp import LabApp

    root = project_root()
    own = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{_FIRST}"]
    own.append(f"--ContentsManager.pre_save_hook={shipped.HOOK}")
    LabApp.launch_instance([*own, *_ASK_NOBODY, *arguments])


def prepare() -> None:
    """Let JupyterLab find the kernel, and a template know what to import for it."""
    os.environ.update(ENVIRONMENT)
    os.environ.setdefault(spoken.LANGUAGE, spoken.of_user())
    os.environ[ALSO] = "analysis.exploring.explorer"
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        told = os.environ.get(name, "")
        os.environ[name] = os.pathsep.join(filter(None, [str(_SPECIFICATIONS), told]))


if __name__ == "__main__":
    main(sys.argv[1:])
