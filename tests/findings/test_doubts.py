"""What doubtful people stand behind is said in the sentence."""

import pandas as pd
import pytest

from analysis import findings
from analysis.words import Words

ROWS = [
    (2014, 2015, "namesake", 56),
    (2014, 2015, "sex_changed", 60),
    (2015, None, "withheld", 1017),
]
DOUBTS = pd.DataFrame(ROWS, columns=["year", "next_year", "reason", "n"]).astype(
    {"next_year": "Int64"}
)
SAYS = {
    "vi": [
        "‖56 trường hợp tính là thôi thuộc diện và mới bổ sung có thể là cùng một người",
    ],
    "en": ["‖counted as left and as new, but perhaps the same people", ": 56"],
}


@pytest.mark.parametrize("language", SAYS)
def test_the_clause_names_each_doubt_of_its_years(language):
    told = findings.doubt_clause(DOUBTS, "followed", (2014, 2015), Words(language))
    assert all(part in told for part in SAYS[language])
    assert not findings.doubt_clause(DOUBTS, "followed", (2012, 2013), Words(language))


@pytest.mark.parametrize(("language", "says"), [("vi", "Chưa thể kết luận"), ("en", "Nothing can")])
@pytest.mark.parametrize(("people", "turned"), [(400, True), (4_000, False)])
def test_a_change_that_doubtful_people_could_turn_is_not_judged(language, says, people, turned):
    said = findings.Finding(
        "stayers_change", "Rose from 40% to 53%", "Rose", 13.0, 8.0, 18.0, "points"
    )
    years = {"first_year": 2014, "last_year": 2015, "words": Words(language), "people": people}
    told = findings.beside_doubts(said, DOUBTS, "followed", **years)
    assert told.whole.startswith(says) == turned and (told.low is None) == turned
    assert "56" in told.whole and "rose from 40%" in told.whole.lower()
    none = findings.beside_doubts(said, DOUBTS[:0], "followed", **years)
    assert none == said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_of_neighbouring_years_each_doubt_is_met_once(language):
    (told,) = findings.doubts_met(DOUBTS.assign(origin="recorded"), words=Words(language))
    withheld = {"vi": "năm 2015 có 1.017 người", "en": "withheld in 2015 for errors in their rows"}
    assert "56" in told.whole and "60" in told.whole and withheld[language] in told.whole
    assert findings.doubts_met(DOUBTS[:0].assign(origin="recorded"), words=Words(language)) == []
