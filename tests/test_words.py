import contextvars
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import findings, open_bundle, spoken
from analysis.counts import empty_history
from analysis.sources.problems import NothingReadable, problem
from analysis.words import OF_REVIEW, NotTold, UnknownLanguage, Words


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.5, 0, "1", "1"),
        (28.499999999999996, 0, "29", "29"),
        (-0.2, 0, "0", "0"),
        (-31.6, 1, "−31,6", "−31.6"),
        (7_200_000, 0, "7.200.000", "7,200,000"),
        (None, 0, "–", "–"),
        (float("nan"), 1, "–", "–"),
        (10**30, 0, "1" + 10 * ".000", "1" + 10 * ",000"),
        (-1e300, 1, "−1" + 100 * ".000" + ",0", "−1" + 100 * ",000" + ".0"),
        (2.0**53 + 2, 0, "9.007.199.254.740.994", "9,007,199,254,740,994"),
        (float("inf"), 0, "∞", "∞"),
        (float("-inf"), 2, "−∞", "−∞"),
    ],
)
def test_numbers_as_the_language_writes_them(value, decimals, vietnamese, english):
    assert Words("vi").number(value, decimals) == vietnamese
    assert Words("en").number(value, decimals) == english


@pytest.mark.parametrize(
    ("change", "text"), [(0.095, "+9,5"), (-0.02, "−2,0"), (-0.0004, "0,0"), (0.0, "0,0")]
)
def test_what_rounds_to_nothing_has_no_sign(change, text):
    assert Words("vi").points(change) == text


def test_halves_are_rounded_up_as_in_the_reports_compared_with():
    assert Words("vi").percent(0.285, 0) == "29%"
    assert Words("vi").percent(0.125, 0) == "13%"


@pytest.mark.parametrize("share", [1e307, float("inf")])
def test_a_share_beyond_all_numbers_is_told_as_one_without_end(share):
    assert Words("vi").percent(share) == "∞%" and Words("en").points(share) == "+∞"


def test_a_number_of_numpy_is_rounded_as_a_number():
    assert Words("en").points(np.float64(0.095)) == "+9.5"


def test_dates_lists_and_labels_as_the_language_writes_them():
    vi, en = Words("vi"), Words("en")
    day = date(2016, 9, 28)
    assert (vi.date(day), en.date(day)) == ("28/9/2016", "28 September 2016")
    assert vi.listing([2012, 2013, 2014]) == "2012, 2013 và 2014"
    assert en.listing([2012, 2013, 2014]) == "2012, 2013, and 2014"
    assert (vi.label("sexes", "female"), en.label("sexes", "female")) == ("Nữ", "Women")
    assert vi.label("ratings", "excellent", short=True) == "Xuất sắc"
    assert en.label("post_groups", "Tổ máy") == "Tổ máy"


@pytest.mark.parametrize("language", ["vn", "VI", "fr", "", None])
def test_an_unknown_language_is_refused_with_those_that_there_are(language):
    with pytest.raises(UnknownLanguage, match=r"\bvi\b"):
        Words(language)


@pytest.mark.parametrize(
    ("key", "given", "named"),
    [
        ("met.nobody", {}, "nobody"),
        ("met", {}, "'en'"),
        ("met.two", {}, "'en'"),
        ("met.one", {"m": 1}, "'n'"),
        ("met.one.en.deeper", {"n": 1}, "deeper"),
    ],
)
def test_what_a_catalogue_lacks_is_told_with_its_file_and_key(tmp_path, key, given, named):
    path = tmp_path / "said.yml"
    path.write_text('met:\n  one: {vi: "{n} người", en: "{n} people"}\n  two: {vi: hai}\n', "utf-8")
    assert Words("vi").say(path, "met.one", n=1) == "1 người"
    with pytest.raises(NotTold) as refused:
        Words("en").say(path, key, **given)
    told = str(refused.value)
    assert told.startswith(f"{path}: {key}") and named in told and "(en)" in told


def test_whoever_is_given_no_words_tells_in_those_of_the_review():
    before = Words.of_review()
    with Words("en").spoken():
        assert Words.of_review() == Words("en")
        with Words("vi").spoken():
            assert Words.of_review() == Words("vi")
        assert Words.of_review() == Words("en")
    assert Words.of_review() == before


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_bundle_opened_in_a_language_makes_it_that_of_the_review(tmp_path, language):
    with Words.of_review().spoken():
        open_bundle("women_share", language=language, output_dir=tmp_path)
        assert Words.of_review() == Words(language)
        met = pd.DataFrame([problem("error", "empty_workbook", "a.xlsx")])
        told = {
            "vi": "Toàn bộ tệp không có dòng số liệu nào.",
            "en": "The whole workbook has no row of data.",
        }
        assert list(findings.in_language(met)["reason"]) == [told[language]]


def test_problems_are_told_in_the_words_of_the_review_else_of_whoever_reads(tmp_path, monkeypatch):
    met = pd.DataFrame([problem("error", "empty_workbook", "a.xlsx")])
    history = replace(empty_history(), met=met)
    monkeypatch.delenv(spoken.LANGUAGE, raising=False)
    told = {"vi": "Toàn bộ tệp", "en": "The whole workbook"}

    nothing = NothingReadable(met.to_dict("records"), "a")

    def shown(language):
        reasons = [each.problems["reason"].iloc[0] for each in (history, nothing)]
        return [reason.startswith(told[language]) for reason in reasons]

    for locale in ("vi_VN.UTF-8", "en_US.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        assert all(shown(locale[:2]))
        with spoken.spoken_in("vi"):
            assert all(shown("vi"))
    for language in ("vi", "en"):
        open_bundle("women_share", language=language, output_dir=tmp_path)
        assert all(shown(language))


def test_a_control_in_another_context_asks_in_the_words_of_the_review():
    # What a cell sets in a context variable is not seen where a control's click is answered.
    with Words("en").spoken():
        assert contextvars.Context().run(Words.of_review) == Words("en")


def test_words_taken_as_a_default_are_those_of_the_review_when_something_is_told():
    def tell(words: Words = OF_REVIEW) -> str:
        return words.label("sexes", "female")

    with Words("en").spoken():
        assert tell() == "Women"
        with Words("vi").spoken():
            assert tell() == "Nữ"
