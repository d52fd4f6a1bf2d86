"""Stamps: read back by another library, and the picture is the same."""

import os
import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from analysis.runner.keeping.stamp import read_stamp, stamp

HOSTILE = {"unit": 'Đảng ủy <script>&amp; "x" \']]>\u202e💥', "fingerprint": "ab" * 32}


@pytest.fixture
def pictures(tmp_path):
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.plot([1, 3, 2])
    for name in ("one.png", "one.svg"):
        figure.savefig(tmp_path / name)
    plt.close(figure)
    return tmp_path


def test_a_png_keeps_its_picture_and_others_read_its_stamp(pictures):
    before = Image.open(pictures / "one.png").copy()
    assert read_stamp(pictures / "one.png") is None
    stamp(pictures / "one.png", HOSTILE)
    after = Image.open(pictures / "one.png")
    after.verify()
    after = Image.open(pictures / "one.png")
    assert ImageChops.difference(before, after).getbbox() is None
    assert "Đảng ủy <script>" in after.text["cadre-review"]
    assert after.info["dpi"] == before.info["dpi"]
    assert read_stamp(pictures / "one.png") == HOSTILE


def test_an_svg_stays_valid_and_draws_the_same(pictures):
    path = pictures / "one.svg"
    drawn = [(e.tag, e.attrib) for e in ET.parse(path).iter()]
    stamp(path, HOSTILE)
    told = [(e.tag, e.attrib) for e in ET.parse(path).iter()]
    assert [e for e in told if e[1].get("id") != "cadre-review"] == drawn
    assert read_stamp(path) == HOSTILE


@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=["Cs", "Cc"]))))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_stamped_comes_back(pictures, provenance):
    for name in ("one.png", "one.svg"):
        copy = pictures / f"copy-{name}"
        copy.write_bytes((pictures / name).read_bytes())
        stamp(copy, provenance)
        assert read_stamp(copy) == provenance


@pytest.mark.parametrize("content", [b"", b"PK", b"\x89PNG\r\n\x1a\n\0", b"<svg></svg>"])
@pytest.mark.parametrize("suffix", [".png", ".svg", ".docx", ".txt"])
def test_a_broken_or_other_file_says_nothing(tmp_path, content, suffix):
    (tmp_path / f"x{suffix}").write_bytes(content)
    assert read_stamp(tmp_path / f"x{suffix}") is None


@pytest.mark.parametrize(
    ("name", "kept"), [("one.png", 8), ("one.png", -20), ("one.svg", 200), ("one.svg", 0)]
)
def test_half_a_picture_is_refused_and_left_as_it_is(pictures, name, kept):
    path = pictures / name
    path.write_bytes(half := path.read_bytes()[:kept])
    with pytest.raises(ValueError, match="or half one"):
        stamp(path, HOSTILE)
    assert path.read_bytes() == half


@pytest.mark.parametrize("name", ["one.png", "one.svg"])
def test_nothing_is_stamped_through_a_link_or_a_second_name(pictures, name):
    original = (pictures / name).read_bytes()
    (other := pictures / f"link-{name}").symlink_to(pictures / name)
    with pytest.raises(OSError, match="is a link"):
        stamp(other, HOSTILE)
    other.unlink()
    os.link(pictures / name, other)
    stamp(other, HOSTILE)
    assert (pictures / name).read_bytes() == original and read_stamp(other) == HOSTILE
