"""The table of units: which lists the office expects."""

import pandas as pd
import pytest

from analysis import load
from analysis.counts import Population
from analysis.sources import NothingReadable

LISTS = "year,unit,rating,count\n2011,Xã Một,good,7\n2012,Xã Hai,good,9\n"


@pytest.fixture
def source(tmp_path):
    (tmp_path / "counts.csv").write_text(LISTS, "utf-8")

    def write(text, file="units.csv"):
        (tmp_path / file).write_text(text, "utf-8")
        return load(tmp_path)

    return write


def plain(units):
    return list(units.astype(object).where(units.notna(), None).itertuples(index=False, name=None))


def test_without_a_table_it_is_empty(source):
    units = source("")
    assert list(units.units) == ["unit", "kind", "successor", "expected_from", "expected_to"]
    assert units.units.empty


def test_units_are_read_and_spelled_as_the_lists_are(source):
    history = source(
        "unit;kind;successor;expected_from;expected_to\n"
        "XÃ MỘT;Xã;Xã Hai;2011;2012\n"
        "Xã Hai;commune;;2011;\n"
        "Phòng Mẫu;department;;;2013\n"
        ";;;;\n",
        # Before the lists in order of names.
        "a-units.csv",
    )
    assert plain(history.units) == [
        ("Xã Một", "commune", "Xã Hai", 2011, 2012),
        ("Xã Hai", "commune", None, 2011, None),
        ("Phòng Mẫu", "department", None, None, 2013),
    ]
    assert history.problems.empty and len(history.evaluations) == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_the_same_table_in_other_formats(source, tmp_path, suffix):
    expected = source("unit,expected_from,expected_to\nXã Một,2011,2012\n").units
    given = pd.DataFrame({"unit": ["Xã Một"], "expected_from": [2011], "expected_to": [2012]})
    path = tmp_path / f"units{suffix}"
    {".xlsx": given.to_excel, ".parquet": given.to_parquet}[suffix](path, index=False)
    (tmp_path / "units.csv").unlink()
    pd.testing.assert_frame_equal(load(tmp_path).units, expected)


@pytest.mark.parametrize(
    ("lines", "severity", "cell", "word", "kept"),
    [
        ("Xã Một,,Xã Lạ,,", "warning", "C2", "successor", [("Xã Một", None)]),
        ("Xã Một,,Xã Một,,", "warning", "C2", "successor", [("Xã Một", None)]),
        ("Xã Một,,,2013,2012", "error", "D2", "after the year", []),
        ("Xã Một,,,hai,2012", "error", "D2", "no whole number", []),
        ("Xã Một,,,,211", "error", "A2", "not plausible", []),
        ("Xã Một,,,2011,\nXÃ MỘT,,,2012,", "error", "A3", "several lines", []),
        ("Xã Một,khác lạ,,2011,", "warning", "B2", "column kind", [("Xã Một", None)]),
        (",,,2011,", "error", "A2", "is empty", []),
        ("Nguyễn Thị Mẫu,,,2011,", "error", "A2", "name", []),
        ("Nguyễn Mẫu,,,2011,", "error", "A2", "name", []),
        ("Xã Một,,Nguyễn Thị Mẫu,2011,", "error", "C2", "name", []),
        ("Xã Một,,Nguyễn Mẫu,2011,", "warning", "C2", "successor", [("Xã Một", None)]),
    ],
)
def test_what_does_not_hold_is_told_with_its_place(source, lines, severity, cell, word, kept):
    history = source(f"unit,kind,successor,expected_from,expected_to\n{lines}\n")
    assert history.problems[["severity", "file", "cell"]].to_numpy().tolist() == [
        [severity, "units.csv", cell]
    ]
    assert word in history.problems["reason"][0]
    assert "Nguyễn" not in history.problems.to_csv() + history.units.to_csv()
    assert [(row[0], row[2]) for row in plain(history.units)] == kept


def test_an_unknown_column_is_noted(source):
    history = source("unit,expected_from,màu\nXã Một,2011,đỏ\n")
    assert history.problems[["severity", "cell"]].to_numpy().tolist() == [["note", "C1"]]


def test_a_table_of_units_alone_is_nothing_to_read(tmp_path):
    (tmp_path / "units.csv").write_text("unit,expected_from\nXã Một,2011\n", "utf-8")
    with pytest.raises(NothingReadable):
        load(tmp_path)


def test_who_is_on_a_list_that_was_expected_is_not_reported_and_has_not_left(tmp_path):
    rows = "".join(f"{year},p,Xã Một,good,1\n" for year in (2011, 2013))
    path = tmp_path / "people.csv"
    path.write_text("year,person,unit,rating,count\n" + rows + "2012,q,Xã Hai,good,1\n", "utf-8")
    states = []
    for told in ("", "unit,expected_from,expected_to\nxã một,2011,2013\n"):
        (tmp_path / "units.csv").write_text(told, "utf-8")
        moves = Population(load(tmp_path), (2011, 2012)).where(unit="Xã Một").moves(2011, 2012)
        states.append(moves["to"].tolist())
    assert states == [["absent"], ["not_reported"]]
