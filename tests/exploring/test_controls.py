"""The controls of whom: a unit however it is typed, all of them back at once."""

import warnings

import pytest

from analysis import load, measures
from analysis.exploring.explorer import Explorer
from analysis.exploring.tables import sortable
from analysis.words import Words

UNIT = "Đảng bộ xã mẫu 01"


@pytest.fixture
def panel(read_once):
    return Explorer(load("data/demo"), "data/demo", Words("vi")).panels[0]


@pytest.mark.parametrize("typed", [UNIT, UNIT.upper(), f" {UNIT.lower()} "])
def test_a_unit_is_met_however_it_is_typed(panel, typed):
    panel.whom._unit.value = typed
    assert panel.asked.of == {"tier": "district", "unit": UNIT}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("dang bo xa mau 01", f"có phải là {UNIT}?"),
        ("Zqxv", "hãy chọn trong danh sách gợi ý."),
    ],
)
def test_a_unit_that_is_none_is_told_with_the_nearest(panel, typed, told):
    panel.whom._unit.value = typed
    with pytest.raises(ValueError, match=f"Không có đơn vị {typed}; ") as why:
        _ = panel.asked
    assert str(why.value).endswith(told)


def test_what_was_chosen_first_comes_back_at_once(panel):
    first, whom = panel.asked, panel.whom
    whom._lists["sex"].value, whom._lists["tier"].value = "female", "city"
    whom._unit.value, whom._years.index = UNIT, (1, 2)
    assert panel.asked.of == {"tier": "city", "sex": "female", "unit": UNIT}
    asked, refresh = [], whom._on_change
    whom._on_change = lambda: asked.append(refresh())
    whom._reset_all.click()
    assert panel.asked == first and len(asked) == 1


def test_a_table_is_turned_and_sorted_in_words(read_once):
    table = measures.women_share(load("data/demo").people(), by="year")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vi, en = (sortable(table, Words(language)) for language in ("vi", "en"))
    for told, words in ((vi, ("Sau", "bấm để sắp xếp")), (en, ("Next", "activate to sort"))):
        assert all(word in told.encode().decode("unicode_escape") or word in told for word in words)
