from collections import Counter
from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from person_by_person import belongs, careers, state, unfollowed
from random_histories import asked_of, filters, on_histories, population
from scipy.stats import binomtest, chi2
from statsmodels.stats.contingency_tables import SquareTable, mcnemar

from analysis import records
from analysis.measures.change.transitions import rating_transitions, symmetry

RATINGS = ["excellent", "good", "completed", "not_completed"]
STATES = [*RATINGS, "not_rated", "absent"]
EVERY = [*RATINGS, "not_rated", "withheld", "elsewhere", "not_reported", "absent"]

# Unaided distance vision of 7477 women, right eye by left eye, best grade first (Stuart 1953,
# Biometrika 40, 105-110; tested in Stuart 1955, Biometrika 42, 412-416).
VISION = [
    [1520, 266, 124, 66],
    [234, 1512, 432, 78],
    [117, 362, 1772, 205],
    [36, 82, 179, 492],
]


def persons(moves):
    """Return the population of two years of people given as (from, to)."""
    return asked_of(listed(moves), years=(2014, 2015))


def listed(moves):
    rows = [
        {
            "year": year,
            "person": f"p{number}",
            "rating": None if state == "not_rated" else state,
            "count": 1,
            "origin": "recorded",
        }
        for number, move in enumerate(moves)
        for year, state in zip((2014, 2015), move, strict=True)
        if state != "absent"
    ]
    return records.frame(records.EVALUATIONS, rows)


def square(counts):
    size = len(counts)
    return persons(
        (RATINGS[i], RATINGS[j])
        for i in range(size)
        for j in range(size)
        for _ in range(counts[i][j])
    )


def symmetry_of(counts):
    return symmetry(rating_transitions(square(counts), 2014, 2015))


def test_unaided_vision_as_published():
    result = symmetry_of(VISION)
    assert (round(result.statistic, 2), result.df) == (19.11, 6)
    assert (round(result.marginal_statistic, 2), result.marginal_df) == (11.96, 3)
    assert result.p_value == pytest.approx(chi2.sf(result.statistic, 6))
    assert result.marginal_p_value == pytest.approx(chi2.sf(result.marginal_statistic, 3))
    assert (result.pairs, result.origin) == (7477, "recorded")


def test_bowker_by_hand():
    result = symmetry_of([[5, 9, 0], [3, 7, 4], [0, 1, 2]])
    assert result.statistic == pytest.approx((9 - 3) ** 2 / 12 + (4 - 1) ** 2 / 5)
    # Nobody moved between the first level and the third.
    assert result.df == 2


def test_two_levels_are_mcnemar():
    result = symmetry_of([[50, 12], [5, 20]])
    expected = mcnemar([[50, 12], [5, 20]], exact=False, correction=False)
    assert result.statistic == pytest.approx(expected.statistic)
    assert result.marginal_statistic == pytest.approx(expected.statistic)
    assert result.p_value == result.marginal_p_value == pytest.approx(expected.pvalue)
    # An order of magnitude that exact enumeration confirms.
    assert abs(binomtest(5, 17).pvalue - result.p_value) < 0.06


def test_levels_linked_by_nobody_are_tested_apart_and_added():
    result = symmetry_of([[9, 5, 0, 0], [2, 4, 0, 0], [0, 0, 3, 1], [0, 0, 7, 6]])
    assert result.marginal_statistic == pytest.approx(3**2 / 7 + 6**2 / 8)
    assert (result.marginal_df, result.df) == (2, 2)


def test_a_level_where_nobody_moves_takes_nothing_from_the_others():
    result = symmetry_of([[9, 5, 0], [2, 4, 0], [0, 0, 3]])
    assert (result.marginal_statistic, result.marginal_df) == (pytest.approx(9 / 7), 1)


