import shutil

import pytest

from analysis.runner import manifest
from analysis.runner.review import RequestError
from analysis.runner.verify import origin_of, verify_build


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "r"
    (folder / "district/one/vi/charts").mkdir(parents=True)
    for name in ("index.html", "district/one/vi/charts/a.png", "district/one/vi/charts/b.png"):
        (folder / name).write_text(name)
    job = {"folder": "district/one/vi", "unit": "all", "notebook": "one", "language": "vi"}
    content = {
        "review": {"name": "r"},
        "finished": "2026-01-01T00:00:00+00:00",
        "jobs": [{**job, "fingerprint": "f" * 64}],
    }
    manifest.write_manifest(folder, content)
    return folder


def test_a_build_is_what_its_manifest_says(place):
    assert verify_build(place) == []


def test_what_is_changed_missing_or_additional_is_named(place):
    (place / "index.html").write_text("other")
    (place / "district/one/vi/charts/a.png").unlink()
    (place / "more.txt").write_text("")
    assert verify_build(place) == [
        "missing: district/one/vi/charts/a.png",
        "additional: more.txt",
        "changed: index.html",
    ]


def test_a_folder_without_a_manifest_is_a_wrong_request(tmp_path):
    with pytest.raises(RequestError, match=r"no manifest\.json"):
        verify_build(tmp_path)


def test_a_chart_is_known_again_under_any_name(place, tmp_path):
    copy = tmp_path / "elsewhere.png"
    shutil.copy(place / "district/one/vi/charts/b.png", copy)
    (line,) = origin_of(copy, tmp_path)
    assert line == (
        "r/district/one/vi/charts/b.png, built 2026-01-01T00:00:00+00:00: unit all, notebook one, "
        "language vi, run ffffffffffffffff"
    )
    copy.write_text("changed")
    assert origin_of(copy, tmp_path) == []
    assert origin_of(copy, tmp_path / "nothing yet") == []
