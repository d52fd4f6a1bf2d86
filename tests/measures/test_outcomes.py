import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis import tables
from analysis.measures.outcomes import outcome_counts
from analysis.measures.rates import outcome_rate, rate_difference

YEARS = range(2011, 2016)
LEVELS = ["not_completed", "completed", "good", "excellent"]
APPOINTMENTS = {"appointed", "reappointed", "appointed_or_reappointed"}


def listed(**people):
    """Return evaluations; a person is {year: rating} with an optional sex."""
    rows = [
        {"year": year, "person": person, "sex": years.get("sex"), "rating": rating}
        for person, years in people.items()
        for year, rating in years.items()
        if year != "sex"
    ]
    return tables.frame(
        tables.EVALUATIONS, [{"count": 1, "origin": "recorded", **row} for row in rows]
    )


def events(*rows, **common):
    """Return outcomes; an event is (person, year, kind)."""
    records = [
        {"person": person, "first_year": year, "last_year": year, "kind": kind}
        for person, year, kind in rows
    ]
    return tables.frame(
        tables.OUTCOMES, [{"count": 1, "origin": "recorded", **row, **common} for row in records]
    )


def published(**counts):
    rows = [{"kind": kind, "count": count} for kind, count in counts.items()]
    period = {"first_year": 2011, "last_year": 2015, "origin": "published"}
    return tables.frame(tables.OUTCOMES, [{**period, **row} for row in rows])


def whole(value):
    return None if pd.isna(value) else int(value)


SMALL_EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(YEARS),
        st.sampled_from(["appointed", "reappointed", "appointed_or_reappointed", "masters"]),
    ),
    max_size=9,
)
SMALL_LISTS = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(
        st.sampled_from(YEARS), st.sampled_from(["excellent", "good", None]), min_size=1
    ),
    max_size=4,
)


def test_a_parent_kind_counts_its_people_once():
    outcomes = events(
        ("a", 2011, "masters"),
        ("a", 2012, "advanced_theory"),
        ("b", 2012, "intermediate_theory"),
        ("b", 2013, "training"),
        ("c", 2012, "planned"),
    )
    table = outcome_counts(outcomes, by=["kind"]).set_index("kind")
    assert table.loc["training", ["events", "people"]].tolist() == [4, 2]
    assert table.loc["masters", ["events", "people"]].tolist() == [1, 1]
    assert table.loc["planned", "events"] == 1
    assert table["events"].sum() == 4 + 3 + 1
    assert "appointed_or_reappointed" not in table.index


def test_without_kind_nothing_is_counted_twice():
    outcomes = events(("a", 2011, "masters"), ("a", 2011, "planned"), ("b", 2012, "appointed"))
    table = outcome_counts(outcomes, by=["year"])
    assert table[["year", "events", "people"]].to_numpy().tolist() == [[2011, 2, 1], [2012, 1, 1]]


def test_published_counts_of_a_period_have_no_year_and_no_people():
    outcomes = published(appointed_or_reappointed=240, masters=33, advanced_theory=20)
    table = outcome_counts(outcomes, by=["year", "kind"])
    assert dict(zip(table["kind"], table["events"], strict=True)) == {
        "appointed_or_reappointed": 240,
        "masters": 33,
        "advanced_theory": 20,
        "training": 53,
    }
    assert table["year"].isna().all()
    assert table["people"].isna().all()
    assert table["origin"].eq("published").all()
    by_period = outcome_counts(outcomes, by=["first_year", "last_year", "kind"])
    assert by_period[["first_year", "last_year"]].drop_duplicates().to_numpy().tolist() == [
        [2011, 2015]
    ]


def test_one_row_without_a_person_leaves_the_people_of_its_group_unknown():
    outcomes = events(("a", 2011, "appointed"), (None, 2011, "masters"), ("b", 2011, "planned"))
    table = outcome_counts(outcomes, by=["kind"]).set_index("kind")["people"]
    assert [whole(table[kind]) for kind in ("appointed", "masters", "training", "planned")] == [
        1,
        None,
        None,
        1,
    ]


