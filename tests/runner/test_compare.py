"""Two builds compared: what moved, by how much, and what made them differ."""

import json

import pandas as pd
import pytest

from analysis.bundle import open_bundle
from analysis.findings import Finding
from analysis.runner import manifest
from analysis.runner.compare import compare
from analysis.runner.compared import lines
from analysis.runner.review import RequestError

CODE = dict.fromkeys(("code_sha256", "lock_sha256", "python", "platform", "commit"), "x")


def published(root, name, share=0.521, women=(10, 20), years=(2011, 2012), **others):
    place = root / name
    folder = place / "district/women_share/vi"
    bundle = open_bundle("women_share", language="vi", output_dir=folder)
    frame = pd.DataFrame({"year": years, "women": women, "share": [w / 40 for w in women]})
    bundle.table("women_by_year", frame)
    bundle.table("same_words", pd.DataFrame({"kind": ["a", "a"], "n": list(women)}))
    bundle.finding(Finding("change", "Một câu", "Một", value=share, unit="share"))
    bundle.close()
    job = {"folder": "district/women_share/vi", "unit": "all", "notebook": "women_share"}
    content = {
        "review": {"name": name, "years": [2011, 2012]},
        "inputs": [{"file": "a.xlsx", "sha256": "1"}, {"file": "b.xlsx", "sha256": "1"}],
        "code": CODE,
        "jobs": [{**job, "language": "vi", "status": "done"}],
        **others,
    }
    manifest.write_manifest(place, content)
    return place


def test_equal_builds_do_not_differ(tmp_path):
    one = published(tmp_path, "one")
    found = compare(one, one)
    assert not any(vars(found).values())
    told = lines(found, "vi")
    assert told[0] == "Hai bản lập từ cùng số liệu, tham số và chương trình."
    assert "Con số thay đổi: 0" in told[1]


def test_a_moved_share_is_told_in_points_and_a_moved_count_in_people(tmp_path):
    one = published(tmp_path, "one")
    two = published(tmp_path, "two", share=0.53, women=(10, 24))
    found = compare(one, two)
    moved = {figure.place: (old, new) for figure, old, new in found.moved}
    assert moved == {
        ("change", "value"): (0.521, 0.53),
        ("women_by_year", "2012", "women"): (20, 24),
        ("women_by_year", "2012", "share"): (0.5, 0.6),
        ("same_words", "a", "(2)", "n"): (20, 24),
    }
    told = "\n".join(lines(found, "vi"))
    assert "52,1% → 53,0% (+0,9 điểm phần trăm)" in told
    assert "women_by_year, 2012, Nữ: 20 → 24 (+4)" in told
    assert "52.1% → 53.0% (+0.9 percentage points)" in "\n".join(lines(found, "en"))


def test_noise_of_the_last_digits_is_no_difference(tmp_path):
    one, two = published(tmp_path, "one", share=0.3), published(tmp_path, "two", share=0.1 + 0.2)
    assert compare(one, two).moved == []


def test_figures_of_one_build_alone_are_told_apart(tmp_path):
    one, two = published(tmp_path, "one"), published(tmp_path, "two", years=(2012, 2013))
    found = compare(one, two)
    assert {figure.place[1] for figure in found.gone} == {"2011"}
    assert {figure.place[1] for figure in found.added} == {"2013"}


def test_inputs_parameters_code_and_statuses_are_told(tmp_path):
    one = published(tmp_path, "one")
    inputs = [{"file": "a.xlsx", "sha256": "2"}, {"file": "c.xlsx", "sha256": "1"}]
    run = {"folder": "district/women_share/vi", "unit": "all", "notebook": "women_share"}
    two = published(
        tmp_path, "two", inputs=inputs, code={**CODE, "code_sha256": "y"},
        jobs=[{**run, "language": "vi", "status": "failed"}],
    )  # fmt: skip
    found = compare(one, two)
    assert found.inputs == [("changed", "a.xlsx"), ("added", "c.xlsx"), ("removed", "b.xlsx")]
    assert found.made_of == ["code_sha256"]
    assert found.parameters == [("name", "one", "two")]
    assert found.statuses == [("district/women_share/vi", "done", "failed")]
    assert found.added == [] and found.gone
    assert len(lines(found, "en")) > 5


def test_a_folder_that_is_no_build_is_a_wrong_request(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"schema_version": 0}))
    with pytest.raises(RequestError, match="build it again"):
        compare(published(tmp_path, "one"), tmp_path)
