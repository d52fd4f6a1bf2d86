import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from published import write

from analysis.cli.published.verify import Origin, origin_of, verify_build
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.stamp import read_stamp, stamp
from analysis.runner.publishing import manifest


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "r"
    (folder / "district/one/vi/charts").mkdir(parents=True)
    for name in ("index.html", "district/one/vi/charts/a.png", "district/one/vi/charts/b.png"):
        (folder / name).write_text(name)
    return write(folder)


def test_a_build_is_what_its_manifest_says(place):
    assert verify_build(place) == []


def test_what_is_changed_missing_or_additional_is_named(place):
    (place / "index.html").write_text("other")
    (place / "district/one/vi/charts/a.png").unlink()
    (place / "more.txt").write_text("")
    assert verify_build(place) == [
        "missing: district/one/vi/charts/a.png",
        "additional: more.txt",
        "changed: index.html",
    ]


def test_a_folder_without_a_manifest_is_a_wrong_request(tmp_path):
    with pytest.raises(RequestError, match=r"no manifest\.json"):
        verify_build(tmp_path)


def test_a_file_of_an_older_build_that_is_kept_is_known_and_the_published_one_first(
    place, tmp_path
):
    older = tmp_path / ".builds/r/20250101"
    older.mkdir(parents=True)
    shutil.copy(place / "index.html", older / "index.html")
    (older / "old.html").write_text("last year's")
    write(older, finished="2025-01-01T00:00:00+00:00")
    known = origin_of(older / "old.html", tmp_path)
    assert known == Origin(
        ["unchanged: r/old.html, built 2025-01-01T00:00:00+00:00"], unchanged=True
    )
    (both,) = origin_of(older / "index.html", tmp_path).lines
    assert both == "unchanged: r/index.html, built 2026-01-01T00:00:00+00:00"


def test_a_chart_is_known_again_under_any_name(place, tmp_path):
    copy = tmp_path / "elsewhere.png"
    shutil.copy(place / "district/one/vi/charts/b.png", copy)
    assert origin_of(copy, tmp_path) == Origin(
        [
            "unchanged: r/district/one/vi/charts/b.png, built 2026-01-01T00:00:00+00:00: unit all, "
            "notebook one, language vi, run ffffffffffffffff"
        ],
        unchanged=True,
    )
    copy.write_text("changed")
    assert origin_of(copy, tmp_path) == Origin([], unchanged=False)
    assert origin_of(copy, tmp_path / "nothing yet").lines == []


def _picture(path, fingerprint):
    Image.new("RGB", (4, 4), "white").save(path)
    stamp(path, {"unit": "Đảng ủy A", "notebook": "one", "fingerprint": fingerprint})
    return path


def test_a_changed_chart_is_known_by_its_stamp(place, tmp_path):
    origin = origin_of(_picture(tmp_path / "b.png", "f" * 64), tmp_path)
    (line,) = origin.lines
    assert line.startswith("changed since: r/district/one/vi/charts/b.png, built 2026-01-01")
    assert not origin.unchanged
    # Under another name it may be any chart of its run.
    assert len(origin_of(_picture(tmp_path / "x.png", "f" * 64), tmp_path).lines) == 2
    (line,) = origin_of(_picture(tmp_path / "b.png", "0" * 64), tmp_path).lines
    assert "no published build has its run any more (fingerprint 0000" in line
    assert "unit Đảng ủy A" in line


def test_a_changed_document_is_known_by_its_properties(place, tmp_path):
    document = docx.Document()
    document.core_properties.identifier = "cadre-review:r:0123abcd"
    document.save(tmp_path / "mine.docx")
    assert "no published build" in origin_of(tmp_path / "mine.docx", tmp_path).lines[0]
    content = manifest.read_manifest(place)
    (place / "briefing-vi.docx").write_text("as published")
    content["documents"] = {"briefing-vi.docx": "cadre-review:r:0123abcd"}
    manifest.write_manifest(place, content)
    (line,) = origin_of(tmp_path / "mine.docx", tmp_path).lines
    assert line.startswith("changed since: r/briefing-vi.docx, built")
    document.core_properties.identifier = "cadre-review:other:0123abcd"
    document.save(tmp_path / "mine.docx")
    assert "any more" in origin_of(tmp_path / "mine.docx", tmp_path).lines[0]


