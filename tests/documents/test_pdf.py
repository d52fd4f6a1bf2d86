"""PDF by LibreOffice: what hangs is ended whole, what fails leaves the documents as they are."""

import subprocess
import time

import pytest

from analysis.documents import pdf
from analysis.documents.pdf import print_pdf, timeless

PDF = (
    b"%%PDF-1.6 stream /CreationDate(D:1) endstream\n/CreationDate(D:%s+07'00')>>\nxref\n"
    b"trailer\n<<\n/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\n>>\nstartxref\n7\n%%%%EOF"
)


def made(time, digit, content=b"1"):
    identifier = digit * 32
    return PDF.replace(b"D:1)", b"D:%b)" % content) % (time, *[identifier] * 3)


def test_when_a_file_was_made_is_not_in_its_bytes():
    one, two = made(b"20261127132459", b"A"), made(b"20261127132501", b"B")
    assert one != two and timeless(one) == timeless(two)
    assert len(timeless(one)) == len(one) and b"20261127" not in timeless(one)
    assert timeless(made(b"20261127132459", b"A", b"2")) != timeless(one)
    assert timeless(b"%PDF-1.4 of another program") == b"%PDF-1.4 of another program"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Return a function that puts a program in the place of LibreOffice."""

    def put(script):
        (path := tmp_path / "soffice").write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(pdf, "which", lambda name: str(path))

    return put


def test_what_hangs_is_ended_with_what_it_started(tmp_path, monkeypatch, program):
    program(f"sleep 100 & echo $! > {tmp_path}/pid; wait")
    monkeypatch.setattr(pdf, "_SECONDS", 1)
    started = time.monotonic()
    assert print_pdf([tmp_path / "a.docx"]) == []
    assert time.monotonic() - started < 30
    child = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not alive(child):
            break
        time.sleep(0.05)
    assert not alive(child)


def alive(process):
    # A dead one is listed, as Z, until who adopted it looks.
    command = ["ps", "-o", "stat=", "-p", str(process)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return told not in ("", "Z")


def test_what_fails_or_makes_nothing_makes_no_file(tmp_path, program):
    for script in ("exit 1", "exit 0"):
        program(script)
        assert print_pdf([tmp_path / "a.docx"]) == []
    assert not (tmp_path / "a.pdf").exists()
