"""The gate: the same quantity told twice must be told alike."""

import json

import pandas as pd
import pytest

from analysis.bundle import open_bundle
from analysis.documents.same_everywhere import differences
from analysis.findings import Finding


def run(root, notebook, language="vi", value=0.521, share=0.5, words="52,1%", **parameters):
    folder = root / "district" / notebook / language
    given = {"unit": "all", "source": "x", **parameters}
    bundle = open_bundle(notebook, language=language, output_dir=folder, parameters=given)
    frame = pd.DataFrame({"year": [2011], "why": [f"in {language}"], "share": [share]})
    bundle.table("shares", frame)
    bundle.finding(
        Finding("change", told := f"{words} ({language})", told, value=value, unit="share")
    )
    bundle.close()
    return "all", folder


def test_what_is_told_alike_passes(tmp_path):
    told = [run(tmp_path, name, lang) for name in ("one", "two") for lang in ("vi", "en")]
    assert differences(told) == []


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"value": 0.522}, "finding change, value: 0.521 in one/vi, 0.522 in two/vi"),
        ({"words": "52,2%"}, "finding change, text: '52,1% (vi)' in one/vi"),
        ({"share": 0.51}, "table shares, line 2: ['2011', '0.5'] in one/vi"),
    ],
)
def test_one_altered_figure_is_found_with_its_place(tmp_path, changed, where):
    found = differences([run(tmp_path, "one"), run(tmp_path, "two", **changed)])
    assert any(where in line for line in found)
    assert all(line.startswith("unit all, ") for line in found)


def test_a_figure_that_differs_between_languages_is_found(tmp_path):
    found = differences([run(tmp_path, "one"), run(tmp_path, "one", "en", value=0.6)])
    assert found == ["unit all, finding change, value: 0.521 in one/vi, 0.6 in one/en"]


def test_runs_with_other_parameters_or_of_other_units_are_not_compared(tmp_path):
    one, two = run(tmp_path, "one", tier="district"), run(tmp_path, "two", tier="city", value=0.9)
    assert differences([one, two]) == []
    two = run(tmp_path, "two", value=0.9)
    assert differences([one, ("Đảng ủy A", two[1])]) == []


def test_a_hand_altered_result_is_found(tmp_path):
    told = [run(tmp_path, "one"), run(tmp_path, "two")]
    path = told[1][1] / "results.json"
    record = json.loads(path.read_text("utf-8"))
    record["findings"][0]["value"] = 0.621
    path.write_text(json.dumps(record), "utf-8")
    assert len(differences(told)) == 1
