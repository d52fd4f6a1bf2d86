"""What a problem says: in the words of the office's own form, and without a name."""

import pytest
from problems_told import reasons

from analysis import load
from analysis.sources import NothingReadable
from analysis.sources.words.headers import folded, without_remarks
from analysis.sources.words.quoting import headings, quoted
from analysis.vocabulary import wordings

YEAR = "NĂM 2014"
TITLE = ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2014"]
HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Xếp loại"]
RETURN = ["TT", "Cơ quan", "Tổng số", "Trong đó nữ", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
BALLOTS = [
    *("TT", "Họ và tên", "Đơn vị", "Chức vụ", "Triệu tập", "Phát ra", "Thu về"),
    *("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"),
]
HELD = ["KẾT QUẢ LẤY PHIẾU TÍN NHIỆM, Ngày lấy phiếu: 10/12/2013"]
HEADINGS = """
Quê quán; Ngày vào Đảng; Ngày vào Đảng chính thức; Ngày chính thức; Trình độ CM; Chuyên môn
nghiệp vụ; LLCT; Lý luận CT; Trình độ LLCT; QLNN; Ngạch công chức; Phụ cấp chức vụ; Năm công
tác; Thâm niên; Chức vụ Đảng; Chức vụ chính quyền; Chức vụ kiêm nhiệm; Thời gian bổ nhiệm; Ngày
bổ nhiệm; Ngày bổ nhiệm lại; Điểm tự chấm; Tập thể đánh giá; Cá nhân tự đánh giá; Ý kiến của cấp
ủy; Danh hiệu thi đua; Sức khỏe; SĐT; Số ĐT; Số CMND; Đảng viên; Số sổ BHXH; Mã số thuế; Tiến
sĩ; Thạc sĩ; Đại học; Cao đẳng; Cử nhân; Cao cấp; Trung cấp; Sơ cấp; Còn lại; Phẩm chất chính
trị; Năng lực; Uy tín; Đơn vị tính; Nhiệm kỳ; Độ tuổi; Tuổi; Nơi ở hiện nay; Hộ khẩu thường trú;
Số văn bản
"""
GIVEN = ["Nga Sinh", "Diễm", "Viễn Chúc", "Điểm Tổng", "Ngọc Sinh", "Diêm", "Thư", "VIỄN CHÚC"]


def person(number: int, **cells: object) -> list[object]:
    row = dict(
        zip(HEAD, [number, "", "1/2/1960", "Nam", "Hiệu trưởng", "Xã Mẫu", "HTTNV"], strict=True)
    )
    return list({**row, "Họ và tên": f"Người Mẫu {chr(97 + number)}", **cells}.values())


def said(history) -> str:
    return "\n".join(reasons(history.problems))


@pytest.mark.parametrize("spelled", [str, str.upper, str.title])
def test_an_ordinary_heading_that_is_not_used_is_named(spelled):
    texts = [spelled(" ".join(each.split())) for each in HEADINGS.split(";")]
    assert [text for text in texts if not quoted(without_remarks(text).strip(), headings())] == []


@pytest.mark.parametrize("text", GIVEN)
def test_a_given_name_resembles_nothing(text):
    sections = ("ratings", "sexes", "tiers", "staff_classes", "outcome_kinds", "post_groups")
    known = [wording for section in sections for wording in wordings(section)]
    assert (
        quoted(text, [*known, *headings(), *folded("not_ratings"), *folded("not_events")]) is None
    )


def test_words_that_are_no_rating_are_named(lay):
    words = ["Khá", "Trung bình", "Yếu", "Loại A", "Nghỉ hưu", "Nghỉ thai sản", "Mới bổ nhiệm"]
    rows = [person(at, **{"Xếp loại": word}) for at, word in enumerate(words)]
    told = said(load(lay(S=[TITLE, HEAD, person(20), *rows])))
    assert [word for word in words if f"“{word}”" not in told] == []


def test_words_that_are_no_event_known_are_named(lay):
    head = [*HEAD[:6], "Nội dung", "Ngày"]
    words = ["Bổ nhiệm", "Biệt phái", "Nghỉ hưu", "Từ chức", "Phê chuẩn", "Chỉ định", "Bầu cử"]
    rows = [[*person(at)[:6], word, "1/2/2014"] for at, word in enumerate(words)]
    told = said(load(lay(S=[head, *rows])))
    assert [word for word in words[1:] if f"“{word}”" not in told] == []


def test_an_ordinary_post_of_no_group_is_named(lay):
    posts = ["Chuyên viên", "Kế toán", "Địa chính", "Giáo viên", "Trưởng Công an xã", "Đội trưởng"]
    rows = [person(at, **{"Chức vụ": post}) for at, post in enumerate([*posts, "Nhữ Văn Zqxv"])]
    told = said(load(lay(S=[TITLE, HEAD, *rows])))
    assert [post for post in posts if f"“{post}”" not in told] == []
    assert "Zqxv" not in told


def test_columns_are_called_as_in_the_form(lay):
    counts = [[1, "Nguyễn Văn An", 2, 1, 1, 1, 0, 0], [2, "Xã Mẫu", "ba", 1, 1, 1, 1, 0]]
    counts.append([3, "Xã Mẫu Hai", 3, "mười", 1, 1, 1, 0])
    votes = [1, "Phạm A", "Xã Mẫu", "Bí thư", "bốn", 46, 46, 40, 5, 1]
    history = load(lay(A=[[f"TỔNG HỢP {YEAR}"], RETURN, *counts], B=[HELD, BALLOTS, votes]))
    named = ("cột Cơ quan", "cột Tổng số", "cột Trong đó nữ", "cột Triệu tập")
    assert [column for column in named if column not in said(history)] == []


def test_a_file_or_sheet_named_after_a_person_is_warned_of(lay):
    rows = [TITLE, HEAD, person(1)]
    lay("nguyen-van-an.xlsx", **{"Huyện 2014": rows})
    lay("Xã Đoàn Lập.xlsx", **{"Trường Lê Quý Đôn": rows})
    folder = lay("Huyen_2014.xlsx", **{"Nhữ Thị Lan": rows, "Bạch Đằng": rows})
    found = load(folder).problems
    named = found[["giống họ tên người và sẽ xuất hiện" in reason for reason in reasons(found)]]
    places = named[["file", "sheet"]].fillna("").to_numpy().tolist()
    assert sorted(places) == [["Huyen_2014.xlsx", "Nhữ Thị Lan"], ["nguyen-van-an.xlsx", ""]]


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("a.xlsx", b"garbage", "tệp hỏng hoặc không phải là tệp Excel"),
        ("a.csv", b"year,count,unit\n2014,3,\x90", "không phải UTF-8, UTF-16 hay Windows-1258"),
        ("a.parquet", b"garbage", "tệp hỏng hoặc không phải là tệp Parquet"),
    ],
)
def test_why_a_file_is_not_read_is_said_in_words(tmp_path, file, content, why):
    (tmp_path / file).write_bytes(content)
    with pytest.raises(NothingReadable) as caught:
        load(tmp_path)
    assert f"({why})" in "".join(reasons(caught.value.problems))
