"""Careers: who holds which post in each year, so that the planned margins come out exactly."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from numpy.random import RandomState

from analysis.demo import people as folk
from analysis.demo.people import Person
from analysis.demo.posts import Post, bodies, city_posts, filled


@dataclass
class District:
    """The district as it stands while the years go by: who is known and who holds which post."""

    plan: dict[str, Any]
    random: RandomState
    people: dict[int, Person] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    committee: set[int] = field(default_factory=set)
    appointed: set[int] = field(default_factory=set)

    def of(self, tier: str, group: str | None = None) -> list[int]:
        """Return the numbers of those who hold a post of the tier and group, in order."""
        return sorted(
            number
            for number, post in self.posts.items()
            if post.tier == tier and group in (None, post.group)
        )

    def enters(self, number: int, sex: str, post: Post, year: int) -> None:
        """Let a new person take up a post."""
        self.people[number] = folk.person(number, sex, post, year, self.random)
        self.posts[number] = post


def careers(plan: dict[str, Any], random: RandomState) -> pd.DataFrame:
    """Return one row per person and year: who held which post.

    Parameters
    ----------
    plan : dict
        The margins of ``plan.yml``; group sizes, women and tiers are met exactly each year.
    random : numpy.random.RandomState
        The source of chance; its stream is frozen, so the result is the same everywhere.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``number``, ``sex``, ``birth`` (date), ``birth_text``, ``merit``, the fields of
        a post, ``committee_member``, and ``appointed`` and ``moved``: whether the post of that
        year was a first appointment, or in another unit than the year before.

    Raises
    ------
    ValueError
        The margins of the plan contradict each other; the message names the year and margin.
    """
    district = District(plan, random)
    _first_year(district, plan["years"][0])
    rows = _listed(district, plan["years"][0], {})
    for year in plan["years"][1:]:
        before = dict(district.posts)
        _next_year(district, year)
        rows += _listed(district, year, before)
    return pd.DataFrame(rows).sort_values(["year", "number"], ignore_index=True)


def _first_year(district: District, year: int) -> None:
    city, local = district.plan["city"], district.plan["district"]
    groups = [group for group in local["post_groups"][year] if group not in ("basis", "note")]
    posts = {group: filled(group, local["post_groups"][year][group]) for group in groups}
    posts["district_leadership"] = city_posts()[: _size(city["ratings"][year])]
    women = {**local["women_at_start"], "district_leadership": city["women_at_start"]}
    numbers = district.random.permutation(sum(map(len, posts.values()))) + 1
    start = 0
    for group, held in posts.items():
        female = set(folk.drawn(range(len(held)), women[group], district.random))
        for place, post in enumerate(held):
            sex = "female" if place in female else "male"
            district.enters(int(numbers[start + place]), sex, post, year)
        start += len(held)
    _elect_committee(district)


def _size(ratings: dict[str, Any]) -> int:
    return sum(count for count in ratings.values() if isinstance(count, int))


def _next_year(district: District, year: int) -> None:
    _renew_city(district, year)
    entering: list[Post] = []
    for group in district.plan["district"]["women_at_start"]:
        entering += _renew_group(district, group, year)
    _admit(district, entering, year)
    _exchange_units(district)
    _elect_committee(district)


def _renew_city(district: District, year: int) -> None:
    """Let the oldest city-managed cadre leave and committee members fill what is vacant."""
    held = district.of("city")
    oldest = min(held, key=lambda number: (district.people[number].birth, number))
    gone = {oldest} | {number for number in held if folk.retires(district.people[number], year)}
    vacant = [district.posts.pop(number) for number in sorted(gone)]
    vacant += city_posts()[len(held) : _size(district.plan["city"]["ratings"][year])]
    candidates = {
        number: 1.0
        for number in sorted(district.committee & set(district.of("district")))
        if 36 <= year - district.people[number].birth.year <= 50
    }
    for number, post in zip(
        folk.drawn(candidates, len(vacant), district.random), vacant, strict=True
    ):
        district.posts[number] = post


def _renew_group(district: District, group: str, year: int) -> list[Post]:
    """Let leavers go and deputies rise; return the posts that newcomers take up."""
    local = district.plan["district"]
    present, wanted = district.of("district", group), local["post_groups"][year][group]
    before = local["post_groups"][year - 1][group]
    retired = [number for number in present if folk.retires(district.people[number], year)]
    others = {n: folk.leaving(district.people[n], year) for n in present if n not in retired}
    more = before + local["entrants"][group] - wanted - (before - len(present)) - len(retired)
    for number in retired + folk.drawn(others, max(0, more), district.random):
        del district.posts[number]
    return _vacancies(district, group, wanted)


def _vacancies(district: District, group: str, wanted: int) -> list[Post]:
    own = [body for body in bodies() if body.head.group == group]
    headless = {body.head for body in own} - set(district.posts.values())
    open_heads = [
        body.head for body in own if body.head in headless and not _promote(district, body.head)
    ]
    missing = wanted - len(district.of("district", group)) - len(open_heads)
    if missing < 0:
        raise ValueError(
            f"plan.yml: {group} has {-missing} more bodies without a head than newcomers; "
            "raise its entrants"
        )
    held = Counter(post.body for post in district.posts.values() if post.rank == "deputy")
    places = [
        (held[body.head.body] + turn, at, body.deputy)
        for at, body in enumerate(own)
        for turn in range(body.most_deputies - held[body.head.body])
    ]
    # The bodies with the fewest deputies come first: the posts that stay empty are abolished.
    return open_heads + [post for *_, post in sorted(places, key=lambda place: place[:2])[:missing]]


def _promote(district: District, head: Post) -> bool:
    """Raise the ablest deputy who was not yet appointed: of the body, else of the unit's others."""
    deputies = {
        number: post
        for number, post in district.posts.items()
        if (post.unit, post.group, post.rank) == (head.unit, head.group, "deputy")
        and number not in district.appointed
    }
    if not deputies:
        return False
    ablest = max(
        deputies, key=lambda n: (deputies[n].body == head.body, district.people[n].merit, n)
    )
    district.posts[ablest] = head
    district.appointed.add(ablest)
    return True


