"""Who is who, and which of two tables counts, as the office has answered."""

import csv

import pytest

from analysis import load
from analysis.sources.folder import read_folder
from analysis.sources.mapping.written import MappingError
from analysis.sources.people.who import pair_code

HEAD = ["Họ và tên", "Ngày sinh", "Số hiệu", "Đơn vị", "Xếp loại"]
TITLE = "ĐÁNH GIÁ CÁN BỘ NĂM {}"


@pytest.fixture
def years(lay):
    """Lay out a list a year from 2013 on, each of rows (name, birth, number, unit)."""

    def make(*lists, answers=None, pairs=None):
        for year, rows in enumerate(lists, start=2013):
            laid = [[*row, "HTTNV"] for row in rows]
            folder = lay(f"{year}.xlsx", S=[[TITLE.format(year)], HEAD, *laid])
        if answers:
            (folder / "mapping.yml").write_text(answers, encoding="utf-8")
        if pairs is not None:
            lines = ["same;note;pair", *(f"{same};;{pair}" for pair, same in pairs)]
            (folder / "doubtful.csv").write_text("\n".join(lines), encoding="utf-8-sig")
        return folder

    return make


def followed(history):
    return sorted(history.evaluations["person"].value_counts().tolist(), reverse=True)


def warned(history):
    problems = history.problems
    return problems.loc[problems["severity"] == "warning", "reason"].tolist()


def code(*rows):
    names = ("name", "birth", "staff_number", "unit")
    one, other = (dict(zip(names, row, strict=True)) | {"origin": "recorded"} for row in rows)
    return pair_code(one, other)


SLIP = (("Lò Thị Hường", "1970", "", "Xã An"), ("Lò Thị Hương", "1970", "", "Xã An"))
NUMBERED = (("Vi Văn Mẫu", "1970", "12", "Xã An"), ("Vi Văn Mẫu", "1970", "", "Xã An"))
RENUMBERED = (("Vi Văn Mẫu", "1970", "12", "Xã An"), ("Vi Văn Mẫu", "1970", "13", "Xã An"))
REBORN = (("Vi Văn Mẫu", "1970", "", "Xã An"), ("Vi Văn Mẫu", "1971", "", "Xã An"))
MOVED = (("Vi Văn Mẫu", "", "", "Xã An"), ("Vi Văn Mẫu", "1971", "", "Xã Bình"))
APART = [
    (SLIP, "spelling"), (NUMBERED, "no_number"), (RENUMBERED, "other_number"),
    (REBORN, "birth"), (MOVED, "unit"),
]  # fmt: skip
ALONE = (("Vi Văn Mẫu", "", "", "Xã An"), ("Vi Văn Mẫu", "", "", "Xã Bình"))
SHARED = (("Vi Văn Mẫu", "1970", "12", "Xã An"), ("Hà Thị Thử", "1980", "12", "Xã An"))


@pytest.mark.parametrize(("rows", "cause"), APART)
@pytest.mark.parametrize("how", ["cause", "pair", "list"])
def test_two_that_are_answered_to_be_one_are_one(years, rows, cause, how):
    lists = [[row] for row in rows]
    assert followed(load(years(*lists))) == [1, 1]
    answers = {
        "cause": f"people: [{{cause: {cause}, lists: [2013.xlsx, 2014.xlsx], same: yes}}]",
        "pair": f"people: [{{pair: '{code(*rows)}', same: yes}}]",
    }
    pairs = [(code(*rows), "có")] if how == "list" else None
    history = load(years(*lists, answers=answers.get(how), pairs=pairs))
    assert followed(history) == [2] and not warned(history)
    assert history.doubts.empty


@pytest.mark.parametrize(("rows", "cause"), APART)
def test_two_that_are_answered_to_be_two_are_not_asked_again(years, rows, cause):
    lists = [[row] for row in rows]
    assert warned(load(years(*lists)))
    history = load(years(*lists, pairs=[(code(*rows), "no")]))
    assert followed(history) == [1, 1] and not warned(history)
    assert history.doubts.empty


