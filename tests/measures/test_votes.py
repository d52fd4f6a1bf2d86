from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.measures.votes import confidence

PERSON = ["date", "person", "post"]
PARTY_RULE = "96-QĐ/TW"


def ballot(low=0, summoned=33, **other):
    return {
        "date": "2024-06-01",
        "person": "p1",
        "post": "Trưởng phòng",
        "high": 0,
        "confident": 0,
        "low": low,
        "summoned": summoned,
        "issued": summoned,
        "returned": summoned,
        "rule": PARTY_RULE,
        "origin": "recorded",
        **other,
    }


def votes(*rows):
    return tables.frame(tables.VOTES, rows)


def one(base="summoned", **row):
    return confidence(votes(ballot(**row)), by=PERSON, base=base).iloc[0]


def test_22_of_33_is_two_thirds_and_21_of_33_is_not():
    assert one(low=22)["consequence"] == "removed"
    assert one(low=21)["consequence"] == "leaves_planning_may_resign"


def test_exactly_half_is_not_more_than_half():
    assert one(low=16, summoned=32)["consequence"] == "none"
    assert one(low=17, summoned=32)["consequence"] == "leaves_planning_may_resign"


def test_the_same_votes_are_another_share_of_another_base():
    counts = {"high": 25, "confident": 16, "low": 4, "summoned": 47, "issued": 46, "returned": 46}
    shares = {}
    for base in ("summoned", "issued", "returned", "valid"):
        row = one(base, **counts)
        assert row["base_of"] == base
        shares[base] = f"{row['share_high']:.1%} of {row['base']}"
    assert shares == {
        "summoned": "53.2% of 47",
        "issued": "54.3% of 46",
        "returned": "54.3% of 46",
        "valid": "55.6% of 45",
    }


def test_the_base_can_decide_the_consequence():
    counts = {"low": 24, "high": 22, "summoned": 48, "issued": 46, "returned": 46}
    assert one("summoned", **counts)["consequence"] == "none"
    assert one("valid", **counts)["consequence"] == "leaves_planning_may_resign"


def expected_consequence(low, base):
    share = Fraction(low, base)
    if share >= Fraction(2, 3):
        return "removed"
    return "leaves_planning_may_resign" if share > Fraction(1, 2) else "none"


def test_every_vote_up_to_a_base_of_60_against_fractions_and_counting_on():
    cases = [(low, base) for base in range(1, 61) for low in range(base + 1)]
    table = confidence(
        votes(*(ballot(low=low, summoned=base, person=f"{low}/{base}") for low, base in cases)),
        by=["person"],
    ).set_index("person")
    for low, base in cases:
        row, consequence = table.loc[f"{low}/{base}"], expected_consequence(low, base)
        assert row["consequence"] == consequence
        further = next(
            (
                n
                for n in range(base - low + 1)
                if expected_consequence(low + n, base) != consequence
            ),
            None,
        )
        if further is None:
            assert pd.isna(row["votes_to_threshold"])
            assert pd.isna(row["next_threshold"])
        else:
            assert row["votes_to_threshold"] == further
            assert row["next_threshold"] == low + further


@given(st.integers(1, 10**12), st.data())
def test_one_vote_less_than_two_thirds_of_any_number_does_not_remove(thirds, data):
    more = data.draw(st.integers(1, thirds))
    at, before = 2 * thirds, 2 * thirds - more
    table = confidence(
        votes(
            ballot(low=at, summoned=3 * thirds, person="at"),
            ballot(low=before, summoned=3 * thirds, person="before"),
        ),
        by=["person"],
    ).set_index("person")
    assert table.loc["at", "consequence"] == "removed"
    assert table.loc["before", "consequence"] != "removed"


def test_a_group_of_several_votes_sums_them_and_draws_no_consequence():
    table = confidence(
        votes(
            ballot(low=22, high=11, person="p1"),
            ballot(low=3, high=30, person="p2"),
        ),
        by=["date"],
    )
    row = table.iloc[0]
    assert (row["high"], row["low"], row["base"]) == (41, 25, 66)
    assert row["share_low"] == pytest.approx(25 / 66)
    assert row["rule"] == "qd-96-2023"
    assert pd.isna(row["consequence"])
    assert pd.isna(row["next_threshold"])
    assert pd.isna(row["votes_to_threshold"])


def test_people_and_posts_that_are_missing_are_groups_of_their_own():
    table = confidence(votes(ballot(person=None), ballot(person="p2")), by=PERSON)
    assert len(table) == 2


