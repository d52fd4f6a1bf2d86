"""Cumulative incidence: R's figures, exact counts where nobody is cut off, and null worlds."""

import shutil
import subprocess
from collections import Counter
from fractions import Fraction
from math import exp, log, sqrt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_followed import lists_of
from random_histories import asked_of, one, table
from statsmodels.stats.proportion import proportion_confint

from analysis import load, records
from analysis.counts.states.following import END
from analysis.measures.outcomes.incidence import incidence
from analysis.measures.outcomes.incidence_difference import incidence_difference

FIRST, LAST = 2011, 2016
YEARS = tuple(range(FIRST, LAST + 1))


def world(lives, **more):
    """Return a population in which each person starts in 2011; a life is (years, how it ends)."""
    rows, events = [], []
    for number, (after, end) in enumerate(lives):
        person, start = f"p{number}", LAST - after if end == "end_known" else FIRST
        last = {"left": start + after - 1, "event": LAST, "end_known": LAST}[end]
        rows += [
            one(person=person, year=y, rating="good", unit=f"u{number}")
            for y in range(start, last + 1)
        ]
        if end == "event":
            events.append(
                {"person": person, "first_year": start + after, "last_year": start + after}
            )
    # Somebody who is never rated, so that there is a list of each year.
    rows += [one(person="clerk", year=year, unit="clerk") for year in YEARS]
    base = {"kind": "appointed", "count": 1, "origin": "recorded"}
    told = records.frame(records.OUTCOMES, [{**base, **event} for event in events])
    recorded = frozenset((None, "appointed", year) for year in YEARS)
    people = asked_of(table(rows), outcomes=told, recorded_outcomes=recorded, years=YEARS)
    return people.where(tier="district")


# Time and status (1 the event, 2 leaving, 0 neither) as given to R below.
TIME = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 1, 2, 3, 4, 4, 4, 4, 4]
STATUS = [1, 2, 0, 1, 1, 2, 0, 1, 2, 2, 1, 0, 1, 0, 0, 0, 0, 1, 2, 0]
NAMES = ["end_known", "event", "left"]
# survival 3.5: summary(survfit(Surv(time, factor(status, 0:2)) ~ 1)); cmprsk 2.2 gives the same
# estimates, and variances with n - 1 for n.
ESTIMATE = [0.1000000, 0.2062500, 0.2690341, 0.4125406]
ERROR = [0.06708204, 0.09206560, 0.10395783, 0.12268611]


def test_estimates_and_errors_are_those_of_r():
    told = incidence(world(list(zip(TIME, [NAMES[s] for s in STATUS], strict=True))), "appointed")
    told = told.set_index("time").loc[1:4]
    assert told["incidence"].to_list() == pytest.approx(ESTIMATE, abs=5e-8)
    assert told["error"].to_list() == pytest.approx(ERROR, abs=5e-9)
    assert told["at_risk"].to_list() == [20, 16, 11, 7]


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize("seed", range(5))
def test_random_curves_are_those_of_r(seed):
    chance = np.random.default_rng(seed)
    time, status = chance.integers(1, 6, 60), chance.integers(0, 3, 60)
    asked = (
        "library(survival);"
        f"t <- c({','.join(map(str, time))}); s <- c({','.join(map(str, status))});"
        'f <- summary(survfit(Surv(t, factor(s, 0:2)) ~ 1, conf.type="log-log"), times=1:5);'
        "cat(f$pstate[,2], f$std.err[,2], f$lower[,2], f$upper[,2], sep='\\n')"
    )
    r = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=True)
    estimates = np.array(r.stdout.split(), dtype=float).reshape(4, 5)
    told = incidence(world(list(zip(time, [NAMES[s] for s in status], strict=True))), "appointed")
    told = told.set_index("time").reindex(range(1, 6)).ffill()
    columns = told[["incidence", "error", "low", "high"]].to_numpy().T
    assert columns == pytest.approx(estimates, abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["event", "left"])), min_size=1))
