"""Signs that nobody sees never leave the reader, and are told with their cells."""

import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook
from problems_told import reasons

from analysis import load
from analysis.formats.signs import holds_signs, without_signs
from analysis.sources import NothingReadable
from analysis.sources.ledger.published import read_ledger

# As a workbook keeps them, and what is left of the unit "Xã<sign>Mẫu" then.
SIGNS = {
    "line break pasted (VT)": ("_x000B_", "Xã Mẫu"),
    "form feed": ("_x000C_", "Xã Mẫu"),
    "escape": ("_x001B_", "Xã Mẫu"),
    "bell": ("_x0007_", "Xã Mẫu"),
    "nul": ("_x0000_", "Xã Mẫu"),
    "next line": ("\x85", "Xã Mẫu"),
    "not a character": ("\ufdd0", "Xã Mẫu"),
    "zero width": (" \u200b", "Xã Mẫu"),
    "turned round": (" \u202e", "Xã Mẫu"),
    "byte order mark": ("\ufeff ", "Xã Mẫu"),
}
ROWS = [["Năm", "Họ tên", "Đơn vị", "Xếp loại"], [2011, "Mẫu A", "Xã{}Mẫu", "HTT"]]


def told(history) -> str:
    parts = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets")
    return "\n".join(getattr(history, part).to_csv() for part in parts)


def unseen(text: str) -> list[str]:
    """Return the signs of a text that Unicode calls controls, formats, surrogates or nothing."""
    kinds = ("Cc", "Cf", "Cs", "Cn")
    return [sign for sign in text if sign != "\n" and unicodedata.category(sign) in kinds]


@pytest.mark.parametrize("case", SIGNS)
def test_a_sign_in_a_unit_is_taken_out_and_told_with_its_cell(lay, case):
    sign, left = SIGNS[case]
    history = load(lay(S=[[str(c).format(sign) for c in row] for row in ROWS]))
    assert history.evaluations["unit"].tolist() == [left]
    assert history.problems[["severity", "sheet", "cell"]].to_numpy().tolist() == [
        ["warning", "S", "C2"]
    ]
    assert all("C2" in reasons(history.problems, language)[0] for language in ("vi", "en"))
    assert unseen(told(history)) == []


@pytest.mark.parametrize("case", SIGNS)
def test_a_sign_changes_no_person_and_no_rating(lay, case):
    sign, _ = SIGNS[case]
    clean = [ROWS[0], [2011, "Mẫu A", "Xã Mẫu", "HTT"]]
    signed = [ROWS[0], [2011, f"Mẫu{sign}A", "Xã Mẫu", f"HTT{sign}"]]
    one, other = (load(lay(f"{at}.xlsx", S=rows)) for at, rows in enumerate((clean, signed)))
    assert other.evaluations["person"].nunique() == 1
    assert len(one.evaluations) == 1


def test_line_breaks_and_soft_hyphens_are_ordinary(lay):
    history = load(lay(S=[ROWS[0], [2011, "Mẫu\nA", "Xã\r\nMẫu\tM\u00adột", "HTT"]]))
    assert history.problems.empty
    assert history.evaluations["unit"].tolist() == ["Xã Mẫu M\u00adột"]


def test_many_cells_are_one_problem_a_sheet(lay):
    rows = [[2011, f"Mẫu_x000B_{number}", "Xã Mẫu", "HTT"] for number in range(20)]
    problems = load(lay(S=[ROWS[0], *rows], T=[ROWS[0], rows[0]])).problems
    signs = problems[problems["reason"].str.startswith("Control signs")]
    assert signs["sheet"].tolist() == ["S", "T"]
    assert "20 cells" in signs["reason"].iloc[0] and "B9, …" in signs["reason"].iloc[0]


def test_a_sign_in_the_name_of_a_sheet_or_file(lay):
    folder = lay("a.xlsx", **{"Xã": [ROWS[0], [2011, "Mẫu A", "Xã Mẫu", "HTT"]]})
    workbook = load_workbook(folder / "a.xlsx")
    workbook["Xã"].title = "Xã\u202eMẫu"
    workbook.save(folder / "a\x1b[31m\u200b.xlsx")
    (folder / "a.xlsx").unlink()
    history = load(folder)
    assert set(history.sheets["sheet"]) == {"XãMẫu"}
    assert set(history.sheets["file"]) == {"a [31m.xlsx"}
    assert history.problems["severity"].tolist() == ["warning", "warning"]
    assert unseen(told(history)) == []


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_sign_in_a_counts_file(tmp_path: Path, suffix):
    import pandas as pd

    frame = pd.DataFrame(
        {"year": ["2011", "2012"], "unit": ["Xã\x0bMẫu", "Xã \u200bMẫu"], "cou\u200bnt": ["3", "4"]}
    )
    write = {".csv": frame.to_csv, ".parquet": frame.to_parquet}[suffix]
    write(tmp_path / f"counts{suffix}", index=False)
    history = load(tmp_path)
    assert set(history.evaluations["unit"]) == {"Xã Mẫu"}
    assert history.evaluations["count"].sum() == 7
    assert history.problems["cell"].tolist() == ["C1"]
    assert "C1, B2, B3" in history.problems["reason"][0]


def test_a_sign_in_the_ledger(tmp_path: Path):
    import csv
    import shutil

    from analysis.places import resolve

    folder = shutil.copytree(resolve("data/published"), tmp_path / "ledger")
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("population")
    rows[2][at] += "\x1b[31m\u202e"
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    history = read_ledger(folder)
    assert len(history.claims) == len(rows) - 1
    assert unseen(told(history)) == []
    assert "3" in history.problems.query("severity == 'warning'")["cell"].tolist()


def test_a_request_is_told_without_signs(lay):
    folder = lay(S=[ROWS[0], [2011, "Mẫu A", "Xã Mẫu", "HTT"]])
    for ask in (lambda: load(folder, unit="Xã\x1b]0;x\x07"), lambda: load(folder / "no\x1b[31m")):
        with pytest.raises(NothingReadable) as caught:
            ask()
        assert unseen(str(caught.value)) == []


def test_every_sign_of_unicode_that_nobody_sees_is_known():
    kept = "\t\n\r\u00ad"
    # Marks of other scripts are letters to their readers; Vietnamese has none of them.
    others = {sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) == "Cf"}
    others -= {sign for sign in others if holds_signs(sign)}
    for code in range(0x110000):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in kept:
            assert holds_signs(sign) and without_signs(sign) == " ", hex(code)
    assert all(ord(sign) in range(0x600, 0x8E3) or ord(sign) > 0x11000 for sign in others - {*kept})