@pytest.mark.parametrize("named", ["96/2023/QH15", "theo hướng dẫn của Huyện ủy"])
def test_an_unknown_rule_is_missing_and_nothing_is_guessed(named):
    row = one(low=33, rule=named)
    assert pd.isna(row["rule"])
    assert pd.isna(row["consequence"])
    assert pd.isna(row["votes_to_threshold"])
    assert pd.isna(row["valid_ballot"])
    assert row["share_low"] == 1


def test_where_no_rule_is_named_the_partys_rule_of_that_day_applies():
    codes = [one(low=20, rule=None, date=day)["rule"] for day in ("2013-12-10", "2014-12-12")]
    assert codes == ["qd-165-2013", "qd-262-2014"]
    assert pd.isna(one(rule=None, date="2012-12-10")["rule"])


def test_a_rule_about_all_deputies_says_nothing_of_the_ballots_returned():
    counts = {"low": 20, "summoned": 33, "returned": 30, "rule": "85/2014/QH13"}
    assert one("summoned", **counts)["consequence"] == "may_resign"
    assert one("summoned", **counts)["votes_to_threshold"] == 2
    row = one("returned", **counts)
    assert row["rule"] == "nq-85-2014"
    assert pd.isna(row["consequence"])


@pytest.mark.parametrize(("issued", "valid"), [(22, True), (21, False), (33, True)])
def test_a_ballot_is_valid_from_two_thirds_of_those_summoned(issued, valid):
    assert bool(one(summoned=33, issued=issued, returned=issued)["valid_ballot"]) is valid


def test_of_several_ballots_one_that_is_not_valid_is_told():
    rows = [ballot(person="p1"), ballot(person="p2", issued=10, returned=10)]
    assert not confidence(votes(*rows), by=["date"])["valid_ballot"].iloc[0]
    rows[1]["issued"] = None
    assert pd.isna(confidence(votes(*rows), by=["date"])["valid_ballot"].iloc[0])


def test_validity_is_missing_where_the_rule_says_nothing():
    assert pd.isna(one(rule="262-QĐ/TW")["valid_ballot"])


def test_rules_are_those_of_each_ballot():
    table = confidence(
        votes(
            ballot(person="p1", date="2013-12-10", rule="165-QĐ/TW"),
            ballot(person="p1", date="2014-12-12", rule="262-QĐ/TW"),
        ),
        by=["person"],
    )
    assert pd.isna(table["rule"].iloc[0])


@pytest.mark.parametrize("missing", [{"summoned": None}, {"low": None}, {"summoned": 0}])
def test_without_a_base_or_a_count_there_is_no_share_and_no_consequence(missing):
    row = one(**{"low": 3, "issued": 40, **missing})
    assert pd.isna(row["share_low"])
    assert pd.isna(row["consequence"])
    assert pd.isna(row["next_threshold"])


def test_an_unknown_count_makes_the_sum_unknown_not_smaller():
    row = confidence(votes(ballot(low=5), ballot(low=None)), by=["date"]).iloc[0]
    assert pd.isna(row["low"])
    assert row["high"] == 0


def test_nobody_gives_an_empty_table_with_all_columns():
    empty = confidence(votes(), by=PERSON)
    assert len(empty) == 0
    assert list(empty) == list(confidence(votes(ballot()), by=PERSON))


def test_origins_bases_and_groups_are_checked():
    with pytest.raises(ValueError, match="origins"):
        confidence(votes(ballot(), ballot(origin="simulated")), by=["date"])
    with pytest.raises(ValueError, match="summoned, issued, returned, valid"):
        confidence(votes(ballot()), by=["date"], base="present")
    with pytest.raises(ValueError, match="by"):
        confidence(votes(ballot()), by=[])


def test_the_callers_table_is_unchanged_and_the_origin_is_carried():
    given_votes = votes(ballot(low=3, origin="simulated"))
    before = given_votes.copy(deep=True)
    assert confidence(given_votes, by=PERSON)["origin"].tolist() == ["simulated"]
    pd.testing.assert_frame_equal(given_votes, before)


def test_a_ballot_with_too_few_present_has_no_consequence():
    row = one(low=21, summoned=33, issued=21, returned=21)
    assert not row["valid_ballot"]
    assert (row["rule"], row["low"], row["base"]) == ("qd-96-2023", 21, 33)
    assert row[["consequence", "next_threshold", "votes_to_threshold"]].isna().all()
    assert one(low=22, summoned=33, issued=22, returned=22)["consequence"] == "removed"
