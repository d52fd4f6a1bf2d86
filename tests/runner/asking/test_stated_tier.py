"""A review file states the tier of the files that do not say it, and its runs are told so."""

import json

import pytest
from openpyxl import Workbook

from analysis import load
from analysis.places import STATES
from analysis.runner.asking.review import RequestError, read_review
from analysis.sources.mapping.stated import Stated
from analysis.sources.state import keys_of, read_state

HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
TITLES = {
    "a.xlsx": "ĐÁNH GIÁ CÁN BỘ NĂM 2013",
    "b.xlsx": "ĐÁNH GIÁ CÁN BỘ DIỆN BAN THƯỜNG VỤ THÀNH ỦY QUẢN LÝ NĂM 2014",
}


@pytest.fixture
def folder(tmp_path):
    for file, title in TITLES.items():
        workbook = Workbook()
        for row in ([title], HEAD, ["Lò Văn Mẫu", "1970", "Xã An", "HTTNV"]):
            workbook.active.append(row)
        workbook.save(tmp_path / file)
    (tmp_path / "c.csv").write_text("year,unit,rating,count\n2015,Xã An,good,3\n", encoding="utf-8")
    return tmp_path


def tiers(history):
    return history.evaluations["tier"].astype(object).fillna("-").tolist()


def test_it_holds_where_the_files_do_not_say(folder):
    assert tiers(load(folder)) == ["-", "city", "-"]
    assert any("no result by tier" in reason for reason in load(folder).problems["reason"])
    stated = read_state(folder, Stated("district"))
    assert tiers(stated.history) == ["district", "city", "district"]
    assert stated.history.problems.empty
    assert tiers(read_state(folder).history) == ["-", "city", "-"]
    assert read_state(folder).key != stated.key and not stated.changed()


def test_a_mapping_file_goes_before(folder):
    (folder / "mapping.yml").write_text("files: {a.xlsx: {tier: unit}}", encoding="utf-8")
    assert tiers(read_state(folder, Stated("district")).history) == ["unit", "city", "district"]


def test_a_run_reads_what_its_review_states(folder, monkeypatch):
    states = keys_of([read_state(folder, Stated("district"))], [])
    monkeypatch.setenv(STATES, states)
    assert tiers(load(folder)) == ["district", "city", "district"]
    # Nothing is kept any more: it is read again as the review states it.
    told = json.loads(states)
    told["states"][str(folder)][2] = "0" * 64
    monkeypatch.setenv(STATES, json.dumps(told))
    assert tiers(load(folder)) == ["district", "city", "district"]


def test_a_tier_that_there_is_not_is_refused_with_its_line(tmp_path):
    path = tmp_path / "r.yml"
    text = "title: {vi: a, en: a}\nsource: data/raw\nyears: [2013, 2014]\nnotebooks: [x]\n"
    path.write_text(f"{text}tier: distrikt\n", encoding="utf-8")
    with pytest.raises(RequestError, match=r"line 5: 'tier'.*'city', 'district' or 'unit'"):
        read_review(path)
    path.write_text(f"{text}tier: district\n", encoding="utf-8")
    assert read_review(path).tier == "district"
