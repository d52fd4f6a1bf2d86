"""Sixteen things said falsely once: not on the page, in the briefing or on the slides of a review.

Each fault is a small source of its own, of which everything that is expected was counted by hand.
"""

import json
from dataclasses import dataclass

import fault_histories as made
import pytest
from fault_histories import APPOINTED, DISTRICT, A, B, E, listed, named, women
from faults_made import cells, documents, person

R, W, Q = "rating_distribution", "women_share", "data_quality"
AP, TR, T = "appointment_outcomes", "trend_review", "training_outcomes"
LEFT = {"vi": "thôi thuộc diện quản lý", "en": "no longer on the list"}
NEW = {"vi": "mới bổ sung vào diện quản lý", "en": "new on the list"}


@dataclass(frozen=True)
class Fault:
    """A source, the review of it, and what each of its documents says and does not say."""

    rows: list
    notebooks: list | dict
    years: tuple
    says: dict
    never: dict
    events: tuple = ()
    units: str | list = "all"
    lists: tuple = ()


def fault(rows, notebooks, years, says, never, **more):
    """Return a fault from pairs of a Vietnamese and an English wording."""
    told = [{"vi": [v for v, _ in pairs], "en": [e for _, e in pairs]} for pairs in (says, never)]
    return Fault(rows, notebooks, years, *told, **more)


GONE = [(LEFT["vi"], LEFT["en"]), (NEW["vi"], NEW["en"])]
NINE_OF_TWELVE = [
    ("36/90", "36/90"),
    ("9/12 đơn vị có danh sách cả hai năm", "9 of 12 units with lists of both years"),
]
NOTHING_MISSING = [
    *GONE,
    ("Có số liệu của mọi năm", "There are data for every year"),
    ("giảm từ 52,5%", "fell from 52.5%"),
    ("tăng từ 40,0%", "rose from 40.0%"),
]
CLEARLY = [
    ("cao hơn tốt", "more often than good"),
    ("cao hơn xuất sắc", "more often than excellent"),
]
EXCHANGED = (
    listed(named("p", 40), [2014])
    + listed(named("p", 20), [2015], unit=B)
    + listed(named("p", 20, 40), [2015])
    + listed(named("q", 40), [2014], unit=B)
    + listed(named("q", 20), [2015])
    + listed(named("q", 20, 40), [2015], unit=B)
)


def posts_unknown():
    """Three groups as good in both years; of the communes of 2014 112 have no post group."""
    alike = [
        row
        for year in (2013, 2014)
        for group, people, best in (("schools", 100, 40), ("departments", 80, 12))
        for row in cells(A, year, people, best, post_group=group)
    ]
    unknown = cells(A, 2014, 112, 30, post_group="") + cells(A, 2014, 2, 0)
    return alike + cells(A, 2013, 114, 30) + unknown


def delegated():
    """60 women who head schools are on no list from 2014; of the 80 others 20 are women."""
    rows = [
        person(f"s{k}", 2013, E, post_group="schools", sex="female", unit=f"Trường mẫu {k // 4:02}")
        for k in range(60)
    ]
    for year, best in ((2013, 30), (2014, 60)):
        for place in range(80):
            sex = "female" if place < 20 else "male"
            rows.append(person(f"c{place}", year, E if place < best else "good", sex=sex))
    return rows


def trained_before(until=2014):
    """34 of 60 take their course in 2011, before the review; 10 of them are appointed, then 26.

    One of the 34 takes another in the last year of which courses are on record.
    """
    events = [(who, DISTRICT, A, "Thạc sĩ", "10/05/2011") for who in named("p", 34)]
    events += [("p0", DISTRICT, A, "Thạc sĩ", f"10/06/{until}")]
    events += [(who, DISTRICT, A, APPOINTED, "10/05/2013") for who in named("p", 10)]
    return events + [(who, DISTRICT, A, APPOINTED, "10/05/2014") for who in named("p", 34, 60)]


def short_lists():
    """10 of 50 people appointed in each of 2011 to 2013, and no list of later years."""
    return [
        (who, DISTRICT, A, APPOINTED, f"10/05/{year}")
        for year in (2011, 2012, 2013)
        for who in named("p", 10)
    ]


def outside_units():
    """50 of 60 excellent in one unit, 20 of 60 in another, 20 of 60 in none that is named."""
    return [
        row
        for year in (2014, 2015)
        for unit, best in (("", 20), (A, 50), (B, 20))
        for row in cells(unit, year, 60, best)
    ]


