"""Who is who, sex, words of ratings, years, tiers and votes in the files of `cases`.

What is right stands in the table of the cases; the variants beside them are of the same kinds.
"""

import time
from pathlib import Path

import pytest

from analysis import load
from analysis.sources.words.cells import partial_date
from analysis.sources.words.names import bare_name
from analysis.sources.words.rating_words import said
from analysis.sources.words.rating_words import told as told_of
from analysis.sources.words.tier_words import tier_in
from analysis.vocabulary import words

CASES = Path(__file__).parent / "cases"
HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Xếp loại"]


def case(name):
    return load(CASES / name)


def followed(history):
    """Return on how many lists each person stands, most first."""
    return sorted(history.evaluations["person"].value_counts().tolist(), reverse=True)


def sexes(history):
    return history.evaluations["sex"].fillna("?").tolist()


def told(history, severity=None):
    problems = history.problems
    chosen = problems if severity is None else problems[problems["severity"] == severity]
    return (chosen["cell"].fillna("") + ": " + chosen["reason"]).tolist()


def lists(lay, *years, head=HEAD):
    """Lay out a list a year, each of rows under a head, and load them."""
    for year, rows in zip(range(2013, 2020), years, strict=False):
        folder = lay(f"{year}.xlsx", S=[[f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], head, *rows])
    return load(folder)


# --- who is who ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("f04", [3, 3]),
        ("f05/merged", [1, 1, 1]),
        ("f05/unmerged", [1, 1, 1]),
        ("f19", [3, 3]),
        ("f23", [2] * 60),
        ("f43", [2, 2, 2]),
        ("s13", [2, 1]),
        ("s21", [2, 1]),
    ],
)
def test_people_of_a_case_are_followed(name, people):
    assert followed(case(name)) == people


def test_the_sex_of_a_title_is_kept():
    assert sexes(case("f19")) == ["male", "female"] * 3
    assert sexes(case("s13")) == ["female", "male", "male"]


def test_a_near_name_is_one_line_with_its_places():
    history = case("s21")
    assert history.doubts["n"].sum() == 2
    (line,) = told(history)
    assert "fail-21.xlsx, S0, A2" in line and "fail-21.xlsx, S0, A3" in line
    assert "Hường" not in line and "1970" not in line


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ông Nguyễn Văn Mẫu", ("Nguyễn Văn Mẫu", "male")),
        ("BÀ: LÊ THỊ MẪU", ("LÊ THỊ MẪU", "female")),
        ("Đồng chí Lê Thị Mẫu", ("Lê Thị Mẫu", None)),
        ("Đ/c Bà Lê Thị Mẫu - Phó Bí thư", ("Lê Thị Mẫu", "female")),
        ("(Bà) Lê Thị Mẫu", ("Lê Thị Mẫu", "female")),
        ("Lê Thị Mẫu (Nữ)", ("Lê Thị Mẫu", "female")),
        ("Lê Văn Mẫu (Bí thư) *", ("Lê Văn Mẫu", None)),
        ("Lê Văn Mẫu, Chủ tịch UBND xã", ("Lê Văn Mẫu", None)),
        # Ông is a family name, Bà begins a name of two syllables, and letters tell people apart.
        ("Ông Văn Tùng", ("Ông Văn Tùng", None)),
        ("Ông Thị Mai", ("Ông Thị Mai", None)),
        ("Ông Ông Văn Tùng", ("Ông Văn Tùng", "male")),
        ("Bà Mẫu", ("Bà Mẫu", None)),
        ("Lê Văn Mẫu (A)", ("Lê Văn Mẫu (A)", None)),
        ("Anh Mẫu", ("Anh Mẫu", None)),
        ("Anh Thư Mẫu", ("Anh Thư Mẫu", None)),
        ("Anh Lê Văn Mẫu", ("Lê Văn Mẫu", "male")),
        ("12. Lê Văn Mẫu", ("Lê Văn Mẫu", None)),
    ],
)
def test_titles_leave_the_name(written, read):
    assert bare_name(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12/3/70", "1970-03-12"),
        ("ngày 15 tháng 8 năm 1970", "1970-08-15"),
        ("Tháng 8/1970", "1970-08"),
        ("tháng 8 năm 1970", "1970-08"),
        ("Sinh năm 1970", "1970"),
        ("00/00/1965", "1965"),
        ("00/8/1965", "1965-08"),
        ("1965-", "1965"),
        ("'15/8/1970", "1970-08-15"),
        ("1970.0", "1970"),
        ("1970-08-15 00:00:00", "1970-08-15"),
        ("15 / 8 / 1970", "1970-08-15"),
        ("31/4/1970", None),
        ("08/25/1970", None),
        ("25795", None),
        ("8/70", None),
        ("9/2013 - 6/2015", None),
        ("2013-2014", None),
        (1970.5, None),
        (25795.0, "1970-08-15"),
        ("Nghỉ hưu", None),
    ],
)
def test_a_birth_date_in_every_way_of_writing(written, read):
    assert partial_date(written, birth=True) == read


