from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdicts_made import in_both

from analysis import records
from analysis.counts.history import History
from analysis.findings.lists.verdict_words import told
from analysis.measures.reconcile.reconcile import compatible_counts, published_shares, reconcile
from analysis.measures.reconcile.verdicts import quantity
from analysis.sources.ledger.published import read_ledger
from analysis.sources.problems import problem
from analysis.words import Words

LEDGER = Path(__file__).parents[3] / "data" / "published"


# --- which counts a percentage can stand for -------------------------------------------------


@given(
    total=st.integers(1, 300),
    decimals=st.integers(0, 2),
    rounding=st.sampled_from(["half_up", "half_even", "truncate"]),
    data=st.data(),
)
def test_compatible_counts_are_those_that_print_so(total, decimals, rounding, data):
    def printed(count):
        steps = Fraction(100 * 10**decimals * count, total)
        ways = {"half_up": floor(steps + Fraction(1, 2)), "half_even": round(steps)}
        return Decimal(ways.get(rounding, int(steps))).scaleb(-decimals)

    wanted = printed(data.draw(st.integers(0, total)))
    expected = [count for count in range(total + 1) if printed(count) == wanted]
    assert compatible_counts(wanted, total, decimals, rounding) == expected
    assert compatible_counts(f"{wanted:.{decimals}f}", total, decimals, rounding) == expected


def test_compatible_counts_of_the_article():
    assert compatible_counts("62", 417) == [257, 258, 259, 260]
    assert compatible_counts("62", 417, rounding="truncate") == [259, 260, 261, 262]
    assert compatible_counts("62.0", 417, decimals=1) == []
    assert compatible_counts("62,0", 417, decimals=1) == []


def test_ties_go_where_the_rounding_says():
    # 1 of 8 is 12.5% and 3 of 8 is 37.5%.
    assert compatible_counts("13", 8) == [1]
    assert compatible_counts("12", 8, rounding="half_even") == [1]
    assert compatible_counts("38", 8, rounding="half_even") == [3]
    assert compatible_counts("37", 8, rounding="truncate") == [3]


def test_compatible_counts_at_the_ends():
    assert compatible_counts("62", 0) == []
    assert compatible_counts("100", 3) == [3]
    assert compatible_counts("0", 3) == [0]
    assert compatible_counts("62.5", 8) == []
    million = compatible_counts("62,00", 10_000_000, decimals=2)
    assert (million[0], million[-1], len(million)) == (6_199_500, 6_200_499, 1000)


@pytest.mark.parametrize("percent", [62.0, 62, None])
def test_only_what_was_printed_is_taken(percent):
    with pytest.raises(TypeError, match="text or Decimal"):
        compatible_counts(percent, 417)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("many", 417), "not a percentage"),
        (("NaN", 417), "not a percentage"),
        (("62", -1), "negative"),
        (("62", 417, 0, "up"), "half_up"),
    ],
)
def test_a_wrong_request_says_why(arguments, says):
    with pytest.raises(ValueError, match=says):
        compatible_counts(*arguments)


# --- a history made by hand, in which every published figure comes out -----------------------


def cells(year, tier, counts, **common):
    row = {"year": year, "tier": tier, "origin": "recorded", **common}
    return [{**row, "rating": rating, "count": count} for rating, count in counts.items()]


def sheet(file, name, table, first, last, tier=None):
    row = {"file": file, "sheet": name, "sha256": "0" * 64, "table": table, "tier": tier}
    return {**row, "first_year": first, "last_year": last, "rows": 1, "origin": "recorded"}


def event(kind, count, first=2011, last=2015, tier="district"):
    row = {"first_year": first, "last_year": last, "tier": tier, "kind": kind}
    return {**row, "count": count, "origin": "recorded"}