def test_where_nobody_is_cut_off_it_is_the_plain_share(lives):
    told = incidence(world(lives), "appointed").set_index("time")["incidence"]
    happened = Counter(after for after, end in lives if end == "event")
    for time, share in told.items():
        within = sum(n for after, n in happened.items() if after <= time)
        assert share == pytest.approx(float(Fraction(within, len(lives))))


def test_groups_of_fewer_than_twenty_are_not_judged():
    told = incidence(world([(1, "event")] * 19), "appointed")
    assert not told["judged"].any()
    assert incidence(world([(1, "event")] * 20), "appointed")["judged"].all()


def test_nobody_followed_is_no_zero():
    people = world([(1, "event")] * 3).where(tier="district")
    told = incidence(people, "masters")
    assert told["incidence"].isna().all() and told["not_covered"].tolist() == [3]


def answers(counts):
    """Return a table of incidence made from counts alone: group → (time, how it ends) → people."""
    rows = [
        {"rating": group, "start_year": 2011, "that_year": "none", "after": after, "ended": end}
        | {"n": n, "of": ""}
        for group, ends in counts.items()
        for (after, end), n in ends.items()
    ]
    told = pd.DataFrame(rows).astype({"ended": END})

    ask = {"followed": lambda *_: told, "origin": "recorded", "of_whom": ""}
    people = SimpleNamespace(**ask, **lists_of("appointed"))
    return incidence(people, "appointed", by="rating")


def curve(events=(), left=(), end_known=()):
    """Return the curve of one group whose people have these times, by year."""
    times = {"event": events, "left": left, "end_known": end_known}
    pairs = Counter((time, end) for end, several in times.items() for time in several)
    return answers({"good": pairs}).set_index("time")


def test_without_anybody_leaving_it_is_what_the_product_limit_leaves():
    # Remission under 6-MP: Freireich et al. (1963), Blood 21, 699-716; the estimates are in Klein
    # and Moeschberger, Survival Analysis, 2nd ed., table 4.1.
    cut_off = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    told = curve(events=[6, 6, 6, 7, 10, 13, 16, 22, 23], end_known=cut_off)
    published = {6: (21, 0.8571), 7: (17, 0.8067), 10: (15, 0.7529), 13: (12, 0.6902)}
    published |= {16: (11, 0.6275), 22: (7, 0.5378), 23: (6, 0.4482)}
    for time, (at_risk, free) in published.items():
        assert told.loc[time, "at_risk"] == at_risk
        assert 1 - told.loc[time, "incidence"] == pytest.approx(free, abs=5e-5)
        assert told.loc[time, "not_followed"] == sum(end < time for end in cut_off)


def test_deaths_of_a_disease_beside_deaths_of_other_causes():
    # Satagopan et al. (2004), British Journal of Cancer 91, 1229-1235, table 2: of 305 patients
    # some died of the disease, some of other causes; percentages to one decimal.
    disease, other, alive = [10, 16, 23, 27], [18, 26], [7, 14, 24, *[30] * (305 - 9)]
    told = curve(disease, other, alive)
    at_risk = told.loc[[10, 16, 18, 23, 26, 27], "at_risk"]
    assert at_risk.tolist() == [304, 302, 301, 300, 298, 297]
    rise = (100 * told["incidence"]).diff().round(1)
    assert rise[rise > 0].to_dict() == dict.fromkeys(disease, 0.3)


def test_a_share_beyond_the_record_is_not_known_and_one_that_cannot_change_is():
    told = answers(
        {
            "good": {(1, "event"): 10, (1, "end_known"): 30},
            "excellent": {(1, "event"): 10, (2, "left"): 30},
            "completed": {(3, "end_known"): 40},
        }
    ).set_index(["rating", "time"])["incidence"]
    assert told["good", 1] == 0.25 and told["good"][[2, 3]].isna().all()
    assert told["excellent"].tolist() == [0.25] * 3
    assert told["completed"].tolist() == [0] * 3


