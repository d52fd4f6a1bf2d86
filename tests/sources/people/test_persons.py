"""Names, posts and units told from each other, in every spelling met in offices."""

import pytest

from analysis import load
from analysis.sources.mapping.asks import ask_for
from analysis.sources.words.persons import is_no_unit, is_person, is_post
from analysis.vocabulary import fold


def listed(texts: str) -> list[str]:
    return [" ".join(each.split()) for each in texts.split(";")]


UNITS = listed("""
    An toàn giao thông; Đoàn trường;
    Xã Tiên Cường; Xã Đoàn Lập; Thị trấn Tiên Lãng; TT Tiên Lãng; TT. Tiên Lãng; Phòng Nội vụ;
    Phòng Tài chính - Kế hoạch; Phòng GD&ĐT; Ban Tổ chức Huyện ủy; Ban QLDA; Trường THCS Bạch
    Đằng; THCS Bạch Đằng; TH&THCS Tiên Minh; TH và THCS Tiên Minh; MG Hoa Sen; Mầm non Đoàn
    Lập; MN Bạch Đằng; Trạm Y tế xã; TYT xã Tiên Cường; Hội Nông dân; Đoàn thanh niên; Đoàn
    Thanh niên CSHCM; Đoàn TN; Đoàn xã; Đoàn khối các cơ quan; ĐTN huyện; Huyện đoàn; HLHPN
    huyện; Hội LHPN; BHXH huyện; BHXH; Kho bạc Nhà nước; KBNN huyện; Hạt Kiểm lâm; Hạt Quản lý
    đê; Công ty TNHH MTV Khai thác CTTL; Cty Thủy nông; Công ty Thủy nông Đa Độ; XN Thủy nông;
    Chi cục Thuế; Chi cục Thống kê; Chi cục THADS; Thi hành án dân sự; THADS huyện; BCH Quân
    sự huyện; Ban CHQS huyện; Công an huyện; CA huyện; Viện Kiểm sát nhân dân; VKSND huyện;
    TAND huyện; UBMTTQ VN huyện; UBKT Huyện ủy; UB MTTQ; Văn phòng HĐND-UBND; VP Huyện ủy; VP
    HĐND và UBND; Trung tâm Bồi dưỡng chính trị; TTBDCT huyện; TT BDCT; TTVH-TT-TT; TT Văn
    hóa; Đài Phát thanh; Đài PT-TH; Đội Quản lý thị trường; Bưu điện huyện; Điện lực Tiên
    Lãng; Ngân hàng CSXH; NHCSXH huyện; NHNo&PTNT; Agribank Tiên Lãng; Lãnh đạo huyện; Lãnh
    đạo HĐND; Thường trực Huyện ủy; Thường trực HĐND; BTV Huyện ủy; BCH Đảng bộ huyện; BTC
    Huyện ủy; BTG Huyện ủy; BDV Huyện ủy; Cơ quan UBND; Khối Đảng; Khối các trường THCS; Tuyên
    giáo; Dân vận; Nội vụ; Thanh tra huyện; Tư pháp; Tài nguyên Môi trường; An Lão; X. An
    Hưng; P. Nội vụ; Đoàn Lập; Bạch Đằng; Tự Cường; Cấp Tiến; Kiến Thiết; Vinh Quang; Cụm 1;
    Tổ dân phố số 3; TDP số 3; Thôn Đông; Xóm 5; Bệnh viện đa khoa; BVĐK Tiên Lãng; PKĐK khu
    vực; TTDS-KHHGĐ; Trung tâm Dân số - KHHGĐ; Đảng uỷ Quân sự; ĐU xã Tiên Minh; Đ.ủy xã; LĐLĐ
    huyện; Liên đoàn Lao động; CLB Hưu trí; Hợp tác xã Nông nghiệp; HTXNN Tiên Minh; Lâm
    trường; Nông trường; Ủy ban nhân dân xã; Uỷ ban Kiểm tra; GDTX huyện; TTGDTX; Trung tâm
    GDNN-GDTX; PTTH Tiên Lãng; PTCS Tiên Minh; Trường THPT Hùng Thắng (cơ sở 2); Trường THCS
    (Đoàn Lập); Trường Mầm non (Bạch Đằng); Trường THCS 25/10; Xã Tiên Minh, huyện Tiên Lãng;
    BQL Dự án; Ban Quản lý chợ; Chợ huyện; Nhà Thiếu nhi; Trại giống lúa; Trường Trần Phú: cơ
    sở Lê Lợi; Câu lạc bộ; Hiệp hội doanh nghiệp; Doanh nghiệp tư nhân; Cảng vụ; Tòa án; Hải
    quan; Đồn Biên phòng; Đồn BP Vinh Quang; Ngành Y tế; Y tế; Giáo dục; Văn hóa Thông tin; TƯ
    PHÁP HỘ TỊCH; LÂM TRƯỜNG SÔNG ĐÀ
""")
POSTS = listed("""
    Chánh Văn phòng; Phó Chánh Văn phòng;
    Bí thư Đoàn trường; Văn thư lưu trữ; Cán bộ tăng cường; Đảng viên; Trợ lý;
    Bí thư Huyện ủy; Phó chủ tịch; Phó chủ tịch ubnd xã; Phó Chủ Tịch UBND; Chủ tịch hđnd; Chủ
    tịch ubnd xã; Chủ tịch hội; Trưởng phòng nội vụ; Trưởng ban tổ chức; Trưởng Ban Pháp Chế;
    Phó trưởng phòng; Phó bí thư; Phó bí thư đảng ủy; Phó giám đốc; Phó hiệu trưởng; P. Hiệu
    trưởng; Pct ubnd; PCT HĐND xã; CT UBND xã; PBT Huyện ủy; BT Đảng ủy; UVBTV; UV BTV Huyện
    ủy; HUV; TP Nội vụ; PTP Nội vụ; P.Trưởng phòng; HT; PHT; Hiệu phó; Tổng phụ trách; Đội
    phó; Kiểm sát viên; Chấp hành viên; Công an viên; Điều dưỡng; Y sĩ; Văn phòng - Thống kê;
    Địa chính; CCB; Chủ tịch HĐND (ông); Bí thư Đoàn; Chính trị viên phó; Xã đội trưởng;
    Trưởng Công an; Thường vụ; UVTV; Chánh án; Viện phó; Trạm trưởng; Phụ trách kế toán; Quản
    đốc; Chi hội trưởng
""")
PERSONS = listed("""
    Nguyễn văn An; nguyễn văn an; Nguyễn thị Lan; Nhữ Văn Lan; Ninh Thị Hoa; Đồng Văn Tiến;
    Uông Chu Lưu; Đường Văn Bình; Khiếu Thị Nhung; Tòng Thị Phóng; Mùa A Sơn; Thi Văn Tám;
    Quyền Văn Minh; Trưởng Thị Hoa; Nguyễn Văn An (1965); Nguyen Van An; N.V.An; Ng. Văn An;
    Ng.V.An; Trần T. Lan; Nguyễn Thị Minh Khai Hồng Nhung; Hạ Thị Mai; Bồ Xuân Hiếu; Lô Văn
    Tuấn; Cà Thị Hặc; Viên Đình Nam; Hoa Thị Bích; Tiết Văn Công; Trang A Pao; Lộc Thị Hoa; An
    Văn Toàn; Sử Văn Hùng; Ông Thị Hoa; Thang Văn Hội; Nguyễn-Văn-An; Nguyễn Văn An; Nguyễn
    Văn An, sinh 1965; Nguyễn Văn An - Trưởng phòng
""")
PERSONS_IN_UNITS = listed("""
    Phòng Nội vụ - Nguyễn Văn An; Phòng Nội vụ, Nguyễn Văn An; Chi bộ 3 – Bí thư Nguyễn Văn
    An; Phòng Nội vụ / Nguyễn Văn An; Trường THCS Tiên Minh do Nguyễn Văn An phụ trách; Xã
    Tiên Minh (Nguyễn văn An); Xã Tiên Minh (Nhữ Văn Lan); Xã Tiên Minh, Đ.c An; Xã Tiên Minh:
    Lan, SN 12/5/70; Xã Tiên Minh 12-5-70; Xã Tiên Minh (sinh 12.5.1970); Phòng Nội vụ - ĐC
    Nguyễn Văn An; Phòng Nội vụ_đ/c An; Phòng Nội vụ - CB01234; Phòng Nội vụ đ.c Trần Lan
""")
PERSONS_IN_POSTS = listed("""
    Hiệu trưởng - Quyền thị Lan;
    Bí thư Nguyễn Văn An; Bí thư - Nguyễn Văn An; Bí thư, Nguyễn Văn An; Bí thư Đảng ủy xã:
    Nguyễn văn An; Quyền Văn Minh; Quyền Thị Lan; Phó Đức Chính; Hiệu trưởng Trần Thị Bình;
    Thủ trưởng (Nhữ Văn Lan); Chủ tịch UBND xã (Lê Hà); Giáo viên sinh 1965; Bí thư SN
    12/5/70; Cán bộ A1234
""")
TITLE = ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2012"]
HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Xếp loại"]
RETURN = ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
SPELLINGS = pytest.mark.parametrize("spelled", [str, str.upper, str.title])


