"""Whatever is answered: every row keeps its account, nobody is counted twice, nothing breaks."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.sources.folder import read_folder
from analysis.sources.problems import NothingReadable

HEAD = ["Họ và tên", "Ngày sinh", "Số hiệu", "Đơn vị", "Chức vụ", "Xếp loại", "Ghi thêm"]
ROWS = [
    ["Lò Văn Mẫu", "1970", "1", "Xã An", "Chủ nhiệm HTX", "Khá", "A"],
    ["Vi Thị Thử", "1975", "", "UBND xã An", "Bí thư", "HTTNV", ""],
    ["Hà Văn Ví", "1968", "3", "Quán Toan", "Bí thư", "HTNV", "Khá"],
    ["Hà Văn Vi", "1968", "", "Quán Toan", "Phó Bí thư", "Kém", ""],
]
FILES = {"a.xlsx": 2013, "b.xlsx": 2014, "c.xlsx": 2014}
TABLES = [f"{file}, S" for file in FILES]
SHEET = st.fixed_dictionaries(
    {},
    optional={
        "skip": st.booleans(),
        "year": st.integers(2011, 2015),
        "unit": st.sampled_from(["Xã An", "Xã Mới"]),
        "tier": st.sampled_from(["district", "unit"]),
    },
)
WORDS = {
    "ratings": (["Khá", "Kém", "HTNV", "A"], ["good", "not_completed", "not_rated"]),
    "units": (["UBND xã An", "Quán Toan", "Xã An"], ["Xã An", "Phường Toan"]),
    "posts": (["Chủ nhiệm HTX", "Bí thư"], ["communes", "schools"]),
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "headings": st.dictionaries(
            st.sampled_from(["Ghi thêm", "Chức vụ", "a.xlsx, S, F2", "Khá", "Xã An"]),
            st.sampled_from(["rating", "skip", "name", "unit", "good", "year", None]),
            max_size=4,
        ),
        "words": st.fixed_dictionaries(
            {},
            optional={
                section: st.dictionaries(st.sampled_from(words), st.sampled_from(codes))
                for section, (words, codes) in WORDS.items()
            },
        ),
        "files": st.dictionaries(st.sampled_from([*FILES]), SHEET, max_size=3),
        "told_twice": st.lists(
            st.permutations(TABLES).map(lambda each: {"tables": each[:2], "counts": each[0]}),
            max_size=2,
        ),
        "people": st.lists(
            st.fixed_dictionaries(
                {
                    "cause": st.sampled_from(["no_number", "spelling", "birth", "one_number"]),
                    "lists": st.permutations(TABLES).map(lambda each: each[:2]),
                    "same": st.booleans(),
                }
            ),
            max_size=3,
        ),
        "successors": st.lists(
            st.fixed_dictionaries(
                {
                    "unit": st.just("UBND xã An"),
                    "successor": st.sampled_from(["Xã An", ["Xã An", "Quán Toan"]]),
                    "from": st.integers(2013, 2015),
                }
            ),
            max_size=1,
        ),
        "expected": st.dictionaries(
            st.sampled_from(["Xã An", "Xã Lạ"]), st.just({"from": 2013}), max_size=2
        ),
        "outcomes_recorded": st.lists(
            st.fixed_dictionaries(
                {"list": st.sampled_from(TABLES), "units": st.sampled_from(["all", ["Xã An"]])},
                optional={"kinds": st.just(["training"])},
            ),
            max_size=2,
        ),
    },
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    for file, year in FILES.items():
        workbook = Workbook()
        workbook.active.title = "S"
        for row in ([f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], HEAD, *ROWS):
            workbook.active.append(row)
        workbook.save(folder / file)
    return folder


class NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ANSWERS)
def test_any_answers_leave_every_row_told_and_nobody_twice(lists, tmp_path_factory, answers):
    folder = Path(shutil.copytree(lists, tmp_path_factory.mktemp("any") / "source"))
    text = yaml.dump(answers, Dumper=NoAliases, allow_unicode=True)
    (folder / "mapping.yml").write_text(text, encoding="utf-8")
    try:
        history = read_folder(folder)
    except NothingReadable:
        return
    skipped = {name for name, each in answers.get("files", {}).items() if each.get("skip")}
    held = history.accounts.groupby("file")["rows"].sum().to_dict()
    assert held == {file: len(ROWS) + 2 for file in FILES if file not in skipped}
    people = history.evaluations.dropna(subset="person")
    assert not people.duplicated(["person", "year"]).any()
    assert history.evaluations["count"].sum() <= len(ROWS) * len(FILES)