EVALUATIONS = [
    *cells(2011, "city", {"excellent": 11}),
    *cells(2011, "district", {"excellent": 318, "good": 276, "completed": 14, "not_completed": 2}),
    *cells(2015, "city", {"excellent": 13}, sex="male"),
    # 161 women, 43 members; 258 of 417 excellent, which is 61.87%.
    *(
        cell
        for group, women, men, member in [
            ("party_bodies", {"excellent": 7}, {"excellent": 10}, True),
            ("departments", {"excellent": 20}, {"excellent": 11, "good": 26}, False),
            ("schools", {"excellent": 60, "good": 40}, {"excellent": 60, "good": 10}, False),
            ("communes", {"excellent": 14}, {"excellent": 50, "good": 26}, False),
            ("communes", {}, {"excellent": 26}, True),
            ("other", {"good": 20}, {"good": 37}, False),
        ]
        for sex, counts in (("female", women), ("male", men))
        for cell in cells(
            2015, "district", counts, post_group=group, committee_member=member, sex=sex
        )
    ),
]
OUTCOMES = [
    event("appointed", 150, 2011, 2011),
    event("reappointed", 89, 2013, 2013),
    event("appointed_or_reappointed", 1, 2015, 2015),
    event("nominated", 7, 2014, 2014),
    event("replenished", 13, 2012, 2015, tier="city"),
    event("masters", 33),
    event("advanced_theory", 20),
    event("intermediate_theory", 216),
    # Outside the period, and of a kind that nobody asks about.
    event("masters", 4, 2016, 2016),
    event("rotated", 5),
]
SHEETS = [
    sheet("2011.xlsx", "Huyện", "evaluations", 2011, 2011, "district"),
    sheet("2011.xlsx", "Thành phố", "evaluations", 2011, 2011, "city"),
    sheet("2015.xlsx", "Huyện", "evaluations", 2015, 2015, "district"),
    sheet("2015.xlsx", "Thành phố", "evaluations", 2015, 2015, "city"),
    sheet("ket-qua.xlsx", "Công tác cán bộ", "outcomes", 2011, 2015),
]


def made(evaluations=EVALUATIONS, outcomes=OUTCOMES, problems=(), sheets=SHEETS, named=True):
    """Return a history; its outcomes are of as many people, or of nobody `named`."""
    listed = [row for row in sheets if row["table"] == "outcomes"]
    years = {
        year
        for row in (listed or outcomes)
        for year in range(row["first_year"], row["last_year"] + 1)
    }
    people = [
        {**row, "count": 1, "person": f"{row['kind']} {place} {n}"}
        for place, row in enumerate(outcomes)
        for n in range(row["count"])
    ]
    return History(
        evaluations=records.frame(records.EVALUATIONS, evaluations),
        outcomes=records.frame(records.OUTCOMES, people if named else outcomes),
        recorded_outcomes=frozenset(
            (row["tier"], row["kind"], year) for row in outcomes for year in years
        ),
        votes=records.frame(records.VOTES),
        claims=records.frame(records.CLAIMS),
        met=records.frame(records.PROBLEMS, problems),
        sheets=records.frame(records.SHEETS, sheets),
    )


CLAIMS = read_ledger(LEDGER).claims
UNCOUNTED = {"organisations_2016", "party_members_2016", "staff_2016", "directives_2011_2015"}
INSIDE = {
    "part:women_2016_district": "agrees",
    "parts:cadres_2016_district": "undetermined",
    "sum:rated_2011_city": "agrees",
    "sum:rated_2011_district": "agrees",
    "sum:rated_2015_city": "agrees",
}
COUNTED = sorted(set(CLAIMS["id"]) - UNCOUNTED)


def held_against(claims, history):
    everybody = history.people(range(2011, 2017))
    return in_both(reconcile(claims, everybody, history.sheets, history.problems))


def judged(history, claims=CLAIMS):
    return held_against(claims, history).set_index("claim")


def with_claim(claim, **changes):
    claims = CLAIMS.copy()
    for column, value in changes.items():
        claims.loc[claims["id"] == claim, column] = value
    return records.CLAIMS.validate(claims)


def fewer(rows, wanted, **conditions):
    """Return the rows with one person less in the first row that meets the conditions."""
    changed = [dict(row) for row in rows]
    for row in changed:
        if all(row.get(column) == value for column, value in conditions.items()):
            row["count"] -= wanted
            return changed
    raise AssertionError(f"no row has {conditions}")


def test_every_claim_that_can_be_counted_agrees():
    table = judged(made())
    expected = dict.fromkeys(COUNTED, "agrees") | dict.fromkeys(UNCOUNTED, "not_testable")
    assert table["verdict"].to_dict() == expected | INSIDE
    assert table.loc["excellent_share_2015_district", "computed"] == "258/417"
    assert (table.loc[COUNTED, "origin"] == "recorded").all()
    assert table.loc["women_2016_district", "place"] == "2015.xlsx › Huyện"
    assert table.loc["masters_2011_2015", "place"] == "ket-qua.xlsx › Công tác cán bộ"


