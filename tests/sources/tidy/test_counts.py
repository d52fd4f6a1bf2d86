from pathlib import Path

import pandas as pd
import pytest

from analysis import load
from analysis.sources import NothingReadable

DATA = Path(__file__).parents[2] / "data"
HEAD = "year,unit,rating,count\n"


@pytest.fixture
def lines(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "counts.csv"
        path.write_text(text, encoding=encoding)
        return path

    return write


def test_the_new_district() -> None:
    history = load(DATA / "counts-new-district.csv")
    table = history.evaluations
    assert (len(table), table["count"].sum()) == (240, 1002)
    assert sorted(table["year"].unique()) == [2017, 2018, 2019, 2020]
    assert table["post_group"].nunique() == 5 and table["unit"].nunique() == 3
    assert table["sex"].isna().all() and set(table["origin"]) == {"recorded"}
    cell = table.query("year == 2019 and unit == 'Phường Tây' and post_group == 'Y tế'")
    assert cell["count"].tolist() == [7, 9, 2, 0]
    assert history.problems.empty


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_the_same_table_in_three_formats(tmp_path: Path, suffix: str) -> None:
    given = pd.read_csv(DATA / "counts-new-district.csv")
    path = tmp_path / f"counts{suffix}"
    write = {".csv": given.to_csv, ".xlsx": given.to_excel, ".parquet": given.to_parquet}[suffix]
    write(path, index=False)
    expected = load(DATA / "counts-new-district.csv").evaluations
    pd.testing.assert_frame_equal(load(path).evaluations, expected)


def test_labels_semicolons_and_a_byte_order_mark(lines) -> None:
    text = (
        "Year;rating;sex;tier;count\n"
        "2011;Hoàn thành tốt nhiệm vụ;Nữ;BTV Huyện uỷ;1.234\n"
        "2012;;male;city;3\n"
    )
    table = load(lines(text, "utf-8-sig")).evaluations
    assert table["rating"].astype(object).fillna("").tolist() == ["good", ""]
    assert table["sex"].tolist() == ["female", "male"]
    assert table["tier"].tolist() == ["district", "city"]
    assert table["count"].tolist() == [1234, 3]


def test_an_unknown_column_is_noted(lines) -> None:
    history = load(lines("year,rating,count,màu\n2011,good,1,đỏ\n"))
    assert history.problems[["severity", "cell"]].to_numpy().tolist() == [["note", "D1"]]
    assert "headed by this cell is not known" in history.problems["reason"][0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("year,rating\n2011,good\n", "no column count"),
        ("rating,count\ngood,1\n", "no column year"),
        ("year,rating,percent\n2011,good,62\n", "without a base"),
        ("year,rating,share\n2011,good,62\n", "without a base"),
        ("year,rating,Tỷ lệ\n2011,good,62\n", "without a base"),
        ("year,rating,count\n", "no row of data"),
    ],
)
def test_a_file_that_cannot_be_counted(lines, text: str, word: str) -> None:
    with pytest.raises(NothingReadable, match=word):
        load(lines(text))


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        ("2011,A,khá,1", "C3", "is not known"),
        ("2011,A,good,một", "D3", "count holds no whole number"),
        ("2011,A,good,1.5", "D3", "no whole number"),
        ("2011,A,good,-1", "D3", "is negative"),
        ("2011,A,good,", "D3", "count"),
        (",A,good,1", "D3", "year"),
        ("1811,A,good,1", "D3", "year is not plausible"),
    ],
)
def test_one_bad_row_is_one_error_with_its_place(lines, row: str, cell: str, word: str) -> None:
    history = load(lines(f"{HEAD}2011,A,good,7\n{row}\n"))
    assert history.problems[["severity", "cell"]].to_numpy().tolist() == [["error", cell]]
    assert word in history.problems["reason"][0]
    assert history.sound.evaluations["count"].sum() == 7


def test_an_unknown_category_is_an_error(lines) -> None:
    history = load(lines("year,sex,count\n2011,khác,1\n2011,nam,2\n"))
    assert history.problems["severity"].tolist() == ["error"]
    assert "column sex holds no known value" in history.problems["reason"][0]
    assert history.sound.evaluations["count"].tolist() == [2]


def test_origin_is_kept(lines) -> None:
    table = load(lines("year,count,origin\n2011,1,simulated\n2011,1,\n")).evaluations
    assert table["origin"].tolist() == ["simulated", "recorded"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_and_separators_of_every_kind(lines, encoding, separator) -> None:
    rows = "year,unit,rating,count\n2011,Đảng bộ xã Mẫu,good,1\n".replace(",", separator)
    table = load(lines(rows, encoding)).evaluations
    assert table[["year", "unit", "rating", "count"]].to_numpy().tolist() == [
        [2011, "Đảng bộ xã Mẫu", "good", 1]
    ]


def test_unknown_letters_are_said(tmp_path) -> None:
    (tmp_path / "a.csv").write_bytes(b"year,unit,count\n2011,\x90\x8f,1\n")
    with pytest.raises(NothingReadable, match="letters of the file are not known"):
        load(tmp_path)


def test_whatever_stands_for_a_person_is_keyed(lines) -> None:
    table = load(lines("year,person,rating,count\n2011,SH001,good,1\n")).evaluations
    assert "SH001" not in table["person"].tolist()


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("year,unit,ratng,count", "rating"),
        ("year,unit,Xếp loại,count", "rating"),
        ("year,unit,kq_2011,count", "rating"),
        ("year,unt,rating,count", "unit"),
    ],
)
def test_a_misnamed_column_is_an_error_that_says_which_is_meant(lines, head, meant) -> None:
    """Left out, it would leave everybody unrated, or of no unit, with exit status 0."""
    with pytest.raises(NothingReadable, match=f"perhaps it is the column “{meant}”"):
        load(lines(f"{head}\n2011,Xã An,good,7\n2011,Xã An,Không xếp loại,1\n2011,Xã An,HTNV,1\n"))


@pytest.mark.parametrize(("answer", "rated"), [("Kết quả đánh giá", 7), ("skip", 0)])
def test_the_office_says_what_a_misnamed_column_is(lines, answer, rated) -> None:
    path = lines("year,unit,ratng,count\n2011,Xã An,good,7\n2011,Xã An,,1\n")
    if not rated:
        path.write_text("year,unit,ratng,count\n2011,Xã An,good,7\n", "utf-8")
    (path.parent / "mapping.yml").write_text(f"headings: {{ratng: {answer}}}\n", "utf-8")
    table = load(path.parent).evaluations
    assert table.loc[table["rating"].notna(), "count"].sum() == rated
    assert table["count"].sum() == (8 if rated else 7)
