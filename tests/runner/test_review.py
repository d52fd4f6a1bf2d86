import pytest

from analysis.runner.limits import LIMITS
from analysis.runner.review import RequestError, read_review

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
        (GOOD + "min_cell: five\n", 5, "integer"),
        (GOOD + "\n\nunits:\n  - Đảng ủy\n  - 007\n", 9, "string"),
        (GOOD + "units: Đảng ủy\n", 5, "all, each, or a list"),
        (GOOD + "units: [a, b, a]\n", 5, "names a twice"),
        (GOOD + "language:\n- vi\n- fr\n", 7, "'vi' or 'en'"),
        (GOOD + "audience: public\n", 5, "cannot protect small cells"),
        (GOOD + "deliverables: [pages, posters]\n", 5, "'deliverables.1'"),
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


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    message = refusal(tmp_path, GOOD + "min_cell: 0\nunit: each\n")
    assert "line 5" in message and "line 6" in message


def test_a_file_that_is_not_there_or_cannot_name_a_folder_is_refused(tmp_path):
    with pytest.raises(RequestError, match="cannot be read"):
        read_review(tmp_path / "none.yml")
    assert "becomes a folder's" in refusal(tmp_path, GOOD, "năm.yml")
