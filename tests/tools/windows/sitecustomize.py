"""What Windows has not got, taken from `analysis` alone: libraries go on with the system there is.

Python imports this at the start of each process in whose path it lies. It shows what the code
asks of a system, not what Windows' own files and processes do.
"""

import builtins
import importlib
import pathlib
import select
import types

NOT_THERE = {
    "os": "fork setsid getuid geteuid getpgid killpg fchmod fchown chown mkfifo sched_getaffinity "
    "WNOHANG O_NOFOLLOW O_NONBLOCK O_DIRECTORY O_CLOEXEC getloadavg uname nice",
    "signal": "SIGKILL SIGHUP SIGQUIT SIGUSR1 SIGUSR2 SIGCHLD SIGALRM alarm setitimer sigwait",
    "socket": "AF_UNIX",
}
NO_MODULES = ("fcntl", "grp", "pwd", "resource", "termios")


class Windows(types.ModuleType):
    """A module of the system as Windows shows it."""

    def __init__(self, module, **others):
        vars(self).update(_real=importlib.import_module(module), _others=others, __name__=module)

    def __getattr__(self, name):
        if name in NOT_THERE.get(self.__name__, "").split():
            raise AttributeError(f"module {self.__name__!r} of Windows has no {name!r}")
        return self._others[name] if name in self._others else getattr(self._real, name)

    def __setattr__(self, name, value):
        setattr(self._real, name, value)


def _sockets_only(*lists_and_seconds):
    if any(isinstance(each, int) for each in lists_and_seconds[0]):
        raise OSError(10038, "An operation was attempted on something that is not a socket")
    return select.select(*lists_and_seconds)


def _no_links(self, *_, **__):
    raise OSError(1314, "A required privilege is not held by the client", str(self))


SHOWN = {
    "os": Windows("os", name="nt"),
    "select": Windows("select", select=_sockets_only),
    "signal": Windows("signal"),
    "socket": Windows("socket"),
    "sys": Windows("sys", platform="win32"),
}
_import = builtins.__import__


def _as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    ours = str((globals or {}).get("__name__", "")).startswith("analysis")
    if ours and name in NO_MODULES:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    if ours and name in SHOWN:
        return SHOWN[name]
    return _import(name, globals, locals, fromlist, level)


builtins.__import__ = _as_on_windows
pathlib.Path.symlink_to = _no_links
