"""The bridge of mix and rate, read back from what was drawn."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults

from analysis.charts import description
from analysis.charts.change.mix_and_rate import mix_and_rate
from analysis.measures import kitagawa
from analysis.words import Words

BEFORE = pd.DataFrame(
    {"post_group": ["schools", "communes"], "total": [50, 50], "share": [0.2, 0.6]}
)
AFTER = pd.DataFrame(
    {"post_group": ["schools", "communes"], "total": [25, 75], "share": [0.2, 0.8]}
)
YEARS = {"first_year": 2011, "last_year": 2015}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def drawn(before=BEFORE, after=AFTER, language="vi", by="post_group", origin="recorded", **more):
    more.setdefault("people", 100)
    table = kitagawa(before.assign(origin=origin), after.assign(origin=origin), by=[by])
    shares = [
        (side["total"] * side["share"]).sum() / side["total"].sum() for side in (before, after)
    ]
    return mix_and_rate(
        table, before=shares[0], after=shares[1], by=by, words=Words(language), **YEARS, **more
    )


def steps(ax):
    """Return (begin, end) of each bar, top down."""
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]


def test_the_steps_lead_from_the_first_share_to_the_last():
    # Worked by hand: 0.4 -> 0.65; mix 0.125, rate 0.125, all of it from the communes.
    mix, rate, communes, schools = steps(drawn())
    assert mix == pytest.approx((0.4, 0.525))
    assert rate == pytest.approx((0.525, 0.65))
    assert communes == pytest.approx((0.525, 0.65))
    assert schools == pytest.approx((0.65, 0.65))


def test_whole_shares_and_points_are_written():
    written = {text.get_text() for text in drawn().texts}
    assert {"40,0%", "65,0%", "+12,5", "0,0"} <= written
    assert {text.get_text() for text in drawn(language="en").texts} >= {"40.0%", "+12.5"}


def test_a_group_that_adds_the_most_stands_first_and_the_smallest_are_summed():
    before = pd.DataFrame({"unit": [f"u{n}" for n in range(12)], "total": 10, "share": 0.2})
    after = before.assign(share=[0.2 + 0.05 * n for n in range(12)])
    ax = drawn(before, after, by="unit")
    names = [label.get_text() for label in ax.get_yticklabels()][3:-1]
    assert names == [f"u{n}" for n in range(11, 4, -1)] + ["các nhóm khác"]
    assert steps(ax)[-1][1] == pytest.approx(before["share"].mean() + 0.05 * 66 / 12)


def test_the_foot_says_where_the_axis_does_not_begin_at_zero_only_where_it_does_not():
    assert "Trục không bắt đầu từ 0" in description(drawn().figure).source_note
    low = drawn(BEFORE.assign(share=0.0), BEFORE.assign(share=0.01))
    assert low.get_xlim()[0] <= 0
    assert "Trục không bắt đầu từ 0" not in description(low.figure).source_note


def test_a_new_rule_is_named_and_simulated_rows_mark_the_chart():
    texts = description(drawn(origin="simulated", language="en").figure)
    assert "56/2015" in texts.source_note
    assert "mix +12.5, rate +12.5" in texts.alt
    assert "simulated" in texts.alt


LONG_NAMES = pd.DataFrame(
    {
        "unit": [
            f"Đảng bộ Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên {n}" for n in "ABC"
        ],
        "total": [3, 2, 1],
        "share": [0.0, 0.5, 1.0],
    }
)
UNKNOWN = BEFORE.assign(post_group=["schools", None])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        (BEFORE, AFTER, "post_group"),
        (AFTER, BEFORE, "post_group"),
        (BEFORE, BEFORE, "post_group"),
        (UNKNOWN, UNKNOWN.assign(share=[1.0, 0.0]), "post_group"),
        (LONG_NAMES, LONG_NAMES.assign(share=[1.0, 0.5, 0.0]), "unit"),
    ],
    ids=["rose", "fell", "same", "unknown group", "long names"],
)
def test_legible(before, after, by, language):
    assert faults(drawn(before, after, language, by, title="Cơ cấu và xếp loại").figure) == []


def test_an_unknown_share_or_no_group_draws_no_bridge():
    table = kitagawa(BEFORE, AFTER, by=["post_group"])
    for rows, before in ((table, float("nan")), (table[:0], 0.4)):
        ax = mix_and_rate(
            rows, before=before, after=0.65, by="post_group", people=100, words=Words("vi"), **YEARS
        )
        assert not ax.patches
        assert "không có số liệu" in {text.get_text() for text in ax.texts}
        assert faults(ax.figure) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_fewer_than_twenty_people_are_not_split(language):
    assert drawn(people=20, language=language).patches
    ax = drawn(people=19, language=language)
    assert not ax.patches
    assert "20" in ax.texts[0].get_text() and "20" in description(ax.figure).alt
    assert faults(ax.figure) == []