def conditions_behind(claim):
    row = CLAIMS.set_index("id").loc[claim]
    level = row["level"]
    if row["measure"] == "outcome":
        kinds = {"appointed_or_reappointed": "appointed"}
        return "outcomes", {"kind": kinds.get(level, level)}
    year = row["first_year"] if pd.isna(row["tested_on"]) else row["tested_on"]
    behind = {
        "rating": {"rating": level},
        "women": {"sex": "female"},
        "committee_members": {"committee_member": True},
        "post_group": {"post_group": level},
        "rating_share": {"rating": "excellent", "post_group": "schools"},
    }.get(row["measure"], {})
    return "evaluations", {"year": year, "tier": row["tier"], **behind}


@pytest.mark.parametrize("claim", COUNTED)
def test_one_row_less_behind_a_claim_contradicts_it_and_names_the_place(claim):
    table, conditions = conditions_behind(claim)
    # One excellent in 417 fewer is still 62%: eight fewer are not.
    less = 8 if claim == "excellent_share_2015_district" else 1
    rows = {"evaluations": EVALUATIONS, "outcomes": OUTCOMES}
    history = made(**{**rows, table: fewer(rows[table], less, **conditions)})
    row = judged(history).loc[claim]
    assert row["verdict"] == "contradicts"
    if table == "outcomes":
        assert row["place"] == "ket-qua.xlsx › Công tác cán bộ"
    else:
        name = {"district": "Huyện", "city": "Thành phố"}[conditions["tier"]]
        assert row["place"] == f"{conditions['year']}.xlsx › {name}"


def test_the_problem_met_in_the_sheet_is_named_where_a_claim_fails():
    differs = {"stated": 318, "counted": 317, "column": "HTXSNV"}
    met = [
        problem("warning", "subtotal_differs", "2011.xlsx", "Huyện", "J57", **differs),
        problem("warning", "subtotal_differs", "2011.xlsx", "Thành phố", "J9", **differs),
        problem("note", "outside_years", "2011.xlsx", found=2010, wanted=2011),
    ]
    rows = fewer(EVALUATIONS, 1, year=2011, tier="district")
    table = judged(made(evaluations=rows, problems=met))
    place = table.loc["excellent_2011_district", "place"]
    assert place.startswith("2011.xlsx › Huyện; see cell J57: The subtotal says 318")
    assert "J9" not in place
    assert "xem ô J57: Dòng cộng" in table.loc["excellent_2011_district", "place_vi"]
    assert "J57" not in table.loc["good_2011_district", "place"]


# --- percentages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("excellent", "verdict"),
    [
        (256, "contradicts"),
        (257, "agrees"),
        (260, "agrees"),
        (261, "undetermined"),
        (262, "undetermined"),
        (263, "contradicts"),
    ],
)
def test_a_percentage_against_the_base_of_the_history(excellent, verdict):
    counts = {"excellent": excellent, "good": 417 - excellent}
    row = judged(made(cells(2015, "district", counts))).loc["excellent_share_2015_district"]
    assert (row["verdict"], row["computed"]) == (verdict, f"{excellent}/417")
    assert "states no base" in row["explanation"]
    assert f"{excellent} cadres in district-managed posts rated “Excellent”" in row["explanation"]


def test_a_percentage_without_any_base_lists_what_it_can_stand_for():
    row = judged(made(evaluations=[])).loc["excellent_share_2015_district"]
    assert row["verdict"] == "undetermined"
    for part in ("257 to 260", "259 to 262", "count of 2016", "not a stated base"):
        assert part in row["explanation"]
    assert "từ 257 đến 260 người" in row["explanation_vi"]


def test_a_percentage_of_a_year_without_a_total_says_so():
    claims = CLAIMS[CLAIMS["measure"] == "rating_share"]
    row = judged(made(evaluations=[]), claims).loc["excellent_share_2015_district"]
    assert "No cadre total of that year" in row["explanation"]


@pytest.mark.parametrize(
    ("value", "decimals", "verdict"),
    [("62", 0, "agrees"), ("62,0", 1, "contradicts"), ("61,8", 1, "undetermined")],
)
def test_a_percentage_with_a_stated_base_is_checked_inside_the_ledger(value, decimals, verdict):
    # 258 of 417 is 61.87%: 61.9 rounded, 61.8 cut off; no whole number gives 62.0 either way.
    share = "excellent_share_2015_district"
    claims = with_claim(share, value=value, decimals=decimals, base="cadres_2016_district")
    row = judged(made(), claims).loc[f"percent:{share}"]
    assert row["verdict"] == verdict


