"""Who heads a body and who is a deputy, read from titles; and which titles leave the reader."""

import pytest

from analysis import load
from analysis.vocabulary import rank_of

HEAD = ["Năm", "Họ tên", "Chức vụ", "Đơn vị", "Xếp loại"]


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Hiệu trưởng Trường Tiểu học Mẫu", "head"),
        ("Phó Hiệu trưởng", "deputy"),
        ("TRƯỞNG PHÒNG NỘI VỤ", "head"),
        ("P. Trưởng phòng Nội vụ", "deputy"),
        ("Phó phòng Tài chính - Kế hoạch", "deputy"),
        ("Bí thư Đảng ủy xã", "head"),
        ("Phó Bí thư Thường trực Đảng uỷ xã", "deputy"),
        ("Chủ tịch UBND xã", "head"),
        ("PCT UBND xã", "deputy"),
        ("Chánh Văn phòng Huyện ủy", "head"),
        ("Phó Chánh Văn phòng HĐND và UBND huyện", "deputy"),
        ("Giám đốc Trung tâm Văn hóa - Thông tin", "head"),
        ("Quyền Trưởng phòng Y tế", "head"),
        ("Huyện ủy viên, Trưởng Ban Dân vận", "head"),
        ("Ủy viên Ban Thường vụ Huyện ủy", None),
        ("Nguyên Trưởng phòng Y tế", None),
        ("Chuyên viên phòng Nội vụ", None),
        ("Kế toán trưởng", None),
        # Two posts: who heads one body answers for it.
        ("Phó Bí thư Đảng ủy, Chủ tịch UBND xã", "head"),
        ("Phó Chủ tịch HĐND kiêm Trưởng Ban Pháp chế", "head"),
        # A post beside one's own makes no head.
        ("Phó Hiệu trưởng, Chủ tịch Công đoàn", "deputy"),
        ("Bí thư Chi bộ, Phó Trưởng phòng Nội vụ", "deputy"),
        ("Bí thư Chi bộ, Hiệu trưởng", "head"),
        ("Bí thư Chi bộ", "head"),
        ("", None),
    ],
)
def test_the_rank_of_a_title(title, rank):
    assert rank_of(title) == rank


def test_a_list_gives_post_and_rank(lay):
    rows = [[2012, f"Mẫu {n}", t, "Trường Mẫu", "Tốt"] for n, t in enumerate(["Hiệu phó", ""])]
    table = load(lay(S=[HEAD, *rows])).evaluations
    assert table["post"].fillna("–").tolist() == ["Hiệu phó", "–"]
    assert table["rank"].fillna("–").tolist() == ["deputy", "–"]


@pytest.mark.parametrize(
    "title",
    [
        "Hiệu trưởng Nguyễn Thị Zqxvươm",
        "Đ/c Zqxvươm, Hiệu trưởng",
        "Hiệu trưởng: Lê Zqxvươm",
        "Hiệu trưởng 17/03/1931",
        "Nguyễn Thị Zqxvươm",
        "Zqxvươm",
    ],
)
@pytest.mark.parametrize("as_counts", [False, True])
def test_a_post_with_a_persons_own_in_it_never_leaves(lay, tmp_path, title, as_counts):
    if as_counts:
        path = tmp_path / "counts.csv"
        path.write_text(f'year,post,rating,count\n2012,"{title}",good,1\n', "utf-8")
    else:
        path = lay(S=[HEAD, [2012, "Mẫu A", title, "Trường Mẫu", "Tốt"]])
    history = load(path)
    assert history.evaluations["post"].isna().all() and len(history.evaluations) == 1
    told = history.evaluations.to_csv() + history.problems.to_csv()
    assert "Zqxv" not in told and "1931" not in told


def test_a_counts_file_gives_the_rank_or_the_post(tmp_path):
    path = tmp_path / "counts.csv"
    lines = ["deputy,,3", "Cấp trưởng,,4", ",Hiệu trưởng,5", ",,6"]
    given = [f"2012,{line}" for line in lines]
    path.write_text("\n".join(["year,rank,post,count", *given]), "utf-8")
    table = load(path).evaluations
    assert table["rank"].fillna("–").tolist() == ["deputy", "head", "head", "–"]
    assert table["post"].fillna("–").tolist() == ["–", "–", "Hiệu trưởng", "–"]