def test_years_of_two_digits():
    assert partial_date("15/8/05", birth=True) == "2005-08-15"
    assert partial_date("15/8/13") == "2013-08-15"
    assert partial_date("15/8/13", birth=True) == "1913-08-15"


def test_the_dates_of_f27_are_read_or_told_by_their_cell():
    history = case("f27")
    year = history.evaluations["birth_year"].fillna(0).tolist()
    assert year[:16] == [1970, 0, 0, 1965, 1965, *[1970] * 7, 0, 1970, 1970, 1970]
    cells = {line.split(":")[0] for line in told(history)}
    assert cells == {"C6", "C7", "C17", "B21"}


def row(name, birth=None, unit="Phòng Mẫu Một", sex="Nam"):
    return [name, birth, sex, unit, "HTTNV"]


def test_a_year_of_birth_that_fits_two_joins_neither_and_is_told(lay):
    twins = [row("Lê Văn Mẫu", "1/2/1970"), row("Lê Văn Mẫu", "3/4/1970", "Phòng Mẫu Hai")]
    history = lists(lay, twins, [row("Lê Văn Mẫu", "1970")])
    assert followed(history) == [1, 1, 1]
    assert history.doubts["n"].sum() == 1
    (line,) = told(history, "warning")
    assert line.startswith("A3: ") and "2013.xlsx, S, A3" in line


def test_two_whom_a_year_of_birth_fits_are_two_in_their_units(lay):
    twins = [row("Lê Văn Mẫu", "1/2/1970"), row("Lê Văn Mẫu", "3/4/1970", "Phòng Mẫu Hai")]
    later = [row("Lê Văn Mẫu", "1970"), row("Lê Văn Mẫu", "1970", "Phòng Mẫu Hai")]
    history = lists(lay, twins, later)
    assert followed(history) == [1, 1, 1, 1] and not history.evaluations["withheld"].any()
    assert history.doubts["n"].sum() == 2


def test_a_list_that_names_both_births_names_two_people(lay):
    twins = [row("Lê Văn Mẫu", "1/2/1970"), row("Lê Văn Mẫu", "1970", "Phòng Mẫu Hai")]
    history = lists(lay, twins, twins)
    assert followed(history) == [2, 2]


def test_births_that_differ_are_two_people(lay):
    history = lists(lay, [row("Lê Văn Mẫu", "1/2/1970")], [row("Lê Văn Mẫu", "5/1970")])
    assert followed(history) == [1, 1]
    assert history.doubts["n"].sum() == 1 and len(told(history, "warning")) == 1


@pytest.mark.parametrize(
    ("unit", "people"), [("Phòng Mẫu Một", [2]), ("Phòng Mẫu Hai", [1, 1]), (None, [1, 1])]
)
def test_without_a_birth_the_unit_must_agree(lay, unit, people):
    history = lists(lay, [row("Lê Văn Mẫu", "1/2/1970")], [row("Lê Văn Mẫu", None, unit)])
    assert followed(history) == people
    assert history.doubts["n"].sum() == len(people) - 1
    assert any("2014.xlsx" in line for line in told(history, "warning")) == (len(people) > 1)


def test_known_by_the_name_alone_in_two_units_is_told(lay):
    history = lists(lay, [row("Lê Văn Mẫu")], [row("Lê Văn Mẫu", None, "Phòng Mẫu Hai")])
    assert followed(history) == [2]
    assert history.doubts["reason"].tolist() == ["merged"]
    assert len(told(history, "warning")) == 1


