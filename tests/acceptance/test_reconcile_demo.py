"""One altered row in the demo workbooks, and the published figure that counts it disagrees."""

import shutil
from contextlib import contextmanager
from functools import cache

import pytest
from openpyxl import load_workbook
from verdicts_made import in_both

from analysis import measures
from analysis.places import resolve
from analysis.sources import load

pytestmark = pytest.mark.usefixtures("read_once")

DISTRICT, CITY = "Diện Huyện ủy quản lý", "Diện Thành ủy quản lý"
OUTCOMES = "ket-qua-cong-tac-can-bo-2011-2015.xlsx"
OUTCOMES_SHEET = "Công tác cán bộ 2011-2015"
RATINGS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
OTHER_POST = "Chủ tịch Hội Nông dân huyện"


def year(number):
    return f"danh-gia-can-bo-{number}.xlsx"


@cache
def claims():
    return load("data/published").claims


def held_against(source):
    history = load(source)
    everybody = history.people(range(2011, 2016))
    held = measures.reconcile(claims(), everybody, history.sheets, history.problems)
    return in_both(held)


@cache
def agreeing():
    verdicts = held_against("data/demo")
    ours = verdicts[verdicts["claim"].isin(claims()["id"]) & verdicts["verdict"].eq("agrees")]
    return set(ours["claim"])


# --- what one alteration is: it changes the sheet and gives the column and row it changed ------


def columns(sheet):
    """Return header → column of the sheet, under a merged header the lower one."""
    rows = sheet.iter_rows(max_row=10)
    heads = next(row for row in rows if row[0].value == "STT")
    below = sheet[heads[0].row + 1]
    named = {cell.value: cell.column for cell in heads if cell.value}
    return named | {cell.value: cell.column for cell in below if isinstance(cell.value, str)}


def first(sheet, wanted):
    """Return the first row of a person for which the condition holds, and the columns."""
    named = columns(sheet)
    for row in range(1, sheet.max_row + 1):
        number = sheet.cell(row, named["Số hiệu"]).value
        values = {name: sheet.cell(row, column).value for name, column in named.items()}
        if str(number).startswith("CB") and wanted(values):
            return row, named
    raise LookupError("no row of the sheet is of that kind")


def move(was, to):
    """Move what stands in one column to another: a mark, or a birth date."""

    def alter(sheet):
        row, named = first(sheet, lambda values: values[was])
        sheet.cell(row, named[to]).value = sheet.cell(row, named[was]).value
        sheet.cell(row, named[was]).value = None
        return row, named[was]

    return alter


def blank(column):
    def alter(sheet):
        row, named = first(sheet, lambda values: values[column])
        sheet.cell(row, named[column]).value = None
        return row, named[column]

    return alter


def leave_out(wanted=lambda values: True):
    """Empty a whole row, as somebody does who strikes a person from a list."""

    def alter(sheet):
        row, named = first(sheet, wanted)
        # What the subtotals count of everybody is the birth date, in the column of the sex.
        born = [named[sex] for sex in ("Nam", "Nữ") if sex in named]
        counted = next((column for column in born if sheet.cell(row, column).value), None)
        for cell in sheet[row]:
            cell.value = None
        return row, counted

    return alter


def retitle(*beginnings):
    def alter(sheet):
        row, named = first(sheet, lambda values: values["Chức vụ"].startswith(beginnings))
        sheet.cell(row, named["Chức vụ"]).value = OTHER_POST
        return row, None

    return alter


def event(*kinds):
    return leave_out(lambda values: values["Nội dung"] in kinds)


