"""A remark beside an empty rating that begins by saying that there is none, whatever the reason."""

import pytest

from analysis import load

HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Ghi chú"]


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("Không đánh giá: mới nhận công tác chưa đủ 6 tháng", True),
        ("không đánh giá: đi học tập trung", True),
        ("Không xếp loại (công tác 05 tháng)", True),
        ("Chưa xếp loại – tập sự 12 tháng", True),
        ("Không đánh giá xếp loại do chuyển công tác", True),
        ("Không đánh giá năm 2012", False),
        ("Mới nhận công tác chưa đủ 6 tháng", False),
    ],
)
def test_a_remark_that_begins_with_not_rated_says_so(lay, remark, said):
    row = ["Lò Văn Mẫu", "15/8/1970", "Xã An", "", "", "", "", remark]
    history = load(lay(S=[["ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ NĂM 2013"], HEAD, row]))
    assert history.evaluations["rating"].isna().tolist() == [True]
    assert ("no_mark" in set(history.problems["cause"])) is not said


@pytest.mark.parametrize("over", [None, "Kết quả đánh giá, xếp loại", "HTXSNV"])
def test_a_column_that_is_skipped_is_told_as_such_and_says_nothing(lay, over):
    rows = [
        ["ĐÁNH GIÁ CÁN BỘ NĂM 2013"],
        ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại", over or "Riêng"],
        *([["", "", "", "Cả năm", "Riêng"]] if over else []),
        ["Lò Văn Mẫu", "15/8/1970", "Xã An", "", "Không đánh giá"],
        ["Vi Thị Thử", "2/3/1975", "Xã An", "HTTNV", "HTNV"],
    ]
    folder = lay("a.xlsx", S=rows)
    (folder / "mapping.yml").write_text("headings: {Riêng: skip}", encoding="utf-8")
    history = load(folder)
    assert history.headings["field"].tolist()[-1] == "skip"
    assert history.evaluations["rating"].astype(object).fillna("-").tolist() == ["-", "good"]
    assert "no_mark" in set(history.problems["cause"])