@given(st.lists(st.integers(0, 6), min_size=16, max_size=16))
def test_statistics_are_the_generalised_inverse(flat):
    counts = np.array(flat).reshape(4, 4)
    result = symmetry_of(counts)
    if not counts.sum():
        assert np.isnan([result.statistic, result.marginal_statistic, result.p_value]).all()
        return
    change = (counts.sum(axis=0) - counts.sum(axis=1)).astype(float)
    covariance = np.diag(counts.sum(axis=0) + counts.sum(axis=1)) - counts - counts.T
    inverse = np.linalg.pinv(covariance.astype(float))
    assert result.marginal_statistic == pytest.approx(change @ inverse @ change, abs=1e-8)
    assert result.marginal_df == np.linalg.matrix_rank(covariance)
    library = SquareTable(counts, shift_zeros=False)
    assert result.statistic == pytest.approx(library.symmetry().statistic)
    mirrored = symmetry_of(counts.T)
    assert mirrored.p_value == pytest.approx(result.p_value)


def test_nobody_moved():
    result = symmetry_of([[9, 0], [0, 4]])
    assert (result.statistic, result.df, result.p_value) == (0, 0, 1)
    assert (result.marginal_statistic, result.marginal_df, result.marginal_p_value) == (0, 0, 1)


def test_those_rated_once_are_not_symmetry_of():
    moves = [("excellent", "good")] * 3 + [("good", "not_rated"), ("absent", "good")]
    result = symmetry(rating_transitions(persons(moves), 2014, 2015))
    assert (result.pairs, result.df, result.statistic) == (3, 1, 3)


def test_several_pairs_of_years_are_refused():
    table = rating_transitions(square([[1, 2], [3, 4]]), 2014, 2015)
    with pytest.raises(ValueError, match="one pair of years"):
        symmetry(pd.concat([table, table]))


moves = st.lists(
    st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)).filter(
        lambda move: move != ("absent", "absent")
    ),
    max_size=30,
)


@given(moves)
def test_transitions_conserve_people(drawn):
    evaluations = listed(drawn)
    kept = evaluations.copy(deep=True)
    table = rating_transitions(asked_of(evaluations, years=(2014, 2015)), 2014, 2015)
    pd.testing.assert_frame_equal(evaluations, kept)
    sizes = evaluations["year"].value_counts()
    if len(sizes) < 2:
        assert table.empty
        return
    assert table.loc[table["from"] != "absent", "n"].sum() == sizes[2014]
    assert table.loc[table["to"] != "absent", "n"].sum() == sizes[2015]
    told = table[["from", "to", "n", "share_of_rated", "share_of_all"]]
    for start, end, n, of_rated, of_all in told.itertuples(index=False):
        assert n == drawn.count((start, end))
        starters = [move for move in drawn if move[0] == start]
        assert of_all == pytest.approx(n / len(starters) if starters else np.nan, nan_ok=True)
        rated = [move for move in starters if {*move} <= {*RATINGS}]
        share = n / len(rated) if rated and {start, end} <= {*RATINGS} else np.nan
        assert of_rated == pytest.approx(share, nan_ok=True)


@on_histories(filters, st.sampled_from(["sex", "post_group"]))
def test_transitions_are_the_moves_of_each_person(rows, of, by):
    people = population(rows, of)
    gone = unfollowed(rows)
    expected = Counter()
    for own in careers(rows).values():
        inside = [y for y in (2011, 2012) if y in own and belongs(own[y], people.of)]
        if inside:
            ends = (state(own, year, people.of, gone) for year in (2011, 2012))
            expected[own[inside[0]][by], *ends] += 1
    table = rating_transitions(people, 2011, 2012, by=by)
    told = table[table["n"] > 0][[by, "from", "to", "n"]].astype(object)
    told = told.where(told.notna(), None)
    seen = [{end for *_, end in expected}, {start for _, start, _ in expected}]
    outside = {"elsewhere", "not_reported", "absent"}
    if all(states - outside for states in seen):
        assert Counter({tuple(r[:-1]): r[-1] for r in told.itertuples(index=False)}) == expected
    else:
        assert table.empty


