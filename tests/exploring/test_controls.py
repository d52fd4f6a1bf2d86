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
    whom._unit.value, whom._first.value, whom._last.value = UNIT, 2012, 2013
    assert panel.asked.of == {"tier": "city", "sex": "female", "unit": UNIT}
    asked, refresh = [], whom._on_change
    whom._on_change = lambda: asked.append(refresh())
    whom._reset_all.click()
    assert panel.asked == first and len(asked) == 1


def test_the_years_stay_in_order_and_are_asked_once(panel):
    whom, asked = panel.whom, []
    whom._on_change = lambda: asked.append(whom.years)
    whom._last.value = 2013
    whom._first.value = 2015
    whom._last.value = 2012
    assert asked == [(2011, 2013), (2015, 2015), (2012, 2012)]


@pytest.mark.parametrize(("language", "told"), [("vi", "4 lượt người"), ("en", "not here: 4")])
def test_people_of_no_known_tier_are_told_where_a_tier_is_chosen(tmp_path, language, told):
    rows = ["2011,A,HTXSNV,3,district", "2011,B,HTTNV,1,", "2012,B,HTTNV,3,", "2012,A,HTTNV,3,city"]
    (tmp_path / "counts.csv").write_text("\n".join(["year,unit,rating,count,tier", *rows]), "utf-8")
    whom = Explorer(load(tmp_path), None, Words(language)).panels[0].whom
    assert told in whom._without_tier.value and "mapping.yml" in whom._without_tier.value
    whom._last.value = 2011
    assert told.replace("4", "1") in whom._without_tier.value
    whom._lists["tier"].value = ""
    assert whom._without_tier.value == ""


def test_a_table_is_turned_and_sorted_in_words(read_once):
    table = measures.women_share(load("data/demo").people(), by="year")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vi, en = (sortable(table, Words(language)) for language in ("vi", "en"))
    for told, words in ((vi, ("Sau", "bấm để sắp xếp")), (en, ("Next", "activate to sort"))):
        assert all(word in told.encode().decode("unicode_escape") or word in told for word in words)