def test_a_missing_sex_is_a_group_of_its_own():
    outcomes = pd.concat(
        [
            events(("a", 2011, "appointed"), sex="female"),
            events(("b", 2011, "appointed"), ("c", 2011, "appointed"), sex=None),
        ]
    )
    table = outcome_counts(outcomes, by=["sex"])
    assert dict(zip(table["sex"].fillna("?"), table["people"], strict=True)) == {
        "female": 1,
        "?": 2,
    }


@given(SMALL_EVENTS)
def test_counts_are_those_of_a_loop(rows):
    table = outcome_counts(events(*rows), by=["year", "kind"])
    expected = {}
    for person, year, kind in rows:
        parents = {"masters": ["training"], "appointed_or_reappointed": []}
        for over in [kind, *parents.get(kind, ["appointed_or_reappointed"])]:
            expected.setdefault((year, over), []).append(person)
    found = {
        (row.year, row.kind): (row.events, row.people) for row in table.itertuples(index=False)
    }
    assert found == {key: (len(who), len(set(who))) for key, who in expected.items()}


def test_counts_in_the_millions_are_summed():
    assert outcome_counts(published(masters=3_000_000), by=["kind"])["events"].tolist() == [
        3_000_000,
        3_000_000,
    ]


def test_origins_are_not_counted_together():
    mixed = pd.concat([published(masters=33), events(("a", 2011, "masters"))])
    with pytest.raises(ValueError, match="never summed"):
        outcome_counts(mixed, by=["kind"])


def test_a_rate_laid_out_by_hand():
    evaluations = listed(
        soon={2011: "excellent", 2012: "excellent", 2013: "excellent"},
        late={2011: "excellent", 2012: "good", 2013: "good", 2014: "good"},
        same_year={2011: "excellent", 2012: "good", 2013: "good"},
        never={2011: "good", 2012: None, 2013: "good"},
        left={2011: "good", 2012: "good"},
        left_with_event={2011: "excellent", 2012: "good"},
        unrated={2011: None, 2012: None, 2013: None},
    )
    outcomes = events(
        ("soon", 2012, "appointed"),
        ("soon", 2013, "reappointed"),
        ("late", 2014, "appointed"),
        ("same_year", 2011, "appointed"),
        ("left_with_event", 2012, "appointed"),
        ("unrated", 2012, "appointed"),
        ("stranger", 2012, "appointed"),
        ("never", 2012, "masters"),
    )
    table = outcome_rate(evaluations, outcomes, "appointed_or_reappointed", 2, by=["rating"])
    assert table["rating"].tolist() == LEVELS
    columns = ["at_risk", "people", "not_followed"]
    assert table[columns].to_numpy().tolist() == [[0, 0, 0], [0, 0, 0], [1, 0, 1], [3, 1, 1]]
    low, high = proportion_confint(1, 3, method="wilson")
    assert table.iloc[3][["share", "low", "high"]].tolist() == pytest.approx([1 / 3, low, high])
    assert table.iloc[:2][["share", "low", "high"]].isna().all().all()
    wider = outcome_rate(evaluations, outcomes, "appointed_or_reappointed", 3, by=["rating"])
    assert wider.iloc[3][columns].tolist() == [1, 1, 3]
    reappointed = outcome_rate(evaluations, outcomes, "reappointed", 2, by=["rating"])
    assert reappointed.iloc[3][columns].tolist() == [3, 1, 1]


def test_each_year_is_a_cohort_where_the_year_makes_groups():
    evaluations = listed(
        a={2011: "good", 2012: "excellent", 2013: "good"}, b={2012: "excellent", 2013: None}
    )
    outcomes = events(("a", 2013, "appointed"), ("b", 2014, "appointed"))
    table = outcome_rate(evaluations, outcomes, "appointed", 1, by=["year", "rating"])
    assert len(table) == 3 * 4
    found = table.set_index(["year", "rating"])[["at_risk", "people", "not_followed"]]
    assert found.loc[(2011, "good")].tolist() == [1, 0, 0]
    assert found.loc[(2012, "excellent")].tolist() == [2, 1, 0]
    assert found.loc[(2013, "good")].tolist() == [0, 0, 1]
    assert found.loc[(2013, "excellent")].tolist() == [0, 0, 0]