def test_withheld_rows_are_cadres_whose_rating_is_open():
    counts = {"excellent": 303, "good": 276, "completed": 14, "not_completed": 2}
    refused = {"year": 2011, "tier": "district", "withheld": True, "origin": "recorded"}
    unrated = {**refused, "withheld": False, "count": 5}
    table = judged(made([*cells(2011, "district", counts), {**refused, "count": 15}, unrated]))
    for claim, counted in (("excellent", "303"), ("good", "276"), ("rated", "595")):
        row = table.loc[f"{claim}_2011_district"]
        assert (row["verdict"], row["computed"]) == ("undetermined", counted)
        assert "15 more without a recorded rating" in row["explanation"]
        assert "15 trường hợp không ghi kết quả đánh giá" in row["explanation_vi"]


def test_unknown_sex_leaves_a_claim_open_only_as_far_as_it_reaches():
    rows = cells(2015, "district", {"good": 158}, sex="female")
    rows += cells(2015, "district", {"good": 250}, sex="male")
    row = judged(made([*rows, *cells(2015, "district", {"good": 9})])).loc["women_2016_district"]
    assert (row["verdict"], row["computed"]) == ("undetermined", "158")
    assert "9 more without a recorded sex" in row["explanation"]
    row = judged(made([*rows, *cells(2015, "district", {"good": 2})])).loc["women_2016_district"]
    assert row["verdict"] == "contradicts"


# --- inside the ledger -----------------------------------------------------------------------


def test_403_against_417_is_no_contradiction_and_no_partition():
    row = judged(made()).loc["parts:cadres_2016_district"]
    assert (row["stated"], row["computed"]) == ("417", "403")
    for part in ("= 360 of 417", "other 57", "= 403", "never a partition of 417"):
        assert part in row["explanation"]


@pytest.mark.parametrize(
    ("claim", "value", "check", "verdict"),
    [
        ("good_2011_district", "277", "sum:rated_2011_district", "contradicts"),
        ("good_2011_district", "275", "sum:rated_2011_district", "contradicts"),
        ("excellent_2011_city", "10", "sum:rated_2011_city", "undetermined"),
        ("excellent_2011_city", "12", "sum:rated_2011_city", "contradicts"),
        ("women_2016_district", "418", "part:women_2016_district", "contradicts"),
        ("women_2016_district", "417", "part:women_2016_district", "agrees"),
        ("schools_2016", "227", "parts:cadres_2016_district", "agrees"),
        ("schools_2016", "228", "parts:cadres_2016_district", "contradicts"),
        ("committee_members_2016", "418", "parts:cadres_2016_district", "contradicts"),
    ],
)
def test_checks_inside_the_ledger_follow_its_figures(claim, value, check, verdict):
    assert judged(made(), with_claim(claim, value=value)).loc[check, "verdict"] == verdict


def test_the_ledger_alone_confirms_nothing_but_itself_adding_up():
    ledger = read_ledger(LEDGER)
    table = judged(ledger)
    assert table.loc[list(INSIDE), "verdict"].to_dict() == INSIDE
    claims = table.drop(index=list(INSIDE))["verdict"]
    assert claims.pop("excellent_share_2015_district") == "undetermined"
    assert set(claims) == {"not_testable"}
    assert "only source" in table.loc["rated_2011_district", "explanation"]


# --- what a history cannot say ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "claim", "says"),
    [
        (made(evaluations=[]), "rated_2011_city", "no evaluations of 2011"),
        (
            made(cells(2011, "city", {"good": 3})),
            "rated_2011_district",
            "no cadres in district-managed posts",
        ),
        (made(cells(2011, None, {"good": 3})), "rated_2011_district", "not record the tier"),
        (made(cells(2015, "district", {"good": 3})), "women_2016_district", "not record the sex"),
        (
            made([{"year": 2011, "tier": "city", "count": 11, "origin": "recorded"}]),
            "excellent_2011_city",
            "not record the rating",
        ),
        (made(outcomes=[], sheets=SHEETS[:4]), "masters_2011_2015", "no record of appointments"),
        (made(outcomes=OUTCOMES[-1:]), "masters_2011_2015", "cannot be told"),
        (
            made(outcomes=[event("masters", 33, 2012, 2014)], sheets=SHEETS[:4]),
            "masters_2011_2015",
            "2012–2014 only",
        ),
        (made(), "organisations_2016", "not party organisations"),
    ],
)
def test_what_cannot_be_tested_says_why(history, claim, says):
    row = judged(history).loc[claim]
    assert row["verdict"] == "not_testable"
    assert says in row["explanation"]
    assert pd.isna(row["computed"])


