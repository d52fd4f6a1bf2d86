"""Folders as offices make them, by a generator that knows nothing of the reader."""

from collections import Counter

import pytest
from offices.judged import converted, judge
from offices.made import make
from programs import office

LEAST_RIGHT = {3: 0.9, None: 0.6}


@pytest.mark.parametrize(
    ("first", "number"), [(0, 20), pytest.param(20, 250, marks=pytest.mark.full)]
)
@pytest.mark.parametrize("most", LEAST_RIGHT)
@pytest.mark.parametrize("kind", ["list", "return"])
def test_what_offices_make_is_read_right_or_told(kind, most, first, number, tmp_path) -> None:
    found: Counter[str] = Counter()
    for seed in range(first, first + number):
        folder = tmp_path / str(seed)
        folder.mkdir()
        made = make(folder, seed, kind, most)
        if made.plan["format"] in ("xls", "ods"):
            if number == 20:
                continue
            office()
            converted([made])
        judged = judge(made)
        if number == 20:
            assert judged.verdict != "silent", (seed, judged.why, made.plan.peculiar())
        found[judged.verdict] += 1
    assert found["right"] >= LEAST_RIGHT[most] * found.total(), found
    assert found["silent"] <= 0.01 * found.total(), found
