"""The people of the demo district: sex, birth date, staff number and what they are good for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import RandomState

from analysis.demo.posts import Post

RETIREMENT_AGE = {"male": 60, "female": 55}
_STARTING_AGE = {"head": (45.0, 30), "deputy": (41.0, 27)}


@dataclass(frozen=True)
class Person:
    """What stays the same about a person over the years.

    Attributes
    ----------
    number : int
        The artificial staff number, from 1.
    birth, birth_text
        The birth date, and as an office has written it down: whole, month and year, or year.
    merit : float
        How the person's ratings differ from others', in standard deviations between people.
    """

    number: int
    sex: str
    birth: date
    birth_text: str
    merit: float


def person(number: int, sex: str, post: Post, year: int, random: RandomState) -> Person:
    """Return a new person who takes up a post in a year, of an age at which one does so."""
    middle, lowest = (50.0, 40) if post.tier == "city" else _STARTING_AGE[post.rank]
    highest = RETIREMENT_AGE[sex] - 2
    age = min(max(round(random.normal(middle - 4 * (sex == "female"), 6.5)), lowest), highest)
    birth = date(year - age, 1, 1) + timedelta(days=int(random.randint(0, 365)))
    form = ("%d/%m/%Y", "%m/%Y", "%Y")[int(random.choice(3, p=[0.9, 0.06, 0.04]))]
    return Person(number, sex, birth, birth.strftime(form), float(random.normal()))


def retires(who: Person, year: int) -> bool:
    """Say whether a person reaches the retirement age in the year or has passed it."""
    return year - who.birth.year >= RETIREMENT_AGE[who.sex]


def leaving(who: Person, year: int) -> float:
    """Return how much likelier than the youngest a person is to leave the list, by age."""
    to_go = RETIREMENT_AGE[who.sex] - (year - who.birth.year)
    return 1.0 + 9.0 * max(0.0, 1.0 - to_go / 12) + (0.5 if who.merit < 0 else 0.0)


def drawn(
    weights: Mapping[int, float] | Iterable[int], count: int, random: RandomState
) -> list[int]:
    """Return `count` different keys drawn with chances proportional to their weights.

    Raises
    ------
    ValueError
        There are fewer keys than that.
    """
    chances = dict(weights) if isinstance(weights, Mapping) else dict.fromkeys(weights, 1.0)
    keys = sorted(chances)
    if count > len(keys):
        raise ValueError(f"{count} were to be drawn of {len(keys)}; change the count in plan.yml")
    if count == 0:
        return []
    total = sum(chances[key] for key in keys)
    share = [chances[key] / total for key in keys]
    return sorted(int(key) for key in random.choice(keys, size=count, replace=False, p=share))
