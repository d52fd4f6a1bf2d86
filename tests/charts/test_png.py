"""A PNG file of ours, read back by Pillow."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from analysis.charts.png import encoded

SIZES = st.tuples(st.integers(1, 30), st.integers(1, 30), st.sampled_from([3, 4]))


@given(pixels=arrays(np.uint8, SIZES))
def test_pillow_reads_back_every_pixel(pixels):
    with Image.open(io.BytesIO(encoded(pixels, 300))) as picture:
        assert picture.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(picture), pixels[..., :3])


@pytest.mark.parametrize("dpi", [72, 110, 300])
def test_the_file_says_how_large_it_is_in_print(dpi):
    with Image.open(io.BytesIO(encoded(np.zeros((2, 3, 3), np.uint8), dpi))) as picture:
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)


def test_the_file_is_whole():
    with Image.open(io.BytesIO(encoded(np.full((5, 4, 4), 200, np.uint8), 300))) as picture:
        # Checks each chunk's checksum.
        picture.verify()