def test_an_unknown_sex_is_a_row_of_its_own():
    evaluations = listed(
        a={"sex": "female", 2011: "good", 2012: "good"}, b={"sex": None, 2011: "good", 2012: "good"}
    )
    table = outcome_rate(evaluations, events(("b", 2012, "planned")), "planned", 1, by=["sex"])
    assert table["sex"].isna().tolist() == [False, True]
    assert table["people"].tolist() == [0, 1]


def rate_by_loop(people, rows, window, cohorts):
    found = {}
    for person, years in people.items():
        rated = sorted(year for year, rating in years.items() if rating)
        for year in rated if cohorts else rated[:1]:
            key = (year, years[year]) if cohorts else years[year]
            sizes = found.setdefault(key, [0, 0, 0])
            had = any(
                who == person and kind in APPOINTMENTS and year < when <= year + window
                for who, when, kind in rows
            )
            if max(years) < year + window:
                sizes[2] += 1
            else:
                sizes[0] += 1
                sizes[1] += had
    return found


@given(SMALL_LISTS, SMALL_EVENTS, st.integers(1, 4), st.booleans())
def test_rates_are_those_of_a_loop(people, rows, window, cohorts):
    by = ["year", "rating"] if cohorts else ["rating"]
    table = outcome_rate(listed(**people), events(*rows), "appointed_or_reappointed", window, by=by)
    keys = [tuple(row) if cohorts else row[0] for row in table[by].to_numpy().tolist()]
    sizes = table[["at_risk", "people", "not_followed"]].to_numpy().tolist()
    found = dict(zip(keys, sizes, strict=True))
    expected = rate_by_loop(people, rows, window, cohorts)
    assert {key: row for key, row in found.items() if any(row)} == expected
    years = {key[0] for key in expected} if cohorts else {0} if expected else set()
    assert len(found) == len(years) * len(LEVELS)


@given(SMALL_LISTS, SMALL_EVENTS)
def test_names_of_people_change_nothing(people, rows):
    # Turned round, so that the order of the names changes too.
    renamed = dict(zip("abcd", "zyxw", strict=True))
    other = {renamed[person]: years for person, years in people.items()}
    moved = [(renamed[person], year, kind) for person, year, kind in rows]
    one, two = (
        outcome_rate(listed(**who), events(*what), "appointed", 1, by=["rating"])
        for who, what in ((people, rows), (other, moved))
    )
    pd.testing.assert_frame_equal(one, two)


def test_callers_tables_stay_as_they_are():
    evaluations, outcomes = listed(a={2011: "good"}), events(("a", 2011, "masters"))
    before = evaluations.copy(), outcomes.copy()
    outcome_counts(outcomes, by=["year", "kind"])
    outcome_rate(evaluations, outcomes, "training", 1, by=["rating"])
    pd.testing.assert_frame_equal(evaluations, before[0])
    pd.testing.assert_frame_equal(outcomes, before[1])


@pytest.mark.parametrize("by", [["rating"], ["sex"], ["year", "rating"], ["unit"]])
def test_nobody_gives_an_empty_table_with_every_column(by):
    nobody, nothing = listed(), events()
    table = outcome_rate(nobody, nothing, "training", 1, by=by)
    assert table.empty
    some = outcome_rate(listed(a={2011: "good"}), nothing, "training", 1, by=by)
    assert list(table) == list(some)
    assert table.drop(columns="origin").dtypes.equals(some.drop(columns="origin").dtypes)
    assert some[["at_risk", "people"]].sum().tolist() == [0, 0]
    assert some["share"].isna().all()
    assert some["not_followed"].sum() == 1
    assert list(outcome_counts(nothing, by=["kind"])) == ["kind", "events", "people", "origin"]


