"""What was said falsely of confidence votes: not in a sentence, a table, on a page or in Word.

Each fault is a workbook of votes of its own, of which everything that is expected was counted by
hand. Its people are on no list: a vote says itself whom it was on.
"""

from dataclasses import dataclass, field

import pytest
from faults_made import documents_of
from problems_told import reasons
from workbook_made import write_workbook

from analysis import findings, load, measures
from analysis.words import Words

HEADS = [
    *("STT", "Số hiệu", "Họ và tên", "Chức vụ", "Số người được triệu tập", "Số phiếu phát ra"),
    *("Số phiếu thu về", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"),
]
PARTY = ["HUYỆN ỦY MẪU", "KẾT QUẢ LẤY PHIẾU TÍN NHIỆM"]
COUNCIL = ["HỘI ĐỒNG NHÂN DÂN HUYỆN MẪU", "KẾT QUẢ LẤY PHIẾU TÍN NHIỆM"]
ALL = [43, 43, 43]


def sheet(titles, day, *votes, first=1, heads=HEADS):
    """Return the rows of a sheet: titles, and a person for each (how many, figures)."""
    rows = [[title] for title in (*titles, f"Ngày lấy phiếu: {day}")] + [[], heads]
    number = first
    for people, figures in votes:
        for _ in range(people):
            who = [f"SH{number:03}", f"Cán bộ mẫu {number}", f"Trưởng phòng chuyên môn {number}"]
            rows.append([number, *who, *figures])
            number += 1
    return rows


@dataclass(frozen=True)
class Fault:
    """Files of sheets; what is said and what is not, in both languages; numbers of tables."""

    files: dict
    says: list
    never: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    people: list = field(default_factory=list)


TEN = sheet(PARTY, "10/12/2013", (10, [*ALL, 30, 10, 3]))
WEEK_BEFORE = sheet(PARTY, "3/12/2013", (3, [*ALL, 8, 5, 30]), (7, [*ALL, 30, 10, 3]))
IN_COUNCIL = sheet(COUNCIL, "10/12/2013", (5, [30, 30, 30, 10, 3, 17]), first=11)
FIFTY = sheet(PARTY, "10/12/2013", (35, [*ALL, 30, 10, 3]), (15, [*ALL, 40, 3, ""]))

FAULTS = {
    "shares above 100%": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (9, [34, 34, "", 20, 10, 2]),
                          (1, [34, "", "", 30, 8, 2]))}},
        [("tín nhiệm cao 58,8%", "high confidence 58.8%"), ("lấy phiếu 9 người", "9 voted on")],
        [("117,6%", "117.6%"), ("lấy phiếu 10 người", "10 voted on")],
        [("error", "E15", ("cộng lại là 40, nhiều hơn", "add up to 40, more than")),
         ("warning", "G6", ("(9 dòng)", "(9 rows)"))],
        [9],
    ),
    "an own share above 100%": Fault(
        {"a": {"S": [*sheet(PARTY, "10/12/2013", heads=[*HEADS, "Tỷ lệ tín nhiệm cao (%)"]),
                     *[[n, f"SH{n}", f"Cán bộ mẫu {n}", f"Trưởng phòng {n}", *ALL, 30, 10, 3, share]
                       for n, share in enumerate((69.8, "117,6", 69.8), 1)]]}},
        [("tín nhiệm cao 69,8%", "high confidence 69.8%"), ("lấy phiếu 3 người", "3 voted on")],
        [("117,6%", "117.6%")],
        [("warning", "K7", ("1 dòng trên 100%", "above 100%: 1"))],
        [3],
    ),
    "a blank among the summoned": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (49, [*ALL, 30, 10, 3]),
                          (1, ["", 43, 43, 40, 2, 1]))}},
        [
            ("lấy phiếu 50 người, trong đó 1 người thiếu số liệu", "50 voted on, of whom 1 with"),
            ("tín nhiệm cao 69,8%", "high confidence 69.8%"),
            ("trong đó 1 người thiếu số liệu", "of whom 1 with figures missing"),
            ("1 người chưa xét được vì", "judged, the base or the rule being unknown: 1"),
        ],
        [("Không có số liệu lấy phiếu tín nhiệm với căn cứ", "There are no confidence votes with")],
        [("warning", "E55", ("(1 dòng)", "(1 rows)"))],
        [50],
    ),
    "a blank for no low votes": Fault(
        {"a": {"S": FIFTY}},
        [
            ("tín nhiệm cao mỗi người 69,8%–93,0%", "per person 69.8%–93.0%"),
            ("50 người được lấy phiếu", "50 people voted on"),
            ("tín nhiệm thấp 0,0%–7,0%", "low confidence 0.0%–7.0%"),
        ],
        [("35 người được lấy phiếu", "35 people voted on")],
        [("note", "J41", ("được hiểu là 0 phiếu", "is read as no votes"))],
        [50],
    ),
    "a blank that no sum shows": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (9, [*ALL, 30, 10, 3]), (1, [*ALL, 40, 1, ""]))}},
        [
            ("tín nhiệm cao mỗi người 69,8%–93,0%", "per person 69.8%–93.0%"),
            ("tín nhiệm thấp của 9 người 7,0%", "low confidence in 9: 7.0%"),
        ],
        [("từ 0,0%", "from 0.0%")],
        [("warning", "J15", ("(1 dòng)", "(1 rows)"))],
        [10],
    ),
    "only the last ballot judged": Fault(
        {"a": {"S": WEEK_BEFORE, "T": TEN}},
        [
            ("ngày 3/12/2013, 3 trong 10 người được lấy phiếu đến ngưỡng",
             "on 3 December 2013, 3 of the 10 voted on reached a threshold"),
            ("Ngày 10/12/2013, không ai trong 10 người", "On 10 December 2013, none of the 10"),
        ],
        [],
        [],
        [10, 10],
    ),
    "party and council on one day": Fault(
        {"a": {"S": TEN}, "b": {"S": IN_COUNCIL}},
        [
            ("10/12/2013 tại cấp ủy lấy phiếu 10 người",
             "10 December 2013 in the party committee: 10 voted on"),
            ("10/12/2013 tại Hội đồng nhân dân lấy phiếu 5 người",
             "10 December 2013 in the People's Council: 5 voted on"),
            ("5 trong 5 người", "5 of the 5 voted on"),
            ("165-QĐ/TW", "165-QĐ/TW"),
            ("35/2012/QH13", "35/2012/QH13"),
        ],
        [("lấy phiếu 15 người", "15 voted on")],
        [],
        [5, 10],
    ),
    "two rounds on one day": Fault(
        {"a": {"Lần 1": TEN, "Lần 2": sheet(PARTY, "10/12/2013", (10, [*ALL, 20, 20, 3]))}},
        [
            ("10/12/2013, lần 1 lấy phiếu 10 người", "10 December 2013, round 1: 10 voted on"),
            ("10/12/2013, lần 2 lấy phiếu 10 người", "10 December 2013, round 2: 10 voted on"),
        ],
        [("lấy phiếu 20 người", "20 voted on")],
        [],
        [10, 10],
    ),
    "one ballot sent twice": Fault(
        {"a": {"S": TEN}, "b": {"S": TEN}},
        [("lấy phiếu 10 người", "10 voted on")],
        [("lấy phiếu 20 người", "20 voted on")],
        [("error", "C6", ("a.xlsx, S, C6; b.xlsx, S, C6", "a.xlsx, S, C6; b.xlsx, S, C6"))],
        [10],
    ),
    "one ballot told in two ways": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (50, [*ALL, 30, 10, 3]))},
         "b": {"S": sheet(PARTY, "10/12/2013", (10, [*ALL, 31, 9, 3]))}},
        [("lấy phiếu 40 người", "40 voted on")],
        [("lấy phiếu 60 người", "60 voted on"), ("lấy phiếu 50 người", "50 voted on")],
        [("error", "C6", ("cả hai tạm thời chưa đưa vào", "both are withheld"))],
        [40],
    ),
    "what is missing to 100%": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (10, [40, 38, 36, 20, 10, 2]))}},
        [
            ("còn lại 20,0% không thuộc mức nào", "the remaining 20.0% none of the three"),
            ("không nộp phiếu 10,0%", "10.0% not cast"),
            ("để trống 10,0%", "10.0% invalid or blank"),
        ],
    ),
    "the base decides": Fault(
        {"a": {"S": sheet(PARTY, "10/12/2013", (2, [43, 41, 41, 10, 10, 21]),
                          (8, [43, 41, 41, 30, 8, 3]))}},
        [
            ("còn tùy căn cứ tính, mà quy định không nêu rõ",
             "depends on the base, which the rule does not state"),
            ("số người được triệu tập: không ai", "of people summoned: none"),
            ("số phiếu phát ra: 2 người (xem xét", "of ballots issued: 2 (considered"),
        ],
        [("không ai trong 10 người được lấy phiếu đến", "none of the 10 voted on reached")],
    ),
    "a body's own base": Fault(
        {"a": {"S": sheet(COUNCIL, "10/12/2013", (2, [43, 41, 41, 10, 10, 21]),
                          (8, [43, 41, 41, 30, 8, 3]))}},
        [("không ai trong 10 người", "none of the 10 voted on")],
        [("tùy căn cứ", "depends on the base")],
    ),
    "nobody says whose vote": Fault(
        {"a": {"S": sheet(PARTY[1:], "10/12/2013", (10, [*ALL, 8, 5, 30]))}},
        [("Chưa thể nói ngày 10/12/2013", "on 10 December 2013 cannot be said")],
        [("trong 10 người được lấy phiếu đến ngưỡng", "voted on reached a threshold of low")],
        [("warning", "", ("không xét các ngưỡng", "not held against thresholds"))],
    ),
}  # fmt: skip
# Two that are cheap are for every run of the tests; each is read in every run.
ALWAYS = ("a blank among the summoned", "the base decides")
MARKS = {name: [] if name in ALWAYS else [pytest.mark.full] for name in FAULTS}


