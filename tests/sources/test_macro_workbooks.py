"""A workbook with macros holds the same sheets as one without: its macros are never run."""

import shutil
from pathlib import Path

from pandas.testing import assert_frame_equal

from analysis import load

DATA = Path(__file__).parents[1] / "data"


def test_a_workbook_with_macros_is_read_as_one_without(tmp_path) -> None:
    shutil.copy(DATA / "return.xlsx", tmp_path / "return.xlsm")
    found = load(tmp_path)
    assert_frame_equal(found.evaluations, load(DATA / "return.xlsx").evaluations)
    assert found.problems["cause"].tolist() == load(DATA / "return.xlsx").problems["cause"].tolist()
