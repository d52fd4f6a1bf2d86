import numpy as np
import pytest

from analysis.words import Words


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