def test_states_are_ordered_best_first_in_both_columns():
    table = rating_transitions(persons([("good", "excellent")]), 2014, 2015)
    for column in ("from", "to"):
        assert table[column].cat.categories.tolist() == EVERY
        assert table[column].cat.ordered
    # Four ratings and absent; nobody goes from absent to absent.
    assert table[["from", "to"]].drop_duplicates().shape == (24, 2)
    assert set(table["year"]) == {2014}
    assert set(table["next_year"]) == {2015}


def test_who_is_counted_without_a_name_turns_nothing_off():
    evaluations = listed([("good", "excellent")])
    counted = evaluations.assign(person=None).astype(evaluations.dtypes)
    both = asked_of(pd.concat([counted, evaluations], ignore_index=True), years=(2014, 2015))
    told = rating_transitions(both, 2014, 2015)
    alone = rating_transitions(persons([("good", "excellent")]), 2014, 2015)
    unnamed = ["unnamed_before", "unnamed_after"]
    pd.testing.assert_frame_equal(told.drop(columns=unnamed), alone.drop(columns=unnamed))
    assert told[unnamed].drop_duplicates().to_numpy().tolist() == [[1, 1]]
    assert alone[unnamed].to_numpy().sum() == 0


def test_a_year_without_a_list_is_no_crowd_of_leavers():
    table = rating_transitions(persons([("good", "absent")] * 3), 2014, 2015)
    assert table.empty
    assert table.columns.tolist() == [
        *("year", "next_year", "from", "to", "n", "share_of_rated", "share_of_all"),
        *("unnamed_before", "unnamed_after", "of", "origin"),
    ]
    assert symmetry(table).pairs == 0


def test_a_year_is_not_followed_to_itself_and_nobody_goes_nowhere():
    table = rating_transitions(persons([("good", "excellent")]), 2014, 2015)
    rows = listed([("good", "good")])
    cells = asked_of(rows.assign(person=None).astype(rows.dtypes), years=(2014, 2015))
    nobody = asked_of(records.frame(records.EVALUATIONS), years=(2014, 2015))
    for people, year in ((persons([("good", "good")]), 2014), (cells, 2015), (nobody, 2015)):
        empty = rating_transitions(people, 2014, year)
        assert empty.empty
        assert empty.columns.tolist() == table.columns.tolist()
        assert (symmetry(empty).rose, symmetry(empty).fell, symmetry(empty).pairs) == (0, 0, 0)


def test_mixed_origins_are_refused():
    one = listed([("good", "good")])
    both = pd.concat([one, one.assign(origin="simulated", person="q")], ignore_index=True)
    with pytest.raises(ValueError, match="recorded and simulated"):
        rating_transitions(asked_of(both, years=(2014, 2015)), 2014, 2015)


def exact_p(rose, fell):
    """Return the chance of a split as unlikely as this one or more, over all outcomes."""
    moved = rose + fell
    chances = [Fraction(comb(moved, k), 2**moved) for k in range(moved + 1)]
    return float(sum(chance for chance in chances if chance <= chances[rose]))


@given(
    moves=st.lists(st.tuples(st.sampled_from(RATINGS), st.sampled_from(RATINGS)), max_size=30),
)
def test_rises_against_falls_agree_with_the_enumeration_of_all_splits(moves):
    result = symmetry(rating_transitions(persons(moves), 2014, 2015))
    rank = {rating: -place for place, rating in enumerate(RATINGS)}
    rose = sum(rank[after] > rank[before] for before, after in moves)
    fell = sum(rank[after] < rank[before] for before, after in moves)
    assert (result.rose, result.fell) == (rose, fell)
    if moves:
        assert result.direction_p_value == pytest.approx(exact_p(rose, fell))
    else:
        assert np.isnan(result.direction_p_value)


def test_lopsided_moves_are_not_a_direction():
    # 49 fall by one level between the best two, 50 rise between the next two.
    counts = [[100, 49, 0, 0], [0, 100, 0, 0], [0, 50, 100, 0], [0, 0, 0, 100]]
    result = symmetry_of(counts)
    assert result.p_value < 1e-6
    assert (result.rose, result.fell) == (50, 49) and result.direction_p_value == 1
