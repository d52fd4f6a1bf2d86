"""The random histories hold what makes counting hard."""

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from person_by_person import careers, doubted, missing, state, unfollowed
from random_histories import YEARS, histories

UNKNOWN = ("sex", "tier", "unit", "rating")


def features(rows):
    """Yield what each history has of the things that are easily counted wrongly."""
    people, gone = careers(rows), unfollowed(rows)
    own = [each for years in people.values() for each in years.values()]
    yield from {f"no {name}" for name in UNKNOWN for each in own if each[name] is None}
    ways = {state(years, year, {}, gone) for years in people.values() for year in YEARS}
    yield from ways & {"withheld", "not_reported", "absent"}
    yield from ["list missing"] if missing(rows) else []
    yield from ["counted cells"] if any(not each["person"] for each in rows) else []
    yield from {reason for _, _, reason, *_ in doubted(rows)}
    for name in ("tier", "unit"):
        values = [{each[name] for each in years.values()} - {None} for years in people.values()]
        yield from [f"moves between {name}s"] if max(map(len, values), default=0) > 1 else []
    between = [set(range(min(years), max(years))) - set(years) for years in people.values()]
    yield from ["away for a year"] if any(between) else []


def test_each_difficulty_is_in_one_history_of_ten_at_least():
    met = Counter()

    @settings(max_examples=400, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(histories())
    def look(rows):
        met.update({"all", *features(rows)})

    look()
    assert len(met) == 15
    assert min(met.values()) >= met["all"] / 10, met.most_common()