def test_counted_cells_cannot_be_followed():
    person, cell = listed(a={2011: "good", 2012: "good"}), listed(a={2011: "good"})
    with pytest.raises(ValueError, match="evaluations are counted cells"):
        outcome_rate(cell.assign(person=None), events(), "training", 1, by=["rating"])
    with pytest.raises(ValueError, match="evaluations are counted cells"):
        outcome_rate(cell.assign(count=2), events(), "training", 1, by=["rating"])
    with pytest.raises(ValueError, match="'training' are counted cells"):
        outcome_rate(person, events((None, 2012, "masters")), "training", 1, by=["rating"])


def test_cells_of_another_kind_are_no_obstacle():
    evaluations = listed(a={2011: "good", 2012: "good"})
    outcomes = events((None, 2012, "masters"), ("a", 2012, "planned"))
    table = outcome_rate(evaluations, outcomes, "planned", 1, by=["rating"])
    assert table["people"].sum() == 1


@pytest.mark.parametrize(
    ("outcomes", "asked", "complaint"),
    [
        (events(("a", 2012, "masters"), last_year=2013), {}, "of a period of years"),
        (events(("a", 2012, "masters"), origin="simulated"), {}, "never summed"),
        (events(), {"kind": "promoted"}, "no outcome kind is called 'promoted'; known: app"),
        (events(), {"within_years": 0}, "holds no later year"),
        (events(), {"by": []}, "name at least one column"),
    ],
)
def test_a_wrong_request_says_what_to_do(outcomes, asked, complaint):
    request = {"kind": "training", "within_years": 1, "by": ["rating"], **asked}
    with pytest.raises(ValueError, match=complaint):
        outcome_rate(listed(a={2011: "good"}), outcomes, **request)


def rates(*groups, column="rating"):
    """Return a rate table of groups (name, people, at_risk)."""
    people, outcomes = {}, []
    for name, had, at_risk in groups:
        for number in range(at_risk):
            person = f"{name}{number}"
            rating = name if column == "rating" else "good"
            sex = name if column == "sex" else None
            people[person] = {"sex": sex, 2011: rating, 2012: rating}
            outcomes += [(person, 2012, "planned")] * (number < had)
    return outcome_rate(listed(**people), events(*outcomes), "planned", 1, by=[column])


