import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.runner.slugs import slug_unit, unit_slug

# Devices of Windows: no file may be called so, whatever its suffix.
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
UNITS = st.one_of(
    st.text(max_size=300),
    st.text("aAoOđĐ ư.-_~=/\\:\u0301\u0323", max_size=12),
    st.sampled_from([*DEVICES, "CON", "..", ".", "district", "all", "Trường mầm non mẫu 3"]),
)


@given(UNITS)
def test_a_slug_is_a_safe_folder_name_everywhere(unit):
    slug = unit_slug(unit)
    assert re.fullmatch(r"[a-z0-9=_~.-]{1,100}", slug)
    assert slug.split(".")[0] not in DEVICES
    assert not slug.startswith(("-", ".")) and not slug.endswith(".") and ".." not in slug


@given(UNITS)
def test_a_slug_leads_back_to_its_unit(unit):
    slug = unit_slug(unit)
    if "." in slug:
        with pytest.raises(ValueError, match="manifest"):
            slug_unit(slug)
    else:
        assert slug_unit(slug) == unit


@given(UNITS, UNITS)
def test_two_units_never_share_a_folder(one, other):
    assert (unit_slug(one).casefold() == unit_slug(other).casefold()) == (one == other)


def test_only_the_whole_district_is_called_district():
    assert unit_slug("all") == "district"
    assert unit_slug("district") != "district"


def test_capitals_composition_and_a_long_end_make_a_difference():
    alike = ["Huyện ủy", "HUYỆN ỦY", "Huyện uỷ", "Huyện u\u0309y", "x" * 300, "x" * 299 + "y"]
    assert len({unit_slug(unit) for unit in alike}) == len(alike)


def test_the_letters_stay_readable():
    assert unit_slug("Trường mầm non mẫu 3").startswith("_truong-mam-non-mau-3~")
