"""What an analyst asks for and there is not is told in the language that is spoken."""

import pytest
from random_histories import asked_of, one, table

from analysis import charts, findings, load, measures
from analysis.counts.plain_table import as_population
from analysis.review.arguments import refuse_untaken
from analysis.spoken import spoken_in

PEOPLE = asked_of(table([one(rating="good"), one(rating="good", year=2012)]))
PLAIN = table([one(rating="good", year=2011)])
WOMEN = asked_of(table([one(rating="good", sex="female")]))
SHARES = measures.women_share(PEOPLE, by="year")

# What is asked, and the words that it is refused with; what was probably meant is named in both.
REFUSED = {
    "column": (lambda: PEOPLE.count("yaer"), "không có cột 'yaer'; có phải là year?"),
    "kind": (lambda: PEOPLE.followed("apointed"), "không có loại kết quả 'apointed'"),
    "start": (lambda: PEOPLE.followed("appointed", start=2020), "mốc bắt đầu (start)"),
    "value": (lambda: PEOPLE.where(tier="distrct"), "cột tier không có giá trị 'distrct'"),
    "level": (
        lambda: measures.rating_gap(PEOPLE, by="year", level="excelent"),
        "không có mức xếp loại 'excelent'; có phải là excellent?",
    ),
    "base": (lambda: measures.confidence(PEOPLE, by="date", base="all"), "tổng số 'all'"),
    "question": (lambda: measures.units_apart(PEOPLE, ["women"]), "không có câu hỏi 'women'"),
    "target": (
        lambda: charts.women_share(measures.women_share(WOMEN, by="year"), targets=["deputies"]),
        "không có chỉ tiêu cán bộ nữ 'deputies'",
    ),
    "no by": (lambda: measures.women_share(PEOPLE, by=[]), "`by` để trống"),
    "plain table": (lambda: as_population(PLAIN).moves(2011, 2012), "không theo dõi được"),
    "day": (lambda: load("data/demo").people(evaluated_on="31/02"), "ghi ngày và tháng"),
    "several years": (
        lambda: measures.adjusted_rating_gap(PEOPLE, strata="post_group"),
        "được xếp loại các năm 2011, 2012",
    ),
    "chart's table": (lambda: charts.rating_distribution(SHARES), "measures.rating_distribution"),
    "finding's table": (
        lambda: findings.rating_change(SHARES, first_year=2011, last_year=2012),
        "nhận measures.change_between và measures.published_shares; bảng đưa vào không có cột",
    ),
    "arguments": (lambda: refuse_untaken(["colour"], []), "nhận colour"),
    "suffix": (lambda: charts.save(charts.women_share(SHARES), "a.jpg"), "được lưu thành"),
}


@pytest.mark.parametrize("asked", REFUSED)
def test_a_refusal_is_in_the_language_that_is_spoken(asked):
    ask, vietnamese = REFUSED[asked]
    told = {}
    for language in ("vi", "en"):
        with spoken_in(language), pytest.raises((ValueError, TypeError)) as refused:
            ask()
        with spoken_in(language):
            told[language] = str(refused.value)
    assert vietnamese in told["vi"]
    assert told["en"] != told["vi"] and not {"không", "đưa"} & {*told["en"].split()}


@pytest.mark.parametrize(("locale", "word"), [("vi_VN.UTF-8", "không có cột"), ("C.UTF-8", "no")])
def test_in_a_plain_notebook_it_is_the_language_of_the_user(locale, word, monkeypatch):
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.delenv("CADRE_REVIEW_LANGUAGE", raising=False)
    with pytest.raises(ValueError, match=word):
        PEOPLE.count("yaer")
