"""Minutes of a confidence vote as offices write them: the heads of the levels below one another."""

import pytest
from workbook_made import write_workbook

from analysis import load
from analysis.sources.mapping.written import MappingError

TITLES = [
    ["HUYỆN ỦY MẪU"],
    ["BIÊN BẢN KIỂM PHIẾU LẤY PHIẾU TÍN NHIỆM"],
    ["Ban Chấp hành Đảng bộ huyện lấy phiếu tín nhiệm ngày 15 tháng 12 năm 2023"],
]
WHO = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
LEVELS = ["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]
ROWS = [
    [1, "Lê Văn Mẫu", "Chánh Văn phòng", "Văn phòng Huyện ủy", 26, 5, 2],
    [2, "Vi Thị Thử", "Bí thư Đảng ủy", "Xã An", 14, 13, 6],
]
ACROSS, DOWN = ["E4:G4"], ["A4:A5", "B4:B5", "C4:C5", "D4:D5"]


@pytest.mark.parametrize("merged", [[], ACROSS, [*ACROSS, *DOWN]])
@pytest.mark.parametrize("over", ["Số phiếu", "Số lượng phiếu", "Kết quả kiểm phiếu"])
def test_levels_below_a_head_of_counts_are_read(tmp_path, over, merged):
    rows = [*TITLES, [*WHO, over, "", ""], ["", "", "", "", *LEVELS], *ROWS]
    write_workbook(tmp_path / "v.xlsx", {"S": rows}, {"S": merged})
    votes = load(tmp_path).votes
    assert votes[["high", "confident", "low"]].to_numpy().tolist() == [[26, 5, 2], [14, 13, 6]]
    assert votes["unit"].tolist() == ["Văn phòng Huyện ủy", "Xã An"]


def test_levels_of_ratings_below_a_head_of_counts_are_read(tmp_path):
    rows = [
        ["ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ NĂM 2014"],
        ["STT", "Đơn vị", "Số lượng", "", "", ""],
        ["", "", "HTXSNV", "HTTNV", "HTNV", "KHTNV"],
        [1, "Xã An", 1, 2, 0, 0],
    ]
    write_workbook(tmp_path / "a.xlsx", {"S": rows}, {"S": ["C2:F2"]})
    found = load(tmp_path).sound.evaluations
    assert found.groupby("rating", observed=True)["count"].sum().loc[
        ["excellent", "good"]
    ].tolist() == [1, 2]


def test_minutes_without_levels_are_told_as_a_vote_and_asked(lay):
    lay("v.xlsx", S=[*TITLES, [*WHO, "Cột 1", "Cột 2", "Cột 3"], *ROWS])
    folder = lay("l.xlsx", S=[["ĐÁNH GIÁ CÁN BỘ NĂM 2013"], ["Họ và tên", "Đơn vị", "Xếp loại"],
                              ["Lê Văn Mẫu", "Xã An", "HTTNV"]])  # fmt: skip
    told = load(folder).problems.query("severity == 'error'")
    assert told["cause"].tolist() == ["missing_vote_levels"]
    answers = {
        f'"v.xlsx, S, {letter}4"': level for letter, level in zip("EFG", LEVELS, strict=True)
    }
    said = "\n".join(["headings:", *(f"  {at}: {level}" for at, level in answers.items())])
    (folder / "mapping.yml").write_text(said, encoding="utf-8")
    assert load(folder).votes["high"].tolist() == [26, 14]


@pytest.mark.parametrize(
    ("cell", "read"), [("E5", True), ("E4", True), ("E6", False), ("Z5", False)]
)
def test_an_answer_for_a_cell_is_honoured_or_told_by_its_line(tmp_path, cell, read):
    rows = [*TITLES, [*WHO, "Số phiếu", "", ""], ["", "", "", "", "", *LEVELS[1:]], *ROWS]
    write_workbook(tmp_path / "v.xlsx", {"S": rows}, {"S": ACROSS if cell == "E5" else []})
    said = f'headings:\n  "v.xlsx, S, {cell}": Tín nhiệm cao\n'
    (tmp_path / "mapping.yml").write_text(said, encoding="utf-8")
    if read:
        assert load(tmp_path).votes["high"].tolist() == [26, 14]
    else:
        with pytest.raises(MappingError, match=f"Line 2:.*{cell}"):
            load(tmp_path)
