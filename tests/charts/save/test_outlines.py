"""Outlines against FreeType's own measures and matplotlib's own paths of text."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import TextPath

from analysis.charts.save import compat, outlines

TEXTS = [
    "Năm 2011 có 52,1% cán bộ hoàn thành xuất sắc",
    "ế ữ ợ ỷ Ấ",
    "AVATo",
    "jag",
    "–",
    "2011 ",
    unicodedata.normalize("NFD", "nhiệm vụ"),
    " ",
    "",
    "hai  dấu cách, fi và ffl; 12 −3 ≤ 5 → “xong”",
]
FONTS = [
    FontProperties(family="DejaVu Sans", size=size, weight=weight)
    for size, weight in ((7.5, "normal"), (10, "bold"))
]


@pytest.fixture(params=[True, False], ids=["by glyphs", "by matplotlib's public names"])
def way(request, monkeypatch):
    """Set lines with matplotlib's private names, and as where they are gone."""
    if request.param and not compat.SETS_GLYPHS:
        pytest.skip("this matplotlib lacks the private names")
    monkeypatch.setattr(compat, "SETS_GLYPHS", request.param)
    if not request.param:
        monkeypatch.delattr(compat, "glyphs_set")
    outlines._line.cache_clear()
    yield
    outlines._line.cache_clear()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("font", FONTS, ids=["regular", "bold"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_line_is_as_large_as_freetype_says(text, font):
    face = font_manager.get_font(font_manager.findfont(font))
    face.set_size(1000, 72)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    wanted = np.array([*face.get_width_height(), face.get_descent()]) / 64
    told = outlines.extent(text, font)
    assert told == pytest.approx(wanted * font.get_size() / 1000, abs=0.02)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip()])
def test_a_line_is_drawn_as_matplotlib_draws_it(text):
    font = FontProperties(family="DejaVu Sans")
    wanted = TextPath((0, 0), text, size=outlines.KEPT_SIZE, prop=font)
    drawn = outlines.line(text, font).path
    np.testing.assert_allclose(drawn.vertices, wanted.vertices, atol=1e-9)
    np.testing.assert_array_equal(drawn.codes, wanted.codes)


@pytest.mark.skipif(not compat.SETS_GLYPHS, reason="this matplotlib lacks the private names")
@given(text=st.text(st.sampled_from("AVTo.,;:%()–−“”fil 0123 ữếđỷ\u00a0\u00ad"), max_size=40))
def test_words_stand_where_they_stand_in_the_whole_line(text):
    look = outlines._look(FONTS[1])
    by_words, whole = outlines._by_words(text, look), outlines._set(text, look)
    assert [name for name, *_ in by_words] == [name for name, *_ in whole]
    for word, line in zip(by_words, whole, strict=True):
        assert word[1:] == pytest.approx(line[1:], abs=1e-9)


@pytest.mark.usefixtures("way")
def test_a_letter_that_the_font_lacks_is_as_wide_as_in_another():
    both = FontProperties(family=["DejaVu Sans Mono", "DejaVu Sans"])
    # Hebrew is in DejaVu Sans and not in its Mono.
    other = outlines.extent("\u05d0", FontProperties(family="DejaVu Sans"))
    assert outlines.extent("\u05d0", both) == pytest.approx(other, abs=0.02)


def test_a_font_that_is_not_there_is_left_out():
    lacking = FontProperties(family=["No such font", "DejaVu Sans Mono"])
    mono = FontProperties(family="DejaVu Sans Mono")
    assert outlines.extent("iiii", lacking) == outlines.extent("iiii", mono)
    default = outlines.extent("iiii", FontProperties(family="DejaVu Sans"))
    assert outlines.extent("iiii", FontProperties(family="No such font")) == default


@pytest.mark.skipif(not compat.SETS_GLYPHS, reason="this matplotlib lacks the private names")
def test_a_letter_that_the_font_lacks_comes_from_another():
    font = FontProperties(family=["DejaVu Sans Mono", "DejaVu Sans"])
    names = set(outlines.line("a\u05d0", font).glyphs)
    assert {name.rsplit("-", 1)[0] for name in names} == {"DejaVuSansMono", "DejaVuSans"}
