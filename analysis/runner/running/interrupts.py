"""What asks the command to end (Ctrl-C, the system, a closed terminal), heard at any moment.

Python raises a KeyboardInterrupt wherever the main thread happens to be, and it does not arrive
from everywhere: in a callback of a weak reference, of which each import makes one, it is printed
and dropped, and in a `__set_name__` it becomes a RuntimeError. Whoever goes on in the ordinary
way after one was heard has lost it, and so asks here.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# While all that a build started is ended, a second signal would leave half of it behind. It is
# heard again later, should that never end.
_SECONDS_TO_END = 30.0

_heard: list[signal.Signals] = []


@contextmanager
def heard() -> Iterator[list[signal.Signals]]:
    """Make a KeyboardInterrupt of what asks this process to end; yields what did, in order."""
    until = 0.0

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal until
        if time.monotonic() < until:
            return
        until = time.monotonic() + _SECONDS_TO_END
        _heard.append(signal.Signals(number))
        raise KeyboardInterrupt

    numbers = [each for each in signal.Signals if each.name in ("SIGINT", "SIGTERM", "SIGHUP")]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    # What was told to be ignored (nohup) stays ignored.
    before = {each: signal.getsignal(each) for each in numbers}
    ours = [each for each in numbers if before[each] not in (signal.SIG_IGN, None)]
    for each in ours:
        signal.signal(each, hear)
    try:
        yield _heard
    finally:
        for each in ours:
            signal.signal(each, before[each])
        _heard.clear()


def raise_lost() -> None:
    """Raise the KeyboardInterrupt of what was heard, if one was: it has not arrived."""
    if _heard:
        raise KeyboardInterrupt
