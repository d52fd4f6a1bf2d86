"""What a chart shows, told to those who do not see it: no extreme of a handful of people."""

import pytest

from analysis.findings import alt
from analysis.words import Words


def told(shares, people=None, language="vi", **more):
    names = [f"n{i}" for i in range(len(shares))]
    more = {"simulated": False, **more}
    return alt.of_shares(shares, names, what="x", people=people, words=Words(language), **more)


@pytest.mark.parametrize(
    ("shares", "people", "vietnamese", "english"),
    [
        ([0.2, 0.9, 1.0], [30, 40, 2], "là 90,0% (n1); không kể", "is 90.0% (n1); groups of under"),
        ([0.2, 0.9, 1.0], None, "cao nhất là 100,0% (n2)", "highest is 100.0% (n2)"),
        ([0.2, 0.9, 1.0], [30, 40, None], "cao nhất là 100,0% (n2)", "highest is 100.0% (n2)"),
        ([0.0, 1.0], [19, 2], "Mọi nhóm đều có dưới 20 người", "Every group has under 20"),
        ([0.5, 0.5], [20, 20], "Mọi giá trị đều là 50,0%", "Every value is 50.0%"),
        ([0.5, 0.9], [20, 19], "Giá trị duy nhất là 50,0% (n0); không kể", "only value is 50.0%"),
        ([], [], "không có số liệu", "no data"),
        ([float("nan")], [0], "không có số liệu", "no data"),
    ],
)
def test_extremes_are_of_twenty_people_or_more(shares, people, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        assert words in told(shares, people, language)


def test_a_series_tells_its_ends_and_simulated_data_are_marked():
    text = told([0.2, 0.9, 0.4], series=True, simulated=True)
    assert text.endswith("; từ 20,0% (n0) đến 40,0% (n2) (mô phỏng)")


@pytest.mark.parametrize(
    ("language", "exact", "whole"), [("vi", "61,6%", "62%"), ("en", "61.6%", "62%")]
)
def test_a_published_share_is_not_told_more_exactly_than_it_was_published(language, exact, whole):
    text = told([0.616, 0.62], language=language, decimals=[1, 0])
    assert exact in text and whole in text and "62,0" not in text and "62.0" not in text
