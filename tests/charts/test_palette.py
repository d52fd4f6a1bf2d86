"""The palette in grey and to colour-blind eyes, by CIE lightness computed here."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from analysis import vocabulary
from analysis.charts.draw import style

# Machado, Oliveira and Fernandes (2009), deuteranopia, severity 1.0, on linear RGB.
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)


def linear(colour):
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour, seen=None):
    channels = linear(colour) if seen is None else np.clip(seen @ linear(colour), 0, 1)
    return float(channels @ [0.2126, 0.7152, 0.0722])


def lightness(colour, seen=None):
    y = luminance(colour, seen)
    return 116 * np.cbrt(y) - 16 if y > 216 / 24389 else y * 24389 / 27


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("seen", [None, DEUTERANOPIA], ids=["grey", "deuteranopia"])
def test_neighbouring_ratings_differ_in_lightness_and_dark_is_best(seen):
    levels = [lightness(style.RATING_COLOURS[code], seen) for code in vocabulary.codes("ratings")]
    assert all(better + 15 <= worse for better, worse in pairwise(levels))


@pytest.mark.parametrize("seen", [None, DEUTERANOPIA], ids=["grey", "deuteranopia"])
def test_women_and_men_differ_in_lightness(seen):
    women, men = (lightness(colour, seen) for colour in style.SEX_COLOURS.values())
    assert abs(women - men) >= 15


@pytest.mark.parametrize("code", style.RATING_COLOURS)
def test_numbers_on_the_bars_can_be_read(code):
    assert contrast(style.RATING_COLOURS[code], style.RATING_INK[code]) >= 4


@pytest.mark.parametrize("colour", [style.INK, style.MUTED, style.SIMULATED])
def test_text_on_the_page_can_be_read(colour):
    assert contrast(colour, "white") >= 4.5
