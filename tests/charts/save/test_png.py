"""A PNG file of ours, read back by Pillow."""

import binascii
import io
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from analysis.charts.save.png import encoded

SIZES = st.tuples(st.integers(1, 30), st.integers(1, 30), st.sampled_from([3, 4]))


@given(pixels=arrays(np.uint8, SIZES))
def test_pillow_reads_back_every_pixel(pixels):
    with Image.open(io.BytesIO(encoded(pixels, 300))) as picture:
        assert picture.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(picture), pixels[..., :3])


@pytest.mark.parametrize("height", [63, 64, 65, 128, 200])
def test_rows_are_packed_some_at_a_time_and_none_is_lost(height):
    pixels = np.random.default_rng(height).integers(0, 256, (height, 3, 4), np.uint8)
    with Image.open(io.BytesIO(encoded(pixels, 300))) as picture:
        np.testing.assert_array_equal(np.asarray(picture), pixels[..., :3])


@pytest.mark.parametrize("dpi", [72, 110, 300])
def test_the_file_says_how_large_it_is_in_print(dpi):
    with Image.open(io.BytesIO(encoded(np.zeros((2, 3, 3), np.uint8), dpi))) as picture:
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)


def test_the_checksums_are_those_of_the_content():
    whole = encoded(np.full((5, 4, 4), 200, np.uint8), 300)
    at = len(b"\x89PNG\r\n\x1a\n")
    kinds = []
    while at < len(whole):
        length, kind = struct.unpack_from(">I4s", whole, at)
        end = at + 8 + length
        assert struct.unpack_from(">I", whole, end) == (binascii.crc32(whole[at + 4 : end]),)
        kinds.append(kind)
        at = end + 4
    assert kinds == [b"IHDR", b"pHYs", b"IDAT", b"IEND"]