@pytest.mark.parametrize(("rows", "cause"), [(SHARED, "one_number"), (ALONE, "name")])
def test_one_that_is_answered_to_be_two_is_parted(years, rows, cause):
    lists = [[row] for row in rows]
    assert followed(load(years(*lists))) == [2]
    parted = load(years(*lists, pairs=[(code(*rows), "không")]))
    assert followed(parted) == [1, 1] and not warned(parted)
    by_cause = f"people: [{{cause: {cause}, lists: [2013.xlsx, 2014.xlsx], same: no}}]"
    assert followed(load(years(*lists, answers=by_cause, pairs=[]))) == [1, 1]


@pytest.mark.parametrize("rows", [SHARED, ALONE])
def test_one_that_is_answered_to_be_one_is_not_asked_again(years, rows):
    confirmed = load(years(*([row] for row in rows), pairs=[(code(*rows), "x")]))
    assert followed(confirmed) == [2] and not warned(confirmed)
    assert confirmed.doubts.empty


def test_the_answer_for_a_cause_leaves_other_causes_and_lists_open(years):
    lists = [[SLIP[0], NUMBERED[0]], [SLIP[1], NUMBERED[1]]]
    answers = "people: [{cause: no_number, lists: [2013.xlsx, 2014.xlsx], same: yes}]"
    history = load(years(*lists, answers=answers))
    assert followed(history) == [2, 1, 1]
    assert len(warned(history)) == 1 and history.doubts["n"].sum() == 1


def test_an_answer_for_one_list_is_of_pairs_within_it(years):
    answers = "people: [{cause: spelling, lists: [2014.xlsx], same: yes}]"
    assert followed(load(years(*([row] for row in SLIP), answers=answers))) == [1, 1]


def test_one_answer_holds_for_all_of_a_cause(years):
    people = [(f"Lò Văn {chr(65 + n)}ong", str(1950 + n), f"{n + 1}", "Xã An") for n in range(20)]
    bare = [(name, birth, "", unit) for name, birth, _, unit in people]
    answers = "people: [{cause: no_number, lists: [2013.xlsx, '2014.xlsx, S'], same: yes}]"
    assert followed(load(years(people, bare, answers=answers))) == [2] * 20


def test_whoever_stands_on_one_list_twice_is_never_joined(years):
    lists = [[SLIP[0]], [*SLIP]]
    answers = f"people: [{{pair: '{code(*SLIP)}', same: yes}}]"
    assert followed(load(years(*lists, answers=answers))) == [2, 1]


def test_an_answer_about_nobody_is_told(years):
    lists = [[row] for row in SLIP]
    history = load(years(*lists, pairs=[("0123456789ab", "yes")]))
    assert "1 pairs that were answered" in history.problems["reason"].iloc[0]
    assert followed(history) == [1, 1]


def test_answers_stay_when_rows_move_and_years_come(years):
    others = [(f"Hà Văn {letter}ong", "1960", "", "Xã An") for letter in "BCD"]
    lists = [[*others, SLIP[0]], [SLIP[1], *others], [others[0], SLIP[1]]]
    history = load(years(*lists, pairs=[(code(*SLIP), "yes")]))
    assert followed(history) == [3, 3, 2, 2]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_list_of_pairs_is_read_as_excel_saves_it(years, delimiter):
    folder = years(*([row] for row in SLIP))
    with (folder / "doubtful.csv").open("w", encoding="utf-8-sig", newline="") as file:
        told = csv.writer(file, delimiter=delimiter)
        told.writerows([["pair", "name", "same"], [code(*SLIP), "Lò, Thị; Hường", "Yes"]])
    assert followed(load(folder)) == [2]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("pair,same\nabc,perhaps\n", "Line 2:"),
        ("pair,same\nabc,yes\nabc,no\n", "Line 3:"),
        ("a,b\n1,2\n", "no list of doubtful pairs"),
        ("pair,same\nabc,c\xf3\n".encode("latin-1"), "no list of doubtful pairs"),
    ],
)
def test_a_list_of_pairs_that_cannot_be_read_is_refused(years, content, told):
    folder = years([SLIP[0]])
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "doubtful.csv").write_bytes(raw)
    with pytest.raises(MappingError, match=told):
        read_folder(folder)