def test_who_is_followed_for_less_is_not_taken_for_somebody_followed_to_the_horizon():
    """100 good followed one year, 100 excellent two: nobody can be compared at two."""
    told = answers(
        {
            "good": {(1, "event"): 5, (1, "end_known"): 95},
            "excellent": {(1, "event"): 5, (2, "event"): 40, (2, "end_known"): 55},
        }
    )
    assert incidence_difference(told, "rating", 1)["groups"].item() == 2
    row = incidence_difference(told, "rating", 2).iloc[0]
    assert row["groups"] == 1 and not row["judged"]


def test_a_year_of_which_fewer_than_twenty_are_left_to_follow_is_not_judged():
    told = curve(events=[1] * 10, end_known=[1] * 71 + [2] * 19)
    assert told["judged"].tolist() == [True, False]
    # Where nobody's record ends before, the share is of all who started.
    assert curve(events=[1] * 15, end_known=[2] * 15)["judged"].tolist() == [True, True]


def test_where_nobody_or_everybody_had_it_the_interval_is_wilsons():
    nobody, everybody = curve(end_known=[1] * 40), curve(events=[1] * 40)
    for told, count in ((nobody, 0), (everybody, 40)):
        expected = proportion_confint(count, 40, method="wilson")
        assert told.loc[1, ["low", "high"]].tolist() == pytest.approx(expected)


def test_the_difference_by_hand():
    # Nobody is cut off, so each incidence is a plain share: 30 of 100, and 10 of 50.
    told = answers(
        {
            "good": {(1, "event"): 30, (3, "end_known"): 70},
            "excellent": {(1, "event"): 10, (3, "end_known"): 40},
            "completed": {(1, "event"): 5, (3, "end_known"): 5},
        }
    )
    row = incidence_difference(told, "rating", 2).iloc[0]
    assert (row["groups"], row["high_group"], row["low_group"]) == (2, "good", "excellent")
    limits = {}
    for share, n in ((0.3, 100), (0.2, 50)):
        spread = 1.959964 * sqrt(share * (1 - share) / n) / (share * log(share))
        limits[share] = share ** exp(-spread), share ** exp(spread)
    below = sqrt((0.3 - limits[0.3][0]) ** 2 + (limits[0.2][1] - 0.2) ** 2)
    above = sqrt((limits[0.3][1] - 0.3) ** 2 + (0.2 - limits[0.2][0]) ** 2)
    assert row["difference"] == pytest.approx(0.1)
    assert row["difference_low"] == pytest.approx(0.1 - below, abs=1e-6)
    assert row["difference_high"] == pytest.approx(0.1 + above, abs=1e-6)
    # 1.96 and 0.8416 standard errors, of which the interval is 1.96 wide on either side.
    width = (above + below) / 2
    assert row["detectable"] == pytest.approx((1.959964 + 0.841621) / 1.959964 * width, abs=1e-6)


def test_the_extremes_of_three_groups_are_one_of_three_comparisons():
    groups = {"good": 30, "excellent": 20, "completed": 10}
    told = answers({g: {(1, "event"): n, (1, "end_known"): 100 - n} for g, n in groups.items()})
    row = incidence_difference(told, "rating", 1).iloc[0]
    assert (row["high_group"], row["low_group"]) == ("good", "completed")
    assert row["interval_level"] == pytest.approx(1 - 0.05 / 3)
    two = told[told["rating"] != "excellent"]
    plain = incidence_difference(two, "rating", 1).iloc[0]
    assert row["difference_low"] < plain["difference_low"] < plain["difference_high"]
    assert plain["difference_high"] < row["difference_high"]


def test_a_table_of_two_kinds_is_refused():
    told = answers({"good": {(1, "event"): 20}})
    with pytest.raises(ValueError, match="give one kind"):
        incidence_difference(pd.concat([told, told]), "rating", 1)


