"""Ballots whose columns of votes are not those of one ballot: nobody is read without votes."""

from analysis import load
from analysis.sources import NothingReadable

HEAD = ["STT", "Số hiệu", "Họ và tên", "Số người được triệu tập", "Số phiếu thu về"]


def test_rounds_side_by_side_are_an_error_and_no_votes_without_figures(lay):
    titles = [["KẾT QUẢ LẤY PHIẾU TÍN NHIỆM"], ["Ngày lấy phiếu: 10/12/2013"]]
    head = [*HEAD, "Lần 1", "", "", "Lần 2", "", ""]
    sub = [*[""] * 5, *["TNC", "TN", "TNT"] * 2]
    row = [1, "A1", "Cán bộ mẫu 1", 43, 43, 30, 10, 3, 20, 20, 3]
    try:
        told = load(lay(S=[*titles, head, sub, row])).problems
    except NothingReadable as nothing:
        told = nothing.problems
    errors = told[told["severity"] == "error"]
    assert any("No column of high confidence" in reason for reason in errors["reason"])
