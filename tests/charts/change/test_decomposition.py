"""The steps of those who stayed, came and went, read back from what was drawn."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults
from random_histories import asked_of, one, table

from analysis.charts import description
from analysis.charts.change.decomposition import decomposition
from analysis.measures import decomposition as measured
from analysis.words import Words


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


# 4 rated in both (2 excellent, then 3); one came new, one from another tier, one left.
WAYS = {
    "a": ("excellent", "excellent"),
    "b": ("excellent", "excellent"),
    "c": ("good", "excellent"),
    "d": ("good", "good"),
    "new": (None, "good"),
    "left": ("good", None),
}


def parts(times=1, **more):
    rows = [
        one(person=f"{person}{n}", year=year, rating=rating, **more)
        for person, ends in WAYS.items()
        for n in range(times)
        for year, rating in zip((2014, 2015), ends, strict=True)
        if rating
    ]
    rows += [one(person="e", year=2014, tier="city"), one(person="e", year=2015, rating="good")]
    return measured(asked_of(table(rows), {"tier": ("district",)}, (2014, 2015)), 2014, 2015)


def test_the_steps_lead_from_the_first_share_to_the_last():
    ax = decomposition(parts(), words=Words("vi"))
    steps = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    # By hand: 2 of 5, then 3 of 6. Stayed: +1/4; came: 1/6 * (0 - 3/4) twice; went: 1/5 * 1/2.
    reached = [2 / 5, 2 / 5 + 1 / 4, 2 / 5 + 1 / 4 - 1 / 8, 2 / 5, 3 / 6]
    for step, ends in zip(steps, pairwise(reached), strict=True):
        assert step == pytest.approx(ends)
    written = {text.get_text() for text in ax.texts}
    assert written == {"40,0%", "+25,0", "−12,5", "+10,0", "50,0%"}
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names[1] == "Được xếp loại cả hai năm:\n4 người (2 rồi 3)"
    assert names[3] == "Từ danh sách khác sang:\n1 người (0)"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_alternative_text_tells_the_doubts_that_the_sentence_tells(language):
    told = [(2014, 2015, "merged", 7), (2011, 2013, "merged", 9)]
    doubts = pd.DataFrame(told, columns=["year", "next_year", "reason", "n"])
    alt = description(decomposition(parts(), doubts=doubts, words=Words(language)).figure).alt
    words = {
        "vi": "7 trường hợp tính là có tên cả hai năm",
        "en": "one staff number, two names): 7",
    }
    assert words[language] in alt and "9 trường" not in alt and ": 9" not in alt


def test_the_alternative_text_has_the_steps_as_written():
    alt = description(decomposition(parts(), words=Words("en")).figure).alt
    assert "from 40.0% to 50.0%" in alt and "Rated in both years: 4 (2, then 3): +25.0" in alt


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("times", [1, 400])
def test_legible(language, times):
    ax = decomposition(
        parts(times), words=Words(language), title="Người ở lại, người ra, người vào"
    )
    assert faults(ax.figure) == []


def test_where_nobody_is_in_both_years_it_says_so():
    rows = [one(person="a", year=2014, rating="good"), one(person="b", year=2015, rating="good")]
    nobody = measured(asked_of(table(rows), years=(2014, 2015)), 2014, 2015)
    ax = decomposition(nobody, words=Words("en"))
    assert not ax.patches and "nobody is known to be rated in both" in ax.texts[0].get_text()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_two_lines_of_a_name_stand_nearer_to_each_other_than_to_the_next(language):
    ax = decomposition(parts(), words=Words(language))
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    two_lines = max(box.height for box in boxes)
    upper, lower = (sorted((box.y0, box.y1)) for box in (boxes[1], boxes[2]))
    assert upper[0] - lower[1] >= two_lines / 4