@pytest.mark.parametrize(
    ("before", "after", "near"),
    [
        ("Lê Thị Hường", "Lê Thị Hương", True),
        ("Lê Thị Hương", "Lê Thị Hưng", True),
        ("Nguyễn Văn Mạnh", "Nguyễn Mạnh", True),
        ("Nguyễn Văn Mạnh", "Nguyễn Văn Mạhn", True),
        ("Nguyễn Văn Mạnh", "Nguyễn Văn Cường", False),
        ("Lò Văn Mẫu A", "Lò Văn Mẫu B", False),
        ("Cán bộ mẫu 12", "Cán bộ mẫu 13", False),
    ],
)
def test_a_slip_of_a_name_within_unit_and_birth_year_is_doubtful(lay, before, after, near):
    history = lists(lay, [row(before, "1/2/1970")], [row(after, "1970")])
    assert followed(history) == [1, 1]
    assert bool(history.doubts["n"].sum()) == near == (len(told(history, "warning")) == 1)


NUMBERED = ["Mã cán bộ", "Họ và tên", "Đơn vị", "Xếp loại"]


@pytest.mark.parametrize(
    ("before", "after", "people", "lines"),
    [
        (("00123", "Lê Văn Mẫu"), (123, "Lê Văn Mẫu"), [2], 0),
        (("00123", "Lê Văn Mẫu"), ("0123", "Ông Lê Văn Mẫu"), [2], 0),
        (("00123", "Lê Văn Mẫu"), (123, "Vi Thị Thử"), [1, 1], 1),
        (("CB0123", "Lê Văn Mẫu"), ("CB123", "Vi Thị Thử"), [1, 1], 0),
        (("CB0123", "Lê Văn Mẫu"), ("cb0123", "Lê Văn Mẫu"), [2], 0),
        (("123", "Lê Văn Mẫu"), (123, "Vi Thị Thử"), [2], 1),
    ],
)
def test_staff_numbers_compare_with_their_zeros(lay, before, after, people, lines):
    years = [[[number, name, "Phòng Mẫu Một", "HTT"]] for number, name in (before, after)]
    history = lists(lay, *years, head=NUMBERED)
    assert followed(history) == people
    assert len(told(history, "warning")) == lines


def test_a_list_without_numbers_is_one_line(lay):
    names = [f"Trần Văn {first} {last}" for first in "ABCDEFGH" for last in "HKLMNPQ"]
    head = ["Số hiệu", *HEAD]
    with_numbers = [[f"S{place}", *row(name, "1/2/1970")] for place, name in enumerate(names)]
    without = [[None, *row(name, "1970")] for name in names]
    history = lists(lay, with_numbers, without, head=head)
    (line,) = told(history, "warning")
    assert "56 people" in line and "56 of them" in line and "2013.xlsx" in line
    assert history.doubts["n"].sum() == 56


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (["Họ và tên", "Tên"], [("Lò Văn", "Mẫu"), ("Vi Thị", "Thử")]),
        (["Họ và tên đệm", "Tên"], [("Lò Văn", "Mẫu"), ("Vi Thị", "Thử")]),
        (["Họ và tên", None], [("Lò Văn", "Mẫu"), ("Lò Văn", "Thử")]),
        (["Họ và tên", "Tên"], [("Lò Văn Mẫu", "Mẫu"), ("Lò Văn Thử", "Thử")]),
    ],
)
def test_a_name_in_two_columns(lay, head, names):
    whole = [[" ".join(dict.fromkeys(" ".join(name).split())), 1970, "HTT"] for name in names]
    parted = [[*name, 1970, "HTT"] for name in names]
    lay("a.xlsx", S=[["ĐÁNH GIÁ NĂM 2013"], [*head, "Năm sinh", "Xếp loại"], *parted])
    folder = lay("b.xlsx", S=[["ĐÁNH GIÁ NĂM 2014"], ["Họ và tên", "Năm sinh", "Xếp loại"], *whole])
    assert followed(load(folder)) == [2, 2]


def test_a_cell_as_long_as_excel_allows_is_read_at_once():
    started = time.process_time()
    for text in ("(a " * 10_000, "1." * 15_000, "Bà " * 10_000, "ngày " * 6_000, "-" * 32_000):
        bare_name(text), said(text), partial_date(text)
    assert time.process_time() - started < 1


