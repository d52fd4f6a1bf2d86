import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analysis.runner.asking.slugs import unit_slug

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


def slug_unit(slug):
    """Return the unit of a folder name; a name that was cut does not tell it."""
    if slug == "district":
        return "all"
    basic, mark, deltas = slug.partition("~")
    raw = deltas.startswith("~")
    text = basic
    if mark:
        told = deltas.removeprefix("~")
        text = (f"{basic}-{told}" if basic else told).encode().decode("punycode")
    plain = _plain(text)
    return plain if raw or not mark else unicodedata.normalize("NFC", plain)


def _plain(text):
    if text == "=":
        return ""
    return re.sub(r"=([0-9a-f]{2})|_([a-z])|-", _unescaped, text)


def _unescaped(match):
    code, capital = match.groups()
    if code:
        return chr(int(code, 16))
    return capital.upper() if capital else " "


@given(UNITS)
def test_a_slug_leads_back_to_its_unit(unit):
    slug = unit_slug(unit)
    assert "." in slug or slug_unit(slug) == unit


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
