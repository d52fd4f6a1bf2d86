"""One ordinary thing is missing: every notebook tells the same of it, and one says what it is."""

import csv

import pytest

from analysis.documents.same_everywhere import differences
from analysis.results import whole

NOTEBOOKS = (
    *("data_quality", "rating_distribution", "trend_review", "women_share"),
    *("training_outcomes", "appointment_outcomes", "confidence_votes"),
)
YEARS = (2013, 2014, 2015)
UNITS = [f"Đảng bộ xã {letter}" for letter in ("An", "Bình", "Cường", "Dân")]


def rows():
    """Four units of twelve people each, seven of twelve excellent, five women."""
    return [
        {
            **{"year": year, "person": f"{unit} {number}", "unit": unit, "tier": "district"},
            **{"post_group": ("communes", "schools")[number % 2], "count": 1},
            "sex": "female" if number % 5 < 2 else "male",
            "rating": "excellent" if (number + year) % 12 < 7 else "good",
        }
        for unit in UNITS
        for number in range(12)
        for year in YEARS
    ]


def last(row, unit=None):
    return row["year"] == YEARS[-1] and unit in (None, row["unit"])


MISSING = {
    "a unit's list": (lambda r: None if last(r, UNITS[0]) else r, "3 of 4 units sent lists"),
    "a unit's tier": (lambda r: {**r, "tier": ""} if last(r, UNITS[0]) else r, "whose tier"),
    "ratings": (lambda r: {**r, "rating": "khá"} if last(r, UNITS[1]) else r, "withheld"),
    "half of the sexes": (lambda r: {**r, "sex": ""} if hash_of(r) else r, "unknown"),
    "a year": (lambda r: None if r["year"] == 2014 else r, "2014"),
    "a year's ratings": (lambda r: {**r, "rating": ""} if last(r) else r, "2015"),
}


def hash_of(row):
    return int(row["person"].split()[-1]) % 2


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("missing", MISSING)
def test_it_is_told_alike_and_said(missing, language, tmp_path, run_notebook):
    change, said = MISSING[missing]
    left = [row for row in map(change, rows()) if row]
    source = tmp_path / "counts.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, left[0])
        written.writeheader()
        written.writerows(left)
    asked = {"source": str(source), "published": "", "first_year": YEARS[0], "last_year": YEARS[-1]}
    told = []
    for notebook in NOTEBOOKS:
        record, _ = run_notebook(notebook, lambda figure: None, language=language, **asked)
        told += [whole(finding) for finding in record["findings"]]
    folders = [("all", tmp_path / f"{notebook}-{language}") for notebook in NOTEBOOKS]
    assert differences(folders) == []
    if language == "en":
        assert any(said in text for text in told), told