def test_two_answers_to_one_pair_are_refused(years):
    answers = f"people: [{{pair: '{code(*SLIP)}', same: yes}}]"
    folder = years([SLIP[0]], [SLIP[1]], answers=answers, pairs=[(code(*SLIP), "no")])
    with pytest.raises(MappingError, match="Line 1: doubtful"):
        read_folder(folder)


# --- which of two tables counts -----------------------------------------------------------------

RETURN = ["Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]


def rated(history):
    sound = history.sound.evaluations
    return int(sound["count"].sum()), sound["person"].notna().sum()


@pytest.mark.parametrize(
    ("counts", "rows", "people"),
    [(None, 0, 0), ("list.xlsx, S", 7, 2), ("return.xlsx, S", 10, 0), ("return.xlsx", 10, 0)],
)
def test_of_a_list_and_a_return_that_differ_the_chosen_counts(lay, counts, rows, people):
    lay(
        "list.xlsx",
        S=[
            [TITLE.format(2013)],
            ["Họ và tên", "Đơn vị", "Xếp loại"],
            ["Lò Văn Mẫu", "Xã An", "HTTNV"],
            ["Vi Thị Thử", "Xã An", "HTNV"],
        ],
    )
    folder = lay(
        "return.xlsx",
        S=[[TITLE.format(2013)], RETURN, ["Xã An", 5, 1, 2, 2, 0], ["Xã Bình", 5, 0, 5, 0, 0]],
    )
    tables = f"[\"list.xlsx, S\", '{counts if counts == 'return.xlsx' else 'return.xlsx, S'}']"
    answer = "" if counts is None else f', counts: "{counts}"'
    (folder / "mapping.yml").write_text(
        f"told_twice: [{{tables: {tables}{answer}}}]", encoding="utf-8"
    )
    history = load(folder)
    if counts is None:
        assert (history.problems["severity"] == "error").any()
        return
    assert rated(history) == (rows, people)
    assert not (history.problems["severity"] == "error").any()
    if people:
        accounts = history.accounts.set_index(["file", "account"])["rows"]
        assert accounts["return.xlsx", "repeated"] == 1 and accounts["return.xlsx", "read"] == 1


def test_of_two_returns_the_chosen_counts_where_both_tell(lay):
    lay("a.xlsx", S=[[TITLE.format(2013)], RETURN, ["Xã An", 5, 1, 2, 2, 0]])
    folder = lay(
        "b.xlsx",
        S=[[TITLE.format(2013)], RETURN, ["Xã An", 6, 2, 2, 2, 0], ["Xã Bình", 5, 0, 5, 0, 0]],
    )
    (folder / "mapping.yml").write_text(
        "told_twice: [{tables: [a.xlsx, b.xlsx], counts: a.xlsx}]", encoding="utf-8"
    )
    history = load(folder)
    assert rated(history)[0] == 10 and history.problems.empty


def test_of_two_lists_of_the_same_people_the_chosen_counts(lay):
    head = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
    people = [["Lò Văn Mẫu", "1970", "Xã An"], ["Vi Thị Thử", "1975", "Xã An"]]
    title = [TITLE.format(2013)]
    lay("draft.xlsx", S=[title, head, *([*row, "HTNV"] for row in people)])
    folder = lay("final.xlsx", S=[title, head, [*people[0], "HTTNV"]])
    assert rated(load(folder)) == (1, 1)
    text = "told_twice: [{tables: [draft.xlsx, final.xlsx], counts: final.xlsx}]"
    (folder / "mapping.yml").write_text(text, encoding="utf-8")
    history = load(folder)
    assert rated(history) == (2, 2) and history.problems.empty
    assert sorted(history.evaluations["rating"]) == ["completed", "good"]
