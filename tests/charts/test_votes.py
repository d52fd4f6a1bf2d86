"""Confidence votes, read back from what was drawn."""

from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults

from analysis import records
from analysis.charts import description
from analysis.charts.votes import VOTE_COLOURS, confidence_votes
from analysis.counts import Population
from analysis.counts.history import empty_history
from analysis.measures import confidence
from analysis.words import Words

BY = ["date", "post"]
LONG = (
    "Phó Chủ tịch Thường trực Ủy ban nhân dân huyện kiêm Trưởng Ban Chỉ đạo phòng, chống "
    "thiên tai và tìm kiếm cứu nạn, phụ trách khối "
)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def ballots(*votes, base="summoned", date="2014-12-12", posts=None, **more):
    """One person for each (high, confident, low); 33 were summoned."""
    present = more.get("issued", 33)
    rows = [
        {
            "date": pd.Timestamp(date), "person": f"p{number}", "post": f"Chức danh {number}",
            "summoned": 33, "issued": present, "returned": present, "high": high,
            "confident": confident, "low": low, "rule": "165-QĐ/TW", "origin": "recorded",
        }
        | more
        | ({"post": posts[number]} if posts else {})
        for number, (high, confident, low) in enumerate(votes)
    ]  # fmt: skip
    cast = records.frame(records.VOTES, rows)
    people = Population(replace(empty_history(), votes=cast), tuple(range(2010, 2030)))
    return confidence(people, by=BY, base=base)


def lengths(ax):
    """Return the signed lengths of the bars of each row, top down."""
    found = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        found.setdefault(row, []).append(round(bar.get_width()))
    return [sorted(found[row]) for row in sorted(found)]


def lines(ax):
    return sorted({round(path.vertices[0][0]) for c in ax.collections for path in c.get_paths()})


def test_bars_are_the_votes_sorted_by_high_confidence():
    ax = confidence_votes(ballots((5, 6, 22), (30, 2, 1), (10, 11, 12)), words=Words("vi"))
    assert lengths(ax) == [[-1, 2, 30], [-12, 10, 11], [-22, 5, 6]]
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["Chức danh 1", "Chức danh 2", "Chức danh 0"]


def test_beside_each_bar_stands_its_share_of_low_votes():
    # Worked by hand: 1, 12 and 22 of the 33 summoned; no share of high votes equals one of low.
    ax = confidence_votes(ballots((5, 6, 22), (30, 2, 1), (10, 11, 12)), words=Words("vi"))
    beside = {text.xy[1]: text.get_text() for text in ax.texts if text.get_text().endswith("%")}
    assert beside == {0: "3,0%", 1: "36,4%", 2: "66,7%"}


def test_thresholds_are_lines_in_votes_of_the_base_and_two_thirds_of_33_is_22():
    ax = confidence_votes(ballots((5, 6, 22), (6, 6, 21)), words=Words("vi"))
    assert lines(ax) == [-22, -17]
    assert {"≥ 22 phiếu", "≥ 17 phiếu"} <= {text.get_text() for text in ax.texts}
    note = description(ax.figure).source_note
    assert "165-QĐ/TW (chưa đối chiếu văn bản gốc)" in note
    assert "từ 22 phiếu tín nhiệm thấp (từ 2/3)" in note


def test_the_base_is_named_with_its_number_and_moves_the_lines():
    ax = confidence_votes(ballots((8, 6, 10), base="valid"), words=Words("vi"))
    assert "số phiếu hợp lệ: 24" in description(ax.figure).subtitle
    assert lines(ax) == [-16, -13]


def test_only_those_at_a_threshold_have_their_low_votes_in_bold():
    ax = confidence_votes(ballots((5, 6, 22), (16, 1, 16), (7, 9, 17)), words=Words("en"))
    bold = {text.get_text() for text in ax.texts if text.get_fontweight() == "bold"}
    assert bold == {"22", "17"}
    assert "2 at a threshold" in description(ax.figure).alt


