"""An office with Windows: no fork, no locks and signals of Unix, no links, and cold kernels."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.places import project_root

# `sitecustomize` there takes from `analysis` what Windows has not got.
WINDOWS = Path(__file__).parents[1] / "tools/windows"
COMMAND = [sys.executable, "-c", "from analysis.cli import app; app()"]
# As a pipe shows what it has no letters for.
COLD = "chỉ Linux mới".encode("cp1252", "backslashreplace").decode("cp1252")
REVIEW = """\
title: {vi: Thử, en: Trial}
source: raw
years: [2021, 2022]
notebooks: [data_quality]
language: [vi]
"""


@pytest.fixture
def office(tmp_path):
    """A project with the suite's notebook on what was read, and a workbook of two years."""
    root = project_root()
    (tmp_path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    (tmp_path / "notebooks").mkdir()
    notebook = "notebooks/data_quality.ipynb"
    (tmp_path / notebook).write_bytes((root / notebook).read_bytes())
    (tmp_path / "raw").mkdir()
    workbook = Workbook()
    workbook.active.append(["Năm", "Họ và tên", "Đơn vị", "Chức vụ", "Xếp loại"])
    for year in (2021, 2022):
        for number, rating in enumerate(["HTXSNV", "HTTNV", "HTTNV"]):
            name = f"Nguyễn Văn {'ABC'[number]}"
            workbook.active.append([year, name, "Xã An", "Chủ tịch UBND", rating])
    workbook.save(tmp_path / "raw/danh-sach.xlsx")
    (tmp_path / "r.yml").write_text(REVIEW, encoding="utf-8")
    return tmp_path


def review(office, *words):
    paths = os.pathsep.join([str(WINDOWS), *sys.path])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "cp1252"}
    asked = [*COMMAND, *words, "--language", "vi"]
    return subprocess.run(asked, cwd=office, env=environment, capture_output=True, check=False)


def test_what_is_tried_sees_windows():
    asked = "import analysis.spoken as s; print(s.os.name, hasattr(s.os, 'fork'))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(WINDOWS), *sys.path])}
    told = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True)
    assert (told.stdout.split(), told.stderr) == ([b"nt", b"False"], b"")


def test_workbooks_are_read(office):
    checked = review(office, "check", "raw")
    assert checked.returncode == 0, checked.stderr.decode("cp1252")
    assert b"danh-sach.xlsx" in checked.stdout and b"2022" in checked.stdout


@pytest.mark.full
def test_a_review_is_built_in_cold_kernels_built_again_and_verified(office):
    for cold in (1, 0):
        built = review(office, "build", "r.yml")
        told = (built.stdout + built.stderr).decode("cp1252")
        assert built.returncode == 0 and told.count(COLD) == cold, told
        (office / "r.yml").write_text(REVIEW.replace("Trial", "Second"), encoding="utf-8")
    index = office / "reports/output/r/index.html"
    assert index.is_file() and review(office, "verify", "reports/output/r").returncode == 0
