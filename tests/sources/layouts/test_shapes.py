"""Shapes of tables, each by one laid by hand with the counts that a reader of it would name."""

from collections import Counter

from openpyxl import Workbook
from openpyxl.styles import Font

from analysis import load


def counts(history) -> Counter:
    found: Counter = Counter()
    rows = history.sound.evaluations.astype(object)
    rows = rows.where(rows.notna(), None)
    for row in rows.to_dict("records"):
        found[row["year"], row["unit"], row["rating"], row["tier"], row["sex"]] += row["count"]
    return +found


def test_people_below_the_heading_of_their_rating(lay) -> None:
    rows = [["DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2013"], ["TT", "Họ và tên", "Đơn vị"]]
    rows += [["I", "Hoàn thành xuất sắc nhiệm vụ: 2 đồng chí"], [1, "Lê Văn Một", "Xã An"]]
    rows += [[2, "Lê Thị Hai", "Xã An"], ["II", "HTTNV"], [3, "Vi Văn Ba", "Xã Bình"]]
    history = load(lay(S=[*rows, ["Danh sách này có 3 đồng chí./."]]))
    expected = {
        (2013, "Xã An", "excellent", None, None): 2,
        (2013, "Xã Bình", "good", None, None): 1,
    }
    assert counts(history) == expected and history.problems.empty


def test_a_return_of_one_unit_has_no_column_of_units(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], ["Đơn vị: Xã An"]]
    rows += [["Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"], [9, 4, 3, 2, 0]]
    history = load(lay(S=rows))
    levels = {"excellent": 4, "good": 3, "completed": 2}
    assert counts(history) == {(2013, "Xã An", level, None, None): n for level, n in levels.items()}


def test_rows_of_a_return_that_nothing_names_are_not_added_up(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], ["Đơn vị", "HTXSNV", "HTTNV", "HTNV"]]
    rows += [
        ["Xã An", 1, 1, 1],
        [],
        ["NĂM 2014"],
        ["HTXSNV", "HTTNV", "HTNV"],
        [4, 3, 2],
        [1, 3, 1],
    ]
    history = load(lay(S=rows))
    assert {key[0] for key in counts(history)} == {2013}
    assert history.problems["reason"].str.contains("no column that says").any()


def test_levels_below_one_another_with_years_beside(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ"], ["Đơn vị: Xã An"]]
    rows += [
        ["TT", "Mức xếp loại", "Năm 2013", "Năm 2014"],
        [1, "HTXSNV", 4, 5],
        [2, "HTTNV", 3, 0],
    ]
    history = load(lay(S=[*rows, ["", "Tổng cộng", 7, 5]]))
    expected = {(2013, "excellent"): 4, (2013, "good"): 3, (2014, "excellent"): 5}
    assert {(key[0], key[2]): n for key, n in counts(history).items()} == expected


def test_levels_whose_total_is_another_are_withheld(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], ["Mức xếp loại", "Số lượng"], ["HTXSNV", 4]]
    rows += [["HTTNV", 3], ["Tổng cộng", 9]]
    rows += [["TT"], ["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2014"], ["Mức xếp loại", "Số lượng"]]
    history = load(lay(S=[*rows, ["HTXSNV", 1], ["HTTNV", 1], ["Tổng cộng", 2]]))
    assert {key[0] for key in counts(history)} == {2014}
    assert list(history.problems["cell"][history.problems["severity"] == "error"]) == ["B5"]


def test_two_tables_side_by_side_have_their_own_titles(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], ["Đơn vị: Xã An"]]
    rows += [["DIỆN BTV HUYỆN ỦY QUẢN LÝ", "", "", "DIỆN ĐẢNG ỦY QUẢN LÝ"]]
    rows += [["Mức xếp loại", "Số lượng", "", "Mức xếp loại", "Số lượng"]]
    history = load(lay(S=[*rows, ["HTXSNV", 1, "", "HTXSNV", 5], ["HTTNV", 2, "", "HTTNV", 6]]))
    told = {(key[3], key[2]): n for key, n in counts(history).items()}
    assert told == {
        **{("district", "excellent"): 1, ("district", "good"): 2},
        **{("unit", "excellent"): 5, ("unit", "good"): 6},
    }


