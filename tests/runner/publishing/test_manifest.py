"""Manifests that something else wrote, or damaged: one clear line each, never a traceback."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from published import job, write

from analysis.cli.clean import clean_output
from analysis.cli.progress import expected_seconds
from analysis.cli.published.compare import compare
from analysis.cli.published.compared import lines
from analysis.cli.published.gallery import write_gallery
from analysis.cli.published.verify import origin_of, verify_build
from analysis.runner.asking.review import RequestError
from analysis.runner.publishing import manifest
from analysis.words import Words

DAMAGED = {
    "list": b"[]",
    "null": b"null",
    "object": b"{}",
    "number": b"7",
    "nothing": b"",
    "half": b'{"schema_version": 2, "jobs"',
    "zeros": bytes(4000),
    "not_utf_8": b'{"schema_version": 2, "x": "\xff"}',
    "older": b'{"schema_version": 1}',
    "no_keys": b'{"schema_version": 2}',
    "deep": b"[" * 100_000,
    "deep_object": b'{"a":' * 100_000,
    "many_digits": b'{"schema_version": ' + b"9" * 5000 + b"}",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "r"
    (folder / "district/one/vi").mkdir(parents=True)
    (folder / "index.html").write_text("x")
    return write(folder, job(status="failed"), job("x", status="killed", language="en"))


@pytest.fixture
def other(tmp_path):
    (folder := tmp_path / "other").mkdir()
    return write(folder, job(status="failed"), name="other")


def refusals(folder, out):
    """Ask everything that reads a manifest, and return what each says in place of an answer."""
    for ask in (
        lambda: verify_build(folder),
        lambda: compare(folder, folder),
        lambda: write_gallery(folder, out),
    ):
        with pytest.raises(RequestError) as refused:
            ask()
        yield str(refused.value)


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_manifest_is_told_in_one_line_by_all_who_read_it(place, tmp_path, content):
    (place / "manifest.json").write_bytes(content)
    assert manifest.read_manifest(place) is None
    for line in refusals(place, tmp_path / "out.html"):
        assert str(place / "manifest.json") in line
        assert line.endswith("build the review again") and line.isprintable() and len(line) < 400
    # Others are not held up by it.
    assert clean_output(tmp_path) == (0, 0)
    assert origin_of(place / "index.html", tmp_path).lines == []


def everywhere(content, path=()):
    """Yield the path of each value of a manifest."""
    yield path
    if isinstance(content, dict | list):
        for key in content if isinstance(content, dict) else range(len(content)):
            yield from everywhere(content[key], (*path, key))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_changed_in_a_manifest_it_is_used_whole_or_refused(
    place, other, tmp_path, data
):
    path = place / "manifest.json"
    whole = path.read_bytes()
    content = json.loads(whole)
    *way, last = data.draw(st.sampled_from([each for each in everywhere(content) if each]))
    part = content
    for key in way:
        part = part[key]
    if data.draw(st.booleans()):
        part[last] = data.draw(JSON)
    else:
        del part[last]
    path.write_text(json.dumps(content))
    try:
        told = manifest.read_manifest(place)
        if told is None:
            assert all(str(path) in line for line in refusals(place, tmp_path / "out.html"))
        else:
            verify_build(place)
            clean_output(tmp_path)
            for language in ("vi", "en"):
                for pair in ((place, other), (other, place)):
                    "\n".join(lines(compare(*pair, Words(language)), Words(language))).encode()
            expected_seconds(told["jobs"], told)
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../../x", "a/../../x", "C:/x", "..\\x", "", "a\0b"]
)
def test_a_path_that_leads_out_of_a_build_is_damage(place, name):
    for change in (
        {"jobs": [job(name)]},
        {"jobs": [job()], "files": {name: "0" * 64}},
    ):
        content = {**json.loads((place / "manifest.json").read_text()), **change}
        (place / "manifest.json").write_text(json.dumps(content))
        with pytest.raises(RequestError, match="should be a path below"):
            manifest.manifest_of(place)


def test_a_manifest_that_is_a_link_a_pipe_or_too_large_is_not_read(place, tmp_path):
    path = place / "manifest.json"
    real = path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(real)
    with pytest.raises(RequestError, match="is a link"):
        manifest.manifest_of(place)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RequestError, match="is a pipe"):
        manifest.manifest_of(place)
    path.unlink()
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(RequestError, match="larger than"):
        manifest.manifest_of(place)


def test_a_link_in_a_build_is_not_published_and_not_followed(place, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (place / "district/one/vi/left").symlink_to(tmp_path / "secret")
    os.mkfifo(place / "district/one/vi/pipe")
    write(place)
    assert not os.path.lexists(place / "district/one/vi/left")
    assert (tmp_path / "secret").read_text() == "secret"
    assert verify_build(place) == []
    (place / "district/one/vi/later").symlink_to(tmp_path / "secret")
    (place / "index.html").unlink()
    (place / "index.html").symlink_to(tmp_path / "secret")
    assert verify_build(place) == [
        "additional: district/one/vi/later (a link)",
        "changed: index.html (a link)",
    ]


def test_names_that_steer_a_terminal_or_are_no_text_are_written_out(place):
    (place / "a\x1b[2Jb").write_text("")
    (place / os.fsdecode(b"\xff\xfe")).write_text("")
    told = "\n".join(verify_build(place))
    assert r"additional: a\x1b[2Jb" in told and r"\udcff\udcfe" in told
    told.encode()