def test_a_period_that_reaches_out_of_the_claims_leaves_it_open():
    rows = [event("masters", 30), event("masters", 5, 2014, 2016)]
    row = judged(made(outcomes=rows)).loc["masters_2011_2015"]
    assert (row["verdict"], row["computed"]) == ("undetermined", "30")


def test_a_lower_bound_is_exceeded_or_not():
    claims = with_claim("cadres_2016_district", kind="lower_bound", value="416")
    assert judged(made(), claims).loc["cadres_2016_district", "verdict"] == "agrees"
    claims = with_claim("cadres_2016_district", kind="lower_bound", value="417")
    assert judged(made(), claims).loc["cadres_2016_district", "verdict"] == "contradicts"


def test_origins_are_never_mixed():
    mixed = fewer(OUTCOMES, 0, kind="masters")
    mixed[5]["origin"] = "published"
    with pytest.raises(ValueError, match="never summed"):
        held_against(CLAIMS, made(outcomes=mixed))


def test_simulated_data_are_called_so_in_both_languages():
    rows = [{**row, "origin": "simulated"} for row in EVALUATIONS]
    row = judged(made(rows, outcomes=[])).loc["rated_2011_city"]
    assert "simulated" in row["explanation"]
    assert "mô phỏng" in row["explanation_vi"]


def test_every_explanation_is_whole_and_the_claims_are_not_changed():
    before = CLAIMS.copy(deep=True)
    for history in (made(), made(evaluations=[], outcomes=[]), read_ledger(LEDGER)):
        table = held_against(CLAIMS, history)
        for column in ("explanation", "explanation_vi"):
            assert table[column].str.endswith(".").all()
            assert not table[column].str.contains(r"[{}]|None|nan|  | \.", regex=True).any()
    pd.testing.assert_frame_equal(CLAIMS, before)


# --- the overlay -----------------------------------------------------------------------------


def test_published_shares_are_those_with_a_base_and_those_published_as_percentages():
    shares = published_shares(CLAIMS).set_index("id")
    assert len(shares) == 8
    women = shares.loc["women_2016_district"]
    assert (women["year"], women["measure"], women["level"]) == (2016, "women", "female")
    assert (women["n"], women["total"], round(women["share"], 3)) == (161, 417, 0.386)
    excellent = shares.loc["excellent_2011_district"]
    assert (excellent["n"], excellent["total"], excellent["stated"]) == (318, 610, "318")
    share = shares.loc["excellent_share_2015_district"]
    assert (share["share"], share["stated"], bool(share["base_known"])) == (0.62, "62", False)
    assert pd.isna(share["n"])
    assert pd.isna(share["total"])
    ratings = shares[(shares["year"] == 2011) & (shares["tier"] == "district")]
    assert ratings["share"].sum() == pytest.approx(1)


def test_nothing_published_gives_an_empty_overlay_and_no_verdicts():
    assert published_shares(CLAIMS.iloc[:0]).empty
    assert held_against(CLAIMS.iloc[:0], made()).empty


def test_english_sentences_stand_with_a_tier_with_a_unit_and_with_neither():
    claim = {"tier": None, "unit": None, "level": "nominated", "measured_in": "events"}
    texts = [
        told(quantity({**claim, **scope}, "outcome"), Words("en"))
        for scope in ({}, {"tier": "city"}, {"unit": "X"}, {"tier": "district", "unit": "X"})
    ]
    kind = "events of the kind “Nominated”"
    posts = "district-managed posts"
    assert texts == [
        kind,
        f"{kind} in higher-managed posts",
        f"{kind} at X",
        f"{kind} in {posts} at X",
    ]
    assert not [text for text in every_explanation() if " in in " in text or "  " in text]


def every_explanation():
    table = judged(made(cells(2015, "district", {"excellent": 257, "good": 160})))
    return [*table["explanation"], *table["explanation_vi"]]
