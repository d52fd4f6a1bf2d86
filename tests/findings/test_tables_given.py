"""A finding that is given another measure's table says which it takes and what is missing."""

import inspect

import pandas as pd
import pytest

from analysis import findings
from analysis.words import Words

TAKING = [
    name
    for name in findings.__all__
    if inspect.isfunction(made := getattr(findings, name))
    and "table : DataFrame" in (made.__doc__ or "")
    and "measures." in made.__doc__
]


def test_another_measures_table_is_refused_with_the_nearest_column() -> None:
    table = pd.DataFrame({"year": [2015], "ratings": ["good"], "origin": ["recorded"]})
    with pytest.raises(ValueError, match=r"findings.compression takes measures\.\w+; the table"):
        findings.compression(table, words=Words("en"))


def test_most_findings_of_one_table_are_known_to_say_so() -> None:
    assert len(TAKING) > 10


@pytest.mark.parametrize("name", TAKING)
def test_no_finding_raises_a_bare_key_error(name: str) -> None:
    tell = getattr(findings, name)
    other = pd.DataFrame({"colour": ["red"]})
    wanted = {
        parameter.name: {"language": "en", "by": "rating", "kind": "training"}.get(
            parameter.name, other
        )
        for parameter in inspect.signature(tell).parameters.values()
        if parameter.default is inspect.Parameter.empty
    }
    try:
        tell(**wanted)
    except (KeyError, AttributeError) as error:
        pytest.fail(f"{name}: {error!r}")
    except (ValueError, TypeError, IndexError):
        pass
