from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from analysis.charts.draw.layout import wrap

FONT = FontProperties(family="DejaVu Sans", size=10, weight="bold")
_SENTENCE = "Năm 2011 có 52,1% cán bộ hoàn thành xuất sắc nhiệm vụ"
WORDS = st.lists(st.sampled_from(_SENTENCE.split(" ")))


def inches(line):
    face = get_font(findfont(FONT))
    face.set_size(FONT.get_size(), 72)
    face.set_text(line, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / 72


@given(WORDS, st.floats(0.5, 6))
def test_lines_hold_all_words_and_fit(words, width):
    lines = wrap(" ".join(words), FONT, width).split("\n")
    assert [word for line in lines for word in line.split()] == words
    assert all(inches(line) <= width or " " not in line for line in lines)


@given(WORDS, st.floats(1.5, 6))
def test_a_short_remark_in_brackets_stays_on_one_line(words, width):
    lines = wrap(" ".join([*words, "(mô phỏng)."]), FONT, width).split("\n")
    assert sum("(mô phỏng)." in line for line in lines) == 1


@given(st.lists(st.sampled_from(_SENTENCE.split(" ")), min_size=6), st.floats(1.5, 6))
def test_no_word_stands_alone_below_the_others_where_the_one_before_it_can_go_with_it(words, width):
    *above, last = wrap(" ".join(words), FONT, width).split("\n")
    if above and " " not in last and len(above[-1].split()) > 2:
        # The two do not fit in a line.
        assert inches(f"{above[-1].split()[-1]} {last}") > 0.95 * width
