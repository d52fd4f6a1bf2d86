"""Events by year and kind, read back from the panels."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults

from analysis import vocabulary
from analysis.charts.draw.frame import description
from analysis.charts.outcomes.outcomes import outcomes_by_year
from analysis.words import Words

KINDS = list(vocabulary.codes("outcome_kinds"))


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def counts(*rows, origin="recorded"):
    table = pd.DataFrame(rows, columns=["year", "kind", "events"])
    return table.assign(
        year=table["year"].astype("Int64"),
        events=table["events"].astype("Int64"),
        people=pd.array([None] * len(table), dtype="Int64"),
        of="tier=district",
        origin=pd.Series([origin] * len(table), dtype="str"),
    )


def published(*rows):
    columns = ["first_year", "last_year", "kind", "events"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(counted_in="people", origin="published")


def columns_of(ax):
    return {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in _bars(ax)}


def _bars(ax):
    return [bar for container in ax.containers for bar in container]


def hatched(ax):
    bars = _bars(ax)
    return sorted(
        round(patch.get_x() + patch.get_width() / 2) for patch in ax.patches if patch not in bars
    )


def key_of(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()] if ax.get_legend() else []


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_columns_are_the_events_and_zero_is_not_a_gap():
    table = counts((2011, "masters", 6), (2012, "masters", 0), (2013, "masters", 7))
    figure = outcomes_by_year(table, kinds=["masters"], years=range(2010, 2015), words=Words("vi"))
    (ax,) = figure.axes
    assert columns_of(ax) == {2011: 6, 2012: 0, 2013: 7}
    assert hatched(ax) == [2010, 2014]
    assert sorted(words(ax)) == ["0", "6", "7"]
    assert key_of(ax) == ["13 lượt"]
    assert "Ô gạch chéo" in description(figure).source_note


def test_a_year_that_only_another_kind_has_is_a_gap():
    table = counts((2011, "masters", 6), (2011, "rotated", 0), (2012, "rotated", 2))
    figure = outcomes_by_year(
        table, kinds=["masters", "rotated"], years=[2011, 2012, 2013], words=Words("en")
    )
    masters, rotated = figure.axes
    assert columns_of(masters) == {2011: 6} and hatched(masters) == [2012, 2013]
    assert columns_of(rotated) == {2011: 0, 2012: 2} and hatched(rotated) == [2013]


def test_a_published_period_is_a_text_and_never_a_column():
    figure = outcomes_by_year(
        counts(),
        kinds=["masters", "rotated"],
        years=range(2011, 2016),
        published=published((2011, 2015, "masters", 33)),
        words=Words("vi"),
    )
    (masters,) = figure.axes
    assert key_of(masters) == ["công bố 2011–2015: 33 người"]
    assert masters.get_legend().legend_handles[0].get_marker() == "D"
    assert not masters.patches
    assert words(masters) == ["không công bố theo từng năm"]
    assert "Không có số liệu về: luân chuyển." in description(figure).source_note
    assert "Luân chuyển (không có số liệu)" in description(figure).alt
    assert description(figure).origin == "published"
    # Words alone: the finding says them, and no document shows a frame without a column.
    assert description(figure).empty


def test_both_figures_stand_together_and_are_not_divided():
    figure = outcomes_by_year(
        counts((2011, "masters", 6), (2012, "masters", 7), origin="simulated"),
        kinds=["masters"],
        years=[2011, 2012],
        published=published((2011, 2012, "masters", 20), (2010, 2010, "masters", 1)),
        words=Words("en"),
    )
    assert key_of(figure.axes[0]) == [
        "events: 13",
        "published, 2010 (people): 1",
        "published, 2011–2012 (people): 20",
    ]
    said = description(figure)
    assert not said.empty
    assert "%" not in said.alt + said.caption
    assert "2011: 6; 2012: 7" in said.alt
    assert "simulated" in said.alt.lower()


def test_a_sum_that_the_source_states_stands_beside_its_parts():
    ledger = published(
        (2011, 2015, "training", 269), (2011, 2015, "masters", 33), (2006, 2010, "training", 90)
    )
    figure = outcomes_by_year(
        counts(), kinds=["training"], years=range(2011, 2016), published=ledger, words=Words("vi")
    )
    told = ["công bố 2006–2010: 90 người", "công bố 2011–2015: 269 người"]
    assert key_of(figure.axes[0]) == told


def test_a_bound_is_told_as_one():
    ledger = published((2011, 2015, "masters", 30)).assign(stated_as="lower_bound")
    shown = {"kinds": ["masters"], "years": range(2011, 2016), "published": ledger}
    for language, told in (("vi", "công bố 2011–2015: hơn 30 người"), ("en", "more than 30")):
        figure = outcomes_by_year(counts(), words=Words(language), **shown)
        assert told in key_of(figure.axes[0])[0]
        assert told in description(figure).alt


def test_events_of_no_known_year_are_told():
    table = counts((2011, "masters", 6), (None, "masters", 5), (None, "rotated", 3))
    figure = outcomes_by_year(table, kinds=["masters", "rotated"], years=[2011], words=Words("vi"))
    masters, rotated = figure.axes
    assert key_of(masters) == ["6 lượt", "ngoài ra 5 lượt không rõ năm"]
    assert "ngoài ra 3 lượt không rõ năm" in key_of(rotated)
    assert not columns_of(rotated)


def test_where_nobody_had_anything_that_was_recorded_every_panel_is_zero():
    nobody = counts((2011, "rotated", 0), (2012, "rotated", 0))
    figure = outcomes_by_year(nobody, kinds=["rotated"], years=[2011, 2012], words=Words("en"))
    assert columns_of(figure.axes[0]) == {2011: 0, 2012: 0}
    assert key_of(figure.axes[0]) == ["events: 0"]
    assert "no data" not in description(figure).alt


def test_the_callers_table_is_not_changed():
    table = counts((2011, "masters", 6))
    before = table.copy(deep=True)
    outcomes_by_year(table, kinds=["masters"], years=[2011], words=Words("vi"))
    pd.testing.assert_frame_equal(table, before)


def many(kinds, years, events):
    return counts(*((year, kind, events) for kind in kinds for year in years))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 8])
def test_any_number_of_panels_is_legible(number, language):
    kinds, years = KINDS[:number], range(2011, 2016)
    stated = published(*((2011, 2015, kind, 216) for kind in KINDS))
    for table in (many(kinds, years, 43), counts()):
        figure = outcomes_by_year(
            table,
            kinds=kinds,
            years=years,
            published=stated,
            words=Words(language),
            title="Một câu",
        )
        assert faults(figure) == []


@pytest.mark.parametrize(("years", "events"), [(5, 1_234_567), (15, 432), (30, 12), (1, 0)])
def test_long_histories_and_great_numbers_are_legible(years, events):
    period = range(2020 - years, 2020)
    figure = outcomes_by_year(
        many(KINDS[:6], period, events), kinds=KINDS[:6], years=period, words=Words("vi")
    )
    assert faults(figure) == []
    assert len(columns_of(figure.axes[0])) == years


def test_a_ledger_drawn_as_the_source_states_its_figure_once_in_its_own_unit():
    table = counts((None, "appointed_or_reappointed", 240), origin="published")
    stated = published((2011, 2015, "appointed_or_reappointed", 240)).assign(counted_in="cadres")
    figure = outcomes_by_year(
        table,
        kinds=["appointed_or_reappointed"],
        years=range(2011, 2016),
        published=stated,
        words=Words("vi"),
    )
    assert key_of(figure.axes[0]) == ["công bố 2011–2015: 240 cán bộ"]


def tops(*rows):
    figure = outcomes_by_year(
        counts(*rows), kinds=KINDS[:2], years=range(2011, 2013), words=Words("en")
    )
    return [ax.get_ylim()[1] for ax in figure.axes[:2]], description(figure).source_note


def test_panels_share_a_scale_unless_one_dwarfs_the_other():
    shared, note = tops((2011, KINDS[0], 125), (2012, KINDS[1], 5))
    assert shared[0] == shared[1] and "own scale" not in note
    apart, note = tops((2011, KINDS[0], 126), (2012, KINDS[1], 5))
    assert apart[0] > apart[1] and "own scale" in note


def test_where_no_kind_has_data_one_panel_says_so():
    figure = outcomes_by_year(counts(), kinds=KINDS[:4], years=[2011, 2012], words=Words("vi"))
    (ax,) = figure.axes
    assert words(ax) == ["không có số liệu"]
