"""Posts or units of one year alone: only where the other year's lists could have shown them."""

import pytest
from random_histories import asked_of, one, table

from analysis.measures.change.scope import scope_change


def told(after):
    """Return what is of one year alone, of two heads of schools in 2011 and some rows of 2012."""
    before = [one(person=f"p{n}", year=2011, post_group="schools", unit="u") for n in (0, 1)]
    of = asked_of(table([*before, *after]), years=(2011, 2012))
    rows = scope_change(of, 2011, 2012)
    return list(rows[["held_in", "column", "value"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("post", [None, "communes"])
def test_posts_are_of_one_year_alone_where_the_other_years_posts_are_told(post):
    after = [one(person=None, year=2012, post_group=post, unit="u", count=2)]
    only = [(2011, "post_group", "schools"), (2012, "post_group", "communes")]
    assert told(after) == (only if post else [])


def test_one_post_that_is_told_is_enough_to_see_which_are_missing():
    after = [
        one(person="q", year=2012, post_group="communes", unit="u"),
        one(person=None, year=2012, post_group=None, unit="u", count=2),
    ]
    assert (2011, "post_group", "schools") in told(after)
