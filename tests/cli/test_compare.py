"""Two builds compared: what moved, by how much, and what made them differ."""

import json

import pandas as pd
import pytest
from published import CODE, job, write

from analysis.bundle import open_bundle
from analysis.cli.published.compare import compare
from analysis.cli.published.compared import lines
from analysis.findings import Finding
from analysis.runner.asking.review import RequestError
from analysis.words import Words

INPUTS = [{"file": "a.xlsx", "sha256": "1"}, {"file": "b.xlsx", "sha256": "1"}]
RUN = job("district/women_share/vi", notebook="women_share")


def published(
    root, name, share=0.521, women=(10, 20), years=(2011, 2012), text="Một câu", **others
):
    place = root / name
    folder = place / "district/women_share/vi"
    bundle = open_bundle("women_share", language="vi", output_dir=folder)
    frame = pd.DataFrame({"year": years, "women": women, "share": [w / 40 for w in women]})
    bundle.table("women_by_year", frame)
    bundle.table("same_words", pd.DataFrame({"kind": ["a", "a"], "n": list(women)}))
    bundle.finding(Finding("change", text, text, value=share, unit="share"))
    bundle.close()
    return write(place, *others.pop("jobs", [RUN]), **{"name": name, "inputs": INPUTS, **others})


def test_equal_builds_do_not_differ(tmp_path):
    one = published(tmp_path, "one")
    found = compare(one, one)
    assert not any(vars(found).values())
    told = lines(found, Words("vi"))
    assert told[0] == "Hai bản lập từ cùng số liệu, tham số và chương trình."
    assert "Con số thay đổi: 0" in told[1]


def test_a_moved_share_is_told_in_points_and_a_moved_count_in_people(tmp_path):
    one = published(tmp_path, "one")
    two = published(tmp_path, "two", share=0.53, women=(10, 24))
    found = compare(one, two)
    moved = {(figure.source, *figure.place): (old, new) for figure, old, new in found.moved}
    assert moved == {
        ("change", "value"): (0.521, 0.53),
        ("women_by_year", "2012", "women"): (20, 24),
        ("women_by_year", "2012", "share"): (0.5, 0.6),
        ("same_words", "a", "(2)", "n"): (20, 24),
    }
    told = "\n".join(lines(found, Words("vi")))
    assert "52,1% → 53,0% (+0,9 điểm phần trăm)" in told
    assert "2012, Nữ: 20 → 24 (+4)" in told
    assert "Toàn huyện · Tỷ lệ cán bộ nữ là bao nhiêu" in told
    assert "52.1% → 53.0% (+0.9 percentage points)" in "\n".join(lines(found, Words("en")))


def test_noise_of_the_last_digits_is_no_difference(tmp_path):
    one, two = published(tmp_path, "one", share=0.3), published(tmp_path, "two", share=0.1 + 0.2)
    assert compare(one, two).moved == []


def test_figures_of_one_build_alone_are_told_apart(tmp_path):
    one, two = published(tmp_path, "one"), published(tmp_path, "two", years=(2012, 2013))
    found = compare(one, two)
    assert {figure.place[0] for figure in found.gone} == {"2011"}
    assert {figure.place[0] for figure in found.added} == {"2013"}
    told = "\n".join(lines(found, Words("vi")))
    # Two figures of the one row that each has alone.
    assert "Chỉ có ở bản trước" in told and "Tỷ lệ nữ theo năm: 2" in told


def test_inputs_parameters_code_and_statuses_are_told(tmp_path):
    one = published(tmp_path, "one")
    inputs = [{"file": "a.xlsx", "sha256": "2"}, {"file": "c.xlsx", "sha256": "1"}]
    two = published(
        tmp_path, "two", inputs=inputs, code={**CODE, "code_sha256": "y"},
        jobs=[{**RUN, "status": "failed"}],
    )  # fmt: skip
    found = compare(one, two)
    assert found.inputs == [("changed", "a.xlsx"), ("added", "c.xlsx"), ("removed", "b.xlsx")]
    assert found.made_of == [("code_sha256", "x", "y")]
    assert found.parameters == [("name", "one", "two")]
    assert found.statuses == [(("all", "women_share", "vi"), "done", "failed")]
    assert found.added == [] and found.gone
    told = lines(found, Words("en"))
    assert told[:3] == ["Input changed: a.xlsx", "Input added: c.xlsx", "Input removed: b.xlsx"]
    assert "Code (checksum): x → y" in told
    assert any(line.endswith("(Tiếng Việt): Done → Failed") for line in told)