def test_two_groups_differ_by_newcombes_interval():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 - 48/80,
    # method 10: 0.0524 to 0.3339.
    row = rate_difference(rates(("good", 48, 80), ("excellent", 56, 70)), by=["rating"]).iloc[0]
    assert (row.high_group, row.high_people, row.high_at_risk) == ("excellent", 56, 70)
    assert (row.low_group, row.low_people, row.low_at_risk) == ("good", 48, 80)
    assert (row.groups, row.level) == (2, pytest.approx(0.95))
    assert (row.high_share, row.low_share) == pytest.approx((0.8, 0.6))
    assert row.difference == pytest.approx(0.2)
    assert (row.difference_low, row.difference_high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert row.origin == "recorded"


def test_the_extremes_of_four_groups_are_one_of_six_comparisons():
    groups = [("not_completed", 2, 20), ("completed", 6, 30), ("good", 20, 40)]
    table = rates(*groups, ("excellent", 12, 40))
    row = rate_difference(table, by=["rating"]).iloc[0]
    pairs = len(list(itertools.combinations(range(4), 2)))
    assert (row.high_group, row.low_group, row.groups) == ("good", "not_completed", 4)
    assert row.level == pytest.approx(1 - 0.05 / pairs)
    expected = confint_proportions_2indep(20, 40, 2, 20, method="newcomb", alpha=0.05 / pairs)
    assert (row.difference_low, row.difference_high) == pytest.approx(expected)
    plain = confint_proportions_2indep(20, 40, 2, 20, method="newcomb")
    assert row.difference_low < plain[0]


def test_small_groups_are_left_out_of_the_comparison():
    table = rates(("completed", 19, 19), ("good", 5, 20), ("excellent", 9, 30))
    row = rate_difference(table, by=["rating"]).iloc[0]
    assert (row.high_group, row.low_group, row.groups) == ("excellent", "good", 2)


def test_people_of_unknown_sex_are_not_compared():
    table = rates(("female", 5, 25), ("male", 6, 25), (None, 25, 25), column="sex")
    assert len(table) == 3
    assert rate_difference(table, by=["sex"]).iloc[0].high_group == "male"


def test_nothing_to_compare_is_missing():
    for table in (rates(("good", 5, 20)), rates(("good", 5, 20), ("excellent", 1, 3)), rates()):
        row = rate_difference(table, by=["rating"]).iloc[0]
        assert row.groups == (len(table) > 0)
        assert row.drop(["groups", "origin"]).isna().all()


def test_equal_rates_are_of_two_groups_and_do_not_differ():
    table = rates(("good", 0, 20), ("excellent", 0, 25))
    row = rate_difference(table, by=["rating"]).iloc[0]
    assert {row.high_group, row.low_group} == {"good", "excellent"}
    assert row.difference_low < row.difference == 0 < row.difference_high


def test_windows_are_compared_one_at_a_time():
    table = rates(("good", 5, 20), ("excellent", 5, 20))
    with pytest.raises(ValueError, match="one kind and one window"):
        rate_difference(pd.concat([table, table]), by=["rating"])
    with pytest.raises(ValueError, match="one column"):
        rate_difference(table, by=["rating", "kind"])


def test_a_recorded_kind_that_nobody_had_is_a_zero():
    nobody = tables.frame(tables.OUTCOMES)
    recorded = {"masters": (2011, 2012), "training": (2012,), "rotated": ()}
    for by in (["year", "kind"], ["kind"]):
        table = outcome_counts(nobody, by, recorded, origin="simulated")
        assert table["events"].eq(0).all() and table["people"].eq(0).all()
        assert set(table["origin"]) == {"simulated"}
    assert table["kind"].tolist() == ["masters", "training"]
    assert outcome_counts(nobody, ["kind"]).empty


def test_a_year_without_an_event_is_zero_where_the_kind_was_recorded_and_has_no_row_where_not():
    rows = events(("p", 2011, "masters"), ("q", 2012, "rotated"), ("r", 2013, "rotated"))
    recorded = {"masters": (2011, 2012), "training": (2012, 2011), "rotated": (2011, 2012, 2013)}
    table = outcome_counts(rows, ["year", "kind"], recorded)
    counted = dict(
        zip(zip(table["year"], table["kind"], strict=True), table["events"], strict=True)
    )
    assert counted == {
        **{(2011, kind): 1 for kind in ("masters", "training")},
        **{(2012, kind): 0 for kind in ("masters", "training")},
        **{(2011, "rotated"): 0, (2012, "rotated"): 1, (2013, "rotated"): 1},
    }
    assert table["year"].is_monotonic_increasing
    assert table.dtypes.equals(outcome_counts(rows, ["year", "kind"]).dtypes)


def test_a_wide_kind_has_no_sum_for_a_year_in_which_a_part_of_it_was_not_recorded():
    rows = events(
        ("p", 2011, "appointed"), ("q", 2012, "appointed"), ("r", 2012, "reappointed"),
        ("s", 2012, "rotated"),
    )  # fmt: skip
    recorded = {
        "appointed": (2011, 2012),
        "reappointed": (2012,),
        "appointed_or_reappointed": (2012,),
        "rotated": (2012,),
    }
    table = outcome_counts(rows, ["year", "kind"], recorded)
    wide = table[table["kind"] == "appointed_or_reappointed"]
    assert wide[["year", "events"]].to_numpy().tolist() == [[2012, 2]]
    assert table.loc[table["year"] == 2011, "kind"].tolist() == ["appointed"]
    # Of the whole period the events counted are told, whenever they were.
    period = outcome_counts(rows, ["kind"], recorded).set_index("kind")["events"]
    assert period["appointed_or_reappointed"] == 3
