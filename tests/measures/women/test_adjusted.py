from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import brunnermunzel, chi2, mannwhitneyu, t
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from analysis import records
from analysis.measures.women.adjusted import adjusted_rating_gap
from analysis.measures.women.superiority import chance_higher, superiority

# Admissions to Berkeley's six largest departments, autumn 1973 (Bickel, Hammel and O'Connell 1975,
# Science 187, 398-404): women admitted and rejected, men admitted and rejected.
BERKELEY = {
    "A": (89, 19, 512, 313),
    "B": (17, 8, 353, 207),
    "C": (202, 391, 120, 205),
    "D": (131, 244, 138, 279),
    "E": (94, 299, 53, 138),
    "F": (24, 317, 22, 351),
}


def cells(strata, origin="recorded", **others):
    rows = [
        {"year": 2015, "unit": unit, "sex": sex, "rating": rating, "count": count, **others}
        for unit, counts in strata.items()
        for (sex, rating), count in zip(
            product(["female", "male"], ["excellent", "good"]), counts, strict=True
        )
    ]
    return records.frame(records.EVALUATIONS, [{"origin": origin, **row} for row in rows])


def gap(strata):
    return adjusted_rating_gap(cells(strata), "unit").iloc[0]


def test_berkeley_as_published():
    result = gap(BERKELEY)
    # R's mantelhaen.test(UCBAdmissions): men against women 0.9046968 (0.7719074, 1.0603298).
    assert 1 / result.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert (1 / result.odds_high, 1 / result.odds_low) == pytest.approx(
        (0.7719074, 1.0603298), abs=5e-8
    )
    # All departments together: 557 of 1835 women against 1198 of 2691 men.
    assert result.unadjusted == pytest.approx(557 * 1493 / (1278 * 1198))
    assert (result.strata_used, result.total_women, result.total_men) == (6, 1835, 2691)
    assert result.turned_round
    assert (result.level, result.origin) == ("excellent", "recorded")


def test_the_formula_of_mantel_and_haenszel_by_hand():
    result = gap(BERKELEY)
    table = np.array(list(BERKELEY.values()), float)
    a, b, c, d = table.T
    n = table.sum(axis=1)
    assert result.odds_ratio == pytest.approx((a * d / n).sum() / (b * c / n).sum())
    expected = (a + b) * (a + c) / n
    variance = (a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))
    statistic = (a.sum() - expected.sum()) ** 2 / variance.sum()
    assert result.p_value == pytest.approx(chi2.sf(statistic, 1))


def test_one_stratum_is_the_plain_odds_ratio():
    result = gap({"a": (7, 5, 3, 12)})
    plain = Table2x2([[7, 5], [3, 12]])
    assert result.odds_ratio == result.unadjusted == pytest.approx(plain.oddsratio)
    assert (result.odds_low, result.odds_high) == pytest.approx(plain.oddsratio_confint())
    assert not result.turned_round


def test_a_reversal_made_by_hand():
    # In either unit women do better; together they do worse, most being in the stricter unit.
    result = gap({"lenient": (9, 1, 80, 20), "strict": (30, 70, 2, 8)})
    assert result.odds_ratio > 1 > result.unadjusted
    assert result.turned_round


def test_strata_of_one_sex_carry_nothing_but_are_in_the_unadjusted():
    both = {"a": (7, 5, 3, 12), "b": (4, 9, 6, 8)}
    alone, beside = gap(both), gap({**both, "women only": (30, 2, 0, 0)})
    for name in ("odds_ratio", "odds_low", "odds_high", "p_value", "total_women", "strata_used"):
        assert getattr(beside, name) == getattr(alone, name)
    assert beside.unadjusted == pytest.approx(41 * 20 / (16 * 9))


def test_unknown_sex_and_the_not_rated_count_nowhere():
    rows = cells({"a": (7, 5, 3, 12)})
    unknown = rows.assign(sex=None, count=rows["count"] * 9).astype(rows.dtypes)
    not_rated = rows.assign(rating=None, count=rows["count"] * 7).astype(rows.dtypes)
    together = pd.concat([rows, unknown, not_rated], ignore_index=True)
    told, plain = (adjusted_rating_gap(each, "unit").iloc[0] for each in (together, rows))
    assert told["unknown"] == 9 * 27
    for name in ("odds_ratio", "p_value", "women", "total_women", "men", "total_men", "expected"):
        assert told[name] == plain[name]


def test_an_unknown_stratum_is_no_group_of_like_posts():
    result = gap({"a": (7, 5, 3, 12), None: (1, 2, 3, 4)})
    assert (result.strata_used, result.total_women, result.not_stated) == (1, 12, 10)


