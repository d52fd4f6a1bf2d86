"""Files as offices have them: tables, rows, totals, and what is told twice.

What is right stands in ``cases`` as the office would say it; variants of each kind are laid out
here.
"""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis import load
from analysis.sources import NothingReadable

CASES = Path(__file__).parent / "cases"
TITLE = ["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2014"]
RETURN = ["TT", "Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
AN, BINH = [1, "Xã An", 5, 3, 2, 0, 0], [2, "Xã Bình", 2, 1, 1, 0, 0]


def case(name: str):
    return load(CASES / name)


def people(history) -> list[tuple[int, str]]:
    rows = history.sound.evaluations.astype(object)
    rows = rows.where(rows.notna(), None)
    return list(zip(rows["year"], rows["rating"], strict=True))


def counts(history, *by: str) -> dict:
    rows = history.sound.evaluations
    rows = rows[rows["count"] > 0].assign(rating=rows["rating"].astype(object).fillna("none"))
    return rows.groupby(list(by) or ["rating"])["count"].sum().to_dict()


def severities(history) -> set[str]:
    return set(history.problems["severity"])


def told(history) -> str:
    return "\n".join(history.problems["reason"])


def account(history, sheet: str) -> dict[str, int]:
    rows = history.accounts[history.accounts["sheet"] == sheet]
    return dict(zip(rows["account"], rows["rows"], strict=True))


# --- tables one below another -----------------------------------------------------------------


def test_f47_a_second_table_with_columns_in_another_order() -> None:
    history = case("f47")
    assert people(history) == [(2014, "good"), (2014, "excellent")]
    assert history.evaluations["unit"].tolist() == ["Phòng Mẫu Một", "Phòng Mẫu Hai"]
    assert history.evaluations["tier"].fillna("").tolist() == ["", "city"]
    assert account(history, "DS") == {"title": 2, "header": 2, "read": 2}


def test_s16_each_table_has_the_year_of_its_own_title() -> None:
    assert people(case("s16")) == [(2013, "excellent"), (2014, "good")]


def test_s17_a_foot_ends_a_table_until_the_next_header() -> None:
    history = case("s17")
    assert people(history) == [(2013, "excellent"), (2013, "good")]
    assert history.evaluations["unit"].fillna("").str.casefold().tolist() == ["", "xã bình"]


LIST = ["STT", "Họ và tên", "Đơn vị", "Xếp loại"]


def test_three_tables_of_three_years_and_a_header_repeated_on_the_next_page(lay) -> None:
    rows = []
    for year, name in ((2011, "Một"), (2012, "Hai"), (2013, "Ba")):
        rows += [
            [f"KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM {year}"],
            LIST,
            [1, f"Người {name}", "Xã An", "HTT"],
        ]
        rows += [LIST, [2, f"Cán bộ {name}", "Xã An", "HTXS"], ["", "Cộng: 2 người"], []]
        rows += [["", "NGƯỜI LẬP BIỂU"], ["", "(ký tên)"], []]
    history = load(lay(S=rows))
    expected = [(y, r) for y in (2011, 2012, 2013) for r in ("good", "excellent")]
    assert people(history) == expected and history.problems.empty, told(history)
    assert account(history, "S") == {"title": 3, "header": 6, "read": 6, "total": 3, "foot": 6}


def test_a_group_before_a_page_break_goes_on_behind_the_repeated_header(lay) -> None:
    head = ["STT", "Họ và tên", "Xếp loại"]
    rows = [["DANH SÁCH ĐÁNH GIÁ NĂM 2012"], head, ["I", "Xã An"], [1, "Người Một", "HTT"]]
    rows += [["II. Xã Bình"], head, [2, "Người Hai", "HTT"], head, [3, "Người Ba", "HTT"]]
    history = load(lay(S=rows))
    assert history.evaluations["unit"].tolist() == ["Xã An", "Xã Bình", "Xã Bình"]


def test_a_list_and_below_it_a_return_of_another_unit(lay) -> None:
    rows = [["KẾT QUẢ ĐÁNH GIÁ NĂM 2014"], LIST, [1, "Người Một", "Xã Cao", "HTT"], []]
    history = load(lay(S=[*rows, ["BIỂU TỔNG HỢP"], RETURN, AN, BINH]))
    assert counts(history, "unit") == {"Xã Cao": 1, "Xã An": 5, "Xã Bình": 2}


@pytest.mark.parametrize(
    "title", ["Đơn vị: Xã An", "ĐƠN VỊ CÔNG TÁC : Xã An", "Cơ quan, đơn vị: Xã An"]
)
def test_the_unit_in_a_title(lay, title: str) -> None:
    rows = [["ĐÁNH GIÁ NĂM 2012"], [title], ["Đơn vị tính: người"]]
    rows += [["Họ và tên", "Xếp loại"], ["Người Một", "HTT"]]
    assert load(lay(S=rows)).evaluations["unit"].tolist() == ["Xã An"]


# --- rows by place, number and figures --------------------------------------------------------


def test_f33_groups_with_figures_women_and_a_total_of_groups() -> None:
    history = case("f33")
    assert counts(history) == {"excellent": 7, "good": 20, "completed": 3}
    assert set(history.evaluations["unit"]) == {"Ban Tổ chức", "Ban Tuyên giáo", "Xã Mẫu Một"}
    assert counts(history, "sex") == {"female": 4, "male": 6}
    assert history.problems.empty


def test_s01_a_group_row_with_a_figure_is_nobody() -> None:
    history = case("s01")
    assert people(history) == [(2013, "excellent")]
    assert history.evaluations["unit"].tolist() == ["Xã An"]


@pytest.mark.parametrize("name", ["s05", "s25"])
def test_totals_by_any_name(name: str) -> None:
    history = case(name)
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2}
    assert account(history, "S0") == {"header": 1, "read": 2, "total": 1}


