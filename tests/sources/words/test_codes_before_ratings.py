"""A code before a rating (*C (HTNV)*) is no letter of it: *CHTNV* is another rating."""

import pytest

from analysis.sources.words.rating_words import UNKNOWN, said


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("C (HTNV)", "completed"),
        ("Loại C (HTNV)", "completed"),
        ("c(Hoàn thành nhiệm vụ)", "completed"),
        ("A (HTXSNV)", "excellent"),
        ("A HTXSNV", "excellent"),
        ("D (KHTNV)", "not_completed"),
        ("Mức 2 (Hoàn thành tốt nhiệm vụ)", "good"),
        ("C HT NV", UNKNOWN),
        ("C HTNV", UNKNOWN),
        ("C.HTNV", UNKNOWN),
        ("C (tự xếp HTNV)", UNKNOWN),
        ("C (HTTNV/HTNV)", UNKNOWN),
        ("CHTNV", "not_completed"),
        ("K HTNV", "not_completed"),
    ],
)
def test_a_code_before_a_rating_says_nothing_of_it_and_what_may_be_two_is_told(word, code):
    assert said(word).code == code
