"""A table's CSV runs nothing in a spreadsheet, and reads back as it was."""

import csv
import re

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.formats.csv_tables import read_table, write_table

SIGNS = "=+-@\t\r\n＝＋－＠"
HOSTILE = [
    *("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1"),
    *("'=1+1", "''=1+1", "Xã Mẫu;=1+1", "Xã Mẫu\n=1+1", '=HYPERLINK("http://x";"y")'),
]
HARMLESS = ["–", "-", "-3", "-3,5", "+12.5%", "Xã Mẫu", "'", "a-b", "", "007", "1e-05", "-1e-05"]
WORDS = st.text(st.sampled_from("=+-@\t\r\n＝;,'\"a1é "), max_size=8)


def cells(path, delimiter):
    """Return every cell as a spreadsheet with that list separator parts it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_begins_as_a_formula_does(tmp_path, text, delimiter):
    path = tmp_path / "t.csv"
    write_table(pd.DataFrame({"unit": [text, "Xã Mẫu"], text: ["a", "b"], "n": [1, -2]}), path)
    number = re.compile(r"-?\d+")
    for cell in cells(path, delimiter):
        for part in re.split("[\t\r\n]", cell):
            assert part[:1] not in SIGNS or not part or number.fullmatch(part), cell


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_as_it_is(tmp_path, text):
    write_table(pd.DataFrame({"unit": [text, "x"], "n": [1, 2]}), tmp_path / "t.csv")
    assert cells(tmp_path / "t.csv", ",") == ["unit", "n", text, "1", "x", "2"]


def test_numbers_stay_numbers_with_a_byte_order_mark(tmp_path):
    whole = pd.Series([1, None], dtype=object)
    frame = pd.DataFrame({"n": [-1, 2], "share": [-0.5, None], "whole": whole})
    write_table(frame, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbfn,share,whole\n-1,-0.5,1\n2,,\n"


COLUMNS = {
    "int64": st.integers(-(2**53), 2**53),
    "Int64": st.none() | st.integers(-5, 5),
    "float64": st.none() | st.floats(allow_infinity=False),
    "bool": st.booleans(),
    "boolean": st.none() | st.booleans(),
    "str": st.none() | st.sampled_from(["", " ", "é, b", 'a "b"', "'a'", "a;b", "a\nb"]),
    "category": st.none() | st.sampled_from(["good", "tốt, rất"]),
    "datetime64[ns]": st.none() | st.sampled_from(["2014-01-31", "2014-02-01 10:30"]),
    "object": st.none() | st.booleans() | st.integers() | st.floats(-1, 1) | st.dates(),
}


@given(st.data(), st.integers(0, 4))
def test_a_table_is_written_as_pandas_writes_it(tmp_path_factory, data, rows):
    folder = tmp_path_factory.mktemp("t")
    told = {
        kind: pd.Series(data.draw(st.lists(some, min_size=rows, max_size=rows)), dtype=object)
        for kind, some in COLUMNS.items()
    }
    frame = pd.DataFrame({kind: each.astype(kind) for kind, each in told.items()})
    write_table(frame, folder / "ours.csv")
    # By itself pandas leaves the time out where all days have none.
    frame.astype({"datetime64[ns]": object}).to_csv(
        folder / "theirs.csv", index=False, encoding="utf-8-sig", lineterminator="\n"
    )
    ours, theirs = ((folder / name).read_bytes() for name in ("ours.csv", "theirs.csv"))
    assert ours.decode() == theirs.decode()


@given(st.lists(WORDS, min_size=1, max_size=5), WORDS)
@example(HOSTILE, "=a")
@example(HARMLESS, "-")
def test_every_text_reads_back_as_it_was(tmp_path_factory, words, head):
    path = tmp_path_factory.mktemp("t") / "t.csv"
    # An empty line is no row of a CSV file, so each has a second cell.
    columns = ["n", head if head not in ("n", "") else "unit"]
    write_table(pd.DataFrame([[1, word] for word in words], columns=columns), path)
    back = read_table(path)
    assert list(back.columns) == [re.sub("\r\n?", "\n", name) for name in columns]
    # Line breaks inside a cell become one kind.
    assert back.iloc[:, 1].tolist() == [re.sub("\r\n?", "\n", word) for word in words]