def test_one_group_of_twenty_is_compared_with_nothing():
    told = answers({"good": {(1, "event"): 20}, "excellent": {(1, "event"): 19}})
    row = incidence_difference(told, "rating", 1).iloc[0]
    assert row["groups"] == 1 and not row["judged"] and pd.isna(row["difference"])


@pytest.mark.full
@pytest.mark.parametrize(
    ("sizes", "event", "leave"),
    [((20, 20), 0.05, 0.05), ((40, 300), 0.03, 0.1), ((30, 30), 0.2, 0.1), ((20, 300), 0.1, 0.2)],
)
def test_groups_that_do_not_differ_are_rarely_called_apart(sizes, event, leave):
    chance, clear, worlds = np.random.default_rng(17), 0, 2000
    for _ in range(worlds):
        counts = {}
        for group, people in zip(("good", "excellent"), sizes, strict=True):
            counts[group] = Counter()
            for year in (1, 2, 3):
                had = chance.binomial(people, event)
                left = chance.binomial(people - had, leave)
                counts[group][year, "event"], counts[group][year, "left"] = had, left
                people -= had + left
            counts[group][3, "end_known"] = people
        row = incidence_difference(answers(counts), "rating", 3).iloc[0]
        clear += row["difference_low"] > 0 or row["difference_high"] < 0
    # Nominal 5%, and three standard errors of 2,000 worlds.
    assert clear / worlds <= 0.05 + 3 * sqrt(0.05 * 0.95 / worlds)


def test_by_the_rating_of_each_year_the_next_year_is_that_of_the_records(read_once):
    history = load("data/demo")
    people = history.people(range(2011, 2016), tier="district")
    told = incidence(people, "appointed", by="rating", start="every").astype({"rating": str})
    told = told[told["time"] == 1].set_index("rating")
    rows, events = history.evaluations, history.outcomes
    rows = rows[(rows["tier"] == "district") & rows["rating"].notna() & (rows["year"] < 2015)]
    events = events[events["kind"] == "appointed"]
    next_year = set(zip(events["person"], events["first_year"] - 1, strict=True))
    by_hand = Counter(), Counter()
    for row in rows.itertuples():
        by_hand[0][row.rating] += 1
        by_hand[1][row.rating] += (row.person, row.year) in next_year
    assert told["people"].to_dict() == by_hand[0]
    assert told["events"].to_dict() == by_hand[1]
    assert (by_hand[1]["excellent"], by_hand[0]["excellent"]) == (74, 1201)


def test_who_is_on_no_list_of_persons_of_the_next_year_is_followed_nowhere():
    # 2013 has counts alone: nobody knows who of 2012 was still there, events of theirs or not.
    lives = {"stays": 2, "had": 3, "gone": 1}
    rows = [
        one(person=f"{life}{number}", year=year, rating="good", unit="u")
        for life, n in lives.items()
        for number in range(n)
        for year in ((2011,) if life == "gone" else (2011, 2012))
    ]
    rows.append(one(person=None, year=2013, rating="good", unit="u", count=5))
    base = {"kind": "appointed", "count": 1, "origin": "recorded"}
    events = [base | {"person": f"had{n}", "first_year": 2012, "last_year": 2012} for n in (0, 1)]
    events.append(base | {"person": "had2", "first_year": 2013, "last_year": 2013})
    recorded = frozenset((None, "appointed", year) for year in (2011, 2012, 2013))
    told = records.frame(records.OUTCOMES, events)
    years = (2011, 2012, 2013)
    people = asked_of(table(rows), outcomes=told, recorded_outcomes=recorded, years=years)
    told = incidence(people, "appointed", start="every").set_index("time").loc[1]
    # The six of 2011 are followed for a year, of whom two had it; the five of 2012 are not.
    assert (told["people"], told["had"], told["left"]) == (6, 2, 1)
    assert (told["not_followed"], told["not_covered"]) == (0, 5)
    assert told["incidence"] == pytest.approx(2 / 6)