def _admit(district: District, posts: list[Post], year: int) -> None:
    """Let newcomers take up posts, as many of them women as the year's count of women needs."""
    wanted = district.plan["district"]["women"][year]["count"]
    present = sum(district.people[n].sex == "female" for n in district.of("district"))
    if not 0 <= wanted - present <= len(posts):
        raise ValueError(
            f"plan.yml: {wanted} women in {year} cannot be reached from {present} who stayed "
            f"and {len(posts)} newcomers; change the count"
        )
    weights = {at: 4.0 if post.group == "schools" else 1.0 for at, post in enumerate(posts)}
    women = set(folk.drawn(weights, wanted - present, district.random))
    for at, post in enumerate(posts):
        number = max(district.people) + 1
        district.enters(number, "female" if at in women else "male", post, year)
        district.appointed.add(number)


def _exchange_units(district: District) -> None:
    """Let pairs of like posts in schools and communes change places."""
    settled = set(district.of("district", "schools") + district.of("district", "communes"))
    settled -= district.appointed
    posts = district.posts

    def partners(number: int) -> list[int]:
        own = posts[number]
        return [n for n in settled if posts[n].like == own.like and posts[n].unit != own.unit]

    for _ in range(district.plan["district"]["exchanges"]["count"]):
        (one,) = folk.drawn([n for n in settled if partners(n)], 1, district.random)
        (other,) = folk.drawn(partners(one), 1, district.random)
        posts[one], posts[other] = posts[other], posts[one]
        settled -= {one, other}


def _elect_committee(district: District) -> None:
    """Keep sitting members and fill the committee up with heads, school heads excepted."""
    present = set(district.of("district"))
    district.committee &= present
    heads = {
        number: 3.0 if district.posts[number].group == "communes" else 2.0
        for number in sorted(present - district.committee)
        if district.posts[number].rank == "head" and district.posts[number].group != "schools"
    }
    seats = district.plan["district"]["committee_members"]["count"] - len(district.committee)
    district.committee |= set(folk.drawn(heads, seats, district.random))


def _listed(district: District, year: int, before: dict[int, Post]) -> list[dict[str, Any]]:
    return [
        {
            "year": year,
            **vars(district.people[number]),
            **vars(post),
            "committee_member": number in district.committee,
            "appointed": bool(before) and _rises(before.get(number), post),
            "moved": number in before and _moves(before[number], post),
        }
        for number, post in district.posts.items()
    ]


def _rises(before: Post | None, now: Post) -> bool:
    return (
        before is None or (before.rank, now.rank) == ("deputy", "head") or before.tier != now.tier
    )


def _moves(before: Post, now: Post) -> bool:
    return before.tier == now.tier and before.unit != now.unit
