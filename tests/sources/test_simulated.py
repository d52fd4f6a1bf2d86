"""The demo history, read back with openpyxl alone: the project's reader has no part in this."""

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from analysis import vocabulary
from analysis.demo import simulate
from analysis.demo.people import drawn
from analysis.demo.posts import bodies, city_posts, filled
from analysis.demo.yearly import roman

YEARS = range(2011, 2016)
MARK = "SỐ LIỆU MÔ PHỎNG – không phải số liệu của cơ quan, cá nhân nào"
LEVELS = {"HTXSNV": "excellent", "HTTNV": "good", "HTNV": "completed", "KHTNV": "not_completed"}
DEMO = Path(__file__).parents[2] / "data" / "demo"
DISTRICT, CITY = "Diện Huyện ủy quản lý", "Diện Thành ủy quản lý"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "out"
    simulate(out)
    return out


@cache
def opened(path):
    return openpyxl.load_workbook(path)


def read_sheet(path, name):
    """Return the heads of the columns (the lower one where there are two) and all rows."""
    rows = [list(row) for row in opened(path)[name].iter_rows(values_only=True)]
    top = next(at for at, row in enumerate(rows) if row[0] == "STT")
    lower = rows[top + 1] if rows[top + 1][0] is None else [None] * len(rows[top])
    return [under or head for head, under in zip(rows[top], lower, strict=True)], rows


def read_people(path, name):
    """Return one dict per person row, with the unit of the group row above it."""
    heads, rows = read_sheet(path, name)
    unit, people = None, []
    for row in rows:
        if isinstance(row[0], str) and row[2] and row[1] is None:
            unit = row[2]
        if isinstance(row[1], str) and row[1].startswith("CB"):
            people.append({"Đơn vị": unit, **dict(zip(heads, row, strict=True))})
    return people


@pytest.fixture(scope="module")
def history(folder):
    rows = [
        {
            "year": year,
            "tier": tier,
            "person": row["Số hiệu"],
            "name": row["Họ và tên"],
            "sex": "female" if row["Nữ"] else "male",
            "both": bool(row["Nữ"]) + bool(row["Nam"]),
            "born": row["Nữ"] or row["Nam"],
            "title": row["Chức vụ"],
            "unit": row["Đơn vị"],
            "class": row["Đối tượng"],
            "member": row.get("Cấp ủy viên") == "x",
            "ratings": [LEVELS[head] for head in LEVELS if row[head] == "x"],
            "unrated": row["Không đánh giá"] == "x",
            "note": row["Ghi chú"],
        }
        for year in YEARS
        for tier, sheet in (("district", DISTRICT), ("city", CITY))
        for row in read_people(folder / f"danh-gia-can-bo-{year}.xlsx", sheet)
    ]
    return pd.DataFrame(rows).assign(
        group=lambda frame: frame["title"].map(vocabulary.post_group_of),
        rating=lambda frame: frame["ratings"].map(lambda found: found[0] if found else None),
    )


@pytest.fixture(scope="module")
def events(folder):
    path = folder / "ket-qua-cong-tac-can-bo-2011-2015.xlsx"
    frame = pd.DataFrame(read_people(path, "Công tác cán bộ 2011-2015"))
    return frame.assign(
        kind=frame["Nội dung"].map(lambda text: vocabulary.code_of("outcome_kinds", text)),
        year=pd.to_datetime(frame["Ngày"], format="%d/%m/%Y").dt.year,
        person=frame["Số hiệu"],
    )