def person(number: int, unit: str = "", name: str | None = None) -> list[object]:
    given = name or f"Phạm Văn Mẫu {chr(97 + number // 26)}{chr(97 + number % 26)}"
    return [number, given, f"1/2/{1940 + number % 30}", "Nam", "Hiệu trưởng", unit, "HTTNV"]


def units_of(folder) -> set[str]:
    return {fold(unit) for unit in load(folder).evaluations["unit"].dropna()}


@SPELLINGS
def test_ordinary_posts_are_posts(spelled):
    assert [post for post in map(spelled, POSTS) if not is_post(post)] == []


@SPELLINGS
def test_an_ordinary_post_is_asked_for_by_its_name(spelled):
    assert [post for post in map(spelled, POSTS) if ask_for(post) is None] == []


@SPELLINGS
def test_ordinary_units_may_be_units(spelled):
    assert [unit for unit in map(spelled, UNITS) if is_no_unit(unit)] == []


@SPELLINGS
def test_an_ordinary_unit_of_several_people_is_one_in_a_column(lay, spelled):
    units = list(map(spelled, UNITS))
    rows = [person(3 * at + one, unit) for at, unit in enumerate(units) for one in range(3)]
    assert set(map(fold, units)) - units_of(lay(S=[TITLE, HEAD, *rows])) == set()