def test_s06_women_of_the_row_above() -> None:
    history = case("s06")
    assert counts(history, "unit", "sex") == {("Xã An", "female"): 2, ("Xã An", "male"): 3}


SUM = [7, 4, 3, 0, 0]


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        (["", "Tổng cộng (I+II)", *SUM], False),
        (["", "TOÀN ĐẢNG BỘ", *SUM], False),
        (["", "Huyện Mẫu Sơn", *SUM], True),
        (["*", "Chung các đơn vị", *SUM], True),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_row_that_equals_the_sum_of_the_others(lay, row, is_told: bool, first: bool) -> None:
    rows = [row, AN, BINH] if first else [AN, BINH, row]
    history = load(lay(S=[TITLE, RETURN, *rows]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2}
    assert ("taken for a total" in told(history)) is is_told or first


def test_a_unit_with_a_number_of_its_own_is_no_total(lay) -> None:
    history = load(lay(S=[TITLE, RETURN, AN, BINH, [3, "Xã Cao", *SUM]]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2, "Xã Cao": 7}


def test_letters_over_numerals_over_numbers(lay) -> None:
    rows = [["A", "Cấp huyện", *SUM], ["I", "Khối xã", *SUM], AN, BINH]
    rows += [["B", "Cấp xã", 4, 4, 0, 0, 0], ["I", "Khối trường", 4, 4, 0, 0, 0]]
    rows += [[1, "Trường Mẫu", 4, 4, 0, 0, 0], ["", "Cộng", 11, 8, 3, 0, 0]]
    history = load(lay(S=[TITLE, RETURN, *rows]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2, "Trường Mẫu": 4}
    assert history.problems.empty, told(history)


def test_numerals_alone_number_units(lay) -> None:
    history = load(lay(S=[TITLE, RETURN, ["I", *AN[1:]], ["II", *BINH[1:]]]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2}


def test_a_group_whose_figures_are_wrong_is_told_and_not_counted(lay) -> None:
    history = load(lay(S=[TITLE, RETURN, ["I", "Khối xã", 8, 5, 3, 0, 0], AN, BINH]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2}
    assert "says 5 and 4 are counted" in told(history)


def test_more_women_than_people_is_an_error(lay) -> None:
    history = load(lay(S=[TITLE, RETURN, AN, ["", "Trong đó: Nữ", 5, 4, 1, 0, 0]]))
    assert history.problems["cell"].tolist() == ["D4"] and severities(history) == {"error"}


def test_another_part_of_a_unit_is_not_counted(lay) -> None:
    history = load(lay(S=[TITLE, RETURN, AN, ["", "- Trong đó: đảng viên", 4, 2, 2, 0, 0], BINH]))
    assert counts(history, "unit") == {"Xã An": 5, "Xã Bình": 2}
    assert account(history, "S")["part"] == 1


def test_f55_an_accountant_is_a_person() -> None:
    history = case("f55")
    assert len(people(history)) == 5 and account(history, "DS")["read"] == 5


@pytest.mark.parametrize("signs", ["Kế toán", "Thủ trưởng đơn vị", "Người lập"])
def test_a_signature_still_ends_a_list_of_three_columns(lay, signs: str) -> None:
    rows = [["XẾP LOẠI NĂM 2014"], ["Họ và tên", "Chức vụ", "Xếp loại"]]
    rows += [["Vi Thị Thử", "Kế toán", "HTT"], ["Lò Văn Mẫu", "Thủ trưởng cơ quan", ""]]
    history = load(lay(S=[*rows, ["", signs], ["", "(ký)"], ["", "Nguyễn Văn Ký"]]))
    assert len(history.evaluations) == 2
    assert account(history, "S")["foot"] == 3


def test_f58_a_blank_form_holds_nobody() -> None:
    with pytest.raises(NothingReadable):
        case("f58")


def test_empty_numbered_rows_are_a_blank_form(lay) -> None:
    rows = [["NĂM 2014"], LIST, [1, "Người Một", "Xã An", "HTT"], [2], [3, "………"], ["…"] * 4]
    history = load(lay(S=rows))
    assert len(history.evaluations) == 1 and account(history, "S")["blank_form"] == 3


def test_f59_the_unit_in_the_name_of_the_sheet(lay) -> None:
    """The case holds one person in two units: named by an error; the units are read."""
    with pytest.raises(NothingReadable, match=r"Xã Mẫu Một, B5; .*Xã Mẫu Hai, B5"):
        case("f59")
    rows = [["ĐÁNH GIÁ NĂM 2013"], ["Họ và tên", "Xếp loại"]]
    sheets = {"Xã An": [*rows, ["Người Một", "HTT"]], "Trường Mẫu": [*rows, ["Người Hai", "HTT"]]}
    sheets["TH huyện"] = [*rows, ["Người Ba", "HTT"]]
    units = load(lay(**sheets)).evaluations["unit"]
    assert units.fillna("").tolist() == ["Xã An", "Trường Mẫu", ""]


def test_s08_a_blank_unit_is_told_and_a_merged_one_filled(lay) -> None:
    history = case("s08")
    assert history.evaluations["unit"].fillna("").tolist() == ["Xã An", ""]
    assert "stand in no result by unit" in told(history)
    rows = [["NĂM 2013"], LIST, [1, "Người Một", "Xã An", "HTT"], [2, "Người Hai", "", "HTT"]]
    folder = lay(S=rows)
    book = load_workbook(folder / "book.xlsx")
    book["S"].merge_cells("C3:C4")
    book.save(folder / "book.xlsx")
    merged = load(folder)
    assert merged.evaluations["unit"].tolist() == ["Xã An", "Xã An"] and merged.problems.empty


# --- columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["f30", "f30d", "f32"])
def test_counts_by_level_however_they_are_headed(name: str) -> None:
    expected = {"excellent": 5, "good": 12, "completed": 3} | ({"none": 2} if name == "f32" else {})
    assert counts(case(name)) == expected


def test_a_roster_below_the_rated_is_an_error(lay) -> None:
    head = ["Đơn vị", "Tổng số", "Số được đánh giá", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    history = load(lay(S=[TITLE, head, ["Xã An", 4, 5, 3, 2, 0, 0], ["Xã Bình", 2, 2, 1, 1, 0, 0]]))
    assert counts(history, "unit") == {"Xã Bình": 2} and severities(history) == {"error"}


def test_f25_shares_beside_numbers() -> None:
    history = case("f25")
    assert counts(history, "unit") == {"Xã Mẫu Một": 20, "Xã Mẫu Hai": 10}


def test_f37_women_under_each_level() -> None:
    history = case("f37")
    assert counts(history) == {"excellent": 5, "good": 12, "completed": 3}
    women = history.evaluations[history.evaluations["sex"] == "female"]
    assert women.set_index("rating")["count"].to_dict() == {
        "excellent": 2,
        "good": 6,
        "completed": 1,
    }


def test_men_and_women_under_each_level_without_a_total(lay) -> None:
    head = ["Đơn vị", "HTXSNV", "", "HTTNV", "", "HTNV", "", "KHTNV", ""]
    sub = ["", *["Nam", "Nữ"] * 4]
    history = load(lay(S=[TITLE, head, sub, ["Xã An", 3, 2, 6, 6, 2, 1, 0, 0]]))
    assert counts(history, "sex") == {"male": 11, "female": 9}


def test_f06_five_levels_of_two_scales() -> None:
    history = case("f06")
    assert counts(history) == {"excellent": 13, "good": 30, "completed": 6, "none": 1}
    assert "two legal scales" in told(history) and severities(history) == {"note"}


def test_f07_years_side_by_side() -> None:
    history = case("f07")
    assert sorted(people(history)) == [
        (2013, "good"), (2013, "good"), (2014, "excellent"), (2014, "good"),
        (2015, "excellent"), (2015, "excellent"),
    ]  # fmt: skip
    assert history.evaluations["person"].nunique() == 2


@pytest.mark.parametrize(
    "heads", [("Xếp loại 2013", "Xếp loại 2014"), ("Xếp loại năm 2013", "Xếp loại năm 2014")]
)
def test_years_side_by_side_in_one_header_row(lay, heads) -> None:
    rows = [["KẾT QUẢ ĐÁNH GIÁ CÁN BỘ"], ["Họ và tên", *heads], ["Người Một", "HTT", "HTXS"]]
    assert people(load(lay(S=rows))) == [(2013, "good"), (2014, "excellent")]


def test_a_return_of_years_side_by_side(lay) -> None:
    head = ["Đơn vị", "Năm 2013", "", "", "", "Năm 2014", "", "", ""]
    sub = ["", *["HTXSNV", "HTTNV", "HTNV", "KHTNV"] * 2]
    rows = [["KẾT QUẢ ĐÁNH GIÁ"], head, sub, ["Xã An", 1, 2, 0, 0, 3, 0, 1, 0]]
    assert counts(load(lay(S=rows)), "year") == {2013: 3, 2014: 4}


def test_f35_a_row_a_year() -> None:
    assert counts(case("f35"), "year") == dict.fromkeys(range(2011, 2016), 100)


def test_f08_the_rating_of_the_competent_level_is_taken_and_said() -> None:
    history = case("f08")
    assert people(history) == [(2015, "good"), (2015, "good")]
    assert "competent level is taken (column H4)" in told(history)


@pytest.mark.parametrize(
    ("heads", "right"),
    [
        (("Cá nhân tự xếp loại", "Cấp có thẩm quyền xếp loại"), "good"),
        (("Tự xếp loại", "Xếp loại"), "good"),
        (("Tập thể đề nghị xếp loại", "BTV Huyện ủy xếp loại"), "good"),
    ],
)
def test_whose_rating_it_is_in_one_header_row(lay, heads, right: str) -> None:
    rows = [["NĂM 2015"], ["Họ và tên", *heads], ["Người Một", "HTXS", "HTT"]]
    assert people(load(lay(S=rows))) == [(2015, right)]


def test_ones_own_rating_alone_is_no_result(lay) -> None:
    rows = [["NĂM 2015"], ["Họ và tên", "Cá nhân tự xếp loại"], ["Người Một", "HTXS"]]
    with pytest.raises(NothingReadable, match="none of the competent level"):
        load(lay(S=rows))


# --- told twice -------------------------------------------------------------------------------


def test_f01_a_list_and_its_summary() -> None:
    history = case("f01")
    assert counts(history) == {"excellent": 1, "good": 2}
    assert history.evaluations["person"].nunique() == 3
    assert severities(history) == {"note"} and "Danh sách" in told(history)
    assert account(history, "Tổng hợp")["repeated"] == 2


def test_a_summary_that_does_not_agree_names_both_and_counts_neither(lay) -> None:
    listed = [["ĐÁNH GIÁ NĂM 2014"], LIST, [1, "Người Một", "Xã An", "HTT"]]
    folder = lay(DS=listed, TH=[TITLE, RETURN, [1, "Xã An", 1, 1, 0, 0, 0]])
    with pytest.raises(NothingReadable, match=r"TH, D3: .*DS, B3"):
        load(folder)


def test_two_returns_of_one_unit_and_year(lay) -> None:
    other = [1, "Xã An", 4, 3, 1, 0, 0]
    lay("a.xlsx", S=[TITLE, RETURN, AN, BINH])
    history = load(lay("b.xlsx", S=[TITLE, RETURN, other]))
    assert counts(history, "unit") == {"Xã Bình": 2}
    assert "a.xlsx, S, D3; b.xlsx, S, D3" in told(history) and severities(history) == {"error"}


def test_two_tiers_are_not_told_twice(lay) -> None:
    titles = [[f"ĐÁNH GIÁ CÁN BỘ DIỆN BTV {who} ỦY QUẢN LÝ NĂM 2014"] for who in ("THÀNH", "HUYỆN")]
    folder = lay(A=[titles[0], RETURN, AN], B=[titles[1], RETURN, [1, "Xã An", 4, 3, 1, 0, 0]])
    history = load(folder)
    assert counts(history, "tier") == {"city": 5, "district": 4} and history.problems.empty


def test_totals_of_the_district_beside_its_units_are_told(lay) -> None:
    yearly = ["Năm", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    lay("a.xlsx", S=[TITLE, RETURN, AN, BINH])
    with pytest.raises(NothingReadable, match="told more than once"):
        load(lay("b.xlsx", S=[["KẾT QUẢ ĐÁNH GIÁ"], yearly, [2014, 7, 4, 3, 0, 0]]))


def test_s28_and_f17d_a_line_twice_in_a_counts_file() -> None:
    with pytest.raises(NothingReadable, match="told more than once"):
        case("s28")
    history = case("f17d")
    assert severities(history) == {"error"} and counts(history) == {"none": 3}
    assert "Tổng cộng" not in set(history.evaluations["unit"])


# --- what is counted --------------------------------------------------------------------------


def test_f02_party_members_and_party_cells_are_no_cadres() -> None:
    with pytest.raises(NothingReadable, match="party members, not cadres"):
        case("f02")


@pytest.mark.parametrize(
    ("title", "counted"),
    [
        ("KẾT QUẢ ĐÁNH GIÁ CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2014", False),
        ("XẾP LOẠI TỔ CHỨC CƠ SỞ ĐẢNG NĂM 2014", False),
        ("KẾT QUẢ XẾP LOẠI TẬP THỂ NĂM 2014", False),
        ("KẾT QUẢ XẾP LOẠI CÁN BỘ LÀ ĐẢNG VIÊN NĂM 2014", True),
        ("KẾT QUẢ XẾP LOẠI NĂM 2014", True),
    ],
)
def test_of_whom_a_return_is_by_its_title(lay, title: str, counted: bool) -> None:
    lay("other.xlsx", S=[["CÁN BỘ NĂM 2013"], LIST, [1, "Người Một", "Xã Cao", "HTT"]])
    history = load(lay(S=[["ĐẢNG BỘ HUYỆN MẪU SƠN"], [title], RETURN, AN]))
    assert ("Xã An" in counts(history, "unit")) is counted
    assert ("not cadres" in told(history)) is not counted


def test_f10_a_training_list_by_its_title_and_periods_by_their_start() -> None:
    history = case("f10")
    events = history.outcomes
    assert list(zip(events["kind"], events["first_year"], strict=True)) == [
        ("intermediate_theory", 2013), ("intermediate_theory", 2013), ("training", 2014),
        ("training", 2014), ("reappointed", 2014),
    ]  # fmt: skip
    assert events["last_year"].tolist() == events["first_year"].tolist()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("DANH SÁCH CÁN BỘ ĐƯỢC BỔ NHIỆM LẠI NĂM 2013", "reappointed"),
        ("DANH SÁCH CÁN BỘ LUÂN CHUYỂN NĂM 2013", "rotated"),
        ("DANH SÁCH ĐỀ NGHỊ BỔ NHIỆM NĂM 2013", None),
    ],
)
def test_the_kind_of_a_list_of_events_in_its_title(lay, title: str, kind: str | None) -> None:
    lay("other.xlsx", S=[["CÁN BỘ NĂM 2013"], LIST, [1, "Người Một", "Xã Cao", "HTT"]])
    rows = [["STT", "Họ và tên", "Đơn vị", "Thời gian"], [1, "Người Hai", "Xã Cao", "9/2013"]]
    history = load(lay(S=[[title], *rows]))
    assert history.outcomes["kind"].tolist() == ([kind] if kind else [])
    assert ("error" in severities(history)) is (kind is None)


def test_a_small_summary_below_a_list_is_nobody(lay) -> None:
    rows = [["NĂM 2013"], LIST, [1, "Người Một", "Xã An", "HTT"], [], ["", "Xếp loại", "Số lượng"]]
    history = load(lay(S=[*rows, ["", "HTXSNV", 0], ["", "Hoàn thành tốt nhiệm vụ", 1]]))
    assert people(history) == [(2013, "good")] and history.problems.empty, told(history)


def test_a_birth_date_in_words_is_no_foot(lay) -> None:
    rows = [["NĂM 2013"], ["Họ và tên", "Ngày sinh", "Xếp loại"]]
    rows += [["Lò Văn Mẫu", "ngày 15 tháng 8 năm 1970", ""], ["Vi Thị Thử", "1975", "HTT"]]
    assert len(load(lay(S=rows)).evaluations) == 2


def test_counts_in_a_table_of_people_are_of_others(tmp_path):
    rows = "".join(f"2015,Đảng ủy A,p{number},good,1\n" for number in range(5))
    content = f"year,unit,person,rating,count\n{rows}2015,Đảng ủy A,,excellent,2\n"
    (tmp_path / "counts.csv").write_text(content, encoding="utf-8")
    history = load(tmp_path)
    assert history.problems.empty and not history.evaluations["withheld"].any()
    assert history.evaluations["count"].sum() == 7


@pytest.mark.parametrize(("men", "said"), [(8, 12), (9, 13)])
def test_totals_of_men_and_of_women_are_held_against_the_levels(lay, men, said) -> None:
    head = ["Đơn vị", "Tổng số", "", "HTXSNV", "", "HTTNV", "", "HTNV", ""]
    sub = ["", *["Nam", "Nữ"] * 4]
    rows = [["Xã An", men, 4, 4, 2, 3, 2, 1, 0], ["Xã Bình", 2, 1, 1, 1, 1, 0, 0, 0]]
    history = load(lay(S=[TITLE, head, sub, *rows]))
    read = {"Xã An": 12, "Xã Bình": 3} if said == 12 else {"Xã Bình": 3}
    assert counts(history, "unit") == read
    assert ("error" in severities(history)) == (said != 12)
    assert "warning" not in severities(history)


def test_a_total_of_each_year_side_by_side_is_held_against_its_levels(lay) -> None:
    title = ["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ 2013-2014"]
    head = ["Đơn vị", "Năm 2013", "", "", "", "", "Năm 2014"]
    sub = ["", *["TS", "XS", "Tốt", "HT", "KHT"] * 2]
    history = load(lay(S=[title, head, sub, ["Xã An", 7, 3, 2, 1, 0, 6, 4, 1, 0, 1]]))
    assert counts(history, "year") == {2014: 6} and "error" in severities(history)


def test_three_levels_without_a_total_are_read_with_a_warning(lay) -> None:
    history = load(lay(S=[TITLE, ["Đơn vị", "HTXSNV", "HTTNV", "HTNV"], ["Xã An", 5, 3, 1]]))
    assert sum(counts(history).values()) == 9 and severities(history) == {"warning"}
