"""School years count for the calendar year that the office says, and for none before it has."""

import pytest

from analysis import load
from analysis.sources.folder import read_folder
from analysis.sources.problems import NothingReadable

HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
ROW = ["Lò Văn Mẫu", "1970", "Trường Tiểu học An", "HTTNV"]
TITLES = [
    "ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ QUẢN LÝ NĂM HỌC 2014-2015",
    "Đánh giá cán bộ năm học 2014 - 2015",
    "Năm học: 2014–2015",
    "XẾP LOẠI VIÊN CHỨC NIÊN KHÓA 2014/2015",
    "Xếp loại năm học 2014-15",
]


def laid(lay, title, file="truong.xlsx", sheet="S", answer=None):
    folder = lay(file, **{sheet: [[title], HEAD, ROW]})
    if answer:
        (folder / "mapping.yml").write_text(f"school_year: {answer}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("answer", "year"), [("ends", 2015), ("begins", 2014)])
def test_a_school_year_counts_as_the_office_says(lay, title, answer, year):
    history = load(laid(lay, title, answer=answer))
    assert history.evaluations["year"].tolist() == [year] and history.problems.empty


@pytest.mark.parametrize("title", TITLES)
def test_a_school_year_of_which_nobody_has_said_is_asked_for(lay, title):
    with pytest.raises(NothingReadable, match="school year 2014-2015") as told:
        read_folder(laid(lay, title))
    assert "school_year: ends" in str(told.value) and "school_year: ends" in told.value.told("vi")


def test_the_name_of_a_sheet_may_tell_the_school_year(lay):
    history = load(laid(lay, "DANH SÁCH", sheet="Năm học 2014-2015", answer="ends"))
    assert history.evaluations["year"].tolist() == [2015]
    history = load(laid(lay, "DANH SÁCH", file="nam-hoc-2013-2014.xlsx", answer="ends"))
    assert sorted(history.evaluations["year"]) == [2014, 2015]


@pytest.mark.parametrize("answer", ["ends", "begins", None])
def test_a_calendar_year_in_the_title_goes_before(lay, answer):
    title = "ĐÁNH GIÁ CÁN BỘ NĂM 2015 (năm học 2014-2015)"
    assert load(laid(lay, title, answer=answer)).evaluations["year"].tolist() == [2015]


def test_the_year_of_the_file_holds_until_the_office_has_said(lay):
    folder = laid(lay, TITLES[0], file="xep-loai-2015.xlsx")
    assert load(folder).evaluations["year"].tolist() == [2015]
    (folder / "mapping.yml").write_text("school_year: begins", encoding="utf-8")
    assert load(folder).evaluations["year"].tolist() == [2014]


@pytest.mark.parametrize(("answer", "years"), [("ends", [2014, 2015]), ("begins", [2013, 2014])])
def test_a_column_of_school_years(lay, answer, years):
    rows = [[*ROW, "2013-2014"], [*ROW, "Năm học 2014-2015"]]
    folder = lay("a.xlsx", S=[["ĐÁNH GIÁ CÁN BỘ"], [*HEAD, "Năm học"], *rows])
    with pytest.raises(NothingReadable, match="school_year: ends"):
        read_folder(folder)
    (folder / "mapping.yml").write_text(f"school_year: {answer}", encoding="utf-8")
    history = load(folder)
    assert history.evaluations["year"].tolist() == years and history.problems.empty


def test_a_period_is_no_school_year(lay):
    with pytest.raises(NothingReadable) as told:
        read_folder(laid(lay, "ĐÁNH GIÁ CÁN BỘ GIAI ĐOẠN 2011-2015", answer="ends"))
    assert "No year is given" in str(told.value)
