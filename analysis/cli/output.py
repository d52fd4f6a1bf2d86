"""What a command prints to, which may go away or fill up while the command has more to do."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast


def bear_any_letter(*streams: TextIO | None) -> None:
    """Let streams write what their encoding lacks as its number: an old terminal, or LANG=C."""
    for each in streams:
        if isinstance(each, io.TextIOWrapper):
            each.reconfigure(errors="backslashreplace")


class _Bearing:
    """A stream to which nothing more is written once that has failed; `lost` tells why."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost: OSError | None = None

    def write(self, text: str) -> int:
        """Write a text, or drop it."""
        try:
            self._stream.write(text)
        except OSError as error:
            self._lose(error)
        return len(text)

    def flush(self) -> None:
        """Write what waits, or drop it."""
        try:
            self._stream.flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        if self.lost:
            return
        self.lost = error
        self.lost.filename = "standard output"
        # What still waits in the stream goes there too: Python would fail at its own end else.
        with suppress(OSError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def bearing() -> Iterator[Callable[[], OSError | None]]:
    """Print as before within the block, but let no print end it.

    Yields
    ------
    callable
        Says why what was printed is not all there, None if it is. A reader who has had enough
        (``review … | head``) misses nothing.
    """
    before = sys.stdout, sys.stderr
    out, errors = [_Bearing(each) if each else None for each in before]

    def lost() -> OSError | None:
        if not out:
            return None
        out.flush()
        return None if isinstance(out.lost, BrokenPipeError) else out.lost

    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, errors)
    try:
        yield lost
    finally:
        sys.stdout, sys.stderr = before
        for each in filter(None, (out, errors)):
            each.flush()
