"""When a line of cron runs: its five fields, checked, and the next time that they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from analysis.spoken import Message

# Minute, hour, day of the month, month, day of the week; 7 is Sunday too.
_SPANS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NAMES = {3: {name: n for n, name in enumerate(_MONTHS, 1)}, 4: {n: i for i, n in enumerate(_DAYS)}}
_ITEM = re.compile(r"(\*|\w+)(?:-(\w+))?(?:/(\d+))?")
# The 29th of February can be eight years away.
_FURTHEST = timedelta(days=8 * 366 + 1)


class NotATime(ValueError):
    """Five fields that name no time; the message says which of them, and what it may be."""


@dataclass(frozen=True)
class CronTime:
    """The minutes, hours, days, months and weekdays (0 is Sunday) of a line of cron."""

    fields: tuple[frozenset[int], ...]
    either_day: bool

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first minute after a moment that is meant; None if there is none."""
        begin = (moment + timedelta(minutes=1)).replace(second=0, microsecond=0)
        day = begin.date()
        while day <= begin.date() + _FURTHEST:
            if self._is_meant(day):
                for hour, minute in self._times():
                    found = datetime.combine(day, time(hour, minute), begin.tzinfo)
                    if found >= begin:
                        return found
            day += timedelta(days=1)
        return None

    def _times(self) -> Iterator[tuple[int, int]]:
        minutes, hours = map(sorted, self.fields[:2])
        return ((hour, minute) for hour in hours for minute in minutes)

    def _is_meant(self, day: date) -> bool:
        _, _, days, months, weekdays = self.fields
        if day.month not in months:
            return False
        of_month, of_week = day.day in days, day.isoweekday() % 7 in weekdays
        # Where both are given, cron runs on either (crontab(5)).
        return of_month or of_week if self.either_day else of_month and of_week


def cron_time(text: str) -> CronTime:
    """Return the time that five fields of cron name.

    Raises
    ------
    NotATime
        They are not five, or one of them is none of cron's.

    Examples
    --------
    >>> cron_time("0 2 20 12 *").next_after(datetime(2026, 11, 27))
    datetime.datetime(2026, 12, 20, 2, 0)
    """
    fields = text.split()
    if len(fields) != len(_SPANS):
        raise NotATime(Message("cron_fields", n=len(fields)))
    read = [frozenset(_numbers(field, at)) for at, field in enumerate(fields)]
    read[4] = frozenset(day % 7 for day in read[4])
    either_day = not any(fields[at].startswith("*") for at in (2, 4))
    found = CronTime(tuple(read), either_day)
    if found.next_after(datetime(2000, 1, 1)) is None:
        raise NotATime(Message("cron_never"))
    return found


def _numbers(field: str, at: int) -> Iterator[int]:
    first, last = _SPANS[at]
    for item in field.lower().split(","):
        parts = _ITEM.fullmatch(item)
        span = parts and _span(parts[1], parts[2], bool(parts[3]), at)
        step = int(parts[3] or 1) if parts else 0
        if not span or step < 1 or not first <= span[0] <= span[1] <= last:
            raise NotATime(Message("cron_field", field=field, first=first, last=last))
        yield from range(span[0], span[1] + 1, step)


def _span(begin: str, end: str | None, stepped: bool, at: int) -> tuple[int, int] | None:
    first, last = _SPANS[at]
    if begin == "*":
        return (first, last) if end is None else None
    numbers = [_NAMES.get(at, {}).get(each, each) for each in (begin, end or begin)]
    if not all(str(each).isdecimal() for each in numbers):
        return None
    return int(numbers[0]), last if stepped and end is None else int(numbers[1])
