"""What Vietnamese texts call those they count: *người*, or *đồng chí* where a review says so."""

import re
import unicodedata

import pandas as pd
import pytest
import yaml

from analysis import open_bundle, vocabulary
from analysis.places import resolve
from analysis.problem_words import named, worded
from analysis.results import BundleError
from analysis.runner.asking.review import read_review
from analysis.vocabulary import PERSONS, words
from analysis.words import Words

PARTY = Words("vi", "đồng chí")
DECOMPOSED = unicodedata.normalize("NFD", "đồng chí")
FOLDERS = ("analysis/findings", "analysis/charts", "analysis/counts", "reports/templates")
CATALOGUES = [
    resolve("analysis/vocabulary.yml"),
    resolve("analysis/problem_words.yml"),
    *(path for folder in FOLDERS for path in sorted(resolve(folder).rglob("*.yml"))),
    *sorted(resolve("reports/results").glob("*.yml")),
]


def vietnamese(entry):
    if isinstance(entry, dict):
        if isinstance(entry.get("vi"), str):
            yield entry["vi"]
        entry = [each for key, each in entry.items() if key not in ("vi", "en")]
    for each in entry if isinstance(entry, list) else []:
        yield from vietnamese(each)


TEXTS = sorted(
    {
        text
        for path in CATALOGUES
        for text in vietnamese(yaml.safe_load(path.read_text("utf-8")))
        if re.search(r"\bngười\b", text, re.IGNORECASE)
    }
)


def test_no_text_of_a_catalogue_counts_in_the_other_word():
    assert len(TEXTS) > 200
    told = [PARTY.of({"vi": text}) for text in TEXTS]
    phrases = "|".join(words()["persons_not_counted"]).replace(" ", r"\s+")
    kept = re.compile(phrases, re.IGNORECASE)
    assert [text for text in told if re.search(r"\bngười\b", kept.sub("", text), re.I)] == []
    # Nothing else became another: the way back leads to the same text.
    back = [text.replace("đồng chí", "người").replace("Đồng chí", "Người") for text in told]
    assert back == TEXTS


def test_both_forms_are_as_a_report_writes_them():
    for text, party in {
        "{n} người": "{n} đồng chí",
        "Số người được xếp loại": "Số đồng chí được xếp loại",
        "Người ở lại": "Đồng chí ở lại",
        "mỗi lần tính một lượt người": "mỗi lần tính một lượt người",
        "so với ít nhất {n} người khác": "so với ít nhất {n} đồng chí khác",
        "Có thể là hai người khác nhau": "Có thể là hai người khác nhau",
        "số người tham gia lấy phiếu": "số người tham gia lấy phiếu",
        "SỐ NGƯỜI": "SỐ ĐỒNG CHÍ",
        "hai\n  người  khác nhau": "hai\n  người  khác nhau",
        "{n} người ở danh sách này": "{n} đồng chí ở danh sách này",
        "mỗi số hiệu vẫn coi là một người": "mỗi số hiệu vẫn coi là một người",
        "Người hoạt động không chuyên trách": "Người hoạt động không chuyên trách",
        "Người lao động: {n} người": "Người lao động: {n} đồng chí",
        "{n} người dân tộc thiểu số": "{n} người dân tộc thiểu số",
        "người có uy tín, người có chức danh": "người có uy tín, đồng chí có chức danh",
    }.items():
        assert PARTY.of({"vi": text}) == party
        assert Words("vi").of({"vi": text}) == text
    assert Words("en", "đồng chí").of({"vi": "người", "en": "people"}) == "people"


def test_what_an_office_calls_its_units_stays(tmp_path):
    (path := tmp_path / "said.yml").write_text('met: {vi: "{unit}: {n} người"}\n', "utf-8")
    told = PARTY.say(path, "met", unit="Hội Người cao tuổi", n=3)
    assert told == "Hội Người cao tuổi: 3 đồng chí"


def test_what_an_office_calls_its_groups_stays(monkeypatch):
    called = {"vi": "Nhóm 100 người", "short": {"vi": "100 người"}}
    monkeypatch.setitem(vocabulary.words()["staff_classes"], "hundred", called)
    assert PARTY.label("staff_classes", "hundred") == "Nhóm 100 người"
    assert PARTY.label("staff_classes", "hundred", short=True) == "100 người"
    assert PARTY.label("vote_bases", "summoned") == "số đồng chí được triệu tập"


def test_problems_count_in_the_word_of_the_review_whatever_was_told_before():
    values = named("no_unit", {"count": 60})
    problems = pd.DataFrame({"cause": ["no_unit"], "named": [values]})
    for told, people in ((Words("vi"), "60 người"), (PARTY, "60 đồng chí")):
        assert people in worded(problems, told)["reason"].item()


@pytest.mark.parametrize("typed", ["đồng chí", DECOMPOSED], ids=["composed", "decomposed"])
def test_a_bundle_makes_it_the_word_of_the_review(tmp_path, typed):
    with Words.of_review().spoken():
        bundle = open_bundle("women_share", persons_as=typed, output_dir=tmp_path / "a")
        assert Words.of_review() == PARTY and bundle.parameters["persons_as"] == "đồng chí"
        bundle = open_bundle("women_share", output_dir=tmp_path / "b")
        assert Words.of_review() == Words("vi") and "persons_as" not in bundle.parameters
    with pytest.raises(BundleError, match="người, đồng chí"):
        open_bundle("women_share", persons_as="ông bà", output_dir=tmp_path / "c")


@pytest.mark.parametrize("typed", [*PERSONS, DECOMPOSED])
def test_a_review_file_says_it(tmp_path, typed):
    good = resolve("reports/reviews/2011-2015.yml").read_text("utf-8")
    (path := tmp_path / "r.yml").write_text(f"{good}persons_as: {typed}\n", "utf-8")
    assert read_review(path).persons_as == ("người" if typed == "người" else "đồng chí")
