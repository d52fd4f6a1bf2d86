import shutil

import docx
import pytest
from PIL import Image
from published import write

from analysis.runner import manifest
from analysis.runner.review import RequestError
from analysis.runner.stamp import stamp
from analysis.runner.verify import Origin, origin_of, verify_build


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "r"
    (folder / "district/one/vi/charts").mkdir(parents=True)
    for name in ("index.html", "district/one/vi/charts/a.png", "district/one/vi/charts/b.png"):
        (folder / name).write_text(name)
    return write(folder)


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
    assert origin_of(copy, tmp_path) == Origin(
        [
            "unchanged: r/district/one/vi/charts/b.png, built 2026-01-01T00:00:00+00:00: unit all, "
            "notebook one, language vi, run ffffffffffffffff"
        ],
        unchanged=True,
    )
    copy.write_text("changed")
    assert origin_of(copy, tmp_path) == Origin([], unchanged=False)
    assert origin_of(copy, tmp_path / "nothing yet").lines == []


def _picture(path, fingerprint):
    Image.new("RGB", (4, 4), "white").save(path)
    stamp(path, {"unit": "Đảng ủy A", "notebook": "one", "fingerprint": fingerprint})
    return path


def test_a_changed_chart_is_known_by_its_stamp(place, tmp_path):
    origin = origin_of(_picture(tmp_path / "b.png", "f" * 64), tmp_path)
    (line,) = origin.lines
    assert line.startswith("changed since: r/district/one/vi/charts/b.png, built 2026-01-01")
    assert not origin.unchanged
    # Under another name it may be any chart of its run.
    assert len(origin_of(_picture(tmp_path / "x.png", "f" * 64), tmp_path).lines) == 2
    (line,) = origin_of(_picture(tmp_path / "b.png", "0" * 64), tmp_path).lines
    assert "no published build has its run any more (fingerprint 0000" in line
    assert "unit Đảng ủy A" in line


def test_a_changed_document_is_known_by_its_properties(place, tmp_path):
    document = docx.Document()
    document.core_properties.identifier = "cadre-review:r:0123abcd"
    document.save(tmp_path / "mine.docx")
    assert "no published build" in origin_of(tmp_path / "mine.docx", tmp_path).lines[0]
    content = manifest.read_manifest(place)
    (place / "briefing-vi.docx").write_text("as published")
    content["documents"] = {"briefing-vi.docx": "cadre-review:r:0123abcd"}
    manifest.write_manifest(place, content)
    (line,) = origin_of(tmp_path / "mine.docx", tmp_path).lines
    assert line.startswith("changed since: r/briefing-vi.docx, built")
    document.core_properties.identifier = "cadre-review:other:0123abcd"
    document.save(tmp_path / "mine.docx")
    assert "any more" in origin_of(tmp_path / "mine.docx", tmp_path).lines[0]
