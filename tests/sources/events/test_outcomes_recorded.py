"""What the office says that its lists of events cover: which kinds, years and units."""

import pytest

from analysis import findings, load, measures
from analysis.sources.mapping.suggest import suggest
from analysis.sources.mapping.written import MappingError
from analysis.words import Words

HEADS = ["STT", "Số hiệu", "Họ và tên", "Đơn vị", "Nội dung", "Ngày"]
PEOPLE = ["STT", "Số hiệu", "Họ và tên", "Đơn vị", "Xếp loại"]
YEARS = (2011, 2012, 2013)
A, B, C = "Xã Mẫu A", "Xã Mẫu B", "Xã Mẫu C"
LIST = "ket-qua.xlsx, KQ"


@pytest.fixture
def source(lay):
    """Three units of 20 people over three years; an answer may stand beside a list of events."""

    def made(rows, title, answer=""):
        for year in YEARS:
            people = [
                [n, f"{unit[-1]}{n}", f"Cán bộ {unit[-1]}{n}", unit, "HTTNV"]
                for unit in (A, B, C)
                for n in range(20)
            ]
            lay(f"ds-{year}.xlsx", DS=[[f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM {year}"], PEOPLE, *people])
        told = [
            [n, who, f"Cán bộ {who}", unit, kind, f"10/05/{year}"]
            for n, (who, unit, kind, year) in enumerate(rows)
        ]
        folder = lay("ket-qua.xlsx", KQ=[[title], HEADS, *told])
        (folder / "mapping.yml").write_text(answer, encoding="utf-8")
        return folder

    return made


def covered(history, kind, partly=True):
    """Return of how many units a kind is on record in each year, and whether that is stated."""
    told = history.people(YEARS).recorded(partly=partly)
    rows = told[(told["kind"] == kind) & told["year"].isin(YEARS)]
    return {int(r.year): (int(r.units), bool(r.stated)) for r in rows.itertuples()}


FEW = [("A0", A, "Bổ nhiệm", 2012), ("B0", B, "Bổ nhiệm", 2012), ("A1", A, "Thạc sĩ", 2013)]
TITLE = "KẾT QUẢ CÔNG TÁC CÁN BỘ GIAI ĐOẠN 2011-2013"
EVERY = dict.fromkeys(YEARS, (3, True))


def test_a_small_unit_without_a_row_is_none_until_the_office_says_that_it_sent_nothing(source):
    assert covered(load(source(FEW, TITLE)), "appointed") == EVERY
    answer = f'outcomes_recorded: [{{list: "{LIST}", units: [{A}, {B}]}}]'
    history = load(source(FEW, TITLE, answer))
    assert covered(history, "appointed") == dict.fromkeys(YEARS, (2, True))
    assert history.people(YEARS, unit=C).recorded()["year"].tolist() == []


def test_a_kind_with_few_events_is_covered_in_the_years_that_the_office_says(source):
    """One course in 2013 would pass for none in 2011 and 2012: courses are known from 2013."""
    assert covered(load(source(FEW, TITLE)), "masters") == EVERY
    answer = f'outcomes_recorded: [{{list: "{LIST}", kinds: [Đào tạo], from: 2013, to: 2013}}]'
    history = load(source(FEW, TITLE, answer))
    assert covered(history, "masters") == covered(history, "training") == {2013: (3, True)}
    assert covered(history, "appointed") == EVERY


def test_an_answer_makes_a_zero_of_what_a_list_without_a_title_leaves_open(source):
    plain = "KẾT QUẢ CÔNG TÁC CÁN BỘ"
    assert covered(load(source(FEW, plain)), "appointed") == {2012: (3, False)}
    answer = f'outcomes_recorded: [{{list: "{LIST}", from: 2011, to: 2013, units: all}}]'
    history = load(source(FEW, plain, answer))
    assert covered(history, "appointed") == covered(history, "masters") == EVERY


MANY = [(f"{u[-1]}{n}", u, "Bổ nhiệm", 2012 + n % 2) for u in (A, B) for n in range(10)]


def test_units_that_sent_nothing_are_asked_and_the_answer_settles_it(source):
    folder = source(MANY, TITLE)
    assert covered(load(folder), "appointed") == dict.fromkeys(YEARS, (2, True))
    (folder / "mapping.yml").unlink()
    assert suggest(folder, Words("vi")).questions == 1
    place = folder / "mapping.yml"
    text = place.read_text(encoding="utf-8")
    assert LIST in text and "units:  #" in text
    assert suggest(folder, Words("vi")).questions == 0, "it stands there"
    place.write_text(text.replace("units:  #", "units: all  #"), encoding="utf-8")
    history = load(folder)
    assert covered(history, "appointed") == EVERY
    assert not any("20" in r and "units" in r for r in history.problems["reason"])
    assert suggest(folder, Words("vi")).questions == 0


def test_years_that_were_not_entered_are_asked_and_the_answer_settles_it(source):
    folder = source([(*row[:3], 2012) for row in MANY], TITLE)
    assert 2013 not in covered(load(folder), "appointed")
    assert suggest(folder, Words("vi")).questions == 2
    place = folder / "mapping.yml"
    text = place.read_text(encoding="utf-8")
    assert 'kinds: ["appointed"]' in text and "to: 2013" in text
    assert suggest(folder, Words("vi")).questions == 0
    text = text.replace("from:  #", "from: 2011  #").replace("units:  #", "units: all  #")
    place.write_text(text, encoding="utf-8")
    history = load(folder)
    assert covered(history, "appointed") == EVERY
    assert history.problems.empty


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ('outcomes_recorded:\n- {list: "ket-qua.xlsx, Z", units: all}', 2),
        (f'outcomes_recorded:\n- {{list: "{LIST}", from: 2013, to: 2011}}', 2),
        (f'outcomes_recorded:\n- {{list: "{LIST}", from: 2013}}', 2),
        (f'outcomes_recorded:\n- {{list: "{LIST}", kinds: [lạ]}}', 2),
        (f'outcomes_recorded:\n- {{list: "{LIST}", units: [Xã Lạ]}}', 2),
        ("outcomes_recorded:\n- {units: all}", 2),
        ("outcomes_recorded:\n- {lits: a}", 2),
    ],
)
def test_a_slip_in_what_is_covered_is_told_with_its_line(source, answer, line):
    with pytest.raises(MappingError, match=f"Line {line}:"):
        load(source(FEW, TITLE, answer))


@pytest.mark.parametrize(
    ("rows", "title", "answer", "vi", "en"),
    [
        (FEW, TITLE, "", "cả 3 đơn vị", "taken to have had none: 1"),
        (
            FEW,
            "KẾT QUẢ",
            "",
            "2/2 nội dung: bổ nhiệm: 2012, 3/3 đơn vị, từ lượt đầu",
            "master's degree: 2013, 3 of 3 units, from the first event to the last",
        ),
        (
            FEW,
            TITLE,
            f'outcomes_recorded: [{{list: "{LIST}", kinds: [Bổ nhiệm], units: [{A}, {B}]}}]',
            "1/2 nội dung: bổ nhiệm: 2011–2013, 2/3 đơn vị",
            "Of 2 kinds on the lists of outcomes 1 are not covered",
        ),
        (MANY, TITLE, "", "bổ nhiệm: 2011–2013, 2/3 đơn vị", "appointed: 2011–2013, 2 of 3 units"),
    ],
)
def test_what_is_covered_is_told(source, rows, title, answer, vi, en):
    people = load(source(rows, title, answer)).people(YEARS)
    table = measures.outcomes_recorded(people)
    assert vi in findings.outcomes_covered(table, words=Words("vi")).whole
    assert en in findings.outcomes_covered(table, words=Words("en")).whole
    appointed = table[table["kind"] == "appointed"].set_index("year")
    had = {year: len({unit for _, unit, kind, y in rows if (kind, y) == ("Bổ nhiệm", year)})
           for year in YEARS}  # fmt: skip
    assert appointed["units_with_events"].to_dict() == had
    assert set(table["units_silent"]) == {1}


@pytest.mark.parametrize("counts", [None, "ket-qua.xlsx, KQ", "lai.xlsx, KQ"])
def test_of_two_lists_of_one_event_the_office_says_which_counts(source, lay, counts):
    """The second list gives another day; one event is counted, that of the list chosen."""
    answer = f'told_twice: [{{tables: ["{LIST}", "lai.xlsx, KQ"], counts: "{counts}"}}]'
    folder = source(FEW, TITLE, answer if counts else "")
    again = [1, "A0", "Cán bộ A0", A, "Bổ nhiệm", "20/06/2012"]
    lay(
        "lai.xlsx",
        KQ=[["KẾT QUẢ CÔNG TÁC CÁN BỘ NĂM 2012"], [*HEADS[:-1], "Năm"], [*again[:-1], 2012]],
    )
    history = load(folder)
    of_a = history.outcomes[history.outcomes["unit"] == A]
    assert (of_a["kind"] == "appointed").sum() == 1
    told = history.problems["cause"].isin(["event_told_twice", "event_told_differently"])
    assert told.any() == (counts is None)
    day = of_a.loc[of_a["kind"] == "appointed", "date"].notna().item()
    assert day == (counts != "lai.xlsx, KQ")
    if counts is None:
        suggest(folder, Words("vi"))
        assert "lai.xlsx, KQ" in (folder / "mapping.yml").read_text("utf-8")