def members(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_two_runs_give_the_same_bytes(folder, tmp_path):
    again = simulate(tmp_path / "again")
    assert [path.name for path in again] == sorted(path.name for path in folder.iterdir())
    for path in again:
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_committed_demo_is_what_a_run_gives(folder):
    assert {path.name for path in DEMO.glob("*.xlsx")} == {path.name for path in folder.iterdir()}
    for path in folder.iterdir():
        assert members(DEMO / path.name) == members(path), path.name
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 1_500_000


def test_every_sheet_and_every_file_says_simulated(folder):
    for path in folder.iterdir():
        book = opened(path)
        properties = {entry.name: entry.value for entry in book.custom_doc_props.props}
        assert properties == {"origin": "simulated"}
        assert MARK in book.properties.title
        assert "simulated" in book.properties.description
        for sheet in book:
            first = [row[0] for row in sheet.iter_rows(max_row=6, values_only=True)]
            assert MARK in first, (path.name, sheet.title)


def test_published_margins_of_2011_and_2015(history):
    district, city = (history[history["tier"] == tier] for tier in ("district", "city"))
    first, last = district[district["year"] == 2011], district[district["year"] == 2015]
    assert Counter(first["rating"]) == {
        "excellent": 318,
        "good": 276,
        "completed": 14,
        "not_completed": 2,
    }
    assert len(last) == 417
    assert last["rating"].notna().all()
    # 257 of 417 prints as 62%; one fewer prints as 61%.
    assert (last["rating"] == "excellent").sum() == 257
    assert (last["sex"] == "female").sum() == 161
    assert last["member"].sum() == 43
    assert Counter(last["group"]) == {
        "party_bodies": 17,
        "departments": 57,
        "schools": 170,
        "communes": 116,
        "other": 57,
    }
    for year, people in ((2011, 11), (2015, 13)):
        rated = city[city["year"] == year]["rating"]
        assert list(rated) == ["excellent"] * people


def test_units_are_the_same_51_every_year_and_some_are_tiny(history):
    district = history[history["tier"] == "district"]
    units = {year: set(people["unit"]) for year, people in district.groupby("year")}
    assert {len(names) for names in units.values()} == {51}
    assert len(set.union(*units.values())) == 51
    assert set(history[history["tier"] == "city"]["unit"]) <= units[2011]
    assert (district[district["year"] == 2015].groupby("unit").size() <= 3).any()


def test_every_title_belongs_to_the_group_that_is_meant():
    for body in bodies():
        for post in (body.head, body.deputy):
            assert vocabulary.post_group_of(post.title) == post.group, post.title
    for post in city_posts():
        assert vocabulary.post_group_of(post.title) == "district_leadership", post.title


def test_a_row_has_one_sex_and_one_state(history):
    assert (history["both"] == 1).all()
    assert (history["ratings"].map(len) + history["unrated"] == 1).all()
    assert not history[["year", "person"]].duplicated().any()
    assert history.loc[history["unrated"], "note"].notna().all()
    assert history.loc[~history["unrated"], "note"].isna().all()
    assert set(history.loc[history["unrated"], "year"]) == {2012, 2013, 2014}
    assert set(history["class"]) == {"Cán bộ", "Công chức", "Viên chức"}


def test_a_person_keeps_sex_birth_date_and_name(history):
    kept = history.groupby("person")[["sex", "born", "name"]].nunique()
    assert (kept == 1).all(axis=None)
    assert (history["name"] == "Cán bộ mẫu " + history["person"].str[2:]).all()
    forms = history.drop_duplicates("person")["born"].str.count("/").value_counts(normalize=True)
    assert forms[2] > 0.8
    assert set(forms.index) == {0, 1, 2}


def test_nobody_stays_past_retirement_or_is_a_child(history):
    age = history["year"] - history["born"].str[-4:].astype(int)
    limit = history["sex"].map({"male": 60, "female": 55})
    assert (age < limit).all()
    assert (age >= 25).all()


def test_nobody_comes_back_and_newcomers_are_few(history):
    years = history.groupby("person")["year"].agg(["min", "max", "count"])
    assert (years["max"] - years["min"] + 1 == years["count"]).all()
    newcomers = years[years["min"] > 2011]["min"].value_counts()
    assert sorted(newcomers.index) == [2012, 2013, 2014, 2015]
    assert newcomers.between(14, 24).all()


def test_every_body_has_one_head_every_year(history):
    heads = {body.head.title for body in bodies() if body.head.title != body.deputy.title}
    for year in YEARS:
        held = Counter(history[history["year"] == year]["title"])
        assert {held[title] for title in heads} == {1}, year


def test_ratings_of_a_person_resemble_each_other(history):
    district = history[history["tier"] == "district"].dropna(subset="rating")
    later = district.assign(year=district["year"] - 1)
    pairs = district.merge(later, on=["person", "year"], validate="1:1")
    for year, pair in pairs.groupby("year"):
        agreement = (pair["rating_x"] == pair["rating_y"]).mean()
        shares = [pair[side].value_counts(normalize=True) for side in ("rating_x", "rating_y")]
        by_chance = shares[0].mul(shares[1], fill_value=0).sum()
        kappa = (agreement - by_chance) / (1 - by_chance)
        assert 0.3 < kappa < 0.8, year


def test_subtotals_add_up_to_the_rows_above(folder):
    for year in YEARS:
        heads, rows = read_sheet(folder / f"danh-gia-can-bo-{year}.xlsx", DISTRICT)
        counted = [*range(heads.index("Nam"), heads.index("Nữ") + 1)]
        counted += range(heads.index("Cấp ủy viên"), heads.index("Không đánh giá") + 1)
        unit, whole, checked = Counter(), Counter(), 0
        for row in rows:
            if isinstance(row[1], str) and row[1].startswith("CB"):
                unit.update(at for at in counted if row[at] is not None)
            elif row[2] in ("Cộng", "Tổng cộng"):
                expected = whole if row[2] == "Tổng cộng" else unit
                assert [row[at] for at in counted] == [expected[at] for at in counted]
                whole, unit, checked = whole + unit, Counter(), checked + 1
        assert checked == 52


def test_published_outcomes(events):
    people = events.groupby("kind")["person"].agg(["size", "nunique"])
    published = {"nominated": 7, "replenished": 13, "masters": 33, "advanced_theory": 20}
    for kind, count in {**published, "intermediate_theory": 216}.items():
        assert list(people.loc[kind]) == [count, count], kind
    both = events[events["kind"].isin(["appointed", "reappointed"])]
    assert len(both) == both["person"].nunique() == 240
    city = events["Diện quản lý"] == CITY
    assert (city == (events["kind"] == "replenished")).all()
    invented = events["kind"].isin(["planned", "rotated", "transferred"])
    assert (events["Ghi chú"].notna() == invented).all()


def test_events_are_of_people_listed_that_year(events, history):
    merged = events.merge(history, on=["person", "year"], how="left", validate="m:1")
    assert (merged["Đơn vị"] == merged["unit"]).all()
    assert (merged["Giới tính"] == merged["sex"].map({"female": "Nữ", "male": "Nam"})).all()
    labels = {"district": DISTRICT, "city": CITY}
    assert (merged["Diện quản lý"] == merged["tier"].map(labels)).all()


def test_careers_and_events_tell_the_same_story(events, history):
    ordered = history.sort_values(["person", "year"])
    before = ordered.groupby("person")[["unit", "tier", "title"]].shift()
    came = before["unit"].isna() & (ordered["year"] > 2011)
    stayed = before["tier"] == ordered["tier"]
    moved = ordered[stayed & (before["unit"] != ordered["unit"])]
    transferred = events[events["kind"] == "transferred"]
    # Where somebody was before the first year no list tells.
    assert (transferred["year"] == 2011).sum() == 5
    transferred = transferred[transferred["year"] > 2011]
    keys = ["person", "year"]
    assert set(moved[keys].itertuples(index=False, name=None)) == set(
        transferred[keys].itertuples(index=False, name=None)
    )
    assert 0 < len(moved) / stayed.sum() < 0.02
    deputies = {body.deputy.title for body in bodies()}
    rose = before["title"].isin(deputies) & ~ordered["title"].isin(deputies)
    new = ordered[(came | rose) & (ordered["tier"] == "district")]
    appointed = events[events["kind"] == "appointed"]
    assert (appointed["year"] == 2011).sum() == 31
    appointed = appointed[appointed["year"] > 2011]
    assert set(new[keys].itertuples(index=False, name=None)) == set(
        appointed[keys].itertuples(index=False, name=None)
    )


def test_appointment_follows_an_excellent_rating_more_often(events, history):
    decided = events[events["kind"].isin(["appointed", "reappointed"])]
    earlier = history[history["tier"] == "district"].assign(year=lambda frame: frame["year"] + 1)
    merged = decided.merge(earlier, on=["person", "year"], validate="m:1")
    base = earlier[earlier["year"] <= 2015]
    assert (merged["rating"] == "excellent").mean() > (base["rating"] == "excellent").mean() + 0.05


def test_ballots_are_possible(folder, history):
    path = folder / "lay-phieu-tin-nhiem-2013-2014.xlsx"
    for year, rule in ((2013, "165-QĐ/TW"), (2014, "262-QĐ/TW")):
        name = f"Lấy phiếu {year}"
        _, rows = read_sheet(path, name)
        head = " ".join(str(row[0]) for row in rows[:6])
        assert rule in head
        assert f"/12/{year}" in head
        ballot = pd.DataFrame(read_people(path, name))
        assert len(ballot) == 50
        cast = ballot[["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]]
        assert (cast >= 0).all(axis=None)
        assert (cast.sum(axis=1) <= ballot["Số phiếu thu về"]).all()
        assert (ballot["Số phiếu thu về"] <= ballot["Số phiếu phát ra"]).all()
        assert (ballot["Số phiếu phát ra"] <= ballot["Số người được triệu tập"]).all()
        assert (ballot["Số người được triệu tập"] == 43).all()
        listed = history[history["year"] == year].set_index("person")
        assert (ballot["Chức vụ"] == listed.loc[ballot["Số hiệu"], "title"].to_numpy()).all()


@pytest.mark.parametrize("content", ["other workbook", "no workbook"])
def test_a_file_that_is_not_simulated_is_not_replaced(tmp_path, content):
    own = tmp_path / "danh-gia-can-bo-2013.xlsx"
    if content == "other workbook":
        openpyxl.Workbook().save(own)
    else:
        own.write_text("số liệu của đơn vị", encoding="utf-8")
    before = own.read_bytes()
    with pytest.raises(FileExistsError, match=r"danh-gia-can-bo-2013\.xlsx.*not simulated"):
        simulate(tmp_path)
    assert own.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [own.name]


def test_simulated_files_are_replaced_and_nothing_is_left_beside(folder, tmp_path):
    out = shutil.copytree(folder, tmp_path / "demo")
    first = {path: path.read_bytes() for path in out.iterdir()}
    openpyxl_copy = openpyxl.load_workbook(next(iter(first)))
    openpyxl_copy.save(next(iter(first)))
    simulate(out)
    assert {path: path.read_bytes() for path in first} == first
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_plan_that_cannot_be_filled_is_refused():
    with pytest.raises(ValueError, match=r"plan\.yml: party_bodies has 7 heads .* not 6"):
        filled("party_bodies", 6)
    with pytest.raises(ValueError, match="3 were to be drawn of 2"):
        drawn([1, 2], 3, None)


def test_units_are_numbered_in_roman():
    known = {
        1: "I",
        9: "IX",
        14: "XIV",
        23: "XXIII",
        40: "XL",
        49: "XLIX",
        51: "LI",
        88: "LXXXVIII",
    }
    assert {number: roman(number) for number in known} == known
