"""The posts of the demo district: which bodies there are, who heads them, how many deputies."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.formats.catalogue import read_catalogue


@dataclass(frozen=True)
class Post:
    """A post that somebody holds: its title, its body and unit, its group and rank."""

    title: str
    body: str
    unit: str
    group: str
    rank: str
    tier: str
    staff_class: str
    like: str


@dataclass(frozen=True)
class Body:
    """A committee, department or school: the post of its head and that of each deputy."""

    head: Post
    deputy: Post
    most_deputies: int


@cache
def read(name: str) -> dict[str, Any]:
    """Return the data file ``name`` of this package: ``plan.yml``, ``posts.yml``, …"""
    return read_catalogue(Path(__file__).with_name(name))


def bodies() -> list[Body]:
    """Return the bodies whose heads and deputies the district's standing committee manages."""
    return [
        _body(entry, number)
        for entry in read("posts.yml")["district"]
        for number in range(entry["numbers"][0], entry["numbers"][1] + 1)
    ]


def _body(entry: dict[str, Any], number: int) -> Body:
    def post(rank: str) -> Post:
        return Post(
            title=entry[rank].format(n=number),
            body=entry["head"].format(n=number),
            unit=entry["unit"].format(n=number),
            group=entry["group"],
            rank=rank,
            tier="district",
            staff_class=entry["staff_class"],
            like=f"{rank}: {entry['head']}",
        )

    return Body(post("head"), post("deputy"), entry["most_deputies"])


def city_posts() -> list[Post]:
    """Return the posts that the city's standing committee manages, those of later years last."""
    return [
        Post(
            title=entry["title"],
            body=entry["title"],
            unit=entry["unit"],
            group="district_leadership",
            rank="head",
            tier="city",
            staff_class="cadre",
            like=entry["title"],
        )
        for entry in read("posts.yml")["city"]
    ]


def units() -> list[str]:
    """Return the 51 units in the order in which an office lists them."""
    first = ("communes", "departments", "party_bodies", "other")
    ordered = sorted(
        bodies(), key=lambda body: first.index(body.head.group) if body.head.group in first else 0
    )
    return list(dict.fromkeys(body.head.unit for body in ordered))


def filled(group: str, size: int) -> list[Post]:
    """Return `size` posts of a group: every head, then deputies to each body in turn.

    Raises
    ------
    ValueError
        The bodies of the group cannot hold so many, or have more heads than that.
    """
    own = [body for body in bodies() if body.head.group == group]
    posts = [body.head for body in own]
    for turn in range(1, 1 + max(body.most_deputies for body in own)):
        posts += [body.deputy for body in own if body.most_deputies >= turn]
    if not len(own) <= size <= len(posts):
        raise ValueError(
            f"plan.yml: {group} has {len(own)} heads and room for {len(posts)} people, "
            f"not {size}; change the count there or the bodies in posts.yml"
        )
    return posts[:size]