# --- sex -------------------------------------------------------------------------------------


def test_no_sex_is_guessed_and_each_is_told():
    history = case("f28")
    assert sexes(history) == ["male", "female", *"?????????"]
    lines = " ".join(told(history))
    assert all(cell in lines for cell in ("D7", "D8", "D5, D6, D7"))
    by_sheet = history.problems.groupby("sheet").size()
    assert by_sheet.to_dict() == {"A": 2, "B": 4, "C": 1}


@pytest.mark.parametrize(
    ("name", "read", "cell"),
    [
        ("s10", ["female", "?"], "B3"),
        ("s11", ["female", "male"], None),
        ("s22", ["?", "male"], "B2"),
    ],
)
def test_the_sexes_of_a_case(name, read, cell):
    history = case(name)
    assert sexes(history) == read
    assert [line.split(":")[0] for line in told(history, "warning")] == [cell] * bool(cell)


def test_birth_dates_under_loose_columns_are_read():
    assert case("s11").evaluations["birth_year"].tolist() == [1970, 1971]


@pytest.mark.parametrize(
    ("head", "cells", "read", "lines"),
    [
        (["Nữ"], ["x", None, "X", None], ["female", "male", "female", "male"], 0),
        (["Nữ"], ["Nữ", None, "Nữ", None], ["female", "male", "female", "male"], 0),
        (["Nữ"], ["1", "0", "1", "-"], ["female", "male", "female", "male"], 0),
        (["Nữ"], ["x", None, "không rõ", None], ["female", "male", "?", "male"], 1),
        (["Nữ"], ["Nữ", "Nam", None, None], ["?", "?", "male", "male"], 1),
        (["Nữ"], [None] * 12, ["?"] * 12, 1),
        (["Giới tính"], ["Nữ", None, "Nam", None], ["female", "?", "male", "?"], 1),
        (["Giới tính"], ["Nữ", "nam", "NỮ", "Nam"], ["female", "male", "female", "male"], 0),
        (["Nam"], ["x", None, "x", None], ["male", "?", "male", "?"], 1),
    ],
)
def test_a_column_of_sexes(lay, head, cells, read, lines):
    rows = [[f"Lê Mẫu {place}", cell, "HTT"] for place, cell in enumerate(cells)]
    history = lists(lay, rows, head=["Họ và tên", *head, "Xếp loại"])
    assert sexes(history) == read
    assert len(told(history, "warning")) == lines


def test_a_title_that_contradicts_the_column_is_told(lay):
    history = lists(lay, [row("Bà Lê Thị Mẫu", 1970, sex="Nam")])
    assert sexes(history) == ["?"] and len(told(history, "warning")) == 1


# --- words of ratings ------------------------------------------------------------------------


def test_the_eighteen_ways_of_f16():
    history = case("f16")
    ratings = history.evaluations["rating"].astype("string").fillna("-").tolist()
    withheld = history.evaluations["withheld"].tolist()
    assert [i + 1 for i, held in enumerate(withheld) if held] == [5, 7, 11, 12, 18]
    sure = {1: "good", 2: "excellent", 3: "completed", 4: "completed", 6: "good", 8: "excellent"}
    sure |= {9: "-", 10: "-", 13: "excellent", 14: "excellent", 15: "excellent"}
    sure |= {16: "completed", 17: "good"}
    assert {place: ratings[place - 1] for place in sure} == sure
    lines = told(history)
    assert [line.split(":")[0] for line in lines] == ["G9", "G11", "G15", "G16", "G22"]
    assert all("may be" in line for line in lines)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("H.T.X.S.N.V", "excellent"),
        ("HTXS NV", "excellent"),
        ("htsxnv", "excellent"),
        ("Hoan thanh xuat sac nhiem vu", "excellent"),
        ("Hoàn thành tốt chức trách , nhiệm vụ được giao", "good"),
        ("HT TNV", "good"),
        ("2) HTTNV", "good"),
        ("Mức 2: Hoàn thành tốt nhiệm vụ", "good"),
        ("Xếp loại: Tốt", "good"),
        ("HTNV (nghỉ hưu từ 1/9)", "completed"),
        ("hoan thanh NV", "completed"),
        ("IV. KHTNV", "not_completed"),
        ("K HTNV", "not_completed"),
        ("CHT NV", "not_completed"),
        ("Chưa hoàn thành chức trách, nhiệm vụ", "not_completed"),
        ("Không đánh giá (nghỉ thai sản)", "not_rated"),
        ("Chưa xếp loại do mới bổ nhiệm", "not_rated"),
    ],
)
def test_a_rating_is_read_whatever_its_spelling(word, code):
    assert said(word).code == code


