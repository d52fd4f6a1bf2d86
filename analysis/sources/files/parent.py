"""The process that reads files: started once for many, with bounds, and again when it dies."""

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

import python_calamine

from analysis.sources.files.limits import MOST_UNPACKED

SECONDS_A_FILE = 20.0
_MOST_MEMORY = 1_000_000_000
_LENGTH_BYTES = 8
# The packages are made by hand: their own beginnings import pandas, which the child never needs.
_BEGIN = """
import sys, types
for name, place in zip(sys.argv[1::2], sys.argv[2::2]):
    sys.modules[name] = package = types.ModuleType(name)
    package.__path__ = [place]
sys.path.append(sys.argv[-1])
from analysis.sources.files.child import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""

Told = dict[str, object]


class Child:
    """Reads files in a process of its own: whatever one does to it, the next is read.

    Use it as a context; the process starts with the first file and ends with the context.
    """

    def __init__(self, seconds: float = SECONDS_A_FILE) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path) -> Told:
        """Return a file's sheets, or under ``refused`` the sentence that says why there are none.

        Parameters
        ----------
        path : Path
            The file, whose name ends as its kind does.
        """
        process, late = self._process or self._start(), threading.Event()
        # Windows cannot wait for a pipe for a time, so a process that is late is ended.
        alarm = threading.Timer(self.seconds, _end_late, (process, late))
        alarm.start()
        try:
            answer = _asked(process, os.fsencode(path))
        except (EOFError, OSError):
            self._end()
            if late.is_set():
                return {"refused": "too_slow_file", "values": {"seconds": int(self.seconds)}}
            return {"refused": "too_costly_file", "values": {}}
        finally:
            alarm.cancel()
            alarm.join()
        # What was taken for a large file is not given back before the process ends.
        if late.is_set() or len(answer) > MOST_UNPACKED // 100:
            self._end()
        told: Told = pickle.loads(answer)
        return told

    def _start(self) -> subprocess.Popen[bytes]:
        sources = Path(__file__).parents[1]
        places = ("analysis", str(sources.parent), "analysis.sources", str(sources))
        libraries = str(Path(python_calamine.__file__).parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BEGIN, *places, libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        _bound(self._process.pid)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()


def _end_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _bound(pid: int) -> None:
    """Bound the memory of a process, where the system lets another do so."""
    if sys.platform != "linux":
        return
    import resource  # Windows has none.

    with suppress(ProcessLookupError, ValueError):
        resource.prlimit(pid, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _asked(process: subprocess.Popen[bytes], name: bytes) -> bytes:
    assert process.stdin and process.stdout
    process.stdin.write(len(name).to_bytes(_LENGTH_BYTES, "little") + name)
    process.stdin.flush()
    length = int.from_bytes(_exactly(process.stdout, _LENGTH_BYTES), "little")
    return _exactly(process.stdout, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content
