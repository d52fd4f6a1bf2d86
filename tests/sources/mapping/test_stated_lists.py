"""A review file states which lists are expected and what lists of events cover."""

import json

import pytest

from analysis import load, measures
from analysis.places import STATES
from analysis.runner.asking.request import RequestError, request
from analysis.sources.state import keys_of

HEAD = ["Số hiệu", "Họ và tên", "Đơn vị", "Xếp loại"]
EVENTS = ["Số hiệu", "Họ và tên", "Đơn vị", "Nội dung", "Ngày"]
A, B = "Xã Mẫu A", "Xã Mẫu B"
LIST = "ket-qua.xlsx, KQ"


@pytest.fixture
def asked(lay, tmp_path):
    """Two communes of 20 over two years and one event; a review file, and perhaps answers."""
    for year in (2012, 2013):
        rows = [
            [f"{u[-1]}{n}", f"Cán bộ {u[-1]}{n}", u, "HTTNV"] for u in (A, B) for n in range(20)
        ]
        title = f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ NĂM {year}"
        lay(f"ds-{year}.xlsx", DS=[[title], HEAD, *rows])
    title = "KẾT QUẢ CÔNG TÁC CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ"
    event = ["A0", "Cán bộ A0", A, "Bổ nhiệm", "10/05/2013"]
    folder = lay("ket-qua.xlsx", KQ=[[title], EVENTS, event])

    def made(said="", mapping=""):
        (folder / "mapping.yml").write_text(mapping, encoding="utf-8")
        path = tmp_path / "r.yml"
        head = f"title: {{vi: a, en: a}}\nsource: {json.dumps(str(folder))}\nyears: [2012, 2013]\n"
        path.write_text(f"{head}notebooks: [data_quality]\n{said}", encoding="utf-8")
        return path

    return made


def missing(history):
    lists = measures.coverage(history.people((2012, 2013)))
    gone = lists[lists["list"] == "missing"]
    return sorted(zip(gone["unit"], gone["year"].astype(int), strict=True))


def recorded(history, unit):
    told = history.people((2012, 2013), unit=unit).recorded()
    return sorted(told.loc[told["kind"] == "appointed", "year"])


EXPECTED = "expected: {Xã Mẫu C: {from: 2013}}\n"
COVERS = f'outcomes_recorded: [{{list: "{LIST}", from: 2012, to: 2013, units: [{A}]}}]\n'


@pytest.mark.parametrize("where", ["review", "mapping", "both"])
def test_what_a_review_states_is_as_if_the_mapping_file_said_it(asked, where):
    said = EXPECTED + COVERS
    path = asked(said if where != "mapping" else "", said if where != "review" else "")
    history = request(path).inputs.source
    assert missing(history) == [("Xã Mẫu C", 2013)]
    assert recorded(history, A) == [2012, 2013] and recorded(history, B) == []


def test_without_it_nobody_is_expected_and_only_the_year_of_the_event_is_covered(asked):
    history = request(asked()).inputs.source
    assert missing(history) == [] and recorded(history, B) == [2013]


def test_a_run_reads_what_its_review_states(asked, monkeypatch):
    state = request(asked(EXPECTED)).inputs.states[0]
    told = json.loads(keys_of([state], []))
    # Nothing is kept any more: it is read again as the review states it.
    told["states"][state.place][2] = "0" * 64
    monkeypatch.setenv(STATES, json.dumps(told))
    assert missing(load(state.place)) == [("Xã Mẫu C", 2013)] and not state.changed()


@pytest.mark.parametrize(
    ("said", "mapping", "told"),
    [
        ("expected: {Xã Mẫu C: {form: 2013}}", "", r"r\.yml: Line 5: .*“form”.*from"),
        (
            f'outcomes_recorded:\n- {{list: "{LIST}", units: [Xã Mẫu Á]}}',
            "",
            r"r\.yml: Line 6: .*Xã Mẫu A",
        ),
        (f'outcomes_recorded:\n- {{list: "{LIST}x", units: all}}', "", "r\\.yml: Line 6: "),
        (EXPECTED, "expected:\n  Xã mẫu C: {from: 2012}", r"Line 5: .*mapping\.yml \(line 2\)"),
        (COVERS, COVERS.replace("2012", "2013"), r"Line 5: .*mapping\.yml \(line 1\)"),
    ],
)
def test_a_slip_is_told_with_its_line_and_a_difference_with_both(asked, said, mapping, told):
    with pytest.raises(RequestError, match=told):
        request(asked(said, mapping))