def small_groups():
    """Two groups at 45%, and two of five people with one and five excellent."""
    return [
        row
        for year in (2014, 2015)
        for unit, group, people, best in (
            *((A, "schools", 100, 45), (B, "departments", 100, 45)),
            *(("Đảng ủy xã C", "communes", 5, 1), ("Đảng ủy xã D", "party_bodies", 5, 5)),
        )
        for row in cells(unit, year, people, best, post_group=group)
    ]


FAULTS = {
    "1 unrated later": fault(
        made.unrated(2014, 2015, later=True),
        [R],
        (2014, 2015),
        [("không được xếp loại: 25", "not rated: 25")],
        [*GONE, ("không cùng một tập hợp", "not of the same body")],
    ),
    "1 unrated before": fault(
        made.unrated(2017, 2018, later=False),
        [R],
        (2017, 2018),
        [("không được xếp loại: 25", "not rated: 25")],
        [*GONE, ("không cùng một tập hợp", "not of the same body")],
    ),
    "2 withheld": fault(
        made.withheld(2014, 2015),
        [R, TR],
        (2014, 2015),
        [
            ("xuống 122–139 (2015)", "to 122–139 (2015)"),
            ("thôi thuộc diện quản lý: 68", "no longer on the list: 68"),
            ("dòng số liệu có lỗi: 17", "withheld for errors: 17"),
        ],
        [
            ("xuống 122 (", "to 122 ("),
            ("danh sách: 84", "the list: 84"),
            ("(−26,1%)", "(−26.1%)"),
        ],
    ),
    "3 falling": fault(
        made.two_groups(2014, 2015, (60, 50), (30, 40)),
        [R],
        (2014, 2015),
        [("trường học làm giảm nhiều nhất (−15,0 điểm)", "schools lowered it most (−15.0)")],
        [("trường học làm tăng", "schools raised"), ("trường học ít nhất", "schools least")],
    ),
    "3 rising": fault(
        made.two_groups(2018, 2019, (30, 40), (60, 50)),
        [R],
        (2018, 2019),
        [("trường học làm tăng nhiều nhất (+15,0 điểm)", "schools raised it most (+15.0)")],
        [("trường học làm giảm", "schools lowered"), ("trường học ít nhất", "schools least")],
    ),
    "4 city post": fault(
        made.appointed(made.CITY, A)[0],
        [AP],
        (2011, 2013),
        [
            (
                "mới: xuất sắc cao hơn tốt",
                "excellent more often than good",
            ),
            ("30,0% (30/100)", "30.0% (30/100)"),
            ("thuộc diện quản lý khác hoặc", "have events under another tier or"),
        ],
        [("tốt cao hơn xuất sắc", "good more often than excellent")],
        events=made.appointed(made.CITY, A)[1],
    ),
    "4 other unit": fault(
        made.appointed(DISTRICT, B)[0],
        [AP],
        (2011, 2013),
        [("30/100", "30/100"), ("10/100", "10/100")],
        [("tốt cao hơn xuất sắc", "good more often than excellent")],
        events=made.appointed(DISTRICT, B)[1],
        units=[A],
    ),
    "5 one counted row": fault(
        [*listed(named("p", 94), (2014, 2015)), person("", 2015, E)],
        [R],
        (2014, 2015),
        [
            ("94 cán bộ được đánh giá cả hai năm", "94 cadres rated in both"),
            ("theo dõi được: năm 2015 1", "not followed: 1 in 2015"),
        ],
        [*GONE, ("Cochran", "Cochran"), ("chỉ có số đếm, không", "counts alone")],
    ),
    "6 leaving afterwards": fault(
        made.leaving()[0],
        [AP],
        (2011, 2015),
        [
            ("không khác biệt rõ rệt theo mức xếp loại", "no clear difference by rating"),
            # 30 of either 100 within three years, whoever of them left the list afterwards.
            ("30,0%", "30.0%"),
        ],
        CLEARLY,
        events=made.leaving()[1],
    ),
    "7 two women": fault(
        women(2015, (2, 2), (40, 10)),
        [W],
        (2015, 2015),
        [
            ("nữ 100,0%", "women 100.0%"),
            ("2/2 nữ", "2/2 women"),
            ("một bên dưới 20 người nên chỉ mô tả", "one side has under 20 people"),
        ],
        [("cao hơn nam", "more often than men"), ("thấp hơn nam", "less often than men")],
    ),
    "8 ten women": fault(
        women(2015, (10, 5), (28, 5)),
        [W],
        (2015, 2015),
        [
            ("nữ 50,0%", "women 50.0%"),
            ("5/10 nữ", "5/10 women"),
            ("một bên dưới 20 người nên chỉ mô tả", "one side has under 20 people"),
        ],
        [("cao hơn nam", "more often than men"), ("p = 0,0", "p = 0.0")],
    ),
    "9 gap": fault(
        [
            row
            for year, best in ((2011, 20), (2013, 50), (2015, 80))
            for row in cells(A, year, 100, best)
        ],
        [R],
        (2011, 2015),
        [("không có số liệu năm 2012 và 2014", "no data for 2012 and 2014")],
        [("có xu hướng tăng", "trends upward")],
    ),
    "9 sex unknown": fault(
        cells(A, 2014, 50, 20, sex="") + cells(A, 2015, 50, 20, sex=""),
        [W],
        (2014, 2015),
        [
            (
                "không rõ nam hay nữ của cả 50 người năm 2015",
                "the sex of all 50 people of 2015 is unknown",
            )
        ],
        [("0 nữ và 0 nam", "0 women and 0 men")],
    ),
    "9 a note": fault(
        [{**row, "ghi_chu": "x"} for row in cells(A, 2014, 50, 20) + cells(A, 2015, 50, 20)],
        [Q],
        (2014, 2015),
        [("có 1 ghi chú cần biết", "notes to be aware of: 1")],
        [("Không phát hiện sai sót nào", "No problem was found")],
    ),
    "10 no tier": fault(
        cells(A, 2017, 60, 30) + cells(A, 2018, 56, 20, tier=""),
        [R, W, Q],
        (2017, 2018),
        [
            ("56 người trong danh sách năm 2018", "in none of these results: 56 in 2018"),
            ("2018 cho phạm vi đang xem", "2018 on what is looked at here"),
        ],
        [
            ("không có danh sách năm 2018.", "there is no list of 2018."),
            ("Số liệu không tách theo đơn vị", "do not tell units apart"),
            ("số liệu năm 2018.", "data for 2018."),
            ("2018(", "2018("),
        ],
    ),
    "11 a unit": fault(
        women(2014, (30, 10), (40, 10)) + women(2015, (30, 15), (30, 15)) + cells(B, 2015, 60, 20),
        [W],
        (2014, 2015),
        [
            (
                "diện Ban Thường vụ Huyện ủy quản lý, Đảng ủy xã A",
                "district's standing committee, Đảng ủy xã A",
            )
        ],
        [("Toàn huyện:", "District:")],
        units=[A],
    ),
    "11 the city's": fault(
        [
            {**row, "tier": "city"}
            for row in women(2014, (30, 10), (40, 10)) + women(2015, (30, 15), (30, 15))
        ],
        {W: {"tier": "city"}},
        (2014, 2015),
        [
            (
                "diện Ban Thường vụ Tỉnh ủy, Thành ủy quản lý",
                "managed by the committee above the district's",
            )
        ],
        [("diện Ban Thường vụ Huyện ủy", "the district's standing committee")],
    ),
    "12 counts": fault(
        made.missing_units(2014, 2015, 2015, persons=False),
        [R, Q],
        (2014, 2015),
        NINE_OF_TWELVE,
        NOTHING_MISSING,
    ),
    "12 persons": fault(
        made.missing_units(2014, 2015, 2015, persons=True),
        [R, Q],
        (2014, 2015),
        NINE_OF_TWELVE,
        NOTHING_MISSING,
    ),
    "12 the year before": fault(
        made.missing_units(2018, 2019, 2018, persons=True),
        [R, Q],
        (2018, 2019),
        NINE_OF_TWELVE,
        NOTHING_MISSING,
    ),
    "13 sex": fault(
        women(2014, (214, 60), (396, 100)) + women(2015, (141, 60), (76, 20), (200, 60)),
        [W],
        (2014, 2015),
        [
            ("có 200 người không rõ nam hay nữ", "the sex of 200 people is unknown"),
            ("33,8% đến 81,8%", "33.8% to 81.8%"),
        ],
        [("nữ tăng từ", "women rose from"), ("cao hơn nam:", "more often than men:")],
    ),
    "13 posts": fault(
        posts_unknown(),
        [R],
        (2013, 2014),
        [
            ("2014 112", "112 in 2014"),
            ("không rõ nhóm chức danh: 30/112", "post group unknown: 30/112"),
        ],
        [
            ("hoàn thành xuất sắc từ", "share rated excellent from"),
            ("thay đổi +5,2", "moved by +5.2"),
        ],
    ),
    "13 no posts": fault(
        [
            {**row, "post_group": ""}
            for year in (2014, 2015)
            for row in women(year, (60, 40), (60, 20))
        ],
        [W, R],
        (2014, 2015),
        [("không ghi nhóm chức danh của ai trong 120 người", "stated for none of the 120 people")],
        [("không có phần do cơ cấu", "no part is its mix")],
    ),
    "13 units": fault(
        outside_units(),
        [R],
        (2014, 2015),
        [
            (
                "chưa thể kết luận về tỷ lệ hoàn thành xuất sắc",
                "of the share rated excellent it cannot be said",
            )
        ],
        [
            (
                "về tỷ lệ hoàn thành xuất sắc và tỷ lệ nữ, trong",
                "in the share rated excellent and the share of women, of",
            )
        ],
    ),
    "14 numbers missing": fault(
        [],
        [R, TR],
        (2014, 2015),
        [("80 trường hợp tính là thôi thuộc diện và mới bổ sung", "or same name and unit): 80")],
        [],
        lists=made.numbers_missing(),
    ),
    "14 men typed as women": fault(
        [],
        [W, TR],
        (2014, 2015),
        [
            (
                "30 người có giới tính ghi ở năm 2014 khác với năm 2015",
                "listed under another sex in 2015 than in 2014: 30",
            ),
            ("Chưa thể kết luận; theo danh sách", "Nothing can be concluded; as the lists"),
        ],
        [
            (" - Tỷ lệ cán bộ nữ tăng từ", " - The share of women rose"),
        ],
        lists=made.men_typed_as_women(),
    ),
    "14 numbers given to others": fault(
        [],
        [R, TR],
        (2014, 2015),
        [("20 trường hợp tính là có tên cả hai năm", "one staff number, two names): 20")],
        [],
        lists=made.numbers_given_to_others(),
    ),
    "14 draft and final": fault(
        [],
        [R],
        (2014, 2015),
        [
            ("năm 2015 40 người", "withheld for errors: 40"),
            ("có thể làm kết luận đảo lại nên chỉ mô tả", "could turn it, so described"),
        ],
        [("giảm từ 50,0%", "fell from 50.0%"), ("giảm từ 120", "fell from 120")],
        lists=made.draft_and_final(),
    ),
    "15 lists of outcomes": fault(
        listed(named("p", 50), range(2011, 2016)),
        [AP],
        (2011, 2015),
        [
            ("lại: 30 lượt của 10 người", "reappointments: 30 times, 10 people"),
            ("30, giai đoạn 2011–2013", "30, 2011–2013"),
        ],
        [("30, giai đoạn 2011–2015", "30, 2011–2015")],
        events=short_lists(),
    ),
    "15 delegated": fault(
        delegated(),
        [R],
        (2013, 2014),
        [
            (
                "60 người thuộc nhóm trường học chỉ có trong danh sách năm 2013",
                "60 people in schools are on the list of 2013 alone",
            )
        ],
        [("nữ giảm từ", "women fell from")],
    ),
    "15 delegated, women": fault(
        delegated(), [W], (2013, 2014), [("20/80", "20/80")], [("nữ giảm từ", "women fell from")]
    ),
    "15 units exchange staff": fault(
        EXCHANGED,
        [R],
        (2014, 2015),
        [("sang danh sách khác: 20", "on another list now: 20")],
        GONE,
        units=[A],
    ),
    "15 wholly unrated": fault(
        listed(named("p", 30), [2014]) + listed(named("p", 30), [2015], ""),
        [R, TR],
        (2014, 2015),
        [
            (
                "không ai trong 30 người của danh sách năm 2015 được xếp loại",
                "nobody of the 30 people listed in 2015 is rated",
            )
        ],
        [
            ("không có số liệu năm 2015", "no data for 2015"),
            ("tốt trở lên: không có số liệu", "good or better: no data"),
            ("năm 2014 có số liệu", "2014 alone has data"),
            ("Số liệu không tách theo đơn vị", "do not tell units apart"),
        ],
    ),
    "15 trained before": fault(
        listed(named("p", 60), range(2011, 2016)),
        [T],
        (2012, 2014),
        [("26/26", "26/26"), ("được ghi nhận từ năm 2011", "means none since 2011")],
        [("26/60", "26/60")],
        events=trained_before(),
    ),
    "15 courses of 2011 alone": fault(
        listed(named("p", 60), range(2011, 2016)),
        [T],
        (2012, 2014),
        [("nhóm chưa rõ thông tin 26/26", "those of whom it is not known 26/26")],
        [("được ghi nhận từ năm 2011", "means none since 2011")],
        events=trained_before(2011),
    ),
    "16 infinite odds": fault(
        women(2015, (6, 5), (2, 0)),
        [W],
        (2015, 2015),
        [("5/6 nữ và 0/2 nam", "5 of 6 women and 0 of 2 men")],
        [("không nhóm nào có cả nữ và nam", "No group holds both")],
    ),
    "16 no list of outcomes": fault(
        listed(named("p", 326), (2011, 2012, 2013))
        + listed(named("q", 200), (2011, 2012, 2013), E),
        [AP],
        (2011, 2013),
        [("526 người được xếp loại", "526 people rated")],
        [("không theo dõi được ai", "nobody is followed")],
    ),
    "16 the same people": fault(
        listed(named("p", 610), [2014]) + listed(named("p", 60) + named("n", 550), [2015]),
        [R],
        (2014, 2015),
        [("60 người được đánh giá cả hai năm", "60 people were rated in both")],
        [("phần lớn là cùng", "largely the same people")],
    ),
    "16 a rule within the year": fault(
        listed(named("p", 60), [2015]),
        [R],
        (2015, 2015),
        [("ban hành ngay trong năm 2015", "came within 2015")],
        [("Không ghi nhận", "No change in the rules")],
    ),
    "16 a cap of nobody": fault(
        [row for k in range(60) for row in cells(f"Đảng ủy xã {k:02}", 2015, 4, 1)],
        [R],
        (2015, 2015),
        [("dưới 5 người: 60 nhóm", "under 5 people: 60")],
        [("60 trong 60", "60 of 60")],
    ),
    "16 none to none": fault(
        listed(named("p", 60), [2014]) + listed(named("p", 10, 60), [2015]),
        [TR],
        (2014, 2015),
        [("cùng là 0,0%: 50 người", "was 0.0% in both 2014 and 2015")],
        [("giải thích thay đổi", "explain the move")],
    ),
    "16 alternative text": fault(
        small_groups(),
        [R],
        (2014, 2015),
        [("từ 20 người trở lên đều là 45,0%", "20 people or more is at 45.0%")],
        [("Mọi giá trị đều là 45,0%", "Every value is 45.0%")],
    ),
}
# Two that are cheap, of one notebook each, are for every run of the tests.
ALWAYS = ("7 two women", "15 lists of outcomes")