def test_keys_of_a_review_are_told_as_words_and_lists_by_what_came_and_went(tmp_path):
    title, units = {"vi": "Đợt một", "en": "First"}, ["A", "B", "C"]
    notebooks = {"women_share": {}, "trend_review": {"base": "issued"}}
    one, two = (
        published(
            tmp_path,
            name,
            review={
                "name": "r",
                "notebooks": books,
                "units": of,
                "title": t,
                "years": [2011, 2012],
            },
        )
        for name, books, of, t in (
            ("one", notebooks, units, title),
            ("two", {"women_share": {}}, ["A", "C", "D"], {"vi": "Đợt hai", "en": "Second"}),
        )
    )
    told = lines(compare(one, two), Words("vi"))
    assert "Tham số notebooks: − trend_review: base: issued" in told
    assert "Tham số units: − B; + D" in told
    assert "Tham số title: Đợt một → Đợt hai" in told


def test_a_sentence_that_reads_otherwise_is_told_in_both_wordings(tmp_path):
    one = published(tmp_path, "one", text="Tỷ lệ tăng")
    two = published(tmp_path, "two", text="Tỷ lệ không thay đổi rõ rệt")
    found = compare(one, two)
    (sentence,) = found.sentences
    assert (sentence.old, sentence.new) == ("Tỷ lệ tăng", "Tỷ lệ không thay đổi rõ rệt")
    told = lines(found, Words("vi"))
    at = told.index("  − Tỷ lệ tăng")
    assert told[at + 1] == "  + Tỷ lệ không thay đổi rõ rệt"
    # No figure moved, so nothing is said of what moved figures mean.
    assert not any("mặt thống kê" in line for line in told)


def test_a_row_is_told_in_the_readers_words_and_a_column_as_its_table_heads_it(tmp_path):
    one, two = (published(tmp_path, name) for name in ("one", "two"))
    for place, low in ((one, 5), (two, 7)):
        folder = place / "district/women_share/vi"
        bundle = open_bundle("women_share", language="vi", output_dir=folder)
        frame = {
            "sex": ["female"],
            "feasible": ["True"],
            "low": [low],
            "confident": [9],
            "origin": ["simulated"],
        }
        bundle.table("votes", pd.DataFrame(frame))
        bundle.close()
        write(place, RUN)
    told = [line.strip() for line in lines(compare(one, two), Words("vi"))]
    assert "Nữ, Có thể xảy ra: có, Tín nhiệm thấp (phiếu): 5 → 7 (+2)" in told


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ((0.5, 0.5004), "50,00% → 50,04% (+0,04 điểm phần trăm)"),
        ((0.5, 0.51), "50,0% → 51,0% (+1,0 điểm phần trăm)"),
        ((0.5, 1.0), "50,0% → 100,0% (+50,0 điểm phần trăm)"),
    ],
)
def test_as_many_decimals_are_told_as_show_the_difference(tmp_path, shares, told):
    one, two = (published(tmp_path, str(share), share=share) for share in shares)
    assert any(told in line for line in lines(compare(one, two), Words("vi")))


def test_a_folder_that_is_no_build_is_a_wrong_request(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"schema_version": 0}))
    with pytest.raises(RequestError, match="build the review again"):
        compare(published(tmp_path, "one"), tmp_path)


@pytest.mark.parametrize("name", ["results.json", "tables/women_by_year.csv"])
@pytest.mark.parametrize("damage", ["gone", "changed", "link", "half"])
def test_a_build_that_is_no_longer_as_published_is_not_compared(tmp_path, name, damage):
    one, two = published(tmp_path, "one"), published(tmp_path, "two")
    path = two / "district/women_share/vi" / name
    content = path.read_bytes()
    path.unlink()
    if damage == "link":
        (tmp_path / "elsewhere").write_bytes(content)
        path.symlink_to(tmp_path / "elsewhere")
    elif damage != "gone":
        path.write_bytes(content[:-20] if damage == "half" else content.replace(b"0", b"7"))
    for pair in ((one, two), (two, one)):
        with pytest.raises(RequestError) as refused:
            compare(*pair)
        assert str(path) in str(refused.value) and str(refused.value).isprintable()
        assert "changed since it was published" in str(refused.value)
