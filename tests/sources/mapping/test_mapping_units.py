"""Units that were merged, renamed or split, and whose lists are expected, as the office says."""

import pytest

from analysis import findings, load
from analysis.sources.mapping.written import MappingError
from analysis.words import Words

HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
RETURN = ["Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]


@pytest.fixture
def district(lay):
    """Lay out a list a year from 2013 on, each a mapping of units to how many people they have."""

    def make(answers, *years):
        for year, units in enumerate(years, start=2013):
            rows = [
                [f"Lò Văn {unit[-1]}{chr(97 + n)}ng", str(1950 + n), unit, "HTTNV"]
                for unit, people in units.items()
                for n in range(people)
            ]
            folder = lay(f"{year}.xlsx", S=[[f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], HEAD, *rows])
        (folder / "mapping.yml").write_text(answers, encoding="utf-8")
        return folder

    return make


def sizes(history):
    counts = history.evaluations.groupby(["unit", "year"])["count"].sum()
    return {key: int(count) for key, count in counts.items()}


def told(history):
    return history.problems[["severity", "reason"]].agg(": ".join, axis=1).tolist()


def test_a_unit_that_was_merged_goes_on_under_its_new_name(district):
    answers = "successors: [{unit: [Xã A, Xã B], successor: Xã C, from: 2015}]"
    years = [{"Xã A": 3, "Xã B": 4, "Xã D": 1}] * 2 + [{"Xã C": 7, "Xã D": 1}]
    history = load(district(answers, *years))
    assert sizes(history) == {
        **{("Xã C", year): 7 for year in (2013, 2014, 2015)},
        **{("Xã D", year): 1 for year in (2013, 2014, 2015)},
    }
    (line,) = (each for each in told(history) if each.startswith("note"))
    assert "Line 1: what Xã A, Xã B sent before 2015 counts as Xã C" in line
    said = findings.problems_met(history.problems, words=Words("en"))
    assert said.conditions == (line.partition("Line 1: ")[2].rstrip("."),)
    coverage = history.people([2013, 2014, 2015]).lists()
    assert set(coverage["unit"]) == {"Xã C", "Xã D"} and coverage["reported"].all()


def test_people_of_a_renamed_unit_are_followed_by_name_alone(lay):
    for year, unit in ((2013, "Xã Cũ"), (2014, "Xã Mới")):
        rows = [["Lò Văn Mẫu", unit, "HTTNV"], ["Vi Thị Thử", unit, "HTNV"]]
        head = ["Họ và tên", "Đơn vị", "Xếp loại"]
        folder = lay(f"{year}.xlsx", S=[[f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], head, *rows])
    assert load(folder).doubts["n"].sum() == 2
    text = "successors: [{unit: Xã Cũ, successor: Xã Mới, from: 2014}]"
    (folder / "mapping.yml").write_text(text, encoding="utf-8")
    history = load(folder)
    assert history.evaluations["person"].nunique() == 2 and history.doubts.empty
    moves = history.people([2013, 2014], unit="Xã Mới").moves(2013, 2014)
    assert sorted(moves["to"]) == ["completed", "good"] and set(moves["n"]) == {1}


def test_counts_of_units_that_were_merged_are_not_told_twice(lay):
    folder = lay(
        "2013.xlsx",
        S=[["ĐÁNH GIÁ CÁN BỘ NĂM 2013"], RETURN, ["Xã A", 5, 1, 2, 2, 0], ["Xã B", 5, 1, 2, 2, 0]],
    )
    lay("2014.xlsx", S=[["ĐÁNH GIÁ CÁN BỘ NĂM 2014"], RETURN, ["Xã C", 9, 1, 4, 4, 0]])
    text = "successors: [{unit: [Xã A, Xã B], successor: Xã C, from: 2014}]"
    (folder / "mapping.yml").write_text(text, encoding="utf-8")
    history = load(folder)
    assert sizes(history) == {("Xã C", 2013): 10, ("Xã C", 2014): 9}
    assert [line.split(":")[0] for line in told(history)] == ["note"]


def test_a_unit_that_was_split_is_expected_no_longer_and_its_parts_not_before(district):
    answers = "successors:\n- unit: Xã A\n  successor: [Xã B, Xã C]\n  from: 2014\n"
    history = load(district(answers, {"Xã A": 12}, {"Xã B": 6, "Xã C": 6}))
    lists = history.people([2013, 2014]).lists()
    assert lists["reported"].all()
    assert sizes(history) == {("Xã A", 2013): 12, ("Xã B", 2014): 6, ("Xã C", 2014): 6}
    assert "from 2014 on Xã A is Xã B, Xã C" in told(history)[0]


def test_a_name_that_goes_on_too_long_and_a_part_that_is_missing_are_told(district):
    answers = "successors: [{unit: [Xã A, Xã B], successor: Xã C, from: 2015}]"
    years = [{"Xã A": 3, "Xã B": 4}, {"Xã A": 3}, {"Xã C": 7, "Xã A": 2}]
    history = load(district(answers, *years))
    lines = told(history)
    assert any("from 2015 on 2 rows still name Xã A, Xã B" in line for line in lines)
    assert any("in 2014 not all of Xã A, Xã B have a list" in line for line in lines)


def test_a_unit_of_a_succession_that_no_list_names_is_refused(district):
    folder = district("successors:\n- {unit: Xã Am, successor: Xã B, from: 2014}", {"Xã An": 3})
    with pytest.raises(MappingError, match=r"Line 2: no list names the unit “Xã Am”\. .*Xã An"):
        load(folder)


def test_expected_units_are_missed_where_they_sent_nothing(district):
    answers = "expected:\n  Xã A:\n  Xã B: {from: 2014}\n  Xã C: {from: 2013, to: 2013}\n"
    history = load(district(answers, {"Xã A": 1}, {"Xã A": 1}))
    lists = history.people([2013, 2014]).lists().set_index(["unit", "year"])["reported"]
    assert not lists["Xã B", 2014] and lists["Xã B", 2013]
    assert not lists["Xã C", 2013] and lists["Xã C", 2014]
    assert lists["Xã A"].all()


def test_names_of_units_are_one_where_the_office_says_so(district):
    answers = "words: {units: {UBND xã A: Xã A, Đảng ủy xã A: Xã A}}"
    years = [{"Xã A": 3}, {"UBND xã A": 3}, {"Đảng ủy xã A": 3}]
    assert sizes(load(district(answers, *years))) == {("Xã A", y): 3 for y in (2013, 2014, 2015)}
