"""Damaged workbooks, a good one beside each: the good is read, and no wrong record is untold."""

import random
import time
from collections import Counter

import pytest
from hostile import people
from mutated import damaged, rewritten

from analysis import load
from analysis.sources import NothingReadable

# A file may take 20 s; these hold three people.
MOST_SECONDS = 20
ROWS = [
    [2013, "Trần Thị Lành", "HTXSNV"],
    [2013, "Lê Văn Lặng", "HTTNV"],
    [2014, "Lê Văn Lặng", "HTNV"],
]
GOOD = [[2012, "Phạm Văn Bên", "HTTNV"], [2012, "Vi Thị Cạnh", "KHTNV"]]
RATINGS = {"HTXSNV": "excellent", "HTTNV": "good", "HTNV": "completed", "KHTNV": "not_completed"}


@pytest.mark.parametrize(
    ("first", "number"), [(0, 12), pytest.param(12, 500, marks=pytest.mark.full)]
)
@pytest.mark.parametrize("how", [damaged, rewritten])
def test_beside_a_damaged_workbook_the_good_one_is_read(tmp_path, how, first, number):
    for seed in range(first, first + number // 2):
        (folder := tmp_path / str(seed)).mkdir()
        content = how(people(*ROWS), random.Random(seed))
        (folder / "a.xlsx").write_bytes(content)
        (folder / "b.xlsx").write_bytes(people(*GOOD))
        start = time.process_time()
        found, told = reading(folder)
        assert time.process_time() - start < MOST_SECONDS
        assert found & right(GOOD) == right(GOOD), seed
        # What a program wrote with sound checksums may be another list, and is read as that.
        if how is damaged and found - right(GOOD) != right(ROWS):
            assert told, seed
        if how is rewritten and found == right(GOOD):
            assert told, seed


def right(rows):
    return Counter((year, RATINGS[word]) for year, _, word in rows)


def reading(folder):
    """Return the ratings by year, and whether the damaged file has a problem of its own."""
    try:
        history = load(folder)
    except NothingReadable as nothing:
        pytest.fail(nothing.problems["reason"].to_string())
    rows = history.sound.evaluations
    severe = history.problems[history.problems["severity"].isin(["error", "warning"])]
    assert not severe["reason"].str.contains("unforeseen|not foreseen").any()
    return Counter(zip(rows["year"], rows["rating"], strict=True)), "a.xlsx" in set(severe["file"])
