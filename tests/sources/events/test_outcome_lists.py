"""Lists of events: who is told twice, what cannot be, what is taken back, and what is covered."""

from datetime import date

import pytest
from problems_told import reasons

from analysis import load
from analysis.sources.events.list_periods import period_in, whole_years
from analysis.sources.events.outcome_lists import recorded
from analysis.sources.words.withdrawn import is_withdrawn

HEADS = ["STT", "Số hiệu", "Họ và tên", "Ngày sinh", "Đơn vị", "Nội dung", "Ngày"]
PEOPLE = ["STT", "Số hiệu", "Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]


def listed(*people, year=2013, unit="Xã Mẫu A"):
    rows = [
        [n, f"{n:03}", name, "12/3/1970", unit, "HTTNV"] for n, name in enumerate(people, start=1)
    ]
    return [[f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM {year}"], PEOPLE, *rows]


def events(*rows, title="KẾT QUẢ CÔNG TÁC CÁN BỘ NĂM 2013", heads=HEADS):
    return [[title], heads, *([n, *row] for n, row in enumerate(rows, start=1))]


ONE = ("001", "Lê Văn Mẫu", "12/3/1970", "Xã Mẫu A")


def accounts(history):
    told = history.outcome_accounts.groupby("account")["n"].sum()
    return {key: int(n) for key, n in told.items()}


def met(history):
    return [(row.severity, row.reason) for row in history.problems.itertuples()]


def test_one_event_on_two_lists_is_counted_once_and_both_are_named(lay):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    lay("b.xlsx", Chinh=events((*ONE, "Bổ nhiệm", "10/05/2013")))
    history = load(lay("c.xlsx", Phu=events((*ONE, "Bổ nhiệm", "10/05/2013"))))
    assert len(history.outcomes) == 1 and accounts(history) == {"on_lists": 1, "repeated": 1}
    (told,) = [reason for severity, reason in met(history) if severity == "error"]
    assert "b.xlsx, Chinh" in told and "c.xlsx, Phu" in told


@pytest.mark.parametrize(
    ("first", "second", "counted"),
    [
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm", "10/05/2013"], 1),
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm", "2013"], 1),
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm, bổ nhiệm lại", "10/05/2013"], 1),
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm", "11/05/2013"], 2),
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm lại", "10/05/2013"], 2),
        (["Bổ nhiệm", "10/05/2013"], ["Bổ nhiệm", "2014"], 2),
    ],
)
def test_what_makes_two_rows_one_event(lay, first, second, counted):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    title = "KẾT QUẢ CÔNG TÁC CÁN BỘ 2013-2014"
    history = load(lay("b.xlsx", KQ=events((*ONE, *first), (*ONE, *second), title=title)))
    assert history.outcomes["count"].sum() == counted
    if counted == 1:
        assert history.outcomes["kind"].tolist() == ["appointed"], "the kind told more precisely"


@pytest.mark.parametrize(
    ("numbers", "days", "counted"),
    [
        (("12/QĐ", "12/QĐ"), ("10/05/2013", "20/05/2013"), 1),
        (("12/QĐ", "13/QĐ"), ("10/05/2013", "10/05/2013"), 2),
        ((None, "13/QĐ"), ("10/05/2013", "10/05/2013"), 1),
    ],
)
def test_the_number_of_the_decision_tells_events_apart(lay, numbers, days, counted):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    rows = [(*ONE, "Bổ nhiệm", day, number) for day, number in zip(days, numbers, strict=True)]
    history = load(lay("b.xlsx", KQ=events(*rows, heads=[*HEADS, "Số quyết định"])))
    assert history.outcomes["count"].sum() == counted
    told = [reason for severity, reason in met(history) if severity == "error"]
    assert len(told) == (counted == 1)
    if days[0] != days[1]:
        assert "differing dates" in told[0]


def test_the_day_of_decision_and_that_of_effect_are_of_one_event(lay):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    heads = [*HEADS[:-1], "Ngày quyết định", "Ngày có hiệu lực"]
    both = (*ONE, "Bổ nhiệm", "10/05/2013", "01/06/2013")
    lay("b.xlsx", KQ=events(both, heads=heads))
    history = load(lay("c.xlsx", KQ=events((*ONE, "Bổ nhiệm", "10/05/2013"))))
    assert history.outcomes["date"].dt.date.tolist() == [date(2013, 6, 1)]


def test_namesakes_of_two_units_without_a_birth_are_two(lay):
    heads = ["STT", "Họ và tên", "Đơn vị", "Nội dung", "Ngày"]
    rows = [("Lê Văn Mẫu", f"Xã Mẫu {unit}", "Bổ nhiệm", "10/05/2013") for unit in "AB"]
    history = load(lay(KQ=events(*rows, heads=heads)))
    assert len(history.outcomes) == 2 and accounts(history) == {"no_list": 2}


def test_a_name_on_the_lists_that_is_not_surely_the_person_is_doubtful(lay):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    heads = ["STT", "Họ và tên", "Đơn vị", "Nội dung", "Ngày"]
    rows = [(name, "Xã Mẫu B", "Bổ nhiệm", "10/05/2013") for name in ("Lê Văn Mẫu", "Vũ Thị Lạ")]
    assert accounts(load(lay("b.xlsx", KQ=events(*rows, heads=heads)))) == {
        "doubtful": 1,
        "no_list": 1,
    }


def test_what_is_yet_to_be_and_who_was_a_child_is_refused(lay):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu"))
    rows = [
        (*ONE, "Bổ nhiệm", "10/05/2013"),
        (*ONE, "Thạc sĩ", f"10/05/{date.today().year + 1}"),
        ("002", "Vũ Thị Trẻ", "1/1/2000", "Xã Mẫu A", "Bổ nhiệm", "10/05/2013"),
    ]
    history = load(lay("b.xlsx", KQ=events(*rows)))
    assert len(history.outcomes) == 1 and accounts(history) == {"on_lists": 1, "refused": 2}
    errors = [reason for severity, reason in met(history) if severity == "error"]
    assert any("more than a year after" in told for told in errors)
    assert any("under 16" in told for told in errors)


@pytest.mark.parametrize(
    ("listed_in", "years", "refused"),
    [
        # Whatever today is: the last year of which anything else tells decides.
        (2013, [2013, 2014, 2015], 0),
        (2013, [2013, 2016], 1),
        (2013, [2013, 2031, 2032], 2),
        (2043, [2042, 2043], 0),
    ],
)
def test_what_is_yet_to_be_does_not_depend_on_the_day_of_reading(lay, listed_in, years, refused):
    lay("a.xlsx", DS=listed("Lê Văn Mẫu", year=listed_in))
    rows = [(*ONE, "Bổ nhiệm", f"10/05/{year}") for year in years]
    history = load(lay("b.xlsx", KQ=events(*rows, title="KẾT QUẢ CÔNG TÁC CÁN BỘ")))
    assert len(history.outcomes) == len(years) - refused
    assert accounts(history).get("refused", 0) == refused
    assert [severity for severity, _ in met(history)].count("error") == bool(refused)


def test_an_event_outside_the_period_of_its_list_is_told_and_makes_no_year_covered(lay):
    rows = [(*ONE, "Thạc sĩ", f"10/{month:02}/2013") for month in range(1, 11)]
    rows.append((*ONE, "Thạc sĩ", "10/05/2018"))
    history = load(lay(KQ=events(*rows)))
    assert {each.year for each in history.recorded_outcomes} == {2013}
    assert any("outside the period" in reason for _, reason in met(history))


@pytest.mark.parametrize("heading", ["Ghi chú", "Tình trạng", "Kết quả"])
@pytest.mark.parametrize("note", ["Đã thu hồi QĐ", "Không trúng cử", "hủy", "huỷ bỏ"])
def test_what_is_taken_back_is_not_counted_and_told(lay, heading, note):
    rows = [(*ONE, "Bổ nhiệm", f"1{n}/05/2013", told) for n, told in enumerate((note, None))]
    history = load(lay(KQ=events(*rows, heads=[*HEADS, heading])))
    assert accounts(history) == {"no_list": 1, "withdrawn": 1}
    assert any("withdrawn" in reason for _, reason in met(history))


def test_what_replaces_a_decision_that_was_withdrawn_stands():
    assert is_withdrawn(["QĐ bị thu hồi"])
    assert all(is_withdrawn([f"Không {word}"]) for word in ("phê duyệt", "thông qua", "duyệt"))
    assert not is_withdrawn(["Thay thế QĐ số 12 bị thu hồi"])
    assert not is_withdrawn(["", "Hoàn thành khóa học"])


def test_blank_tiers_and_units_are_those_of_the_list_of_the_year(lay):
    people = listed("Lê Văn Mẫu", "Vũ Thị Mẫu")
    people[0] = ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ NĂM 2013"]
    lay("a.xlsx", DS=people)
    rows = [
        ("001", "Lê Văn Mẫu", "12/3/1970", None, "Bổ nhiệm", "10/05/2013"),
        ("009", "Bùi Văn Lạ", "12/3/1970", "Xã Mẫu A", "Bổ nhiệm", "10/05/2013"),
    ]
    history = load(lay("b.xlsx", KQ=events(*rows)))
    told = history.outcomes.sort_values("unit", kind="stable")[["tier", "unit"]]
    assert told.astype(object).where(told.notna(), None).to_numpy().tolist() == [
        ["district", "Xã Mẫu A"],
        [None, "Xã Mẫu A"],
    ]
    asked = history.people([2013], tier="district")
    assert asked.events("kind")["events"].max() == 1
    assert dict(zip(*asked.outcome_accounts()[["account", "n"]].to_numpy().T, strict=True)) == {
        "used": 1,
        "tier_untold": 1,
    }


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("KẾT QUẢ CÔNG TÁC CÁN BỘ GIAI ĐOẠN 2011–2015", [2011, 2012, 2013, 2014, 2015]),
        ("Từ ngày 01/01/2011 đến ngày 31/12/2013", [2011, 2012, 2013]),
        ("từ ngày 01/7/2011 đến hết ngày 30/6/2014", [2012, 2013]),
        ("Từ tháng 3/2011 đến tháng 12/2012", [2012]),
        ("DANH SÁCH BỔ NHIỆM NĂM 2013", [2013]),
        ("Năm 2013 (tính đến ngày 30/6/2013)", []),
        ("6 tháng đầu năm 2013", None),
        ("Quý II năm 2013", None),
        ("QUY HOẠCH NHIỆM KỲ 2015-2020", None),
        ("NĂM HỌC 2012-2013", None),
        ("Hải Phòng, ngày 5 tháng 3 năm 2014", None),
        ("Theo Quy định số 165-QĐ/TW", None),
    ],
)
def test_the_period_that_a_title_states(title, years):
    period = period_in(title)
    assert (period and [*whole_years(period)]) == years


def row(kind, year, unit=None, **more):
    told = {"file": "a", "sheet": None, "list": 3, "origin": "recorded", "cell": f"A{year}"}
    told |= {"kind": kind, "first_year": year, "last_year": year, "tier": None}
    return {**told, "unit": unit, "unit_told": unit is not None, **more}


STATED = {("a", None, 3, "recorded"): (date(2011, 1, 1), date(2015, 12, 31))}


def covered(rows, people=(), periods=STATED):
    told, problems = recorded(rows, periods, people)
    years = {}
    for each in told:
        years.setdefault((each.kind, each.unit), set()).add(each.year)
    return years, {each.stated for each in told}, reasons(problems, "en")


@pytest.mark.parametrize(
    ("years", "covers"),
    [
        ([2012], {2011, 2012, 2013, 2014, 2015}),
        ([2013] * 5 + [2015], {2013, 2014, 2015}),
        ([2012] * 5 + [2015], {2011, 2012, 2013, 2014, 2015}),
        ([2011, 2014, 2014, 2014, 2014, 2014], {2011, 2012, 2013, 2014}),
        ([2011] * 5 + [2015], {2011, 2012, 2013, 2014, 2015}),
    ],
)
def test_years_of_a_period_that_were_not_entered_are_not_covered(years, covers):
    told, stated, problems = covered([row("masters", year) for year in years])
    assert told == {("masters", None): covers} and stated == {True}
    assert len(problems) == (len(covers) < 5)


def test_a_list_whose_events_lie_outside_its_title_states_no_period():
    told, stated, _ = covered([row("planned", 2016), row("planned", 2018)])
    assert told == {("planned", None): {2016, 2017, 2018}} and stated == {False}


def test_units_without_any_row_are_not_covered_where_some_would_be_expected():
    people = [{"unit": unit, "tier": None} for unit in "ABCD" for _ in range(10)]
    rows = [row("masters", 2013, unit) for unit in "AB" for _ in range(6)]
    told, _, problems = covered(rows, people)
    assert {unit for _, unit in told} == {"A", "B"} and "2 of 4" in problems[0]
    few, _, problems = covered([rows[0], rows[6]], people)
    assert {unit for _, unit in few} == {None} and problems == []


def test_a_list_of_one_unit_covers_that_unit():
    people = [{"unit": unit, "tier": None} for unit in "AB" for _ in range(10)]
    told, _, problems = covered([row("masters", 2013, "A", unit_of_list=True)], people)
    assert {unit for _, unit in told} == {"A"} and problems == []