def written(folder, files):
    """Write workbooks: name → sheets: name → rows."""
    for name, sheets in files.items():
        write_workbook(folder / f"{name}.xlsx", sheets)
    return folder


@pytest.mark.parametrize("name", FAULTS)
def test_sentence_table_and_problem_are_true(name, tmp_path):
    asked = FAULTS[name]
    history = load(written(tmp_path / "nguon", asked.files))
    people = history.people((2013,), tier="district")
    by_day, by_post = (measures.confidence(people, by) for by in ("date", ["date", "post"]))
    for place, language in enumerate(("vi", "en")):
        told = " ".join(
            finding.whole
            for finding in (
                findings.votes_cast(by_day, words=Words(language)),
                findings.confidence_range(by_post, words=Words(language)),
                findings.threshold_reached(
                    measures.thresholds_reached(people), words=Words(language)
                ),
            )
        )
        assert [pair[place] for pair in asked.says if pair[place] not in told] == [], told
        assert [pair[place] for pair in asked.never if pair[place] in told] == [], told
        said = reasons(history.problems, language)
        assert len(said) == len(asked.problems)
        for (severity, cell, words), problem, reason in zip(
            asked.problems, history.problems.to_dict("records"), said, strict=True
        ):
            assert (severity, cell) == (
                problem["severity"],
                str(problem["cell"]).replace("nan", ""),
            )
            assert words[place] in reason
    for level in ("high", "confident", "low"):
        assert not (by_post[f"share_{level}"] > 1).any()
    assert by_day["n"].tolist() == (asked.people or [10])


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS[name]) for name in FAULTS])
def test_page_word_and_slides_say_it(name, tmp_path):
    asked = FAULTS[name]
    written(tmp_path / "nguon", asked.files)
    told = documents_of(tmp_path, ["confidence_votes"], (2013, 2013))
    wrong = [
        (language, kind, words)
        for (language, kind), text in told.items()
        if kind != "slides"
        for missing, pairs in ((True, asked.says), (False, asked.never))
        for words in (pair[language == "en"] for pair in pairs)
        if (words not in text) == missing
    ]
    assert wrong == []