def test_without_a_known_rule_no_line_is_drawn_and_the_foot_says_so():
    ax = confidence_votes(ballots((5, 6, 22), rule="1/XX"), words=Words("en"))
    assert lines(ax) == []
    assert "No threshold is drawn" in description(ax.figure).source_note


def test_too_few_present_makes_the_vote_invalid():
    for issued, said in ((21, True), (22, False)):
        table = ballots((5, 6, 7), date="2023-12-12", rule="96-QĐ/TW", issued=issued)
        note = description(confidence_votes(table, words=Words("en")).figure).source_note
        assert ("not valid" in note) == said


def test_posts_written_alike_are_numbered_and_long_ones_keep_both_ends():
    posts = ["Bí thư", LONG + "kinh tế", "Bí thư", LONG + "văn hóa - xã hội"]
    votes = [(9 - number, 6, 7) for number in range(4)]
    ax = confidence_votes(ballots(*votes, posts=posts), words=Words("vi"))
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names[0] == "Bí thư (1)"
    assert names[2] == "Bí thư (2)"
    assert names[1].startswith("Phó Chủ tịch")
    assert names[1].endswith("kinh tế")
    assert "…" in names[1]
    assert names[3].endswith("xã hội")


def test_people_with_the_same_post_and_figures_are_one_bar_that_says_how_many():
    posts = ["Phó Bí thư", "Phó Bí thư", "Bí thư"]
    ax = confidence_votes(ballots(*[(5, 6, 22)] * 3, posts=posts), words=Words("vi"))
    names = {label.get_text() for label in ax.get_yticklabels()}
    assert names == {"Phó Bí thư (2 người)", "Bí thư"}
    assert "3 người" in description(ax.figure).alt and "; 3 người đến" in description(ax.figure).alt


def test_a_vote_that_is_not_known_has_no_bar():
    ax = confidence_votes(ballots((5, 6, 7), (5, 6, None)), words=Words("vi"))
    assert len(ax.patches) == 3
    assert "không có số liệu" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("count", [0, 1, 3, 60])
def test_legible_on_a_page(count, language):
    posts = [(LONG + "kinh tế", "Bí thư", "Trưởng phòng")[n % 3] for n in range(count)]
    votes = [(33 - n % 33, 0, n % 33) if n % 2 else (11, 22 - n % 22, n % 22) for n in range(count)]
    ax = confidence_votes(ballots(*votes, posts=posts), words=Words(language), title="Tín nhiệm")
    assert faults(ax.figure) == []
    assert ax.figure.get_size_inches()[1] * 2.54 <= 23


@pytest.mark.parametrize("case", ["bases differ", "millions", "nobody voted"])
def test_legible_whatever_the_votes(case):
    table = ballots((5, 6, 22), (6, 6, 21), (0, 0, 0) if case == "nobody voted" else (9, 9, 9))
    if case == "bases differ":
        table["base"] = [33, 30, 27]
    if case == "millions":
        columns = ["high", "confident", "low", "base"]
        table[columns] = table[columns] * 100_000
    ax = confidence_votes(table, words=Words("vi"))
    assert faults(ax.figure) == []


def test_several_ballots_are_refused():
    both = pd.concat([ballots((5, 6, 7)), ballots((5, 6, 7), date="2013-12-10")])
    with pytest.raises(ValueError, match="one ballot"):
        confidence_votes(both, words=Words("vi"))


def lightness(colour):
    """Return CIE L* of a colour."""
    from matplotlib.colors import to_rgb

    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    y = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * y ** (1 / 3) - 16


def test_neighbouring_votes_differ_in_grey():
    low, confident, high = (lightness(VOTE_COLOURS[k]) for k in ("low", "confident", "high"))
    assert abs(low - confident) >= 15
    assert abs(confident - high) >= 15
