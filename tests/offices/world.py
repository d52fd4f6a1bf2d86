"""A district at random: its units, people and ratings, and how offices write each of them."""

import random
from dataclasses import dataclass
from datetime import date

LEVELS = ("excellent", "good", "completed", "not_completed")
UNITS = (
    "Xã An Hưng", "Xã Kim Sơn", "Thị trấn Bình Minh", "Xã Đoàn Lập", "Phòng Nội vụ",
    "Phòng Tài chính - Kế hoạch", "Ban Tổ chức Huyện ủy", "Ủy ban Kiểm tra Huyện ủy",
    "Trường THCS Cao Xá", "Trường Tiểu học Đông Hải", "Trường Mầm non Hoa Sen",
    "Trung tâm Y tế huyện", "Hội Nông dân huyện", "Văn phòng HĐND và UBND huyện",
    "Đảng ủy xã Tân Tiến", "UBND xã Vĩnh Long", "Đài Phát thanh huyện", "Xã Toàn Thắng",
)  # fmt: skip
FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Đào", "Lương",
    "Phan", "Trịnh", "Đoàn", "Mai", "Cao",
)  # fmt: skip
MIDDLES = {
    "male": ("Văn", "Đức", "Quang", "Hữu", "Xuân", "Minh"),
    "female": ("Thị", "Thị Thu", "Thị Thanh", "Thúy", "Thị Bích"),
}
GIVEN = {
    "male": ("Hùng", "Dũng", "Sơn", "Tuấn", "Bình", "Toàn", "Thắng", "Khải", "Cường", "Lộc", "Đạt"),
    "female": ("Lan", "Hương", "Hoa", "Nga", "Thủy", "Hạnh", "Yến", "Tuyết", "Oanh", "Liên"),
}
POSTS = {
    "Xã": ("Bí thư Đảng ủy", "Chủ tịch UBND", "Phó Bí thư Thường trực", "Chủ tịch HĐND"),
    "Trường": ("Hiệu trưởng", "Phó Hiệu trưởng"),
    "": ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Kế toán"),
}
WORDS = {
    "full": (
        "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ",
    ),
    "short": ("HTXSNV", "HTTNV", "HTNV", "KHTNV"),
    "shorter": ("HTXS", "HTT", "HT", "KHT"),
    "plain": ("Xuất sắc", "Tốt", "Hoàn thành", "Chưa hoàn thành"),
    "duties": (
        "Hoàn thành xuất sắc chức trách, nhiệm vụ", "Hoàn thành tốt chức trách, nhiệm vụ",
        "Hoàn thành chức trách, nhiệm vụ", "Chưa hoàn thành chức trách, nhiệm vụ",
    ),
    "half": ("HT xuất sắc NV", "HT tốt NV", "HT nhiệm vụ", "Không HT nhiệm vụ"),
    "bare": (
        "Hoan thanh xuat sac nhiem vu", "Hoan thanh tot nhiem vu", "Hoan thanh nhiem vu",
        "Khong hoan thanh nhiem vu",
    ),
    "upper": (
        "HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", "HOÀN THÀNH TỐT NHIỆM VỤ", "HOÀN THÀNH NHIỆM VỤ",
        "KHÔNG HOÀN THÀNH NHIỆM VỤ",
    ),
    "numbered": (
        "1. Hoàn thành xuất sắc nhiệm vụ", "2. Hoàn thành tốt nhiệm vụ", "3. Hoàn thành nhiệm vụ",
        "4. Không hoàn thành nhiệm vụ",
    ),
    "slips": ("HTXSNV ", "HTTTNV", "HT NV", "CHTNV"),
    "limited": (
        "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực", "Không hoàn thành nhiệm vụ",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody of a unit; `born` is a whole date, of which a list may tell less."""

    name: str
    sex: str
    born: date
    unit: str
    post: str
    number: str


@dataclass(frozen=True)
class Fact:
    """What a list says of one person, or a return of so many: None where it does not say."""

    sheet: str
    year: int
    unit: str | None
    rating: str | None
    tier: str | None = None
    sex: str | None = None
    count: int = 1
    person: str | None = None


def people(chance: random.Random, units: list[str], each: tuple[int, int]) -> list[Person]:
    """Return the people of some units; no two have one name."""
    found: list[Person] = []
    names: set[str] = set()
    for unit in units:
        for _ in range(chance.randint(*each)):
            sex = chance.choice(("male", "male", "female"))
            while True:
                parts = chance.choice(FAMILIES), chance.choice(MIDDLES[sex]), chance.choice(GIVEN[sex])
                if (name := " ".join(parts)) not in names:
                    break
            names.add(name)
            kind = next(kind for kind in POSTS if unit.startswith(kind))
            born = date(chance.randint(1953, 1985), chance.randint(1, 12), chance.randint(1, 28))
            number = f"{chance.randint(1, 99):05d}{len(found):03d}"
            found.append(Person(name, sex, born, unit, chance.choice(POSTS[kind]), number))
    return found


def rating(chance: random.Random) -> str | None:
    """Return a rating as they are distributed; one in thirty is not rated."""
    return chance.choices((*LEVELS, None), (45, 40, 8, 4, 3))[0]