def test_women_of_a_roster_who_were_not_rated(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"]]
    rows += [["Đơn vị", "Tổng số cán bộ", "Số được đánh giá", "HTXSNV", "HTTNV"]]
    rows += [["Xã An", 13, 11, 8, 3], ["Trong đó: nữ", 6, 5, 4, 1]]
    found = counts(load(lay(S=rows)))
    assert found[2013, "Xã An", None, None, "female"] == 1
    assert found[2013, "Xã An", None, None, "male"] == 1


def test_a_reference_to_a_letter_is_no_foot(lay) -> None:
    head = ["Đơn vị", "HTXSNV", "HTTNV"]
    letter = "(Kèm theo Công văn số 5 ngày 12 tháng 01 năm 2016 của Huyện ủy)"
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], [letter], head, ["Xã An", 1, 2], []]
    rows += [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2014"], [letter], head, ["Xã An", 3, 4]]
    years = {(key[0], key[2]): n for key, n in counts(load(lay(S=rows))).items()}
    assert years[2014, "excellent"] == 3 and years[2013, "good"] == 2


def test_a_group_whose_numeral_stands_among_the_staff_numbers(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI NĂM 2013"], ["Mã cán bộ", "Họ và tên", "Xếp loại"]]
    rows += [["I", "Đảng ủy xã Tân Tiến"], ["00080", "Vũ Thị Thủy", "HTTNV"]]
    found = counts(load(lay(S=rows)))
    assert found == {(2013, "Đảng ủy xã Tân Tiến", "good", None, None): 1}


def test_three_ratings_of_one_person_are_no_header(lay) -> None:
    head = ["TT", "Họ và tên", "Cá nhân tự xếp loại", "Tập thể đề nghị xếp loại"]
    rows = [["KẾT QUẢ ĐÁNH GIÁ NĂM 2013"], [*head, "Cấp có thẩm quyền xếp loại"]]
    rows += [[1, "Lê Văn Một", "HTTNV", "HTXSNV", "HTNV"]]
    rows += [[2, "Lê Thị Hai", "HTTNV", "HTTNV", "HTTNV"]]
    found = counts(load(lay(S=rows)))
    assert {key[2]: n for key, n in found.items()} == {"completed": 1, "good": 1}


def test_a_total_that_sums_a_row_struck_out_is_no_unit(tmp_path) -> None:
    book = Workbook()
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"], ["TT", "Đơn vị", "HTXSNV", "HTTNV"]]
    rows += [[1, "Xã An", 3, 2], [2, "Xã Bình", 4, 1], [3, "Xã Cao", 5, 5]]
    for row in [*rows, ["", "Huyện Mẫu Sơn", 12, 8]]:
        book.active.append(row)
    for cell in book.active[4]:
        cell.font = Font(strike=True)
    book.save(tmp_path / "book.xlsx")
    history = load(tmp_path)
    assert {key[1] for key in counts(history)} == {"Xã An", "Xã Cao"}
    assert set(history.problems["cell"][history.problems["severity"] == "warning"]) >= {"C6", "D6"}


def test_the_share_of_a_total_without_a_label_counts_nobody(lay) -> None:
    rows = [["KẾT QUẢ XẾP LOẠI CÁN BỘ NĂM 2013"]]
    rows += [["TT", "Đơn vị", "Tổng số", "HTXSNV", "Tỷ lệ %", "HTTNV", "Tỷ lệ %", "HTNV", "KHTNV"]]
    rows += [
        [1, "Xã An", 10, 4, "40,0", 6, "60,0", 0, 0],
        [2, "Xã Bình", 5, 1, "20,0", 4, "80,0", 0, 0],
    ]
    rows += [["", "Huyện Mẫu Sơn", 15, 5, "33,3", 10, "66,7", 0, 0]]
    history = load(lay(S=rows))
    assert {key[1] for key in counts(history)} == {"Xã An", "Xã Bình"}
    assert not any("Tỷ lệ" in reason for reason in history.problems["reason"])
