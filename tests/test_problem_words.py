"""A problem is its key and what it names; the words come when somebody looks."""

import json

import pytest

from analysis import records
from analysis.problem_words import named, reason, worded
from analysis.sources.problems import problem
from analysis.spoken import Message, spoken_in
from analysis.words import NotTold, Words

SAYS = {
    "vi": "Số liệu năm 2010 nằm ngoài giai đoạn được xem xét (2011) nên không dùng đến.",
    "en": "The data are of 2010, outside the years under review (2011), and are not used.",
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_record_is_told_in_each_language(language):
    met = records.frame(
        records.PROBLEMS, [problem("note", "outside_years", "a.csv", found=2010, wanted=2011)]
    )
    assert [*met] == ["severity", "cause", "file", "sheet", "cell", "named"]
    assert worded(met, Words(language))["reason"].item() == SAYS[language]
    assert worded(worded(met, Words("en")), Words(language))["reason"].item() == SAYS[language]


def test_what_no_sentence_names_is_not_kept():
    kept = named("outside_years", {"found": 2010, "wanted": 2011, "name": "Nguyễn Văn An"})
    assert json.loads(kept) == {"found": 2010, "wanted": 2011}


def test_what_may_not_be_repeated_is_not_kept_beside_what_may():
    told = problem("error", "unknown_rating", "a.xlsx", "S", "B2", word=None, near="Nguyễn Văn An")
    assert "Nguyễn" not in str(told)
    assert "{" not in reason(str(told["cause"]), str(told["named"]), Words("vi"))


@pytest.mark.parametrize(("cause", "values"), [("no_such", {}), ("outside_years", {"found": 1})])
def test_a_sentence_that_is_not_there_or_lacks_a_value_is_refused_when_it_is_met(cause, values):
    with pytest.raises(NotTold, match=cause):
        named(cause, values)


def test_a_message_among_what_is_named_is_told_in_the_language_asked_for():
    with spoken_in("vi"):
        kept = named("unreadable_file", {"why": Message("check_path", place="x")})
    assert "no such file or folder" in reason("unreadable_file", kept, Words("en"))
    assert "không có tệp hoặc thư mục này" in reason("unreadable_file", kept, Words("vi"))