@SPELLINGS
@pytest.mark.parametrize("head", ["I | {}", "IV. {}"])
def test_an_ordinary_unit_at_the_head_of_several_people_is_one(lay, spelled, head):
    # Alone at the head of a group "BTV Huyện ủy" is the tier of those below it, and "Khối Đảng"
    # gathers several units.
    others = ("BTV Huyện ủy", "Khối Đảng", "Khối các trường THCS", "Cụm 1")
    units = [spelled(unit) for unit in UNITS if unit not in others]
    rows = []
    for at, unit in enumerate(units):
        rows += [head.format(unit).split(" | "), *(person(3 * at + one) for one in range(3))]
    assert set(map(fold, units)) - units_of(lay(S=[TITLE, HEAD, *rows])) == set()


def test_of_units_of_one_person_only_those_with_no_unit_word_are_lost(lay):
    units = [unit for unit in UNITS if unit != "Bạch Đằng"]
    rows = [person(at, unit) for at, unit in enumerate([*units, "Xã Bạch Đằng", "Bạch Đằng"])]
    lost = set(map(fold, UNITS)) - units_of(lay(S=[TITLE, HEAD, *rows]))
    bare = ("An Lão", "Tự Cường", "Cấp Tiến", "Kiến Thiết", "Vinh Quang")
    # "Xã Đoàn Lập" is in the list, so that "Đoàn Lập" is known.
    assert lost == set(map(fold, bare))


@pytest.mark.parametrize("name", PERSONS)
def test_the_name_of_a_person_is_no_unit_and_no_post(name):
    assert is_no_unit(name)
    assert not is_post(name)


@pytest.mark.parametrize("text", PERSONS_IN_UNITS)
def test_a_unit_with_a_person_behind_it_is_none(text):
    assert is_no_unit(text)


@pytest.mark.parametrize("text", PERSONS_IN_POSTS)
def test_a_post_with_a_person_behind_it_is_none(text):
    assert not is_post(text)


@pytest.mark.parametrize("name", ["Trần Lan", "Hồ Mẫu", "Nhữ Minh"])
def test_a_name_of_two_syllables_is_one(name):
    assert is_person(name)


