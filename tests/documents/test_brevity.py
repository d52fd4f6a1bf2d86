"""What a build asks of its reader is counted as a person with the pages before them would."""

import json

import pytest

from analysis.documents.brevity import measured, words

PAGE = """<html><body><ul class="findings"><li>One</li><li>Two</li></ul>
<figure><img src="a.svg"></figure><figure></figure>
<ul class="findings"><li>Three</li></ul></body></html>"""


def chart(title, alt="a"):
    return {"title": title, "subtitle": "s", "alt": alt, "empty": False}


def build(place, notebooks, findings):
    for name, charts in notebooks.items():
        folder = place / "district" / name / "en"
        folder.mkdir(parents=True)
        told = [{"text": text, "conditions": []} for text in findings]
        kept = {"charts": charts, "findings": told}
        (folder / "results.json").write_text(json.dumps(kept))
        (folder / "page.html").write_text(PAGE)
    return {one.what: one for one in measured(place, "en")}


@pytest.mark.parametrize(
    ("text", "n"),
    [("", 0), ("Tỷ lệ tăng từ 52,1% (2011) – 61,6%", 7), ("one – two; 3/4 (n = 5)", 5)],
)
def test_a_word_stands_between_spaces_and_holds_a_letter_or_a_digit(text, n):
    assert words(text) == n


def test_titles_findings_pictures_and_frames_are_counted(tmp_path):
    long = " ".join(["word"] * 13)
    told = build(
        tmp_path,
        {"a": [chart(long), chart("Short")], "b": [chart("Short"), chart("Short", "other")]},
        ["One two three", " ".join(["word"] * 26)],
    )
    assert told["words of the longest title"].n == 13
    assert told["titles that are longer than 12 words"].n == 1
    assert (
        told["words of the longest finding"].n == 26 and told["words of the longest finding"].over
    )
    assert told["findings that are longer than 25 words"].n == 1
    assert told["charts shown twice"].n == 1
    assert told["bullets before the first chart of a page"].n == 2
    assert told["empty frames"].n == 2
