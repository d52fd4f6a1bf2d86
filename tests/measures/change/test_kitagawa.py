from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.change.kitagawa import kitagawa

NAMES = "abcdef"


def side(*rows, origin="recorded"):
    """Return a table of strata from (name, people at the level, people)."""
    return pd.DataFrame(
        {
            "post_group": pd.Series([name for name, _, _ in rows], dtype="str"),
            "total": pd.array([total for _, _, total in rows], dtype="Int64"),
            "share": [k / total if total else np.nan for _, k, total in rows],
            "origin": pd.Series([origin] * len(rows), dtype="str"),
        }
    )


def split(before, after):
    return kitagawa(side(*before), side(*after), by=["post_group"]).set_index("post_group")


def test_worked_by_hand():
    # Schools 40 of 100 and communes 10 of 100; then 60 of 100 and 10 of 50. Weights 1/2, 1/2 ->
    # 2/3, 1/3; shares 0.4, 0.1 -> 0.6, 0.2; the whole 1/4 -> 7/15, mean 43/120.
    table = split(
        [("schools", 40, 100), ("communes", 10, 100)], [("schools", 60, 100), ("communes", 10, 50)]
    )
    exact = Fraction
    mean = exact(43, 120)
    assert table.loc["schools", "mix"] == pytest.approx(float(exact(1, 6) * (exact(1, 2) - mean)))
    assert table.loc["schools", "rate"] == pytest.approx(float(exact(1, 5) * exact(7, 12)))
    assert table.loc["communes", "mix"] == pytest.approx(
        float(exact(-1, 6) * (exact(3, 20) - mean))
    )
    assert table.loc["communes", "rate"] == pytest.approx(float(exact(1, 10) * exact(5, 12)))
    assert table["total"].sum() == pytest.approx(float(exact(7, 15) - exact(1, 4)))


def test_a_split_that_people_of_no_known_group_could_turn_is_not_judged():
    # Five of 100 in each year can move a part by 10 points together: by hand, 0.05 + 0.05.
    far = split([("a", 20, 95), (None, 2, 5)], [("a", 60, 95), (None, 2, 5)])
    near = split([("a", 20, 95), (None, 2, 5)], [("a", 26, 95), (None, 2, 5)])
    assert far["judged"].all() and not near["judged"].any()
    assert split([("a", 5, 20)], [("a", 6, 20)])["judged"].all()
    assert not split([("a", 5, 19)], [("a", 6, 20)])["judged"].any(), "too few"


strata = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (min(p), max(p))),
    min_size=1,
    max_size=6,
)


def whole(rows):
    return Fraction(sum(k for _, k, _ in rows), sum(n for _, _, n in rows))


def named(rows):
    return [(name, *row) for name, row in zip(NAMES, rows, strict=False)]


@given(strata, strata)
def test_mix_and_rate_add_up_to_the_change_of_the_whole(before, after):
    before, after = named(before), named(after)
    table = split(before, after)
    assert table.index.is_unique
    if not (sum(n for *_, n in before) and sum(n for *_, n in after)):
        assert table[["mix", "rate", "total"]].isna().all().all()
        return
    change = float(whole(after) - whole(before))
    assert table["mix"].sum() + table["rate"].sum() == pytest.approx(change, abs=1e-12)
    assert (table["mix"] + table["rate"] - table["total"]).abs().max() <= 1e-12
    mix, rate = standardised(before, after)
    assert table["mix"].sum() == pytest.approx(float(mix), abs=1e-12)
    assert table["rate"].sum() == pytest.approx(float(rate), abs=1e-12)


def standardised(before, after):
    """Return mix and rate in exact fractions by holding first one year's shares, then the other's.

    Direct standardisation, an independent road to the same two sums.
    """
    people = [{name: n for name, _, n in side_} for side_ in (before, after)]
    shares = [{name: Fraction(k, n) for name, k, n in side_ if n} for side_ in (before, after)]
    filled = [{**shares[1 - i], **shares[i]} for i in (0, 1)]

    def expected(weights, rates):
        return sum(n * rates[name] for name, n in weights.items() if n) / Fraction(
            sum(weights.values())
        )

    mix = sum(expected(people[1], r) - expected(people[0], r) for r in filled) / 2
    rate = sum(expected(w, filled[1]) - expected(w, filled[0]) for w in people) / 2
    return mix, rate


@given(strata, st.integers(1, 7))
def test_equal_composition_has_no_mix(before, times):
    before = named(before)
    after = [(name, times * n - k, times * n) for name, k, n in before]
    assert split(before, after)["mix"].fillna(0).abs().max() <= 1e-15


rows_alike = st.tuples(st.integers(0, 5), st.integers(1, 9), st.integers(1, 9))


@given(st.lists(rows_alike, min_size=1, max_size=6))
def test_equal_rates_have_no_rate(rows):
    before = [(name, k * n, 5 * n) for name, (k, n, _) in zip(NAMES, rows, strict=False)]
    after = [(name, k * n, 5 * n) for name, (k, _, n) in zip(NAMES, rows, strict=False)]
    assert (split(before, after)["rate"] == 0).all()


@pytest.mark.parametrize("absent", [[], [("new", 0, 0)]])
def test_a_stratum_absent_on_one_side_has_only_mix(absent):
    table = split([("old", 10, 40), *absent], [("old", 10, 40), ("new", 30, 40)])
    assert table.loc["new", "rate"] == 0
    # Half of the people instead of none, at 3/4 where the mean of the whole is 3/8.
    assert table.loc["new", "mix"] == pytest.approx(0.5 * (0.75 - 0.375))


def test_a_stratum_of_nobody_contributes_nothing_and_spoils_nothing():
    table = split([("a", 10, 40), ("empty", 0, 0)], [("a", 20, 40), ("empty", 0, 0)])
    assert table.loc["empty", ["mix", "rate", "total"]].tolist() == [0, 0, 0]
    assert table["total"].sum() == pytest.approx(0.25)


def test_a_missing_stratum_is_matched_with_the_missing():
    table = kitagawa(
        side(("a", 1, 2), (None, 1, 4)), side(("a", 1, 2), (None, 2, 4)), ["post_group"]
    )
    assert len(table) == 2
    assert table["rate"].tolist() == pytest.approx([0, 4 / 6 * 0.25])


def test_columns_may_have_other_names_and_the_callers_frames_stay():
    before, after = side(("a", 1, 2)), side(("a", 2, 2))
    renamed = {"total": "people", "share": "part"}
    first, last = before.rename(columns=renamed), after.rename(columns=renamed)
    kept = first.copy(deep=True)
    table = kitagawa(first, last, ["post_group"], count="people", rate="part")
    pd.testing.assert_frame_equal(first, kept)
    assert table["rate"].tolist() == [0.5]


def test_origin_is_carried_and_never_mixed():
    assert split([("a", 1, 2)], [("a", 1, 2)])["origin"].tolist() == ["recorded"]
    bare = side(("a", 1, 2)).drop(columns="origin")
    assert "origin" not in kitagawa(bare, bare, ["post_group"])
    with pytest.raises(ValueError, match="published and recorded"):
        kitagawa(side(("a", 1, 2)), side(("a", 1, 2), origin="published"), ["post_group"])


def test_several_rows_of_a_stratum_and_no_stratum_are_refused():
    with pytest.raises(ValueError, match="several rows"):
        kitagawa(side(("a", 1, 2), ("a", 1, 2)), side(("a", 1, 2)), ["post_group"])
    with pytest.raises(ValueError, match="at least one column"):
        kitagawa(side(("a", 1, 2)), side(("a", 1, 2)), [])
