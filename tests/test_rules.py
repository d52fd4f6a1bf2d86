import datetime as dt
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
import yaml

from analysis import rules, vocabulary

FILE = Path(rules.__file__).with_suffix(".yml")
DATA = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERIES = ["rating_rules", "rating_scales", "vote_rules"]
ENTRIES = [
    *(entry for section in SERIES for entry in DATA[section]),
    *DATA["women_targets"].values(),
    DATA["excellent_cap"],
]
BALLOT = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    "entry", ENTRIES, ids=lambda entry: str(entry.get("code", entry["number"]))
)
def test_every_rule_says_its_number_date_source_and_whether_it_was_checked(entry):
    assert isinstance(entry["number"], str)
    assert entry["number"]
    assert isinstance(entry["date"], dt.date)
    assert isinstance(entry["source"], str)
    assert entry["source"]
    assert isinstance(entry["verified"], bool)


def test_no_section_escapes_the_check():
    assert set(DATA) == {*SERIES, "women_targets", "excellent_cap"}


@pytest.mark.parametrize("section", SERIES)
def test_codes_are_used_once_and_rules_follow_in_time(section):
    codes = [entry["code"] for entry in DATA[section]]
    assert len(set(codes)) == len(codes)
    per_class = {}
    for entry in DATA[section]:
        for staff_class in entry.get("staff_classes", ["all"]):
            per_class.setdefault(staff_class, []).append(entry["date"])
    assert all(dates == sorted(dates) for dates in per_class.values())


@pytest.mark.parametrize("rule", DATA["vote_rules"], ids=lambda rule: rule["code"])
def test_thresholds_are_exact_ordered_and_have_a_worded_consequence(rule):
    known = vocabulary.codes("consequences")
    shares = [Fraction(step["share"]) for step in rule["thresholds"]]
    assert all(isinstance(step["share"], str) for step in rule["thresholds"])
    assert all(0 < share < 1 for share in shares)
    assert all(milder < harder for milder, harder in pairwise(shares))
    grades = [known.index(step["consequence"]) for step in rule["thresholds"]]
    assert all(0 < milder < harder for milder, harder in pairwise(grades))
    assert rule["base"] is None or rule["base"] in vocabulary.codes("vote_bases")
    assert rule["valid_from"] is None or 0 < Fraction(rule["valid_from"]) < 1
    assert rule["vi"].endswith(rule["number"])
    assert rule["en"].endswith(rule["number"])


def test_regulation_96():
    rule = rules.vote_rule("96-QĐ/TW", BALLOT)
    assert rule["valid_from"] == Fraction(2, 3)
    assert rule["thresholds"] == [
        {"share": Fraction(1, 2), "strict": True, "consequence": "leaves_planning_may_resign"},
        {"share": Fraction(2, 3), "strict": False, "consequence": "removed"},
    ]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("165-QĐ/TW", "qd-165-2013"),
        ("Quy định số 165-qđ/tw ngày 18/02/2013", "qd-165-2013"),
        ("165/QĐ-TW", "qd-165-2013"),
        ("35/2012/QH13", "nq-35-2012"),
        ("NQ 85/2014/QH13", "nq-85-2014"),
        ("qd-96-2023", "qd-96-2023"),
    ],
)
def test_a_rule_is_known_by_its_number_however_it_is_written(named, code):
    assert rules.vote_rule(named, BALLOT)["code"] == code


@pytest.mark.parametrize("named", ["1165-QĐ/TW", "96/2023/QH15", "5-QĐ/TW", "theo quy định", ""])
def test_a_rule_that_is_not_known_is_not_guessed(named):
    assert rules.vote_rule(named, BALLOT) is None


def test_a_ballot_before_the_rule_was_not_held_under_it():
    # Numbers start again with each term: 96-QĐ/TW of an earlier term is another document.
    assert rules.vote_rule("96-QĐ/TW", dt.date(2013, 12, 10)) is None
    assert rules.vote_rule("262-QĐ/TW", dt.date(2014, 10, 7)) is None
    assert rules.vote_rule("262-QĐ/TW", dt.date(2014, 10, 8))["code"] == "qd-262-2014"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2013-02-18", "qd-165-2013"),
        ("2014-10-07", "qd-165-2013"),
        ("2014-12-12", "qd-262-2014"),  # after the assembly's resolution, which is not the party's
        ("2023-02-01", "qd-262-2014"),
        ("2023-02-02", "qd-96-2023"),
    ],
)
def test_where_no_rule_is_named_the_partys_rule_in_force_applies(day, code):
    assert rules.vote_rule(None, dt.date.fromisoformat(day))["code"] == code
    assert rules.vote_rule(None, pd.Timestamp(day))["code"] == code


def test_before_the_first_rule_there_is_none():
    assert rules.vote_rule(None, dt.date(2013, 2, 17)) is None


def test_a_callers_change_does_not_reach_the_rules():
    rules.vote_rule("96-QĐ/TW", BALLOT)["thresholds"].clear()
    assert len(rules.vote_rule("96-QĐ/TW", BALLOT)["thresholds"]) == 2


@pytest.mark.parametrize("staff_class", vocabulary.codes("staff_classes"))
def test_a_scale_words_every_level_best_first(staff_class):
    scale = rules.rating_scale(2015, staff_class)
    assert list(scale) == list(vocabulary.codes("ratings"))
    assert all(
        set(level) == {"vi", "en", "source", "verified"} and level["vi"] for level in scale.values()
    )


@pytest.mark.parametrize("year", [2011, 2015, 2019, 2020])
def test_the_third_level_is_worded_by_two_laws_until_2020(year):
    limited = "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"
    for staff_class, before_2020 in [
        ("cadre", limited),
        ("civil_servant", limited),
        ("public_employee", "Hoàn thành nhiệm vụ"),
    ]:
        expected = before_2020 if year < 2020 else "Hoàn thành nhiệm vụ"
        assert rules.rating_scale(year, staff_class)["completed"]["vi"] == expected


def test_every_legal_wording_is_read_as_its_level():
    for scale in DATA["rating_scales"]:
        for code, wording in scale["levels"].items():
            assert vocabulary.code_of("ratings", wording["vi"]) == code


def test_no_scale_is_invented():
    assert rules.rating_scale(1999, "cadre") == {}
    assert rules.rating_scale(2015, "contractor") == {}


def test_the_rating_rule_changes_in_2015_and_not_between_2011_and_2014():
    codes = [rules.rating_rule(year)["code"] for year in range(2011, 2016)]
    assert codes == ["qd-286-2010"] * 4 + ["nd-56-2015"]
    assert rules.rating_rule(2009) is None


def test_the_cap_on_excellent():
    rule = rules.excellent_cap_rule()
    assert (rule["limit"], rule["first_year"]) == (Fraction(1, 5), 2018)
    assert set(rule["bases"]) == {"good", "good_or_better", "all"}


def test_targets_are_exact_and_an_unknown_one_lists_those_there_are():
    assert rules.women_target("deputies_2016_2020")["share"] == Fraction(35, 100)
    with pytest.raises(ValueError, match="committees_2016_2020"):
        rules.women_target("committees_2030")