def test_several_columns_make_the_strata():
    rows = cells({"a": (7, 5, 3, 12), "b": (4, 9, 6, 8)}).assign(post_group="schools")
    other = rows.assign(post_group="communes")
    together = pd.concat([rows, other], ignore_index=True)
    assert adjusted_rating_gap(together, ["post_group", "unit"])["strata_used"].item() == 4


def test_several_years_of_the_same_persons_are_refused():
    rows = cells({"a": (7, 5, 3, 12)})
    together = pd.concat([rows, rows.assign(year=2014)], ignore_index=True)
    with pytest.raises(ValueError, match="2014, 2015"):
        adjusted_rating_gap(together, "unit")


@pytest.mark.parametrize(
    ("counts", "p_value"),
    [((5, 0, 9, 0), 1.0), ((0, 5, 0, 9), 1.0), ((5, 0, 0, 9), chi2.sf(13, 1))],
)
def test_odds_without_a_finite_ratio_are_missing_and_still_tested(counts, p_value):
    result = gap({"a": counts})
    assert np.isnan([result.odds_ratio, result.odds_low, result.odds_high]).all()
    assert result.p_value == pytest.approx(p_value)
    assert pd.isna(result.turned_round)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 0, 4, 5), (4, 5, 0, 0)])
def test_nobody_to_compare_is_missing(counts):
    result = gap({"a": counts})
    assert result.strata_used == result.total_women == result.total_men == 0
    assert np.isnan([result.odds_ratio, result.p_value, result.unadjusted]).all()
    assert pd.isna(result.turned_round)


def test_mixed_origins_and_no_stratum_are_refused():
    mixed = pd.concat([cells({"a": (1, 2, 3, 4)}), cells({"a": (1, 2, 3, 4)}, origin="published")])
    with pytest.raises(ValueError, match="published and recorded"):
        adjusted_rating_gap(mixed, "unit")
    with pytest.raises(ValueError, match="at least one column"):
        adjusted_rating_gap(cells({"a": (1, 2, 3, 4)}), [])


small = st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=4)


@given(small)
def test_exchanging_the_sexes_inverts_the_odds_ratio(strata):
    one = gap(dict(zip("abcd", strata, strict=False)))
    exchanged = [(c, d, a, b) for a, b, c, d in strata]
    other = gap(dict(zip("abcd", exchanged, strict=False)))
    assert 1 / one.odds_ratio == pytest.approx(other.odds_ratio, nan_ok=True)
    assert one.p_value == pytest.approx(other.p_value, nan_ok=True)
    assert str(one.turned_round) == str(other.turned_round)


@given(small)
@settings(max_examples=25)
def test_sentence_and_p_value_are_one_statement_and_the_test_is_the_librarys(strata):
    result = gap(dict(zip("abcd", strata, strict=False)))
    used = [each for each in strata if each[0] + each[1] and each[2] + each[3]]
    if np.isnan(result.p_value) or result.p_value == 1:
        return
    tables_used = np.array([[[a, b], [c, d]] for a, b, c, d in used], float).transpose(1, 2, 0)
    library = StratifiedTable(tables_used)
    assert result.p_value == pytest.approx(chi2.sf(library.test_null_odds().statistic, 1))
    assert (result.more_low > 0 or result.more_high < 0) == (result.p_value < 0.05)
    assert result.women - result.expected == pytest.approx(result.more)
    if not np.isnan(result.odds_ratio):
        assert (result.more > 1e-9) == (result.odds_ratio > 1 + 1e-9)


def test_the_test_of_equal_odds_is_that_of_breslow_and_day():
    # R's BreslowDayTest(UCBAdmissions) of DescTools: X-squared 18.826, df 5, p = 0.002071.
    assert gap(BERKELEY).equal_odds == pytest.approx(0.002071, abs=2e-6)
    assert np.isnan(gap({"a": (7, 5, 3, 12)}).equal_odds)


def test_so_many_people_more_are_found_four_times_in_five():
    random, sizes, shares = np.random.default_rng(4), [(60, 80), (90, 40)], [0.4, 0.6]
    alike = [
        (round(w * p), w - round(w * p), round(m * p), m - round(m * p))
        for (w, m), p in zip(sizes, shares, strict=True)
    ]
    least = gap(dict(zip("ab", alike, strict=True))).detectable_people
    higher = least / sum(w * m / (w + m) for w, m in sizes)
    found = 0
    for _ in range(1000):
        worlds = []
        for (w, m), p in zip(sizes, shares, strict=True):
            women, men = random.binomial(w, p + higher), random.binomial(m, p)
            worlds.append([[women, w - women], [men, m - men]])
        test = StratifiedTable(np.array(worlds, float).transpose(1, 2, 0)).test_null_odds()
        found += chi2.sf(test.statistic, 1) < 0.05
    assert 0.76 <= found / 1000 <= 0.86


