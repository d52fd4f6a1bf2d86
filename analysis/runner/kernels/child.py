"""Our kernel: IPython's, without a port. Run as a module it is a cold one, in a fork a warm one."""

import atexit
import contextlib
import gc
import io
import logging
import os
import random
import stat
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

import numpy as np
import zmq
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from analysis.runner.kernels.compat import know_no_modules, list_no_modules, take_output_in_at
from analysis.runner.kernels.lifeline import adopt_orphans, end_with_parent


class NoFork(NotImplementedError):
    """Windows has no fork: a kernel is a cold one there."""


def become_kernel(asked: dict[str, Any], template: int) -> None:
    """Run a kernel to its end in this process, which was forked for it.

    Parameters
    ----------
    asked
        ``argv``, the kernel's own arguments; ``cwd``, its folder; ``env``, all its environment.
    template
        Process id of the template, with which the kernel ends at the latest.
    """
    if sys.platform == "win32":
        raise NoFork
    os.setsid()
    end_with_parent(template)
    adopt_orphans()
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update({**asked["env"], "JPY_PARENT_PID": str(template)})
    sys.argv = [__file__, *asked["argv"]]
    # What a notebook makes lives as long as its kernel; to look for garbage so often costs more.
    gc.set_threshold(50_000, 10, 10)
    # Every fork would draw the same numbers otherwise.
    random.seed()
    np.random.seed()
    # Read from the environment when the class was made, long before this kernel was asked for.
    list_no_modules()
    kernel = PortlessKernelApp.instance(parent_handle=template)
    kernel.initialize()
    # Its handler lets nothing through, but each message of the kernel was made all the same.
    kernel.log.setLevel(logging.CRITICAL)
    own = _written_to()
    kernel.start()
    _leave(own)


def _written_to() -> set[tuple[int, int, int]]:
    """Return the files, pipes and devices open for writing here, each with its number."""
    if sys.platform == "win32":
        raise NoFork
    import fcntl

    found = set()
    for number in (int(each.name) for each in Path("/proc/self/fd").iterdir()):
        # The number of the list itself is gone again.
        with contextlib.suppress(OSError):
            about, flags = os.fstat(number), fcntl.fcntl(number, fcntl.F_GETFL)
            kinds = stat.S_ISREG, stat.S_ISFIFO, stat.S_ISCHR
            kept = any(is_kind(about.st_mode) for is_kind in kinds)
            if kept and flags & os.O_ACCMODE != os.O_RDONLY:
                found.add((number, about.st_dev, about.st_ino))
    return found


def _leave(own: set[tuple[int, int, int]]) -> NoReturn:
    """End this process as Python would, but without taking its modules apart.

    That writes to every page it shares with its template: a tenth of a run's time. What a class
    does on being deleted is left undone for objects that modules or circles still hold.

    Parameters
    ----------
    own
        What the kernel had open for writing before its first cell.
    """
    cast(Any, threading)._shutdown()
    if not _written_to() - own:
        # Nothing is open that could hold back what was written, so no garbage is looked through:
        # a circle that writes only when it is deleted goes as Python lets it go at its end.
        gc.freeze()
    # IPython lets go of the notebook's names here, which closes most files that it left open.
    atexit._run_exitfuncs()
    gc.collect()
    held: list[Any] = [each for each in gc.get_objects() if isinstance(each, io.IOBase)]
    for file in filter(None, (*held, sys.__stdout__, sys.__stderr__)):
        with contextlib.suppress(OSError, ValueError):
            file.flush()
    os._exit(0)


# What our kernels are started with, as IPython's parser takes it.
ARGUMENTS: dict[str, tuple[str, str, Any]] = {
    "--HistoryManager.enabled=False": ("HistoryManager", "enabled", False),
    "--IPKernelApp.log_level=50": ("IPKernelApp", "log_level", 50),
    "--matplotlib=inline": ("IPKernelApp", "matplotlib", "inline"),
}


def settings_of(argv: Sequence[str]) -> Config | None:
    """Return what the arguments of one of our kernels set; None where there are others."""
    match argv:
        case ["-f", file, *others] if ARGUMENTS.keys() >= {*others}:
            told = Config({"IPKernelApp": {"connection_file": file}})
            for section, key, value in map(ARGUMENTS.__getitem__, others):
                told[section][key] = value
            return told
    return None


class PortlessKernelApp(IPKernelApp):
    """IPython's kernel, which opens no port."""

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Take the arguments, without making a parser of all there could be, which takes 5 ms."""
        given = sys.argv[1:] if argv is None else argv
        if (told := settings_of(given)) is None:
            super().parse_command_line(argv)
            return
        self.argv, self.extra_args, self.cli_config = given, [], told
        self.update_config(told)

    def init_code(self) -> None:
        """Do as IPython does, of which no list of all modules is kept."""
        super().init_code()
        know_no_modules(self.shell)

    def init_iopub(self, context: zmq.Context) -> None:
        """Do as ipykernel does, without its port for output where the kernel is given no ports."""
        if self.transport == "ipc":
            take_output_in_at(f"ipc://{Path(self.connection_file).with_name('output')}")
        super().init_iopub(context)

    def init_control(self, context: zmq.Context) -> None:
        """Do as ipykernel does, without the thread that passes cells on to subshells.

        Nobody asks for one, and each message would go through two threads more.
        """
        super().init_control(context)
        self.shell_channel_thread = None

    def start(self) -> None:
        """Run the kernel to its end, and end its control thread while there is still output.

        ipykernel 7 ends the output thread when the process exits, and the control thread, which
        flushes the output after it was told to shut down, may then wait for that for ten seconds.
        """
        try:
            super().start()
        finally:
            if self.control_thread and self.control_thread.is_alive():
                self.control_thread.stop()
                self.control_thread.join()


if __name__ == "__main__":
    # As ipykernel_launcher does; IPython adds it again behind the standard library.
    del sys.path[0]
    adopt_orphans()
    PortlessKernelApp.launch_instance()