@pytest.mark.parametrize("name", ["Trần Zqxvươm", "Nguyễn văn Zqxvươm", "Phó phòng Lan Zqxvươm"])
def test_a_row_of_counts_of_a_person_is_withheld(lay, tmp_path, name):
    row = [4, 2, 3, 1, 0, 0]
    folder = lay(S=[[TITLE[0]], RETURN, [1, "Xã Mẫu", *row], [2, name, *row]])
    lines = f"year,unit,rating,count\n2013,Xã Mẫu,HTTNV,3\n2013,{name},HTTNV,3\n"
    (folder / "counts.csv").write_text(lines, encoding="utf-8")
    history = load(folder)
    kept = history.sound
    assert set(kept.evaluations["unit"]) | set(kept.claims["unit"]) == {"Xã Mẫu"}
    assert set(history.evaluations["unit"].dropna()) == {"Xã Mẫu"}
    found = history.problems.query("severity == 'error'")[["file", "cell"]]
    assert set(map(tuple, found.to_numpy())) == {("book.xlsx", "B4"), ("counts.csv", "B3")}


def test_a_commune_in_short_is_counted_where_its_full_name_is_known(lay):
    row = [4, 2, 3, 1, 0, 0]
    folder = lay(S=[[TITLE[0]], RETURN, [1, "Bạch Đằng", *row], [2, "Kiến Thiết", *row]])
    assert units_of(folder) == {fold("Kiến Thiết")}
    lay("list.xlsx", S=[TITLE, HEAD, person(1, "Xã Bạch Đằng")])
    assert units_of(folder) == {fold("Kiến Thiết"), fold("Xã Bạch Đằng")}


@pytest.mark.parametrize("invented", ["Cán bộ mẫu {}", "Cán bộ mẫu 00{}", "Nhân viên {}"])
def test_invented_names_are_of_people(lay, invented):
    rows = [person(at, "Hoa Sen", invented.format(10 + at)) for at in range(2)]
    assert units_of(lay(S=[TITLE, HEAD, *rows])) == {fold("Hoa Sen")}


def test_swapped_columns_make_no_unit_of_a_name(lay):
    names = ("Lê Zqxvươm", "Nhữ Thị Zqxvươm", "nguyễn thị zqxvươm")
    posts = ("Hiệu trưởng", "Phó Hiệu trưởng", "Trường Mẫu", "1/2/1960")
    rows = [person(1, name, post) for name in names for post in posts]
    assert units_of(lay(S=[TITLE, HEAD, person(2, "Xã Mẫu"), *rows])) == {fold("Xã Mẫu")}


def test_a_title_that_speaks_to_a_person_makes_no_unit(lay):
    title = f"{TITLE[0]} – đồng chí Zqxh Zqxvươm lập"
    assert units_of(lay(S=[[title], HEAD, person(1, "Zqxh Zqxvươm"), person(2, "Xã Mẫu")])) == {
        fold("Xã Mẫu")
    }


def test_a_unit_at_the_head_of_a_group_is_no_tier(lay):
    heads = ["Ban Tổ chức Huyện ủy", "Phòng Nội vụ", "Diện BTV Huyện ủy quản lý", "Xã Mẫu"]
    rows = []
    for at, (numeral, head) in enumerate(zip(["I", "II", "III", "IV"], heads, strict=True)):
        rows += [[numeral, head], person(at)]
    told = load(lay(S=[[TITLE[0].replace("BTV HUYỆN ỦY", "ĐƠN VỊ")], HEAD, *rows])).evaluations
    tiers = [(row.unit, row.tier) for row in told.itertuples()]
    # The fourth group is beside the third and not of it: the title's tier again.
    assert [tier for _, tier in tiers] == ["unit", "unit", "district", "unit"]
    assert [unit for unit, _ in tiers if isinstance(unit, str)] == [*heads[:2], heads[3]]


@pytest.mark.parametrize(("unit", "group"), [("TT Y tế huyện", None), ("Xã An Hòa", "communes")])
def test_a_secretary_is_no_official_of_a_commune_where_the_unit_may_be_a_centre(lay, unit, group):
    rows = [
        ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2014"],
        ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Xếp loại"],
        [1, "Nguyễn Văn Hùng", "12/3/1970", "Bí thư", unit, "HTTNV"],
    ]
    (found,) = load(lay(S=rows)).evaluations["post_group"].astype(object)
    assert (None if found != found else found) == group