MARKS = {name: [] if name in ALWAYS else [pytest.mark.full] for name in FAULTS}


def is_owed(words, kind, text, root, language):
    """Say whether a document owes the words: pages do, briefing and deck where they tell the claim.

    Both tell a choice of what the pages tell in full.
    """
    if kind == "page":
        return True
    kept = [json.loads(path.read_text("utf-8")) for path in root.rglob(f"{language}/results.json")]
    told = [each for results in kept for each in results["findings"]]
    claims = {
        each["text"]
        for each in told
        if words.lower() in " ".join([each["text"], *each["conditions"]]).lower()
    }
    return any(claim in text for claim in claims)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS[name]) for name in FAULTS])
def test_no_document_says_it_and_each_says_what_is_true(name, tmp_path):
    asked = FAULTS[name]
    about = {"events": asked.events, "units": asked.units, "lists": asked.lists}
    told = documents(tmp_path, asked.rows, asked.notebooks, asked.years, **about)
    wrong = [
        f"{language}, {kind}: {'not ' if missing else ''}{words!r}"
        for (language, kind), text in told.items()
        for missing, all_words in ((True, asked.says), (False, asked.never))
        for words in all_words[language]
        # A condition begins with a capital where it stands alone.
        if (words.lower() not in text.lower()) == missing
        and (not missing or is_owed(words, kind, text, tmp_path, language))
    ]
    assert wrong == []
