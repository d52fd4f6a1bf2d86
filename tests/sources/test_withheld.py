"""Somebody whose row is refused is still on the list: each way of being withheld, by hand."""

import pandas as pd
import pytest

from analysis import load
from analysis.counts import Population

HEAD = ["TT", "Số hiệu", "Họ và tên", "Ngày sinh", "", "Chức vụ", "Đơn vị", "HTXSNV", "HTTNV"]
SUB = ["", "", "", "Nam", "Nữ", "", "", "", ""]
MEN, WOMEN, BOTH = ("1/2/1970", ""), ("", "1/2/1970"), ("1/2/1970", "3/4/1971")


def title(year):
    return [f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM {year}"]


def person(number, *marks, born=MEN, staff=None, post="Hiệu trưởng", unit="Trường Mẫu"):
    cells = [*marks, "", ""][:2]
    known = f"SH{number}" if staff is None else staff
    return [number, known, f"Người Mẫu {number}", *born, post, unit, *cells]


def listing(*rows, year=2012):
    return [title(year), HEAD, SUB, *rows]


GOOD = person(1, "x")


def only_withheld(history):
    """Return the one withheld row, missing values as None."""
    rows = history.evaluations[history.evaluations["withheld"]]
    assert len(rows) == 1
    return rows.astype(object).where(rows.notna(), None).iloc[0]


def test_a_table_built_without_it_has_none_withheld(lay):
    assert load(lay(S=listing(GOOD))).evaluations["withheld"].tolist() == [False]


@pytest.mark.parametrize(
    ("refused", "known", "sex", "born"),
    [
        (person(2, "khá"), True, "male", 1970),
        (person(2, "x", "x"), True, "male", 1970),
        (person(2, "x", born=BOTH), True, None, None),
        (person(2, "khá", born=("20/13/1970", "")), True, "male", None),
        (person(2, "x", born=("", "1/1/1850")), True, "female", None),
        (person(2, "khá", staff=""), True, "male", 1970),
        # Without a staff number a person is known by the birth date.
        (person(2, "x", born=BOTH, staff=""), False, None, None),
        (person(2, "khá", born=("20/13/1970", ""), staff=""), False, "male", None),
        (person(2, "khá", born=("", ""), staff=""), False, None, None),
        (person(2, "x", born=("", "1/1/1850"), staff=""), False, "female", None),
    ],
)
def test_a_refused_row_of_a_list_leaves_one_withheld(lay, refused, known, sex, born):
    history = load(lay(S=listing(GOOD, refused)))
    row = only_withheld(history)
    assert (row["person"] is not None, row["sex"], row["birth_year"]) == (known, sex, born)
    assert (row["rating"], row["count"], row["year"]) == (None, 1, 2012)
    assert (row["unit"], row["tier"], row["post_group"]) == ("Trường Mẫu", "district", "schools")
    assert (history.problems["severity"] == "error").sum() == 1
    assert len(history.sound.evaluations) == 1 and history.sound.evaluations["person"].notna().all()


def test_who_is_withheld_is_the_same_person_as_in_other_years(lay):
    good = [person(number, "x", staff="") for number in (1, 2)]
    bad = [good[0], person(2, "khá", staff="")]
    history = load(lay(A=listing(*good), B=listing(*bad, year=2013)))
    assert history.evaluations["person"].nunique() == 2


def test_a_list_without_birth_dates_knows_its_people_by_name(lay):
    rows = [["Năm", "Họ tên", "Xếp loại"], [2011, "Mẫu A", "Tốt"], [2012, "Mẫu A", "Khá"]]
    assert len(set(load(lay(S=rows)).evaluations["person"])) == 1


@pytest.mark.parametrize("year", ["", "hai", 211])
def test_a_row_whose_year_is_not_known_cannot_be_placed(lay, year):
    rows = [["Năm", "Họ tên", "Xếp loại"], [2011, "Mẫu A", "Tốt"], [year, "Mẫu B", "Khá"]]
    history = load(lay(S=rows))
    assert len(history.evaluations) == 1 and "error" in set(history.problems["severity"])


def test_two_rows_that_differ_are_one_withheld_of_what_they_agree_on(lay):
    other = person(1, "", "x", post="Phó Hiệu trưởng")
    row = only_withheld(load(lay(S=listing(GOOD, person(2, "x")), T=listing(other))))
    assert (row["rank"], row["post"], row["rating"]) == (None, None, None)
    assert (row["post_group"], row["sex"], row["count"]) == ("schools", "male", 1)
    assert (row["unit"], row["birth_year"]) == ("Trường Mẫu", 1970)


def test_a_good_row_and_a_refused_one_of_a_person_differ(lay):
    history = load(lay(S=listing(GOOD, person(1, "khá"), person(2, "x"))))
    assert only_withheld(history)["person"] not in set(history.sound.evaluations["person"])
    assert len(history.evaluations) == 2


def test_two_wordings_of_one_title_do_not_differ(lay):
    other = person(1, "x", post="Hiệu trưởng Trường Mẫu")
    history = load(lay(S=listing(GOOD), T=listing(other)))
    assert history.evaluations["withheld"].tolist() == [False]


def test_a_sheet_with_two_columns_of_ratings_withholds_its_people(lay):
    rows = [["Năm", "Họ tên", "Xếp loại", "Phân loại"], [2012, "Mẫu A", "Tốt", "Hoàn thành"]]
    history = load(lay(S=listing(GOOD), T=[*rows, [2012, "Mẫu B", "Tốt", "Tốt"]]))
    assert history.evaluations["withheld"].tolist() == [False, True, True]
    assert len(history.problems) == 1


@pytest.mark.parametrize(
    "rows",
    [
        # No evaluation list for sure; not clear who is who; no year.
        [["Năm", "Họ tên", "Chức vụ"], [2012, "Mẫu A", "Hiệu trưởng"]],
        [["Năm", "Họ tên", "Họ và tên", "Xếp loại"], [2012, "Mẫu A", "Mẫu B", "Tốt"]],
        [["Họ tên", "Xếp loại", "Phân loại"], ["Mẫu A", "Tốt", "Tốt"]],
    ],
)
def test_a_sheet_that_does_not_tell_who_is_on_the_list_is_a_problem_only(lay, rows):
    history = load(lay(S=listing(GOOD), T=rows))
    assert len(history.evaluations) == 1 and "error" in set(history.problems["severity"])


def test_the_word_of_a_refused_row_bears_out_no_unit_and_is_told_once(lay):
    astray = [person(n, "khá", unit="Mẫu Lan") for n in (2, 3)]
    history = load(lay(S=listing(GOOD, *astray)))
    assert history.evaluations["unit"].isna().tolist() == [False, True, True]
    assert set(history.problems["severity"]) == {"error"}


RETURN = ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", "Loại A", "HTTNV", "HTXSNV"]


def returned(*rows):
    head = [["KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2012"], [*RETURN[:4], "Xếp loại", "", ""]]
    return [*head, ["", "", "", "", *RETURN[4:]], *rows]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        # A level that nobody knows: 7 people, whatever it means.
        ([2, "Xã Hai", 7, 3, 5, 1, 1], [("Xã Hai", 7)]),
        ([2, "Nguyễn Thị Mẫu", 7, 3, 0, 6, 1], [(None, 7)]),
        # No number is surely known.
        ([2, "Xã Hai", 8, 3, 0, 6, 1], []),
        ([2, "Xã Hai", 8, 3, 5, 1, 1], []),
        ([2, "Xã Hai", "bảy", 3, 0, 6, 1], []),
        ([2, "Xã Hai", 7, 3, "x", 6, 1], []),
    ],
)
def test_a_refused_row_of_a_return(lay, line, left):
    history = load(lay(S=returned([1, "Xã Một", 4, 2, 0, 3, 1], line)))
    rows = history.evaluations[history.evaluations["withheld"]]
    told = [
        (None if pd.isna(u) else u, n) for u, n in zip(rows["unit"], rows["count"], strict=True)
    ]
    assert told == left
    assert history.sound.evaluations["count"].sum() == 4
    assert "error" in set(history.problems["severity"])


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("2012,Xã Hai,female,khá,7", [("Xã Hai", "female", 7)]),
        ("2012,Nguyễn Thị Mẫu,female,good,7", [(None, "female", 7)]),
        ("2012,Trần Phú,female,good,7", [(None, "female", 7)]),
        ("2012,Xã Hai,khác,good,7", [("Xã Hai", None, 7)]),
        ("2012,Xã Hai,khác,khá,7", [("Xã Hai", None, 7)]),
        ("2012,Xã Hai,female,good,bảy", []),
        ("2012,Xã Hai,khác,good,-7", []),
        ("2012,Xã Hai,female,khá,", []),
        ("211,Xã Hai,khác,good,7", []),
        (",Xã Hai,female,khá,7", []),
    ],
)
def test_a_refused_row_of_counts(tmp_path, line, left):
    path = tmp_path / "counts.csv"
    path.write_text(f"year,unit,sex,rating,count\n2012,Xã Một,male,good,4\n{line}\n", "utf-8")
    history = load(path)
    rows = history.evaluations[history.evaluations["withheld"]]
    plain = rows[["unit", "sex", "count"]].astype(object).where(rows.notna(), None)
    assert list(plain.itertuples(index=False, name=None)) == left
    assert rows["rating"].isna().all() and history.sound.evaluations["count"].sum() == 4
    assert "error" in set(history.problems["severity"])


