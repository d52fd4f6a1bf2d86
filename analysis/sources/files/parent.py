"""The process that reads files: started once for many, with bounds, and again when it dies."""

import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import python_calamine

from analysis.sources.files.limits import MOST_UNPACKED

SECONDS_A_FILE = 20.0
_MOST_MEMORY = 1_000_000_000
_LENGTH_BYTES = 8
_SECONDS_A_LOOK = 0.2
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
        self._watch: _Watch | None = None

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        if self._watch is not None:
            self._watch.close()

    def read(self, path: Path) -> Told:
        """Return a file's sheets, or under ``refused`` the sentence that says why there are none.

        Parameters
        ----------
        path : Path
            The file, whose name ends as its kind does.
        """
        process = self._process or self._start()
        watch = self._watch = self._watch or _Watch()
        watch.begin(process, self.seconds)
        try:
            answer = _asked(process, os.fsencode(path))
        except (EOFError, OSError):
            late = watch.is_late()
            self._end()
            if late:
                return {"refused": "too_slow_file", "values": {"seconds": int(self.seconds)}}
            return {"refused": "too_costly_file", "values": {}}
        # What was taken for a large file is not given back before the process ends.
        if watch.is_late() or len(answer) > MOST_UNPACKED // 100:
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


class _Watch:
    """Ends a process that is late, since Windows cannot wait for a pipe for a time.

    One thread for many files, which looks some times a second: to start one for each file cost
    as much as to parse it.
    """

    def __init__(self) -> None:
        self._lock, self._closed = threading.Lock(), threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._due, self._late = 0.0, False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def begin(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """Begin to watch a process, which has so many seconds."""
        with self._lock:
            self._process, self._due, self._late = process, time.monotonic() + seconds, False

    def is_late(self) -> bool:
        """Cease to watch, and say whether the process was ended for being late."""
        with self._lock:
            self._process = None
            return self._late

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._closed.wait(_SECONDS_A_LOOK):
            with self._lock:
                if self._process is not None and time.monotonic() > self._due:
                    self._late = True
                    self._process.kill()
                    self._process = None


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