PARTY = ("Trưởng Ban", "Phó Trưởng Ban", "Chánh Văn phòng Huyện ủy")
ALTERED = {
    "cadres_2016_city": (year(2015), CITY, leave_out()),
    "cadres_2016_district": (year(2015), DISTRICT, leave_out()),
    "women_2016_district": (year(2015), DISTRICT, move("Nữ", "Nam")),
    "committee_members_2016": (year(2015), DISTRICT, blank("Cấp ủy viên")),
    "party_bodies_2016": (year(2015), DISTRICT, retitle(*PARTY)),
    "departments_2016": (year(2015), DISTRICT, retitle("Trưởng phòng", "Phó Trưởng phòng")),
    "schools_2016": (year(2015), DISTRICT, retitle("Hiệu trưởng")),
    "communes_2016": (year(2015), DISTRICT, retitle("Bí thư Đảng ủy xã")),
    "rated_2011_city": (year(2011), CITY, move("HTXSNV", "Không đánh giá")),
    "excellent_2011_city": (year(2011), CITY, move("HTXSNV", "HTTNV")),
    "rated_2011_district": (year(2011), DISTRICT, move("HTTNV", "Không đánh giá")),
    "excellent_2011_district": (year(2011), DISTRICT, move("HTXSNV", "HTTNV")),
    "good_2011_district": (year(2011), DISTRICT, move("HTTNV", "HTXSNV")),
    "completed_2011_district": (year(2011), DISTRICT, move("HTNV", "KHTNV")),
    "not_completed_2011_district": (year(2011), DISTRICT, move("KHTNV", "HTNV")),
    "rated_2015_city": (year(2015), CITY, leave_out()),
    "excellent_2015_city": (year(2015), CITY, move("HTXSNV", "HTTNV")),
    "excellent_share_2015_district": (year(2015), DISTRICT, move("HTXSNV", "HTTNV")),
    "appointed_or_reappointed_2011_2015": (OUTCOMES, OUTCOMES_SHEET, event("Bổ nhiệm lại")),
    "nominated_2011_2015": (OUTCOMES, OUTCOMES_SHEET, event("Giới thiệu ứng cử")),
    "replenished_2011_2015": (OUTCOMES, OUTCOMES_SHEET, event("Kiện toàn, bổ sung")),
    "masters_2011_2015": (OUTCOMES, OUTCOMES_SHEET, event("Đào tạo thạc sĩ")),
    "advanced_theory_2011_2015": (OUTCOMES, OUTCOMES_SHEET, event("Cao cấp lý luận chính trị")),
    "intermediate_theory_2011_2015": (
        OUTCOMES,
        OUTCOMES_SHEET,
        event("Trung cấp lý luận chính trị"),
    ),
}


def test_every_claim_that_the_demo_bears_out_is_altered_below():
    assert agreeing() == set(ALTERED)


@cache
def opened(file):
    return load_workbook(resolve("data/demo") / file)


@contextmanager
def altered(file, sheet, alter):
    """Give a workbook of the demo with an alteration, and what that was; undo it afterwards."""
    workbook = opened(file)
    before = {cell: cell.value for row in workbook[sheet].iter_rows() for cell in row}
    yield workbook, *alter(workbook[sheet])
    for cell, value in before.items():
        if cell.value != value:
            cell.value = value


@pytest.mark.parametrize("claim", ALTERED)
def test_one_altered_row_contradicts_its_claim_and_names_the_place(claim, tmp_path):
    file, sheet, alter = ALTERED[claim]
    demo = shutil.copytree(resolve("data/demo"), tmp_path / "demo")
    with altered(file, sheet, alter) as (workbook, row, column):
        subtotal = _subtotal_below(workbook[sheet], row, column)
        workbook.save(demo / file)

    verdicts = held_against(demo).set_index("claim")
    told = verdicts.loc[claim]
    assert told["verdict"] == "contradicts"
    assert f"{file} › {sheet}" in told["place"]
    assert f"{file} › {sheet}" in told["place_vi"]
    assert subtotal is None or f"see cell {subtotal}:" in told["place"]
    assert subtotal is None or f"xem ô {subtotal}:" in told["place_vi"]
    others = verdicts[verdicts["verdict"].eq("contradicts")]
    assert others["place"].str.contains(f"{file} › {sheet}", regex=False).all()
    unaltered = agreeing() - set(others.index)
    assert verdicts.loc[list(unaltered), "verdict"].eq("agrees").all()


def _subtotal_below(sheet, row, column):
    """Return the cell of the next subtotal under a row in a column, None where there is none."""
    name = columns(sheet)["Họ và tên"]
    below = range(row + 1, sheet.max_row + 1)
    totals = (at for at in below if sheet.cell(at, name).value in ("Cộng", "Tổng cộng"))
    at = next(totals, None)
    return None if at is None or column is None else sheet.cell(at, column).coordinate
