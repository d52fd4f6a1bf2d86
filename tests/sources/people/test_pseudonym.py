import hashlib
import hmac
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from platformdirs import user_config_path

from analysis import load
from analysis.places import PROJECT_NAME
from analysis.sources.people.pseudonym import (
    PUBLIC_KEY,
    PseudonymKeyError,
    key_for,
    pseudonym,
    secret,
)

DATA = Path(__file__).parents[2] / "data"
HEAD = ["Năm", "Họ và tên", "Giới tính", "Ngày sinh", "Số hiệu", "Xếp loại"]


def test_it_is_hmac_sha256_over_the_staff_number() -> None:
    expected = hmac.new(b"key", b"number:sh1", hashlib.sha256).hexdigest()[:20]
    assert pseudonym("SH1", "Mẫu", "1970", key=b"key") == expected
    assert pseudonym("SH1", "Khác", None, key=b"key") == expected
    assert pseudonym("SH1", None, None, key=b"other") != expected
    assert pseudonym(None, None, "1970", key=b"key") is None


def test_spelling_of_a_name_does_not_count_but_birth_does() -> None:
    one = pseudonym(None, "NGUYỄN THUÝ MẪU", "1970-01", key=b"key")
    assert one == pseudonym(None, "Nguyễn Thúy  Mẫu", "1970-01", key=b"key")
    assert one != pseudonym(None, "Nguyễn Thúy Mẫu", "1970", key=b"key")


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_number_is_never_taken_for_a_name(number: str, name: str) -> None:
    assert pseudonym(number, None, None, key=b"k") != pseudonym(None, name, None, key=b"k")


def test_the_secret_is_made_once_and_private() -> None:
    assert key_for(simulated=True) == PUBLIC_KEY
    path = user_config_path("cadre-review") / "pseudonym.key"
    assert not path.exists()
    key = key_for(simulated=False)
    assert len(key) == 32 and bytes.fromhex(path.read_text().strip()) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["pseudonym.key"]
    secret.cache_clear()
    assert key_for(simulated=False) == key


def test_simulated_data_need_no_secret() -> None:
    load("data/demo", years=[2011])
    assert not (user_config_path("cadre-review") / "pseudonym.key").exists()


def test_two_processes_at_once_agree(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from analysis.sources.people.pseudonym import secret\n"
        "print(secret(Path(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "k")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    keys = {process.communicate()[0].strip() for process in started}
    assert len(keys) == 1 and len(keys.pop()) == 64


@pytest.mark.parametrize(("text", "mode"), [("0" * 64, 0o644), ("zz", 0o600), ("", 0o600)])
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, mode: int) -> None:
    path = tmp_path / "pseudonym.key"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(PseudonymKeyError, match=r"pseudonym\.key"):
        secret(tmp_path)


def everything(history) -> str:
    tables = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets")
    return "\n".join(getattr(history, table).to_csv() for table in tables)


@pytest.mark.parametrize("file", ["words.xlsx", "sheet-per-unit.xlsx"])
def test_no_name_or_number_leaves_the_reader(file: str) -> None:
    history = load(DATA / file)
    written = everything(history)
    names = {"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Đỗ Văn Giả Định", "M001", "M003", "15/8/1970"}
    laid = "\n".join(
        str(cell)
        for sheet in load_workbook(DATA / file)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )
    assert any(name in laid for name in names)
    assert not [name for name in names if name.casefold() in written.casefold()]


def test_no_name_or_number_is_in_a_problem(lay) -> None:
    rows = [
        [2011, "Mẫu Bí Mật", "Nam", "32/1/1970", "BM-77", "Tốt"],
        [2011, "Mẫu Bí Mật", "Nam", "1/1/1970", "BM-77", "Hoàn thành"],
        [2012, "Mẫu Khác Hẳn", "Nữ", "1850", "BM-77", "Khá"],
        [2012, "Mẫu Khác Hẳn", "Nữ", "1850", "BM-77", "Tốt"],
        [2013, "Mẫu Khác Hẳn", "Nữ", "1/1/1971", "BM-77", "Tốt"],
    ]
    history = load(lay(S=[HEAD, *rows]))
    written = everything(history)
    assert len(history.problems) >= 5
    for private in ("Bí Mật", "Khác Hẳn", "BM-77", "1850", "32/1"):
        assert private not in written


def doubts(history) -> pd.DataFrame:
    return history.problems[history.problems["severity"] == "warning"]


@pytest.mark.parametrize(
    "changed",
    [
        [2012, "Mẫu Hai", "Nam", "1/1/1970", "S1", "Tốt"],
        [2012, "Mẫu Một", "Nữ", "1/1/1970", "S1", "Tốt"],
        [2012, "Mẫu Một", "Nam", "1/1/1971", "S1", "Tốt"],
        [2012, "Mẫu Một", "Nam", "1/1/1970", "S2", "Tốt"],
        [2012, "Mẫu Một", "Nam", "1/1/1970", None, "Tốt"],
    ],
)
def test_doubtful_matches_are_listed_and_nothing_is_merged(lay, changed: list) -> None:
    first = [2011, "Mẫu Một", "Nam", "1/1/1970", "S1", "Tốt"]
    lay("a.xlsx", S=[HEAD, first])
    history = load(lay("b.xlsx", S=[HEAD, changed]))
    assert len(doubts(history)) == 1
    reason = doubts(history)["reason"].iloc[0]
    assert "a.xlsx, S, B2" in reason and "b.xlsx, S, B2" in reason
    assert history.evaluations["person"].nunique() == (1 if changed[4] == "S1" else 2)


def test_the_same_person_over_the_years_is_no_doubt(lay) -> None:
    rows = [[year, "Mẫu Một", "Nam", "1/1/1970", "S1", "Tốt"] for year in (2011, 2012)]
    assert doubts(load(lay(S=[HEAD, *rows]))).empty


@pytest.fixture(scope="module")
def shared_settings():
    return user_config_path(PROJECT_NAME)


def test_what_several_tests_share_makes_no_secret_of_the_user(shared_settings, tmp_path_factory):
    assert shared_settings.is_relative_to(tmp_path_factory.getbasetemp())
