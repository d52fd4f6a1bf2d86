"""Women of a return: counted where told, named where contradicted, never guessed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load, measures, records
from analysis.counts.history import empty_history
from analysis.sources.ratings.women import keep_women_of_rows
from analysis.sources.reading import Reading, Record

TITLE = ["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2015"]
LEVELS = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
AN, BINH = "Xã An Hưng", "Xã Bình Minh"
PLAIN = ["TT", "Đơn vị", "Tổng số", *LEVELS]
ROSTER = ["TT", "Đơn vị", "Tổng số", "Số được đánh giá", *LEVELS]
WOMEN = "Trong đó: nữ"
LEVELLED = [
    ["TT", "Đơn vị", "Tổng số", *(text for level in LEVELS for text in (level, ""))],
    ["", "", "", *(["TS", "Nữ"] * 4)],
]

# By layout: its rows, and of each unit women, men and people of unknown sex.
TOLD = {
    "a column": (
        [
            ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", *LEVELS],
            [1, AN, 20, 8, 3, 10, 7, 0],
            [2, BINH, 15, 5, 2, 10, 2, 1],
        ],
        {AN: (8, 12, 0), BINH: (5, 10, 0)},
    ),
    "a column each": (
        [["TT", "Đơn vị", "Nam", "Nữ", *LEVELS], [1, AN, 12, 8, 3, 10, 7, 0]],
        {AN: (8, 12, 0)},
    ),
    "units of which nobody is rated": (
        [
            ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", *LEVELS, "Chưa đánh giá"],
            [1, AN, 20, 8, 3, 10, 7, 0, 0],
            [2, BINH, 15, 5, 0, 0, 0, 0, 15],
        ],
        {AN: (8, 12, 0), BINH: (5, 10, 0)},
    ),
    "a row with the total alone": (
        [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN, 8], [2, BINH, 15, 2, 10, 2, 1]],
        {AN: (8, 12, 0), BINH: (0, 0, 15)},
    ),
    "a row in which nothing stands": (
        [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN], [2, BINH, 15, 2, 10, 2, 1]],
        {AN: (0, 0, 20), BINH: (0, 0, 15)},
    ),
    "a row with zeros left empty": (
        [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN, 8, "", 6, 2, ""]],
        {AN: (8, 12, 0)},
    ),
    "a roster, its women in a column": (
        [
            ["TT", "Đơn vị", "Tổng số", "Nữ", "Số được đánh giá", *LEVELS],
            [1, AN, 20, 8, 18, 3, 8, 7, 0],
        ],
        {AN: (8, 12, 0)},
    ),
    "a roster, its women in a row": (
        [ROSTER, [1, AN, 20, 18, 3, 8, 7, 0], ["", WOMEN, 8, 7]],
        {AN: (8, 12, 0)},
    ),
    "a roster, its women by rating": (
        [ROSTER, [1, AN, 20, 18, 3, 8, 7, 0], ["", WOMEN, 8, 7, 2, 3, 2, 0]],
        {AN: (8, 12, 0)},
    ),
    "men, then women, below each unit": (
        [
            PLAIN,
            [1, AN, 20, 3, 10, 7, 0],
            ["", "- Nam", 12, 1, 6, 5, 0],
            ["", "- Nữ", 8, 2, 4, 2, 0],
        ],
        {AN: (8, 12, 0)},
    ),
    "dashes are noughts": (
        [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN, "-", "-", "-", "-", "-"]],
        {AN: (0, 20, 0)},
    ),
    "a row left empty where noughts are": (
        [
            PLAIN,
            [1, AN, 20, 3, 10, 7, ""],
            ["", WOMEN, 8, 2, 4, 2, ""],
            [2, BINH, 3, 1, 1, 1, ""],
            ["", WOMEN],
        ],
        {AN: (8, 12, 0), BINH: (0, 3, 0)},
    ),
    "all rows left empty": (
        [PLAIN, [1, AN, 20, 3, 10, 7, ""], ["", WOMEN], [2, BINH, 3, 1, 1, 1, ""], ["", WOMEN]],
        {AN: (0, 0, 20), BINH: (0, 0, 3)},
    ),
    "noughts left out": (
        [
            *LEVELLED,
            [1, AN, 20, 3, 2, 10, 4, 7, 2, "", ""],
            [2, BINH, 13, 2, "", 10, "", 1, "", "", ""],
        ],
        {AN: (8, 12, 0), BINH: (0, 13, 0)},
    ),
    "noughts written": (
        [
            *LEVELLED,
            [1, AN, 20, 3, 2, 10, 4, 7, 2, 0, 0],
            [2, BINH, 13, 2, "", 10, "", 1, "", 0, ""],
        ],
        {AN: (8, 12, 0), BINH: (0, 0, 13)},
    ),
    "of another part": (
        [
            PLAIN,
            [1, AN, 20, 3, 10, 7, 0],
            ["", "Trong đó: Đảng viên", 15, 3, 8, 4, 0],
            ["", WOMEN, 8],
        ],
        {AN: (0, 0, 20)},
    ),
}
NOT_USED = {"of another part": "women_not_used", "noughts written": "women_left_blank"}
NOT_USED["all rows left empty"] = "women_left_blank"


@pytest.mark.parametrize("layout", NOT_USED)
def test_women_of_whom_nothing_is_counted_are_told(lay, layout):
    rows, _ = TOLD[layout]
    history = load(lay(S=[TITLE, *rows]))
    assert NOT_USED[layout] in set(history.problems["cause"])


def test_women_of_a_sum_are_told_where_no_unit_tells_its_own(lay):
    rows = [PLAIN, [1, AN, 20, 3, 10, 7, 0], [2, BINH, 15, 2, 10, 2, 1]]
    total = [["", "Tổng cộng", 35, 5, 20, 9, 1], ["", WOMEN, 13, 2, 7, 4, 0]]
    history = load(lay(S=[TITLE, *rows, *total]))
    assert "women_not_used" in set(history.problems["cause"])
    rows.insert(2, ["", WOMEN, 8, 2, 4, 2, 0])
    history = load(lay(S=[TITLE, *rows, *total]))
    assert "women_not_used" not in set(history.problems["cause"])


@pytest.mark.parametrize("layout", TOLD)
def test_shares_of_women_are_those_that_the_return_tells(lay, layout):
    rows, right = TOLD[layout]
    people = load(lay(S=[TITLE, *rows])).people()
    told = measures.women_share(people, by="unit").set_index("unit")
    found = told[["women", "men", "unknown"]].apply(tuple, axis=1).to_dict()
    assert found == right
    whole = measures.women_share(people, by="year").iloc[0]
    assert (whole["women"], whole["men"], whole["unknown"]) == tuple(
        map(sum, zip(*right.values(), strict=True))
    )


def test_women_not_rated_are_those_whom_no_rating_counts(lay):
    rows, _ = TOLD["a roster, its women by rating"]
    told = load(lay(S=[TITLE, *rows])).people().count(["sex", "rating"])
    aside = told[told["state"] == "not_rated"].set_index("sex")["n"]
    assert aside.to_dict() == {"female": 1, "male": 1}


CONTRADICTED = {
    "under its ratings fewer": [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN, 8, 2, 3, 1, 0]],
    "more than all": [PLAIN, [1, AN, 20, 3, 10, 7, 0], ["", WOMEN, 28]],
    "more not rated than there are": [
        ROSTER, [1, AN, 20, 18, 3, 8, 7, 0], ["", WOMEN, 8, 3, 2, 1, 0, 0],
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTED)
def test_women_that_contradict_themselves_are_told_and_nobody_is_counted_as_one(lay, case):
    history = load(lay(S=[TITLE, *CONTRADICTED[case]]))
    (told,) = history.problems.query("severity == 'error'").to_dict("records")
    assert told["cause"] in ("women_total_differs", "women_above_total") and told["cell"] == "C4"
    (row,) = measures.women_share(history.people(), by="year").to_dict("records")
    assert (row["women"], row["men"], row["unknown"]) == (0, 0, 20)


@pytest.mark.parametrize("women", ["tám", "8.5", -1])
def test_women_that_are_no_number_are_unknown_and_not_none(lay, women):
    rows = [[*PLAIN[:3], "Nữ", *LEVELS], [1, AN, 20, women, 3, 10, 7, 0]]
    history = load(lay(S=[TITLE, *rows]))
    (told,) = history.problems.query("severity == 'error'").to_dict("records")
    assert told["cell"] == "D3"
    (row,) = measures.women_share(history.people(), by="year").to_dict("records")
    assert (row["women"], row["men"], row["unknown"]) == (0, 0, 20)


def test_of_women_only_sums_without_a_rating_are_told(lay):
    rows, _ = TOLD["a column"]
    people = load(lay(S=[TITLE, *rows])).people()
    assert people.count(["sex", "rating"])["sex"].isna().all()
    assert people.where(sex="female").count("year")["n"].tolist() == [13]
    assert people.where(rating="excellent").count("sex")["sex"].isna().all()
    assert (people.count("sex")["state"] == "rated").all()


def test_whom_women_of_rows_are_is_known_as_of_everybody(lay):
    rows, _ = TOLD["a column"]
    women = load(lay(S=[TITLE, *rows])).people(sex="female")
    assert women.origin == "recorded"
    assert measures.women_share(women, by="year")["origin"].tolist() == ["recorded"]


def test_women_of_rows_are_said_to_be_counted_only_where_they_are(lay):
    returned = [[*PLAIN[:3], "Nữ", *LEVELS], [1, AN, 2, 1, 1, 1, 0, 0]]
    listed = [
        ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2015"],
        ["TT", "Họ và tên", "Đơn vị", "Xếp loại"],
        [1, "Nguyễn Văn Hùng", AN, "HTXSNV"],
        [2, "Lê Đức Sơn", AN, "HTTNV"],
    ]
    history = load(lay(S=[TITLE, *returned], T=listed))
    assert set(history.problems["cause"]) == {"return_of_list"}


@pytest.mark.parametrize("level", ["excellent", "good"])
def test_a_part_of_the_records_tells_no_women_of_its_rows(lay, level):
    rows, _ = TOLD["a column"]
    records = load(lay(S=[TITLE, *rows])).evaluations
    part = records[records["rating"] == level]
    (told,) = measures.women_share(part, by="year").to_dict("records")
    assert (told["women"], told["men"], told["unknown"]) == (0, 0, part["count"].sum())


def test_of_women_of_a_unit_of_which_nobody_is_rated_none_is(lay):
    rows, _ = TOLD["units of which nobody is rated"]
    told = load(lay(S=[TITLE, *rows])).people().count(["unit", "sex"])
    aside = told[told["unit"] == BINH]
    assert (aside["state"] == "not_rated").all() and aside["n"].tolist() == [5, 10]


def test_of_women_of_a_roster_it_is_not_told_who_was_rated(lay):
    rows, _ = TOLD["a roster, its women in a column"]
    told = load(lay(S=[TITLE, *rows])).people().count("sex")
    assert told["state"].isna().all() and told["n"].tolist() == [8, 12]


def test_women_of_a_row_of_which_a_count_is_told_elsewhere_are_those_of_nobody():
    cells = [_cell("D3", 3), _cell("E3", 10), _cell("F3", 7)]
    keep_women_of_rows(Reading(evaluations=cells))
    assert [cell["women"] for cell in cells] == [8, 0, 0]
    cells = [_cell("D3", 3), _cell("E3", 10)]
    keep_women_of_rows(Reading(evaluations=cells))
    assert not any("women" in cell for cell in cells)


def _cell(cell: str, count: int) -> Record:
    told = {"file": "a.xlsx", "sheet": "S", "of_row": "D3", "row_counts": 20, "row_women": 8}
    return {**told, "cell": cell, "count": count}


RETURNS = st.lists(
    st.lists(st.integers(0, 9), min_size=4, max_size=4).flatmap(
        lambda counts: st.tuples(st.just(counts), st.none() | st.integers(0, sum(counts)))
    ),
    min_size=1,
    max_size=4,
)


@given(RETURNS)
def test_nobody_is_lost_or_counted_twice_where_women_are_told_of_rows(returns):
    rows = [
        {
            **{"year": 2015, "unit": f"Xã {number}", "origin": "recorded", "count": count},
            "rating": level,
            "women": None if women is None else 0 if at else women,
        }
        for number, (counts, women) in enumerate(returns)
        for at, (level, count) in enumerate(
            zip(("excellent", "good", "completed", None), counts, strict=True)
        )
    ]
    table = records.frame(records.EVALUATIONS, rows)
    people = replace(empty_history(), evaluations=table).people()
    told = measures.women_share(people, by="unit").set_index("unit")
    for number, (counts, women) in enumerate(returns):
        if sum(counts):
            row = told.loc[f"Xã {number}"]
            known = (women, sum(counts) - women, 0) if women is not None else (0, 0, sum(counts))
            assert (row["women"], row["men"], row["unknown"]) == known
