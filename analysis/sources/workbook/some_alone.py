"""Tables that their titles say to be of some cadres alone, and not of a whole unit."""

from functools import lru_cache

from analysis.sources.mapping.asks import asking, of_sheet
from analysis.sources.problems import problem
from analysis.sources.reading import Record
from analysis.sources.words.headers import folded
from analysis.sources.workbook.context import Context
from analysis.vocabulary import fold, wordings

# Shorter ones are words of other things too: "tốt", "HT".
_SHORTEST_LEVEL = 5
_TELL_SEX = ("sex", "female", "male", "birth_female", "birth_male", "women_mark", "men_mark")


def some_alone(context: Context, ratings: set[object]) -> list[Record]:
    """Return the warning of a table that its title says to be of some cadres alone.

    Of women, where nothing in it tells of men; of the young; of those with the one rating that is
    met in it. The office may say that it is to count nevertheless.
    """
    padded = f" {fold(' '.join(context.table_titles))} "
    sexes = context.header.has(*_TELL_SEX) or f" {fold('nam')} " in padded
    words = folded("words_of_some") | (frozenset() if sexes else folded("words_of_women"))
    some = [word for word in sorted(words) if f" {word} " in padded]
    of_one = len(ratings) == 1 and _levels_named(padded) == ratings
    if context.sheet.answers.skip is False or not (some or of_one):
        return []
    found = problem("warning", "some_alone", context.sheet.file, context.sheet.name)
    return [asking(found, of_sheet(found, "skip"))]


# Hundreds of sheets share their titles.
@lru_cache(maxsize=8192)
def _levels_named(padded: str) -> frozenset[str]:
    """Return the ratings that a text names, each by its longest wording."""
    found = set()
    for word, code in sorted(wordings("ratings").items(), key=lambda each: -len(each[0])):
        if f" {word} " in padded and len(word) >= _SHORTEST_LEVEL:
            found.add(code)
            padded = padded.replace(f" {word} ", " | ")
    return frozenset(found)
