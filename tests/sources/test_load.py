import gc
import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis import load
from analysis.places import project_root, resolve
from analysis.sources import NothingReadable

DATA = Path(__file__).parents[1] / "data"
DEMO = Path(__file__).parents[2] / "data" / "demo"
GOOD = [["Năm", "Họ và tên", "Số hiệu", "Xếp loại"], [2011, "Mẫu Một", "S1", "HTT"]]


def ratings(table: pd.DataFrame) -> dict[str, int]:
    return table.groupby("rating", observed=True)["count"].sum().to_dict()


@pytest.fixture(scope="module")
def demo():
    return load("data/demo")


def test_demo_gives_the_published_figures(demo) -> None:
    evaluations = demo.evaluations
    district = evaluations[evaluations["tier"] == "district"]
    of_2011 = district[(district["year"] == 2011) & district["rating"].notna()]
    of_2015 = district[district["year"] == 2015]
    assert of_2011["count"].sum() == 610
    assert ratings(of_2011) == {"excellent": 318, "good": 276, "completed": 14, "not_completed": 2}
    assert of_2015["count"].sum() == 417
    assert (of_2015["sex"] == "female").sum() == 161
    assert ratings(of_2015)["excellent"] == 257
    assert len(demo.votes) == 100
    assert len(demo.outcomes) == 628
    assert demo.problems[demo.problems["severity"].isin(["error", "warning"])].empty


def test_demo_copied_and_renamed_stays_simulated(tmp_path: Path) -> None:
    for number, file in enumerate(sorted(DEMO.glob("*.xlsx"))[:1]):
        shutil.copy(file, tmp_path / f"thật {number}.xlsx")
    history = load(tmp_path)
    assert set(history.evaluations["origin"]) == {"simulated"}


@pytest.mark.parametrize("kept", ["property", "title"])
def test_either_mark_alone_makes_the_whole_workbook_simulated(tmp_path: Path, kept: str) -> None:
    workbook = load_workbook(DATA / "sheet-per-unit.xlsx")
    if kept == "property":
        from openpyxl.packaging.custom import StringProperty

        workbook.custom_doc_props.append(StringProperty(name="origin", value="simulated"))
    else:
        # One sheet says it; the other sheet's rows are of the same workbook.
        workbook.worksheets[1]["A1"] = "Số liệu mô phỏng"
    workbook.save(tmp_path / "x.xlsx")
    assert set(load(tmp_path).evaluations["origin"]) == {"simulated"}
    assert set(load(DATA / "sheet-per-unit.xlsx").evaluations["origin"]) == {"recorded"}


def test_years_and_unit_select_and_an_unused_file_is_noted(lay) -> None:
    later = [
        ["Năm", "Họ và tên", "Đơn vị", "Xếp loại"],
        [2014, "Mẫu Hai", "Văn phòng Huyện ủy", "HT"],
    ]
    lay("a.xlsx", S=GOOD)
    folder = lay("b.xlsx", S=later)
    history = load(folder, years=range(2010, 2013))
    assert list(history.evaluations["year"]) == [2011]
    notes = history.problems[history.problems["severity"] == "note"]
    assert list(notes["file"]) == ["b.xlsx"]
    assert "2014" in notes["reason"].iloc[0] and "2010–2012" in notes["reason"].iloc[0]
    assert list(load(folder, unit="VĂN PHÒNG HUYỆN UỶ").evaluations["year"]) == [2014]


def test_unknown_unit_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(NothingReadable, match="Xã Mẫu Một"):
        load(DATA / "sheet-per-unit.xlsx", unit="Xã Mẫu Mộ")


def test_lock_and_hidden_files_are_skipped_and_other_kinds_are_reported(lay) -> None:
    folder = lay("2011.xlsx", S=GOOD)
    for name in ("~$2011.xlsx", ".hidden.xlsx", "cũ.doc", "scan.PDF", "README.md"):
        (folder / name).write_bytes(b"no workbook")
    (folder / "con").mkdir()
    shutil.move(folder / "2011.xlsx", folder / "con" / "2011.xlsx")
    history = load(folder)
    assert set(history.problems["file"]) == {"cũ.doc", "scan.PDF"}
    assert set(history.problems["severity"]) == {"warning"}
    assert history.problems["remedy"].str.contains(".xlsx", regex=False).all()
    assert list(history.sheets["file"]) == ["con/2011.xlsx"]


def test_nothing_there_and_nothing_readable(tmp_path: Path) -> None:
    with pytest.raises(NothingReadable, match="no such file"):
        load(tmp_path / "absent")
    with pytest.raises(NothingReadable, match="xlsx"):
        load(tmp_path)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(NothingReadable) as caught:
        load(tmp_path)
    assert "broken.xlsx" in str(caught.value)
    assert set(caught.value.problems["severity"]) == {"error"}


def test_a_broken_file_among_good_ones_is_one_problem(lay) -> None:
    folder = lay("a.xlsx", S=GOOD)
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04 not really")
    history = load(folder)
    assert len(history.evaluations) == 1
    assert list(history.problems[["severity", "file"]].itertuples(index=False, name=None)) == [
        ("error", "b.xlsx")
    ]


def test_an_encrypted_file_is_told_from_a_broken_one(lay) -> None:
    folder = lay("a.xlsx", S=GOOD)
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    (folder / "b.xlsx").write_bytes(ole + bytes(2048))
    assert "password" in load(folder).problems["reason"][0]


def test_relative_paths_are_taken_from_the_project(monkeypatch, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root / "tests" / "data")
    assert project_root() == root
    assert resolve("data/demo") == DEMO
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "another"\n')
    monkeypatch.chdir(tmp_path)
    assert project_root() == root


def test_the_ledger_is_read_as_published() -> None:
    assert set(load("data/published").evaluations["origin"]) == {"published"}


def test_sheets_carry_provenance() -> None:
    import hashlib

    history = load(DATA / "words.xlsx")
    digest = hashlib.sha256((DATA / "words.xlsx").read_bytes()).hexdigest()
    row = history.sheets.iloc[0]
    assert (row["sha256"], row["rows"], row["tier"]) == (digest, 6, "district")
    assert (row["first_year"], row["last_year"]) == (2013, 2014)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.xlsb", "save it as Excel"),
        ("a.dbf", "export the table"),
        ("a.pdf", "Copy its table"),
        ("a.zip", "Unpack it"),
        ("a.yml", "ask review build"),
        ("a.ipynb", "Name the folder"),
    ],
)
def test_what_is_told_of_a_file_that_has_no_reader_can_be_done(tmp_path, name, remedy) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(NothingReadable) as nothing:
        load(tmp_path / name)
    assert any(remedy in told for told in nothing.value.problems["remedy"])


def test_what_is_read_leaves_no_rings_for_the_collector_that_rests_meanwhile() -> None:
    """A ring a row or a file would fill the memory, since nobody looks for them while it reads."""
    load("tests/sources/cases/f04")
    gc.collect()
    gc.disable()
    try:
        rows = len(load("data/demo").evaluations)
        assert gc.collect() < rows / 100
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_goes_on_after_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("no workbook")
    with pytest.raises(NothingReadable):
        load(tmp_path)
    assert gc.isenabled()
