"""What a review file states of its source, in the words of the mapping file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.formats.yaml_file import Node
from analysis.sources.mapping.written import Written, shown, validated
from analysis.sources.reading import Record
from analysis.vocabulary import fold

# Keys of the mapping file that a review file may have.
KEYS = ("expected", "outcomes_recorded")


@dataclass(frozen=True)
class Stated:
    """What a review states of its source: it belongs to the state in which that is read.

    Attributes
    ----------
    tier : str or None
        That of files which do not say it.
    file : str
        The name of the review file.
    content : dict
        Its keys that are those of a mapping file, as they are written.
    root : yaml.Node or None
        The nodes of the file, which know its lines; a run of a build has none.
    """

    tier: str | None = None
    file: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    root: Node | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        """Say whether anything is stated."""
        return bool(self.tier or self.content)

    def plain(self) -> dict[str, Any]:
        """Return it as a run of a build is told it."""
        return {"tier": self.tier, "file": self.file, "content": self.content}

    def written(self) -> Written | None:
        """Return what is stated beside the tier, as a mapping file says it; None for nothing.

        Raises
        ------
        MappingError
            A key or value is wrong: each with its line in the review file.
        """
        if not self.content:
            return None
        return validated(self.content, self.root, Path(self.file))


def said_otherwise(stated: Written, mapping: Written) -> Iterator[Record]:
    """Yield the error of each unit or list of which mapping and review file differ."""
    ours = {fold(unit): (unit, term) for unit, term in stated.said.expected.items()}
    for unit, term in mapping.said.expected.items():
        name, other = ours.get(fold(unit), (unit, term))
        if other != term:
            yield _differs(stated, mapping, ("expected", name), ("expected", unit), unit)
    for number, covers in enumerate(stated.said.outcomes_recorded):
        items = mapping.said.outcomes_recorded
        same = [n for n, each in enumerate(items) if each.of == covers.of]
        if same and covers not in [items[n] for n in same]:
            here, there = ("outcomes_recorded", number), ("outcomes_recorded", same[0])
            yield _differs(stated, mapping, here, there, covers.of)


def _differs(
    stated: Written,
    mapping: Written,
    here: tuple[str | int, ...],
    there: tuple[str | int, ...],
    word: str,
) -> Record:
    values: dict[str, Any] = {"word": shown(word), "other": mapping.place.name}
    line = mapping.line(*there)
    return stated.problem("error", "stated_otherwise", here, **values, other_line=line)
