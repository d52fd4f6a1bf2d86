from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of, table

from analysis import measures, records

POST = ["date", "post"]
PARTY_RULE = "96-QĐ/TW"


def ballot(low=0, summoned=33, **other):
    return {
        "date": "2024-06-01",
        "body": "party",
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
    return records.frame(records.VOTES, rows)


def confidence(cast, by, base=None):
    people = asked_of(table([]), votes=cast, years=tuple(range(2010, 2030)))
    return measures.confidence(people, by, base)


def one(base=None, **row):
    return confidence(votes(ballot(**row)), by=POST, base=base).iloc[0]


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
    told = confidence(
        votes(*(ballot(low=low, summoned=base, post=f"{low}/{base}") for low, base in cases)),
        by="post",
    ).set_index("post")
    for low, base in cases:
        row, consequence = told.loc[f"{low}/{base}"], expected_consequence(low, base)
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
    told = confidence(
        votes(
            ballot(low=at, summoned=3 * thirds, post="at"),
            ballot(low=before, summoned=3 * thirds, post="before"),
        ),
        by="post",
    ).set_index("post")
    assert told.loc["at", "consequence"] == "removed"
    assert told.loc["before", "consequence"] != "removed"


def test_a_group_of_several_votes_sums_them_and_draws_no_consequence():
    told = confidence(
        votes(
            ballot(low=22, high=11, person="p1"),
            ballot(low=3, high=30, person="p2"),
        ),
        by=["date"],
    )
    row = told.iloc[0]
    assert (row["high"], row["low"], row["base"]) == (41, 25, 66)
    assert row["share_low"] == pytest.approx(25 / 66)
    assert row["rule"] == "qd-96-2023"
    assert pd.isna(row["consequence"])
    assert pd.isna(row["next_threshold"])
    assert pd.isna(row["votes_to_threshold"])


def test_a_row_by_post_is_of_everybody_with_the_same_post_and_figures():
    cast = votes(
        *(ballot(low=22, person=p) for p in "abc"),
        ballot(low=3, person="d"),
        ballot(low=3, person="e", post=None),
        ballot(low=3, person="f", unit="another"),
    )
    told = confidence(cast, by=POST)
    assert "person" not in told
    rows = sorted(zip(told["post"].fillna("?"), told["low"], told["n"], strict=True))
    assert rows == [("?", 3, 1), ("Trưởng phòng", 3, 2), ("Trưởng phòng", 22, 3)]
    reached = told[told["low"] == 22].iloc[0]
    assert (reached["base"], reached["consequence"]) == (33, "removed"), "of one person, not three"
    assert reached["share_low"] == pytest.approx(22 / 33)


def test_the_people_the_voters_and_what_is_missing_to_the_whole_are_told():
    cast = votes(
        ballot(low=3, high=20, confident=5, person="p1"),
        ballot(low=3, high=20, confident=5, person="p2"),
        ballot(low=1, high=30, confident=2, person="p3", summoned=35),
    )
    row = confidence(cast, by="date").iloc[0]
    assert (row["n"], row["fewest_voters"], row["most_voters"]) == (3, 33, 35)
    assert (row["base"], row["rest"]) == (101, 5 + 5 + 2)
    shares = ["share_high", "share_confident", "share_low", "share_rest"]
    assert row[shares].sum() == pytest.approx(1)
    assert pd.isna(confidence(votes(ballot(low=None)), by="date")["rest"].iloc[0])


def test_how_far_the_people_of_a_ballot_lie_apart_is_told_from_five_people_on():
    # 10, 20, 30 of 33 high and 2, 3, 11 low; p5 of 35; the middle alone would hide 11 of 33.
    five = [(10, 11, 33), (20, 3, 33), (30, 2, 33), (30, 2, 33), (28, 2, 35)]
    cast = [
        ballot(high=high, low=low, summoned=n, person=f"p{place}")
        for place, (high, low, n) in enumerate(five)
    ]
    row = confidence(votes(*cast), by="date").iloc[0]
    ends = ["lowest_high", "highest_high", "highest_low"]
    assert row[ends].tolist() == pytest.approx([10 / 33, 30 / 33, 11 / 33])
    assert confidence(votes(*cast[:4]), by="date")[ends].isna().all(axis=None)
    # Whose figures are not complete are in no share.
    more = ballot(high=1, low=None, person="p6")
    assert confidence(votes(*cast, more), by="date")["lowest_high"].iloc[0] == row["lowest_high"]
    assert confidence(votes(*cast[:4], more), by="date")["lowest_high"].isna().all()
    assert not {*ends} & {*confidence(votes(*cast), by=POST)}


def test_the_same_figures_of_several_people_are_summed_as_often():
    cast = votes(*(ballot(low=5, high=20, person=p) for p in "abcd"), ballot(low=1, person="e"))
    row = confidence(cast, by="date").iloc[0]
    assert (row["high"], row["low"], row["base"], row["n"]) == (80, 21, 165, 5)


def test_a_ballot_of_one_person_is_judged_by_date_too():
    assert confidence(votes(ballot(low=22)), by="date")["consequence"].tolist() == ["removed"]
    several = votes(ballot(low=22, person="a"), ballot(low=22, person="b"))
    assert confidence(several, by="date")["consequence"].isna().all()


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


def test_a_vote_of_which_nobody_says_whose_it_was_has_no_rule():
    row = one(low=33, rule=None, body=None)
    assert row[["rule", "consequence", "next_threshold"]].isna().all() and row["share_low"] == 1


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
    told = confidence(
        votes(
            ballot(person="p1", date="2013-12-10", rule="165-QĐ/TW"),
            ballot(person="p1", date="2014-12-12", rule="262-QĐ/TW"),
        ),
        by="unit",
    )
    assert told["rule"].tolist() == ["qd-165-2013", "qd-262-2014"] and told["n"].tolist() == [1, 1]


@pytest.mark.parametrize(
    "missing", [{"summoned": None}, {"low": None}, {"summoned": 0, "issued": None, "low": 0}]
)
def test_without_a_base_or_a_count_there_is_no_share_and_no_consequence(missing):
    row = one("summoned", **{"low": 3, "returned": None, **missing})
    assert pd.isna(row["share_low"])
    assert pd.isna(row["consequence"])
    assert pd.isna(row["next_threshold"])


def test_a_sum_is_of_the_people_with_complete_figures_and_says_of_how_many():
    cast = votes(ballot(low=5, high=1), ballot(low=None, high=7), ballot(low=2, summoned=None))
    row = confidence(cast, by=["date"], base="summoned").iloc[0]
    assert (row["n"], row["n_counted"], row["base"]) == (3, 1, 33)
    assert (row["high"], row["low"]) == (1, 5)
    nobody = confidence(votes(ballot(low=None)), by="date").iloc[0]
    assert (nobody["n"], nobody["n_counted"]) == (1, 0) and pd.isna(nobody["low"])


def test_nobody_gives_an_empty_table_with_all_columns():
    empty = confidence(votes(), by=POST)
    assert len(empty) == 0
    assert list(empty) == list(confidence(votes(ballot()), by=POST))


def test_origins_bases_and_groups_are_checked():
    with pytest.raises(ValueError, match="origins"):
        confidence(votes(ballot(), ballot(origin="simulated")), by=["date"])
    with pytest.raises(ValueError, match="summoned, issued, returned, valid"):
        confidence(votes(ballot()), by=["date"], base="present")
    with pytest.raises(ValueError, match="name at least one column"):
        confidence(votes(ballot()), by=[])
    with pytest.raises(ValueError, match="no column 'person'"):
        confidence(votes(ballot()), by="person")


def test_the_callers_table_is_unchanged_and_the_origin_is_carried():
    given_votes = votes(ballot(low=3, origin="simulated"))
    before = given_votes.copy(deep=True)
    assert confidence(given_votes, by=POST)["origin"].tolist() == ["simulated"]
    pd.testing.assert_frame_equal(given_votes, before)


def test_a_ballot_with_too_few_present_has_no_consequence():
    row = one(low=21, summoned=33, issued=21, returned=21)
    assert not row["valid_ballot"]
    assert (row["rule"], row["low"], row["base"]) == ("qd-96-2023", 21, 33)
    assert row[["consequence", "next_threshold", "votes_to_threshold"]].isna().all()
    assert one(low=22, summoned=33, issued=22, returned=22)["consequence"] == "removed"
