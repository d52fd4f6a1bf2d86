"""Each value arrives as it was, or is refused; none runs as code."""

import datetime as dt
import json
import math
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.runner.asking.parameters import Declared, check, declared_in, decoded, encoded
from analysis.runner.asking.review import RequestError
from analysis.runner.kernels import KERNEL, warm
from analysis.runner.running import engine

EXACT = engine.ExactTranslator
HOSTILE = [
    '"; open("ran", "w"); "',
    "'; __import__('os').system('touch ran') #",
    "\\", "\\'", "'''", '"""', "{output_dir}", "%run x", "!touch ran", "$(touch ran)", "a\nb",
    "\r\n", "\x00\x07\x1b[31m", "\u2028\u2029", "Huyện ủy", "Huye\u0302\u0323n u\u0309y", "007", "",
    "\u202e.exe", "😀", "\ud800", "x" * 20_000, "# comment", "None", "2015-01-01",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
SCALARS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.dates(),
    st.decimals(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(TEXTS, st.sampled_from(["$date", "$object"])), inner, max_size=3),
    ),
    max_leaves=6,
)
NAMES = st.one_of(
    st.from_regex(r"[a-z_][a-z0-9_]{0,12}", fullmatch=True),
    st.sampled_from(["lambda", "None", "x y", "x;y", "1x", "x\ny=1", "", "tên", "x=1#", "print"]),
    st.text(max_size=8),
)


def same(one, other):
    """Say whether two values are equal and of the same types, with NaN equal to itself."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return repr(one) == repr(other)


def admitted(name, value):
    try:
        check(name, value, Declared(None))
    except RequestError:
        return False
    return True


@given(VALUES)
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_a_value_survives_json_and_its_own_source(value):
    if not admitted("x", value):
        assert "\\ud800" in ascii(value) or "\\ud" in ascii(value)
        return
    carried = decoded(json.loads(json.dumps(encoded(value))))
    assert same(carried, value)
    source = EXACT.translate(value)
    assert source.isascii() and "\n" not in source
    assert same(eval(source, {}), value)


@pytest.mark.parametrize("value", [dt.datetime(2015, 1, 1), {1: 2}, {1}, (1,), b"x", object()])
def test_what_cannot_be_carried_is_refused(value):
    with pytest.raises(RequestError, match="a parameter cannot be a"):
        check("x", value, Declared(None))
    with pytest.raises(TypeError):
        EXACT.translate(value if not isinstance(value, dict) else object())


@pytest.mark.parametrize("name", ["lambda", "None", "x y", "1x", "", "x=1", "x\ny", "ﬁ"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(RequestError, match="cannot be called"):
        check(name, 1, Declared(None))


FITS = [
    ("str", "007", 7), ("int", 7, True), ("int", 7, "7"), ("int", 7, 7.0), ("float", 7, "7"),
    ("float", 0.5, False), ("bool", True, 1), ("date", dt.date(2015, 1, 1), "2015-01-01"),
    ("str", "2015-01-01", dt.date(2015, 1, 1)), ("Decimal", Decimal("1.10"), 1.1),
    ("list", ["a"], "a"), ("list[str]", ["a"], ["a", 1]), ("list[float]", [1, 0.5], [True]),
    ("dict", {"a": 1}, []), ("int | None", None, "x"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "right", "wrong"), FITS)
def test_a_value_has_the_type_that_the_notebook_declares(declared, right, wrong):
    check("x", right, Declared(declared))
    with pytest.raises(RequestError, match="'x' is declared as"):
        check("x", wrong, Declared(declared))


def test_a_type_that_is_not_known_is_not_checked():
    check("x", 1, Declared("Path"))


CELL = """\
# What it reads.
source: str = "data"
since: datetime.date = date(2015, 1, 1)
rate: decimal.Decimal = Decimal("0.1")
names: list[str] = []
plain = 3
made = Path("x")
print("declared")
"""


def write(path, *cells):
    tags = {"tags": ["parameters"]}
    first = [nbformat.v4.new_code_cell(CELL, metadata=tags)] if cells else []
    code = [nbformat.v4.new_code_cell(cell) for cell in cells[1:]]
    nbformat.write(nbformat.v4.new_notebook(cells=[*first, *code]), path)
    return path


def test_declared_types_are_read_from_the_one_tagged_cell(tmp_path):
    assert declared_in(write(tmp_path / "n.ipynb", CELL)) == {
        "source": Declared("str"),
        "since": Declared("date"),
        "rate": Declared("Decimal"),
        "names": Declared("list[str]"),
        "plain": Declared("int"),
        "made": Declared(None),
    }
    with pytest.raises(RequestError, match="0 cells tagged parameters"):
        declared_in(write(tmp_path / "none.ipynb"))


DUMP = """\
import json, pathlib
kept = {name: ascii(globals()[name]) for name in json.loads(pathlib.Path("names.json").read_text())}
pathlib.Path("arrived.json").write_text(json.dumps(kept))
"""


@dataclass
class Sent:
    """What was sent through real notebooks so far."""

    count: int = 0


def send(folder: Path, pairs: list[tuple[str, object]], sent: Sent) -> None:
    given = {
        f"p{n}_{name}": value for n, (name, value) in enumerate(pairs) if admitted(name, value)
    }
    sent.count += len(pairs)
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_code_cell("", metadata={"tags": ["parameters"]}),
                nbformat.v4.new_code_cell(DUMP),
            ],
            metadata={"kernelspec": {"name": KERNEL, "display_name": "x", "language": "python"}},
        ),
        folder / "in.ipynb",
    )
    (folder / "names.json").write_text(json.dumps(list(given)))
    carried = json.loads(json.dumps({name: encoded(value) for name, value in given.items()}))
    parameters = {name: decoded(value) for name, value in carried.items()}
    engine.execute(folder / "in.ipynb", folder / "out.ipynb", parameters, folder)
    arrived = json.loads((folder / "arrived.json").read_text())
    assert arrived == {name: ascii(value) for name, value in given.items()}
    assert not (folder / "ran").exists()
    nbformat.validate(nbformat.read(folder / "out.ipynb", as_version=4))


@pytest.fixture
def kernels(monkeypatch, tmp_path):
    from analysis.runner.running.job import prepare_process

    monkeypatch.setenv("JUPYTER_PATH", "")
    prepare_process()
    monkeypatch.setattr(warm, "_refusal", None)
    yield tmp_path
    warm.end_template()


def through_notebooks(folder, runs, each):
    """Send random parameters through `runs` real notebooks, `each` at a time."""
    sent = Sent()

    @settings(
        max_examples=runs, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def run(data):
        pairs = st.lists(st.tuples(NAMES, VALUES), min_size=each, max_size=each)
        send(folder, data.draw(pairs), sent)

    run()
    return sent.count


@pytest.mark.filterwarnings("ignore")
def test_hundreds_of_parameters_arrive_as_they_were_or_are_refused(kernels):
    send(kernels, [(f"h{n}", value) for n, value in enumerate(HOSTILE)], Sent())
    assert through_notebooks(kernels, runs=4, each=100) >= 400


@pytest.mark.full
@pytest.mark.filterwarnings("ignore")
def test_ten_thousand_parameters_arrive_as_they_were_or_are_refused(kernels):
    assert through_notebooks(kernels, runs=100, each=100) >= 10_000