def test_a_person_in_a_counts_file_is_one_whatever_the_count_says(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("year,person,rating,count\n2012,A,good,1\n2012,B,good,x\n", "utf-8")
    row = only_withheld(load(path))
    assert row["count"] == 1 and row["person"] is not None


def test_a_counts_file_may_say_itself_what_is_withheld(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("year,rating,withheld,count\n2012,good,,4\n2012,,yes,3\n", "utf-8")
    assert only_withheld(load(path))["count"] == 3


def test_a_sheet_tells_how_many_rows_of_it_were_kept(lay):
    history = load(lay(S=listing(GOOD, person(2, "khá"), person(3, "x"))))
    assert history.sheets["rows"].tolist() == [2]


def test_nothing_but_withheld_rows_is_nothing_to_read(lay):
    with pytest.raises(ValueError, match="No row of data can be counted yet"):
        load(lay(S=listing(person(1, "khá"))))


def test_seventeen_of_141_withheld_have_not_left(lay):
    """Fault 2 of the list: withheld is not absent."""
    before = [person(number, "x") for number in range(141)]
    after = [person(number, "khá" if number < 17 else "x") for number in range(137)]
    folder = lay(A=listing(*before, year=2014), B=listing(*after, year=2015))
    people = Population(load(folder), (2014, 2015))
    listed = people.count(by="year").set_index(["year", "state"])["n"].to_dict()
    assert listed == {(2014, "rated"): 141, (2015, "rated"): 120, (2015, "withheld"): 17}
    moves = people.moves(2014, 2015)
    told = moves.set_index(["from", "to"])["n"].to_dict()
    assert told == {
        ("excellent", "excellent"): 120,
        ("excellent", "withheld"): 17,
        ("excellent", "absent"): 4,
    }


def test_measures_that_do_not_know_the_state_see_none_of_it(lay):
    history = load(lay(S=listing(GOOD, person(2, "khá"), person(3, "x", born=BOTH, staff=""))))
    assert len(history.evaluations) == 3
    assert len(history.of_tier("district").evaluations) == 1
    assert history.sound.evaluations["person"].notna().all()
