"""What published figures are called where somebody reads of them: in words, no two alike."""

from itertools import chain

import pandas as pd
import pytest

from analysis import findings, load, measures
from analysis.records import CLAIMS
from analysis.words import Words

LEDGER = load("data/published")
CALLED = {
    "organisations_2016": ("Số tổ chức đảng, năm 2016", "Number of party organisations, 2016"),
    "excellent_share_2015_district": (
        "Tỷ lệ cán bộ diện Huyện ủy quản lý xếp loại “Hoàn thành xuất sắc nhiệm vụ”, năm 2015",
        "Share of cadres in district-managed posts rated “Excellent”, 2015",
    ),
    "masters_2011_2015": (
        "Số người có lượt “Đào tạo thạc sĩ”, giai đoạn 2011–2015",
        "Number of people with events of the kind “Master's degree”, 2011–2015",
    ),
    "sum:rated_2011_city": (
        "Các mức xếp loại cộng lại – Số cán bộ diện Tỉnh ủy, Thành ủy quản lý được đánh giá,"
        " năm 2011",
        "Ratings added up – Number of cadres in higher-managed posts rated, 2011",
    ),
}


def judged(claims=LEDGER.claims):
    people = LEDGER.people(range(2011, 2017))
    return measures.reconcile(claims, people, LEDGER.sheets, LEDGER.problems)


def called(claims, language="en"):
    told = findings.in_language(judged(claims), words=Words(language))
    return dict(zip(told["claim"], told["figure"], strict=True))


def beside(**changes):
    """Return the ledger with another figure beside that of the party organisations."""
    row = LEDGER.claims.set_index("id").loc["organisations_2016"].to_dict()
    more = pd.DataFrame([{**row, "id": "another", **changes}])
    return CLAIMS.validate(pd.concat([LEDGER.claims, more], ignore_index=True))


@pytest.mark.parametrize("claim", CALLED)
def test_a_figure_is_called_by_what_it_counts_and_when(claim):
    told = tuple(called(LEDGER.claims, language)[claim] for language in ("vi", "en"))
    assert told == CALLED[claim]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_on_published_figures_holds_an_id_and_no_two_are_called_alike(language):
    held, words = judged(), Words(language)
    account = measures.ledger_account(held, LEDGER.claims)
    told = findings.in_language(held, words=words)
    assert told["figure"].is_unique
    failed = held.assign(verdict="contradicts", not_compared=None)
    columns = (told[name].dropna() for name in ("figure", "explanation", "place"))
    texts = [
        *chain(*columns),
        *findings.in_language(account, words=words)["claims"],
        findings.reconciled(failed, account, words=words).whole,
    ]
    assert not [text for text in texts if "_" in text]
    assert sum(text.count(";") + 1 for text in texts[-3:-1]) == len(LEDGER.claims)


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ({"population": "party_cells"}, "2016 (“party cells”)"),
        ({"paragraph": 9}, "2016 (paragraph 9)"),
        ({"value": "1051"}, "2016 (1,051)"),
        ({"kind": "lower_bound"}, "2016 (more than 51)"),
        ({"first_year": 2015, "last_year": 2015}, "organisations, 2015"),
    ],
)
def test_figures_that_would_be_called_alike_are_told_apart(changes, ends):
    told = called(beside(**changes))
    assert told["another"].endswith(ends)
    assert told["another"] != told["organisations_2016"]


def test_a_figure_of_other_people_says_whose_it_is():
    claims = beside(measure="rated", population="heads_of_schools", tier="district")
    assert called(claims)["another"] == (
        "Number of cadres in district-managed posts rated, 2016 (“heads of schools”)"
    )


def test_an_outcome_counted_in_posts_is_not_called_people():
    claims = beside(measure="outcome", level="replenished", measured_in="posts")
    assert called(claims, "vi")["another"] == (
        "Số chức danh có nội dung “Kiện toàn, bổ sung”, năm 2016 "
        "(“grassroots party organisations of the district”)"
    )