@pytest.mark.parametrize(
    "word",
    [
        *["HTTNV (HTNV)", "HTTNV (tự xếp)", "HTTNV (dự kiến)", "HTNV/HTTNV", "HTTNV -> HTNV"],
        *["KHTNV?", "HTTNVV", "HTN", "Loại A", "A", "Đạt", "1", "x"],
        *[
            "Hoàn thành tốt nhiệm vụ Nguyễn Văn Mẫu",
            "Nguyễn Văn Mẫu",
            "Hoàn thành nhiệm vụ chưa tốt",
        ],
        *["Hoàn thành một phần nhiệm vụ", "Không hoàn thành tốt nhiệm vụ", "Nghỉ hưu", "Không"],
    ],
)
def test_what_is_not_surely_one_rating_is_not_read(word):
    assert said(word).code == "unknown"
    assert "Nguyễn" not in (told_of(word) or "")


def test_every_listed_wording_is_its_own_code_and_no_two_agree():
    for code, entry in words()["ratings"].items():
        for wording in (entry["vi"], entry["short"]["vi"], *entry["also"]):
            assert said(wording).code == code, wording
    for word, entry in words()["rating_variants"].items():
        assert said(word).code == entry["rating"] and {"rule", "since", "verified"} <= set(entry)


# --- tiers, units and votes ------------------------------------------------------------------


def test_tiers_of_a_province_a_town_and_an_urban_district():
    tiers = case("f44").evaluations.groupby("year")["tier"].value_counts()
    assert tiers.to_dict() == {
        (2014, "district"): 4,
        (2014, "city"): 2,
        (2014, "unit"): 2,
    }


@pytest.mark.parametrize(
    ("title", "tier"),
    [
        ("CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY MẪU SƠN QUẢN LÝ", "district"),
        ("Cán bộ do Thị uỷ quản lý", "district"),
        ("(Diện BTV Quận ủy quản lý)", "district"),
        ("CÁN BỘ DIỆN TỈNH ỦY QUẢN LÝ", "city"),
        ("CÁN BỘ DIỆN BTV ĐẢNG ỦY XÃ MẪU QUẢN LÝ", "unit"),
        ("HUYỆN ỦY MẪU SƠN", None),
        ("BAN TỔ CHỨC QUẬN ỦY", None),
        ("CÁN BỘ DIỆN HUYỆN ỦY, THÀNH ỦY QUẢN LÝ", None),
    ],
)
def test_the_tier_of_a_title(title, tier):
    assert tier_in(title, whole_title=True) == tier


def test_a_year_without_a_tier_is_told_once_with_its_consequence():
    history = case("f44b")
    (line,) = told(history, "warning")
    assert "25 people stand in no result by tier" in line
    assert history.problems["file"].tolist() == ["danh-gia-2015.xlsx"]


def test_a_list_without_units_is_told_where_others_have_them(lay):
    lay("2013.xlsx", S=[["ĐÁNH GIÁ NĂM 2013"], HEAD, row("Lê Văn Mẫu", 1970)])
    folder = lay("2014.xlsx", S=[["ĐÁNH GIÁ NĂM 2014"], HEAD, row("Lê Văn Mẫu", 1970, None)])
    (line,) = told(load(folder), "warning")
    assert "1 people stand in no result by unit" in line


def test_two_tiers_in_the_titles_are_none(lay):
    titles = [["CÁN BỘ DIỆN HUYỆN ỦY QUẢN LÝ"], ["CÁN BỘ DIỆN THÀNH ỦY QUẢN LÝ NĂM 2014"]]
    history = load(lay(S=[*titles, HEAD, row("Lê Văn Mẫu", 1970)]))
    assert history.evaluations["tier"].isna().all()


