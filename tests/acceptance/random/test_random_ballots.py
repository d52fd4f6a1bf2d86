"""Random lists of votes against a plain enumeration over their rows."""

from collections import defaultdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import measures
from analysis.sources.all_files.assembled import assembled
from analysis.sources.mapping.office import office_of
from analysis.sources.workbook.workbook import read_workbook

HEADS = [
    *("STT", "Số hiệu", "Họ và tên", "Chức vụ", "Số người được triệu tập", "Số phiếu phát ra"),
    *("Số phiếu thu về", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"),
]
WHOSE = {"party": "HUYỆN ỦY MẪU", "council": "HỘI ĐỒNG NHÂN DÂN HUYỆN MẪU"}
LEVELS = ("high", "confident", "low")
EXAMPLES = 200 if settings.get_current_profile_name() == "full" else 50
figures = st.tuples(*[st.sampled_from([*range(8), "", ""])] * 3)
ballots = st.lists(
    st.tuples(
        st.sampled_from(["party", "council"]),
        st.sampled_from(["10/12/2013", "12/12/2013"]),
        st.lists(
            st.tuples(st.integers(1, 6), st.sampled_from([8, 9, ""]), figures),
            min_size=1,
            max_size=6,
            unique_by=lambda vote: vote[0],
        ),
    ),
    min_size=1,
    max_size=4,
)


def rows_of(body, day, votes):
    """Return a sheet; the ballots issued are never told."""
    titles = [WHOSE[body], "KẾT QUẢ LẤY PHIẾU TÍN NHIỆM", f"Ngày lấy phiếu: {day}"]
    rows = [[title] for title in titles] + [[], HEADS]
    for number, (who, most, (high, confident, low)) in enumerate(votes, 1):
        named = [number, f"SH{who}", f"Cán bộ mẫu {who}", "Trưởng phòng"]
        rows.append([*named, 9, "", most, high, confident, low])
    return rows


def counted_by_hand(sheets):
    """Return (day, body) → figures of each person of a ballot, where these are possible."""
    held = defaultdict(lambda: defaultdict(list))
    for body, day, votes in sheets:
        for who, most, levels in votes:
            known = sum(n or 0 for n in levels)
            most = 9 if most == "" else most
            if known <= most:
                told = tuple((0 if known == most else None) if n == "" else n for n in levels)
                held[day, body][who].append((told, most))
    return {
        ballot: [told[0][0] for told in people.values() if len(set(told)) == 1]
        for ballot, people in held.items()
    }


# An office that has answered nothing.
NOBODY = office_of(Path("no-such-folder"))


@settings(max_examples=EXAMPLES)
@given(ballots)
def test_each_ballot_is_the_plain_sum_of_its_possible_rows(sheets):
    told = {
        "simulated": False,
        "sheets": [
            {"name": f"S{n}", "rows": rows_of(*each), "hidden": False, "marks": {}, "merges": []}
            for n, each in enumerate(sheets)
        ],
    }
    reading = read_workbook(told, "a.xlsx")
    reading.sha256["a.xlsx"] = ""
    people = assembled(reading, NOBODY).people((2013,), tier="district")
    table = measures.confidence(people, "date", base="summoned")
    by_post = measures.confidence(people, ["date", "post"], base="summoned")
    assert not (by_post[[f"share_{level}" for level in LEVELS]] > 1).any(axis=None)
    found = {}
    for row in table.to_dict("records"):
        levels = None if not row["n_counted"] else tuple(row[level] for level in LEVELS)
        found[f"{row['date']:%d/%m/%Y}", row["body"]] = (row["n"], row["n_counted"], levels)
    expected = {}
    for ballot, votes in counted_by_hand(sheets).items():
        whole = [vote for vote in votes if None not in vote]
        sums = tuple(map(sum, zip(*whole, strict=True))) if whole else None
        if votes:
            expected[ballot] = (len(votes), len(whole), sums)
    assert found == expected