MEASURES = """\
import re, sys
from pathlib import Path
from analysis.cli.published.verify import origin_of

def most():
    return int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])

# What the imports took for a moment is no room for what is measured.
Path("/proc/self/clear_refs").write_text("5")
before = most()
for name in sys.argv[2:]:
    assert origin_of(Path(name), Path(sys.argv[1])).lines == []
print((most() - before) // 1024)
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells the most memory used")


def bomb(path, megabytes):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("docProps/core.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(megabytes):
            stream.write(bytes(2**20))


def lying(path, declared):
    """A zip that says of its part another size than it has, in both places."""
    bomb(path, 4)
    content = path.read_bytes()
    real = struct.pack("<I", 4 * 2**20)
    path.write_bytes(content.replace(real, struct.pack("<I", declared)))


def of_method(path, method):
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("docProps/core.xml", bytes(20 * 2**20))


def many_parts(path):
    with zipfile.ZipFile(path, "w") as package:
        for number in range(12_000):
            package.writestr(f"{number:0250}", b"")


def sparse(path, size, head=b""):
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)


def xml(path, text):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/core.xml", text)


ENTITIES = "<!DOCTYPE a [<!ENTITY a 'xxxxxxxxxx'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = {
    "bomb.docx": lambda path: bomb(path, 100),
    "small_bomb.docx": lambda path: bomb(path, 1),
    "declared_less.docx": lambda path: lying(path, 100),
    "declared_more.docx": lambda path: lying(path, 2**32 - 2),
    "bz2.docx": lambda path: of_method(path, zipfile.ZIP_BZIP2),
    "lzma.docx": lambda path: of_method(path, zipfile.ZIP_LZMA),
    "many_parts.docx": many_parts,
    "entities.docx": lambda path: xml(path, ENTITIES + "]><a>&i;</a>"),
    "external.docx": lambda path: xml(
        path, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
    ),
    "deep.docx": lambda path: xml(path, "<a>" * 60_000),
    "sparse.docx": lambda path: sparse(path, 100 * 2**20, b"PK\3\4"),
    "sparse.svg": lambda path: sparse(path, 100 * 2**20),
    "sparse.png": lambda path: sparse(path, 100 * 2**20, PNG),
    "huge.png": lambda path: sparse(path, 2**40, PNG),
    "huge.svg": lambda path: sparse(path, 2**40),
    "lying.png": lambda path: path.write_bytes(PNG + b"\xff\xff\xff\xffiTXt" + bytes(50)),
    "long_text.png": lambda path: sparse(path, 100 * 2**20, PNG + b"\x0e\0\0\0iTXtcadre-review"),
    "half.png": lambda path: path.write_bytes(PNG + b"\0\0"),
    "list.png": lambda path: path.write_bytes(_stamped("[1, 2]")),
    "number.png": lambda path: path.write_bytes(_stamped('{"unit": 7}')),
    "deep.png": lambda path: path.write_bytes(_stamped("[" * 100_000)),
    "starts.svg": lambda path: path.write_bytes(b'<metadata id="cadre-review">' * 500_000),
    "deep.svg": lambda path: path.write_text(
        f'<svg><metadata id="cadre-review">{"[" * 100_000}</metadata></svg>'
    ),
}


def _stamped(text):
    data = b"cadre-review\0\0\0\0\0" + text.encode()
    return PNG + struct.pack(">I", len(data)) + b"iTXt" + data + bytes(4)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_lies_or_is_huge_says_nothing_of_itself(tmp_path, name):
    HOSTILE[name](tmp_path / name)
    origin = origin_of(tmp_path / name, tmp_path)
    assert not origin.unchanged
    assert origin.lines == (
        [f"{tmp_path / name}: larger than 256 MB, as no file of a build is"]
        if name.startswith("huge")
        else []
    )


def megabytes_for(folder, *names):
    command = [sys.executable, "-c", MEASURES, folder, *(folder / name for name in names)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@ON_LINUX
def test_hostile_files_take_little_memory(tmp_path):
    names = ("bomb.docx", "many_parts.docx", "sparse.svg", "long_text.png")
    for name in names:
        HOSTILE[name](tmp_path / name)
    assert megabytes_for(tmp_path, *names) < 40


@ON_LINUX
@pytest.mark.full
def test_a_document_of_a_megabyte_that_unpacks_to_a_thousand_takes_little_memory(tmp_path):
    bomb(tmp_path / "x.docx", 1500)
    assert megabytes_for(tmp_path, "x.docx") < 40
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(tmp_path / "y.docx", "w", method) as package:
            package.writestr("docProps/core.xml", bytes(200 * 2**20))
        assert megabytes_for(tmp_path, "y.docx") < 40


@given(st.binary(max_size=60), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_changed_in_a_document_or_picture_is_no_error(tmp_path, noise, data):
    docx_file, png = tmp_path / "x.docx", tmp_path / "x.png"
    if not docx_file.exists():
        document = docx.Document()
        document.core_properties.identifier = "cadre-review:r:0123abcd"
        document.save(docx_file)
        _picture(png, "f" * 64)
    path = data.draw(st.sampled_from([docx_file, png]))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    changed = path.with_stem("changed")
    changed.write_bytes(content[:at] + noise + content[at + data.draw(st.integers(0, 60)) :])
    told = read_stamp(changed)
    assert told is None or all(isinstance(text, str) for text in told.values())


def test_what_a_stamp_says_cannot_steer_a_terminal(tmp_path):
    told = {"unit": "\x1b[2J" + "x" * 5000, "fingerprint": "0" * 64}
    (tmp_path / "x.png").write_bytes(_stamped(json.dumps(told)))
    (line,) = origin_of(tmp_path / "x.png", tmp_path).lines
    assert r"\x1b[2J" in line and line.isprintable() and len(line) < 1000


@pytest.mark.parametrize("kind", ["pipe", "nothing", "device"])
def test_what_is_neither_a_file_nor_a_folder_is_not_waited_for(tmp_path, kind):
    path = tmp_path / "x.png"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path(os.devnull)
    with pytest.raises(RequestError, match=r"no manifest\.json is here"):
        verify_build(path)
    with pytest.raises(OSError, match=r"not a file|No such file"):
        origin_of(path, tmp_path)
    assert read_stamp(path) is None


def test_a_link_that_a_user_names_is_followed(place, tmp_path):
    (tmp_path / "link.png").symlink_to(place / "district/one/vi/charts/b.png")
    assert origin_of(tmp_path / "link.png", tmp_path).unchanged