def test_the_date_and_the_ballots_of_a_title_are_read():
    votes = case("f09").votes
    assert set(votes["date"].astype(str)) == {"2013-07-25"}
    assert votes[["summoned", "issued", "returned"]].drop_duplicates().values.tolist() == [
        [32, 29, 29]
    ]
    assert votes["high"].tolist() == [21, 15]


VOTED = ["Họ và tên", "Số phiếu phát ra", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]


@pytest.mark.parametrize(
    ("titles", "day", "rule"),
    [
        (["HĐND HUYỆN MẪU", "LẤY PHIẾU TÍN NHIỆM ngày 10 tháng 12 năm 2014"], "2014-12-10", "35/"),
        (["HĐND HUYỆN MẪU", "LẤY PHIẾU TÍN NHIỆM ngày 8/12/2018"], "2018-12-08", "85/"),
        (["HĐND HUYỆN MẪU", "LẤY PHIẾU (Nghị quyết 85/2014/QH13) 8/12/2014"], "2014-12-08", "85/"),
        (["HUYỆN ỦY MẪU", "LẤY PHIẾU TÍN NHIỆM ngày 10/12/2013"], "2013-12-10", None),
        (
            ["LẤY PHIẾU ngày 9/12/2013 theo Quy định số 165-QĐ/TW ngày 18 tháng 2 năm 2013"],
            "2013-12-09",
            "165-QĐ/TW",
        ),
        (
            ["LẤY PHIẾU TÍN NHIỆM, ngày 25 tháng 7 năm 2013", "Mẫu, ngày 1 tháng 8 năm 2013"],
            "2013-07-25",
            None,
        ),
    ],
)
def test_a_vote_of_a_council_follows_the_councils_rule(lay, titles, day, rule):
    sheet = [*([title] for title in titles), VOTED, ["Lê Văn Mẫu", 30, 20, 8, 2]]
    votes = load(lay(S=sheet)).votes
    assert votes["date"].astype(str).tolist() == [day]
    written = votes["rule"].iloc[0]
    assert (written.startswith(rule)) if rule else written != written or written is None


def test_the_council_of_f39_is_not_under_the_partys_rule():
    history = case("f39")
    assert set(history.votes["rule"]) == {"35/2012/QH13"}


def test_a_day_of_signing_is_none_of_the_ballot(lay):
    titles = [["LẤY PHIẾU TÍN NHIỆM"], ["Mẫu Sơn, ngày 1 tháng 8 năm 2013"]]
    sheet = [*titles, VOTED, ["Lê Văn Mẫu", 30, 20, 8, 2]]
    folder = lay("v.xlsx", S=sheet)
    history = load(lay("l.xlsx", S=[["ĐÁNH GIÁ NĂM 2013"], HEAD, row("Lê Văn Mẫu", 1970)]))
    assert folder and history.votes.empty and len(told(history, "error")) == 1


@pytest.mark.parametrize(
    ("legend", "read"),
    [
        (["Ghi chú: A: HTXSNV; B: HTTNV; C: HTNV; D: KHTNV"], ["excellent", "good"]),
        (["Loại A = Hoàn thành xuất sắc nhiệm vụ", "Loại B = HTTNV"], ["excellent", "good"]),
        (["A - HTTNV", "B - HTNV"], ["good", "completed"]),
        # One code, one code twice, two codes of one level, none.
        (["Loại A: HTXSNV"], ["-", "-"]),
        (["A: HTXSNV; B: HTTNV", "A: HTTNV"], ["-", "-"]),
        (["A: HTXSNV; B: HTXSNV"], ["-", "-"]),
        ([], ["-", "-"]),
    ],
)
def test_codes_are_read_by_the_legend_of_their_sheet(lay, legend, read):
    rows = [["Lê Văn Mẫu", "Loại A"], ["Vi Thị Thử", "B"]]
    titles = [["ĐÁNH GIÁ NĂM 2014"], *([text] for text in legend)]
    sheet = [*titles, ["Họ và tên", "Xếp loại"], *rows]
    good = [["ĐÁNH GIÁ NĂM 2013"], ["Họ và tên", "Xếp loại"], ["Vi Thị Thử", "HTT"]]
    history = load(lay(G=good, S=sheet))
    ratings = history.evaluations["rating"].astype("string").fillna("-").tolist()
    assert ratings[1:] == read
    assert len(told(history, "error")) == read.count("-")
