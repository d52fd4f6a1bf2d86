"""The answers of an office about a source, as they are applied to what was read of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.sources.all_files.chosen import drop_counts, drop_people
from analysis.sources.mapping.answers import Answers, answers_for
from analysis.sources.mapping.asks import Ask
from analysis.sources.mapping.doubtful_file import Answered, read_doubtful
from analysis.sources.mapping.ids import (
    at_odds,
    unheaded_cells,
    unknown_files,
    unknown_sheets,
    unmet_headings,
)
from analysis.sources.mapping.model import Covers
from analysis.sources.mapping.model import Mapping as Said
from analysis.sources.mapping.pairs import Settling, answers_of, settle, unmet
from analysis.sources.mapping.stated import Stated, said_otherwise
from analysis.sources.mapping.units import call_as_answered, carry_on, named_units
from analysis.sources.mapping.written import MappingError, Written, read_mapping
from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.walk import MAPPINGS, named_files


@dataclass(frozen=True)
class Office:
    """What an office has answered about a source, and applies to what was read of it.

    Attributes
    ----------
    source : Path
        A folder, or one file of a folder whose answers hold for it too.
    written, answered
        Its mapping file and its list of doubtful pairs, None where there is none.
    settling : Settling
        Who is who.
    tier : str or None
        That of files which do not say it, as a review file states it.
    stated : Written or None
        What else the review file states: lists expected, and what lists of events cover.
    asks, heard : list
        What it could answer more, and all that was read: filled when the source is read.
    """

    source: Path
    written: Written | None = None
    answered: Answered | None = None
    settling: Settling = field(default_factory=Settling)
    tier: str | None = None
    stated: Written | None = None
    asks: list[Ask] = field(default_factory=list)
    heard: list[Reading] = field(default_factory=list)

    @property
    def said(self) -> Said | None:
        """The content of the mapping file."""
        return self.written.said if self.written else None

    @property
    def _all(self) -> list[Written]:
        """What is answered of the source: in the review file, in the mapping file."""
        return [each for each in (self.stated, self.written) if each]

    @property
    def units(self) -> frozenset[str]:
        """What the office itself calls units, folded."""
        return frozenset().union(*map(named_units, self._all))

    def skips(self, file: str) -> bool:
        """Say whether a file is to be left out."""
        return self.written is not None and self.written.skips(file)

    def check_places(self, reading: Reading) -> None:
        """Refuse what names sheets, tables or headings that are not there, or cells without one.

        Parameters
        ----------
        reading : Reading
            What was read of all files.

        Raises
        ------
        MappingError
            With each of them by its line.
        """
        files = _files(self.source) if self._all else []
        for written in self._all:
            written.refuse(unknown_sheets(written, reading.names, files))
            written.refuse(unheaded_cells(written, reading))
            if self.source.is_dir():
                written.refuse(unmet_headings(written, reading, files))

    def answers(self, file: str) -> Answers:
        """Return what holds for the whole of a file."""
        return answers_for(self.said, file, None, self.tier)

    def name_units(self, reading: Reading) -> None:
        """Give units the names that the office says, and add those whose lists it expects."""
        for written in self._all:
            call_as_answered(reading, written)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The table that counts and the other, where it has chosen between two."""
        return self.written.choices() if self.written else []

    @property
    def covers(self) -> list[Covers]:
        """What it says that lists of events cover."""
        said = [each for written in self._all for each in written.said.outcomes_recorded]
        return [each for n, each in enumerate(said) if each not in said[:n]]

    def choose_counts(self, reading: Reading) -> None:
        """Leave out what a table not chosen tells too, where one of the two holds counts."""
        drop_counts(reading, self.choices)

    def carry_units_on(self, reading: Reading) -> None:
        """Let the series of units that were merged or renamed go on (see `carry_on`)."""
        for written in self._all:
            carry_on(reading, written, whole=self.source.is_dir())

    def tell_apart(self, reading: Reading) -> None:
        """Join and part people as the office has answered, and tell which answers are of nobody."""
        settle(reading, self.settling)
        drop_people(reading, self.choices)
        if self.source.is_dir():
            reading.problems += unmet(self.settling, self.written, self.answered)

    def hear(self, problems: Iterable[Record], reading: Reading) -> None:
        """Take up what of the problems the office could answer, and who is doubtful."""
        for found in problems:
            self.asks.extend(found.get("asks", ()))  # type: ignore[arg-type]
        self.heard.append(reading)


def office_of(source: Path, stated: Stated | None = None) -> Office:
    """Return what an office has answered in the folder of a source, and in its review file.

    Raises
    ------
    MappingError
        An answer is wrong, names files that do not lie there, or differs between the two.
    """
    stated = stated or Stated()
    written, more = _mapping_beside(source), stated.written()
    if more:
        more.refuse([*at_odds(more), *(said_otherwise(more, written) if written else ())])
    answered = read_doubtful(source)
    settling = answers_of(written, answered)
    return Office(source, written, answered, settling, stated.tier, more)


def _mapping_beside(source: Path) -> Written | None:
    folder = source if source.is_dir() else source.parent
    places = [folder / name for name in MAPPINGS]
    found = [place for place in places if place.is_file() and not place.is_symlink()]
    if not found:
        return None
    if len(found) > 1:
        names = dict(zip(("first", "second"), MAPPINGS, strict=True))
        raise MappingError([problem("error", "mapping_two_files", MAPPINGS[0], **names)], folder)
    written = read_mapping(found[0])
    files = _files(source) if written.said.files else []
    written.refuse([*unknown_files(written, files), *at_odds(written)])
    return written


def _files(source: Path) -> list[str]:
    folder = source if source.is_dir() else source.parent
    return [name for name, _ in named_files(folder)]
