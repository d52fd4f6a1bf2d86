"""The process that reads files: started once for many, with bounds, and again when it dies."""

import os
import pickle
import resource
import select
import subprocess
import sys
import time
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
        name = os.fsencode(path)
        try:
            process = self._process or self._start()
            assert process.stdin and process.stdout
            process.stdin.write(len(name).to_bytes(_LENGTH_BYTES, "little") + name)
            process.stdin.flush()
            answer = _answer(process.stdout, time.monotonic() + self.seconds)
        except (EOFError, BrokenPipeError):
            self._end()
            return {"refused": "too_costly_file", "values": {}}
        except TimeoutError:
            self._end()
            return {"refused": "too_slow_file", "values": {"seconds": int(self.seconds)}}
        # What was taken for a large file is not given back before the process ends.
        if len(answer) > MOST_UNPACKED // 100:
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
            preexec_fn=None,
        )
        with suppress(ProcessLookupError, AttributeError, ValueError):
            resource.prlimit(self._process.pid, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
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


def _answer(stream: IO[bytes], until: float) -> bytes:
    length = int.from_bytes(_exactly(stream, _LENGTH_BYTES, until), "little")
    return _exactly(stream, length, until)


def _exactly(stream: IO[bytes], length: int, until: float) -> bytes:
    parts, left, number = [], length, stream.fileno()
    while left:
        ready, _, _ = select.select([number], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(number, min(left, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
