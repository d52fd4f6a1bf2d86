"""Documents as PDF, made by LibreOffice where it is installed."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import Any

# A workbook is no pages.
PRINTED = (".docx", ".pptx")
_SECONDS = 180
# What tells when a file was made stands at its end: the time, and two identifiers made from it.
_INFO = b"/CreationDate(D:"
_TIME = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_IDENTIFIER = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


def can_print() -> bool:
    """Return whether LibreOffice is installed."""
    return which("soffice") is not None


def print_pdf(documents: Sequence[Path]) -> list[Path]:
    """Write the PDF of each document beside it, and return those that were made.

    None are where LibreOffice is not installed, fails, or takes longer than three minutes: the
    documents themselves are complete without. It has a profile of its own, so that one that
    somebody has open neither hinders it nor is changed.
    """
    office = which("soffice")
    if office is None or not documents:
        return []
    with tempfile.TemporaryDirectory() as place:
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        how = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", place]
        if not _ran([*how, *map(str, documents)]):
            return []
        made = [path.with_suffix(".pdf") for path in documents]
        there = [path for path in made if (Path(place) / path.name).is_file()]
        for path in there:
            path.write_bytes(timeless((Path(place) / path.name).read_bytes()))
    return there


def _ran(command: Sequence[str]) -> bool:
    """Run a command and return whether it ended well in time; what it started ends with it."""
    quiet: Any = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        process = subprocess.Popen(command, start_new_session=True, **quiet)
    except OSError:
        return False
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    # The program is started by a script, which alone would end.
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def timeless(pdf: bytes) -> bytes:
    """Return a PDF file of LibreOffice's that does not tell when it was made.

    Nothing changes its place: the time is that of the packages of Office, the identifiers are the
    content's. Two runs mostly give the same bytes, but LibreOffice does not promise it.
    """
    at = pdf.rfind(_INFO)
    if at < 0:
        return pdf
    end = _IDENTIFIER.sub(b"0" * 32, _TIME.sub(b"19800101000000", pdf[at:]))
    digest = hashlib.sha256(pdf[:at] + end).hexdigest()[:32].upper().encode()
    return pdf[:at] + end.replace(b"0" * 32, digest)
