"""An output that is passed without its schema is one that the schema passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import nbbase

from analysis.runner import notebook_format
from analysis.runner.notebook_format import nbformat

VALUES = st.one_of(
    st.text(max_size=3), st.none(), st.integers(), st.lists(st.text(max_size=2), max_size=2),
    st.dictionaries(st.sampled_from(["text/plain", "image/png", "a"]), st.text(max_size=2)),
)  # fmt: skip
PARTS = ["output_type", "name", "text", "data", "metadata", "transient", "execution_count"]
OUTPUTS = st.dictionaries(st.sampled_from(PARTS), VALUES)
KINDS = st.sampled_from(["stream", "display_data", "execute_result", "error"])
MIME = st.dictionaries(st.text(max_size=4), st.one_of(st.text(max_size=3), st.integers()))
STREAMS = st.fixed_dictionaries({"name": VALUES, "text": VALUES})
SHOWN = st.fixed_dictionaries({"data": MIME, "metadata": VALUES})


def passes(node, kind):
    try:
        nbformat.validate(nbformat.from_dict(node), ref=kind, version=4)
    except nbformat.ValidationError:
        return False
    return True


@given(KINDS, KINDS, st.one_of(OUTPUTS, STREAMS, SHOWN))
def test_what_is_sound_is_valid(kind, named, parts):
    node = nbformat.from_dict({**parts, "output_type": named})
    if notebook_format._sound(node, kind):
        assert passes(node, kind)


def test_what_our_notebooks_show_is_sound():
    shown = {"data": {"text/plain": "a", "image/png": "b"}, "metadata": {"image/png": {"width": 8}}}
    for kind, parts in {"display_data": shown, "stream": {"name": "stdout", "text": "a"}}.items():
        node = nbformat.from_dict({"output_type": kind, **parts})
        assert notebook_format._sound(node, kind)
        assert passes(node, kind)


@pytest.mark.parametrize(
    "parts",
    [{"data": {"text/plain": 5}}, {"metadata": None}, {"transient": {}}, {"data": "text"}],
)
def test_an_odd_output_is_still_refused(parts):
    with pytest.raises(nbformat.ValidationError):
        nbbase.new_output("display_data", **parts)
