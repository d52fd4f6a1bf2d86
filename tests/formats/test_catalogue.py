"""Data files of the project, edited so that they cannot be read: one line with file and place."""

import re
from collections import Counter

import pytest
import yaml

from analysis import places
from analysis.findings.finding import SENTENCES
from analysis.formats.catalogue import CatalogueError, read_catalogue
from analysis.formats.shape import suggestion
from analysis.wording import sentences

PACKAGE = places.project_root() / "analysis"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.yml")), ids=lambda path: path.stem)
def test_every_data_file_reads_as_yaml_itself_reads_it(path):
    assert read_catalogue(path) == yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: 1\nb: [1\nc: 2\n", "line 3: "),
        (b"a: 1\n\tb: 2\n", "line 2: "),
        (b"a: 1\nb: *nothing\n", "line 2: .*undefined alias"),
        (b"a: !!python/name:os.system\n", "line 1: "),
        (b"a: 2011-02-30\n", "day"),
        (b"a: \xff\n", "utf-8"),
        (b"a: \0\n", "control characters|special characters"),
        (b"[" * 100_000, "line 1: .*nested deeper"),
        (b"- " * 100_000, "line 1: .*nested deeper"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, content, told):
    (path := tmp_path / "rules.yml").write_bytes(content)
    with pytest.raises(CatalogueError, match=told) as refused:
        read_catalogue(path)
    line = str(refused.value)
    assert line.startswith(str(path)) and line.isprintable()
    assert re.search("take the project's own file again$", line)


def test_no_two_files_of_sentences_have_a_key_in_common():
    """A sentence is found by the first part of its key: the later file would hide the other's."""
    keys = [key for path in SENTENCES.rglob("*.yml") for key in sentences(path)]
    assert len(keys) > 50
    assert {key for key, times in Counter(keys).items() if times > 1} == set()


def test_of_many_words_the_first_are_named():
    words = [f"{number:03}" for number in range(300)]
    assert suggestion("xyz", words).endswith("018, 019, …")
    assert suggestion("xyz", words[:20]).endswith("018, 019")