@given(
    st.lists(st.tuples(*[st.integers(8, 30)] * 4), min_size=2, max_size=2),
    st.tuples(*[st.integers(0, 1)] * 4),
)
@settings(max_examples=10)
def test_what_is_judged_no_placing_of_those_of_no_known_stratum_turns(strata, astray):
    known = dict(zip("ab", strata, strict=True))
    told = gap({**known, None: astray})

    def ending(placed):
        table = np.array([each for each in placed.values() if sum(each[:2]) and sum(each[2:])])
        a, b, c, d = table.T.astype(float)
        n = a + b + c + d
        more = (a - (a + b) * (a + c) / n).sum()
        spread = ((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))).sum()
        return int(np.sign(more)) * (chi2.sf(more**2 / spread, 1) < 0.05)

    endings = set()
    for places in product("abc", repeat=4):
        placed = {name: list(known.get(name, (0, 0, 0, 0))) for name in "abc"}
        for cell, (place, n) in enumerate(zip(places, astray, strict=True)):
            placed[place][cell] += n
        endings.add(ending(placed))
    if told.judged:
        assert endings == {ending(known)}
    else:
        assert told.why == "unknown"


counts = st.lists(st.integers(0, 6), min_size=4, max_size=4)


@given(counts, counts)
def test_superiority_counts_every_pair(women, men):
    pairs = [
        (w > m) + (w == m) / 2
        for w, m in product(np.repeat(range(4), women), np.repeat(range(4), men))
    ]
    result = chance_higher(women, men)
    assert result.probability == pytest.approx(np.mean(pairs) if pairs else np.nan, nan_ok=True)
    assert np.isnan(result.low) == np.isnan(result.high)
    if not np.isnan(result.low):
        assert 0 <= result.low <= result.probability + 1e-12
        assert result.probability - 1e-12 <= result.high <= 1


@given(counts, counts)
def test_superiority_both_ways_is_one(women, men):
    one, other = chance_higher(women, men), chance_higher(men, women)
    if not (any(women) and any(men)):
        assert np.isnan([one.probability, other.probability]).all()
        return
    assert one.probability + other.probability == pytest.approx(1)
    assert np.isnan(one.low) == np.isnan(other.high)
    if not np.isnan(one.low):
        assert one.low + other.high == pytest.approx(1)


def test_the_interval_is_that_of_brunner_and_munzel():
    women, men = [2, 14, 76, 60], [3, 12, 90, 40]
    result = chance_higher(women, men)
    # scipy reports the chance that the second is the larger.
    test = brunnermunzel(np.repeat(range(4), men), np.repeat(range(4), women))
    error = (result.probability - 0.5) / test.statistic
    df = brentq(lambda f: 2 * t.sf(abs(test.statistic), f) - test.pvalue, 5, 5000)
    half = t.ppf(0.975, df) * error
    assert result.low == pytest.approx(result.probability - half, abs=1e-9)
    assert result.high == pytest.approx(result.probability + half, abs=1e-9)
    u = mannwhitneyu(np.repeat(range(4), women), np.repeat(range(4), men)).statistic
    assert result.probability == pytest.approx(u / (152 * 145))


@pytest.mark.parametrize(
    ("women", "men", "probability"),
    [
        ([0, 0, 9], [0, 0, 4], 0.5),
        ([0, 0, 9], [4, 0, 0], 1.0),
        ([0, 0, 1], [1, 1, 2], 0.75),
        ([0, 0, 1_000_000], [0, 0, 3_000_000], 0.5),
    ],
)
def test_without_variation_there_is_a_probability_and_no_interval(women, men, probability):
    result = chance_higher(women, men)
    assert result.probability == probability
    assert np.isnan([result.low, result.high]).all()


def test_an_unused_level_changes_nothing():
    assert chance_higher([2, 0, 5], [3, 0, 1]) == chance_higher([2, 5], [3, 1])


@pytest.mark.parametrize(("women", "men"), [([1, 2], [1, 2, 3]), ([1, -1], [1, 1])])
def test_counts_off_one_scale_are_refused(women, men):
    with pytest.raises(ValueError, match="same levels"):
        chance_higher(women, men)


def test_counts_without_levels_are_nobody():
    for women, men in (([], [0, 0, 0, 1]), ([1, 2], []), ([], [])):
        assert np.isnan(chance_higher(women, men).probability)


def test_over_the_whole_scale_each_side_needs_twenty():
    def told(women, men):
        rows = cells({"a": (women - 5, 5, men - 7, 7)})
        return superiority(rows, "year").iloc[0]

    few, enough = told(19, 60), told(20, 60)
    assert (few.judged, enough.judged) == (False, True)
    assert np.isnan(few.probability_low) and not np.isnan(enough.probability_low)
    assert enough.probability == pytest.approx(
        chance_higher([0, 0, 5, 15], [0, 0, 7, 53]).probability
    )
