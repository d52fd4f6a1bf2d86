import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.formats.shape import called
from analysis.runner.asking.review import RequestError, read_review
from analysis.runner.limits import LIMITS
from analysis.spoken import spoken_in

GOOD = """\
title: {vi: Đánh giá, en: Evaluations}
source: data/demo
years: [2011, 2015]
notebooks: [women_share, trend_review]
"""


def written(folder, text, name="r.yml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder, text, name="r.yml"):
    with pytest.raises(RequestError) as error:
        read_review(written(folder, text, name))
    return str(error.value)


def test_a_short_review_has_working_defaults(tmp_path):
    review = read_review(written(tmp_path, GOOD))
    assert review.years == (2011, 2015)
    assert review.units == ["all"]
    assert review.language == ["vi", "en"]
    assert review.notebooks == {"women_share": {}, "trend_review": {}}
    assert review.published is None
    assert review.limits.model_dump() == LIMITS


def test_notebooks_may_carry_parameters_that_keep_their_types(tmp_path):
    text = GOOD.replace(
        "[women_share, trend_review]", "\n  a: {x: '007', y: [1, 2], z: true}\n  b:"
    )
    review = read_review(written(tmp_path, text))
    assert review.notebooks == {"a": {"x": "007", "y": [1, 2], "z": True}, "b": {}}


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (GOOD + "notebook: x\n", 5, "did you mean notebooks?"),
        (GOOD + "min_cell: five\n", 5, "should be a whole number"),
        (GOOD + "\n\nunits:\n  - Đảng ủy\n  - 007\n", 9, "should be a text"),
        (GOOD + "units: Đảng ủy\n", 5, "all, each, or a list"),
        (GOOD + "units: [a, b, a]\n", 5, "names a twice"),
        (GOOD + "language:\n- vi\n- fr\n", 7, "'vi' or 'en'"),
        (GOOD + "audience: public\n", 5, "cannot protect small cells"),
        (GOOD + "deliverables: [pages, posters]\n", 5, "entry 2 of 'deliverables' "),
        (GOOD + "briefing: {vi: {singer: A}}\n", 5, "did you mean signer"),
        (GOOD + "briefing: {vi: {date: soon}}\n", 5, "should be a day"),
        (GOOD + "limits: {second: 1}\n", 5, "did you mean seconds"),
        (GOOD + "limits:\n  memory_mb: 0\n", 6, "greater than 0"),
        (GOOD + "years: [2011, 2015]\n", 5, "already in line 3"),
        (GOOD.replace("[2011, 2015]", "[2015, 2011]"), 3, "first and the last year"),
        (GOOD.replace("[2011, 2015]", "2011"), 3, "first and the last year"),
        (GOOD.replace("en: E", "eng: E"), 1, "did you mean en?"),
        (GOOD.replace("source: data/demo\n", ""), 1, "'source' is missing"),
        (GOOD.replace("[women_share, trend_review]", "{a: {x: {y: 1}}}"), 4, "should be a text"),
        ("- 1\n", 1, "keys and values"),
        ("a: [1\nb: 2\n", 2, "not readable as YAML"),
        ("", 1, "keys and values"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, line, told):
    message = refusal(tmp_path, text)
    assert f"r.yml, line {line}:" in message
    assert told in message


def test_entries_are_counted_from_one_in_either_language(tmp_path):
    with spoken_in("vi"):
        told = refusal(tmp_path, GOOD + "language:\n- vi\n- fr\n- de\n")
    assert "mục thứ 2 của 'language'" in told and "mục thứ 3 của 'language'" in told
    assert "mục thứ 1" not in told
    with spoken_in("en"):
        assert called(("charts", 0, "png")) == "'png' in entry 1 of 'charts'"


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    message = refusal(tmp_path, GOOD + "min_cell: 0\nunit: each\n")
    assert "line 5" in message and "line 6" in message


def test_a_file_that_is_not_there_or_cannot_name_a_folder_is_refused(tmp_path):
    with pytest.raises(RequestError, match="cannot be read"):
        read_review(tmp_path / "none.yml")
    assert "becomes a folder's" in refusal(tmp_path, GOOD, "năm.yml")


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (GOOD + BOMB, 5, "'a' stands for a value elsewhere"),
        (GOOD + "targets: [&x a, *x]\n", 5, "write the value out"),
        (GOOD + "units: *nothing\n", 5, "'nothing' stands for a value elsewhere"),
        (GOOD + "limits: {<<: {seconds: 1}}\n", 5, "<< takes values over"),
        (GOOD + "limits:\n  seconds: !!python/object/apply:os.system [ls]\n", 6, "the tag"),
        (GOOD + "targets: !!set {a, b}\n", 5, "the tag"),
        (GOOD + "targets: ! [a]\n", 5, "the tag '!'"),
        (GOOD + "units: " + "[" * 50_000, 5, "nested deeper than 20"),
        (GOOD + "units:\n" + "".join(" " * n + "-\n" for n in range(1, 300)), 25, "nested deeper"),
        (GOOD + "units: " + "{a: " * 30 + "1" + "}" * 30, 5, "nested deeper than 20"),
        (GOOD + "limits:\n  seconds: .inf\n", 6, ".inf is no number"),
        (GOOD + "limits: {seconds: .nan}\n", 5, ".nan is no number"),
        (GOOD + "limits: {seconds: -.inf}\n", 5, "is no number"),
        (GOOD + "limits: {memory_mb: 1.0e+400}\n", 5, "1.0e+400 is no number"),
        (GOOD + "limits: {output_mb: 1.0e+40}\n", 5, "should be 1000000 or less"),
        (GOOD + "min_cell: " + "9" * 15 + "\n", 5, "should be 1000000 or less"),
        (GOOD + "min_cell: " + "9" * 30 + "\n", 5, "99 is no number"),
        (GOOD + "min_cell: 0x" + "f" * 9000 + "\n", 5, "is no number"),
        (GOOD + "min_cell: 1" + ":59" * 9000 + "\n", 5, "is no number"),
        (GOOD + "units: {" + ", ".join(f"a{n}: b" for n in range(5000)) + "}\n", 5, "all, each"),
        (GOOD + "min_cell: " + "9" * 5000 + "\n", 5, "looks like a number or a date and is none"),
        (GOOD.replace("2015]", ".inf]"), 3, ".inf is no number"),
        (GOOD.replace("2015]", ".nan]"), 3, ".nan is no number"),
        (GOOD.replace("[women_share, trend_review]", "{a: {x: .nan}}"), 4, ".nan is no number"),
        (GOOD + "briefing: {vi: {date: 2015-02-30}}\n", 5, "2015-02-30 looks like"),
        (
            GOOD + "briefing: {vi: {date: 2015-12-20T10:00:00+99:99}}\n",
            5,
            "looks like a number or a date",
        ),
        (GOOD.replace("source: data/demo", "source: data/\0demo"), 2, "a sign that no text has"),
        (GOOD.replace("data/demo", r'"data/\0demo"'), 2, r"'\x00', which cannot be printed"),
        (GOOD.replace("vi: Đánh giá", r'vi: "Đánh \e[2J giá"'), 1, r"'\x1b'"),
        (GOOD.replace("vi: Đánh giá", r'vi: "Đánh \ud800 giá"'), 1, r"'\ud800'"),
        (GOOD + "readable_by: everybody\n", 5, "'owner', 'group' or 'all'"),
        (GOOD + "limits: {seconds: 1, seconds: 2}\n", 5, "already in line 5"),
        (GOOD.replace("en: E", "vi: E"), 1, "already in line 1"),
        (GOOD + "? [a, b]\n: c\n", 5, "a key is a word"),
        (GOOD + "yes: 1\n", 5, "put it in quotes"),
        (GOOD + "7: 1\n", 5, "put it in quotes"),
        (GOOD + "~: 1\n", 5, "put it in quotes"),
        (GOOD + "---\na: 1\n", 5, "not readable as YAML"),
        (GOOD + "units: @x\n", 5, "not readable as YAML"),
        (GOOD + "units:\n\t- a\n", 6, "not readable as YAML"),
        ("%YAML 9.9\n---\n" + GOOD, 1, "not readable as YAML"),
    ],
)
def test_what_would_hang_or_fill_a_machine_is_one_line_with_its_place(tmp_path, text, line, told):
    message = refusal(tmp_path, text)
    assert f"r.yml, line {line}:" in message
    assert told in message
    assert message.isprintable() and len(message) < 500


