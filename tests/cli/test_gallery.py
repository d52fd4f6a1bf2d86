"""The charts of a unit on one page that needs no other file."""

import re
import shutil

import pytest
from published import job, write

from analysis import charts, measures, open_bundle, records
from analysis.cli.published.gallery import write_gallery
from analysis.runner.asking.review import RequestError
from analysis.words import Words

ROWS = [
    {"year": y, "unit": "A", "sex": s, "count": 30 + y - 2011, "origin": "simulated"}
    for y in (2011, 2012)
    for s in ("female", "male")
]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    root = tmp_path_factory.mktemp("out") / "r"
    jobs = []
    for unit in ("all", "Đảng ủy <A & B>"):
        for language in ("vi", "en"):
            folder = f"{len(jobs)}/women_share/{language}"
            bundle = open_bundle("women_share", language=language, output_dir=root / folder)
            frame = records.frame(records.EVALUATIONS, ROWS)
            women = bundle.table("women_by_year", measures.women_share(frame, by=["year"]))
            drawn = charts.women_share(women, years=range(2011, 2013), words=Words(language))
            bundle.chart("women_by_year", drawn)
            bundle.close()
            jobs.append(job(folder, unit=unit, notebook="women_share", language=language))
    return write(root, *jobs, job("x", notebook="late", status="killed"))


def test_every_chart_of_the_first_unit_is_there_in_each_language_and_no_other_file(
    published, tmp_path
):
    out = tmp_path / "sheet.html"
    assert write_gallery(published, out) == 2
    text = out.read_text("utf-8")
    assert re.findall('<figure lang="(..)">', text) == ["vi", "en"]
    places = re.findall('(?:src|href)="([^"]*)"', text)
    assert all(place.startswith(("data:image/svg+xml;base64,", "#")) for place in places)
    assert "SỐ LIỆU MÔ PHỎNG" in text and "Toàn huyện" in text


def test_what_has_no_charts_because_it_did_not_finish_is_named(published, tmp_path):
    write_gallery(published, out := tmp_path / "sheet.html")
    assert "late (Tiếng Việt): Bị dừng đột ngột" in out.read_text("utf-8")


def test_a_unit_is_chosen_by_its_name_and_the_same_bytes_come_again(published, tmp_path):
    made = []
    for name in ("one.html", "two.html"):
        assert write_gallery(published, tmp_path / name, "Đảng ủy <A & B>") == 2
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    text = made[0].decode()
    assert "Đảng ủy &lt;A &amp; B&gt;" in text and "late (Tiếng Việt)" not in text


def test_a_unit_or_folder_that_is_not_there_is_a_wrong_request(published, tmp_path):
    with pytest.raises(RequestError, match=r"no unit 'B'; it holds all, Đảng ủy <A & B>"):
        write_gallery(published, tmp_path / "x.html", "B")
    with pytest.raises(RequestError, match=r"no manifest\.json"):
        write_gallery(tmp_path, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("name", ["results.json", "charts/women_by_year.svg"])
def test_a_chart_that_is_no_longer_as_published_is_not_shown(published, tmp_path, name):
    place = shutil.copytree(published, tmp_path / "copy")
    path = place / "0/women_share/vi" / name
    path.write_text("<svg>other</svg>")
    with pytest.raises(RequestError, match="changed since it was published"):
        write_gallery(place, tmp_path / "x.html")
    path.unlink()
    with pytest.raises(RequestError, match="missing"):
        write_gallery(place, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()
