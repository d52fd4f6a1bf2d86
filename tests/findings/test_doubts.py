"""What doubtful people stand behind is said in the sentence."""

import pandas as pd
import pytest

from analysis import findings

ROWS = [
    (2014, 2015, "namesake", 56),
    (2014, 2015, "sex_changed", 60),
    (2015, None, "withheld", 1017),
]
DOUBTS = pd.DataFrame(ROWS, columns=["year", "next_year", "reason", "n"]).astype(
    {"next_year": "Int64"}
)
SAYS = {
    ("followed", "vi"): [
        "; 56 trường hợp tính là ra khỏi và mới vào danh sách có thể là cùng một người",
        "; năm 2015 có 1.017 người chưa tính",
    ],
    ("followed", "en"): ["perhaps the same people", "56; withheld in 2015", ": 1,017"],
    ("women", "vi"): ["; 60 người có giới tính ghi ở năm 2014 khác với năm 2015"],
    ("women", "en"): ["; listed under another sex in 2015 than in 2014: 60"],
    ("rated", "vi"): ["; năm 2015 có 1.017 người"],
    ("rated", "en"): ["; withheld in 2015 for errors in their rows: 1,017"],
}


@pytest.mark.parametrize(("kind", "language"), SAYS)
def test_the_clause_names_each_doubt_of_its_kind_and_years(kind, language):
    told = findings.doubt_clause(DOUBTS, kind, (2014, 2015), language)
    assert all(part in told for part in SAYS[kind, language])
    assert not findings.doubt_clause(DOUBTS, kind, (2012, 2013), language)


@pytest.mark.parametrize(("language", "says"), [("vi", "không kết luận"), ("en", "nothing is")])
def test_what_could_be_turned_is_not_judged(language, says):
    years = (2014, 2015)
    assert says in findings.doubt_clause(DOUBTS, "women", years, language, turning=True)
    assert says not in findings.doubt_clause(DOUBTS, "women", years, language)
    assert not findings.doubt_clause(None, "women", years, language, turning=True)
