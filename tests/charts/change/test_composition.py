"""The picture of the composition, read back from what was drawn."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults

from analysis import findings, load, measures
from analysis.charts import description
from analysis.charts.change.composition import composition
from analysis.measures import composition_bounds
from analysis.words import Words


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def drawn(before=(610, 318), after=(417, 258), language="vi", origin="published", **more):
    counts = [after[1]] if isinstance(after[1], int) else after[1]
    bounds = [composition_bounds(*before, after[0], count) for count in counts]
    table = (
        pd.concat(bounds).assign(origin=origin) if bounds else composition_bounds(1, 1, 1, 1)[:0]
    )
    return composition(
        table, before=(2011, *before), after=(2015, *after), words=Words(language), **more
    )


def widths(figure):
    return [round(bar.get_width()) for bar in figure.axes[0].patches]


def texts(figure):
    return {text.get_text() for ax in figure.axes for text in [*ax.texts, ax._left_title]}


def test_with_nobody_new_the_same_people_stand_in_both_bars_and_sixty_of_193_left():
    figure = drawn()
    # stayers at the level, others; leavers at the level, others; then the later year.
    assert widths(figure) == [258, 159, 60, 133, 258, 159, 0, 0]
    assert "Không còn được xếp loại: 193 người,\n60 người xuất sắc (31%)" in texts(figure)
    assert {"52,1% xuất sắc", "318/610", "61,9% xuất sắc", "258/417"} <= texts(figure)


def test_the_bars_of_those_on_both_lists_are_aligned():
    bars = drawn().axes[0].patches
    assert bars[0].get_x() == bars[4].get_x() == 0
    assert bars[2].get_x() > 417


def test_a_published_share_gives_ranges_and_the_count_drawn_is_named():
    figure = drawn(after=(417, [257, 258, 259, 260]))
    assert "Không còn được xếp loại: 193 người,\n58–61 người xuất sắc (30%–32%)" in texts(figure)
    assert {"62% xuất sắc", "257–260/417"} <= texts(figure)
    assert "257–260 người đều phù hợp; hình vẽ theo 258 người" in description(figure).source_note
    assert "58–61" in description(figure).alt


def test_the_count_that_the_note_names_is_the_one_drawn():
    # By hand: of 318 to 258 without new people, 60 of the 193 who left; 258 of the 417 stayed.
    figure = drawn(after=(417, [257, 258, 259, 260]))
    assert widths(figure) == [258, 159, 60, 133, 258, 159, 0, 0]
    (point,) = [line for line in figure.axes[1].lines if line.get_marker() == "o"]
    assert point.get_ydata()[0] == pytest.approx(60 / 193)


def test_the_band_of_many_people_is_drawn_with_few_points():
    figure = drawn((61000, 31800), (41700, [25700, 25800]))
    assert all(len(line.get_xdata()) <= 420 for line in figure.axes[1].lines)


def test_the_band_holds_the_bounds_of_every_number_of_new_people():
    figure = drawn()
    low, high = figure.axes[1].lines[:2]
    bounds = composition_bounds(610, 318, 417, 258).set_index("entrants")
    for line, end in ((low, "leavers_low"), (high, "leavers_high")):
        across, shares = line.get_data()
        for x, share in zip(across[::50], shares[::50], strict=True):
            assert share == pytest.approx(bounds.loc[x, end] / bounds.loc[x, "leavers"])


def test_where_the_list_grew_the_new_people_are_asked_about():
    figure = drawn((300, 100), (500, 260), language="en")
    assert widths(figure) == [100, 200, 0, 0, 100, 200, 160, 40]
    assert any("among those newly rated" in text for text in texts(figure))


CASES = {
    "published": ((610, 318), (417, [257, 258, 259, 260])),
    "grew": ((300, 100), (500, 260)),
    "steady": ((400, 200), (400, 200)),
    "all at the level": ((500, 0), (300, 300)),
    "three people": ((3, 1), (2, 2)),
    "one person": ((1, 1), (1, 1)),
    "many": ((61000, 31800), (41700, 25700)),
    "nobody before": ((0, 0), (3, 1)),
    "no count fits": ((610, 318), (417, [])),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", CASES)
def test_legible(case, language):
    before, after = CASES[case]
    figure = drawn(before, after, language, title="Ai rời đi, ai mới vào")
    assert faults(figure) == []


@pytest.mark.parametrize("case", ["nobody before", "no count fits"])
def test_without_people_or_counts_nothing_is_drawn(case):
    before, after = CASES[case]
    figure = drawn(before, after)
    assert not figure.axes[0].patches
    assert "không có số liệu" in texts(figure)


def test_the_year_of_a_number_read_as_the_total_is_told():
    ledger = load("data/published")
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    evaluations = ledger.of_tier("district").evaluations
    turned = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    ends = {"before": turned.before, "after": turned.after, "base_year": turned.base_year}
    figure = composition(turned.bounds, **ends, words=Words("vi"))
    assert "417 là số lượng công bố cho năm 2016" in description(figure).source_note
    told = findings.composition_range(turned, words=Words("en"))
    assert "417 is the number published for 2016" in told.whole
    assert "of 193 gone, 58–61 were" in told.text


def test_of_few_people_the_bars_stand_without_the_band():
    assert len(drawn((19, 13), (13, 12)).axes) == 1
    assert len(drawn((20, 13), (13, 12)).axes) == 2