def test_a_file_that_is_no_text_or_too_large_or_none_is_one_line(tmp_path):
    path = tmp_path / "r.yml"
    for content, told in (
        (GOOD.encode() + b"units: [\xff]\n", "line 5: not UTF-8"),
        (GOOD.encode("utf-16"), "line 1: not UTF-8 but UTF-16"),
        (GOOD.encode("cp1258", "replace"), "line 1: not UTF-8"),
        (b"#" * 300_000, "larger than"),
        (bytes(100), "line 1"),
    ):
        path.write_bytes(content)
        with pytest.raises(RequestError, match=told) as refused:
            read_review(path)
        assert str(path) in str(refused.value) and str(refused.value).isprintable()
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RequestError, match="is a pipe"):
        read_review(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(RequestError, match=r"\(Is a directory\); check the path"):
        read_review(path)


def test_a_mark_at_the_beginning_and_a_link_to_a_review_are_no_harm(tmp_path):
    path = written(tmp_path, "\ufeff" + GOOD)
    (tmp_path / "link.yml").symlink_to(path)
    assert read_review(path) == read_review(tmp_path / "link.yml")


@given(st.binary(max_size=40), st.integers(0, len(GOOD)), st.integers(0, 20))
def test_whatever_stands_in_a_review_it_is_read_or_refused(tmp_path_factory, noise, at, cut):
    path = tmp_path_factory.getbasetemp() / "noise.yml"
    good = GOOD.encode()
    path.write_bytes(good[:at] + noise + good[at + cut :])
    try:
        read_review(path)
    except RequestError as refused:
        assert str(path) in str(refused)


DEVICES = ("con", "prn", "aux", "nul", "com1", "lpt9", "CON", "Aux", "nUl", "Com0")


@pytest.mark.parametrize("name", DEVICES)
def test_a_review_is_not_called_as_windows_calls_a_device(tmp_path, name):
    assert "for a device" in refusal(tmp_path, GOOD, f"{name}.yml")


def test_who_may_read_is_the_group_or_whom_the_review_says(tmp_path):
    assert read_review(written(tmp_path, GOOD)).readable_by == "group"
    assert read_review(written(tmp_path, GOOD + "readable_by: all\n")).readable_by == "all"
