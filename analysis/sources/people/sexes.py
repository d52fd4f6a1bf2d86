"""Sex and birth of the people of a list, by whichever of its columns tell them; none is guessed."""

from collections import defaultdict

from analysis.sources.problems import problem
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.words.cells import cell_name, partial_date
from analysis.sources.words.headers import folded, header_words
from analysis.sources.workbook.context import Context, word_code
from analysis.sources.workbook.row_persons import name_of_line
from analysis.vocabulary import code_of, fold

_MOST_CELLS = 8
# So many people without a mark under "Nữ": the column was rather left unfilled.
_UNFILLED = 10

Told = tuple[str | None, str | None, bool]


class Sexes:
    """The sexes and births that a list tells, and what is wrong with its columns.

    Parameters
    ----------
    body : Body
        The rows of the list: what a column means may show in all of them only.
    context : Context
        Its sheet.

    Attributes
    ----------
    asked : bool
        The list has a column of sexes.
    """

    def __init__(self, body: Body, context: Context) -> None:
        self._context = context
        self.asked = context.header.has("sex", "female", "male", "birth_female", "birth_male")
        self._columns = {
            sex: column
            for sex in ("male", "female")
            if (column := context.header.index(sex)) is not None
        }
        self._births = {sex: context.header.index(f"birth_{sex}") for sex in ("female", "male")}
        self._by_births = context.header.has("birth_female", "birth_male")
        self._met: dict[str, list[str]] = defaultdict(list)
        self._rows = len(body.lines)
        cells = [
            (sex, _state(line, column, sex))
            for line in body.lines
            for sex, column in self._columns.items()
        ]
        # "Nữ" under "Nữ" is a mark where nothing else is written there.
        self._words_are_marks = "word" not in {state for _, state in cells}
        marked = any(sex == "female" and state != "blank" for sex, state in cells)
        lone = list(self._columns) == ["female"]
        self._unmarked = lone and not marked and not context.header.has("sex")

    def of(self, line: Line, reading: Reading) -> Told:
        """Return the sex and birth date of a row's person, and whether the row may be kept.

        Sex is told by which of the columns *Nam* and *Nữ* holds the birth date or a mark, by a
        word under *Giới tính*, or by the title before the name; where two of them differ it is
        missing.
        """
        header = self._context.header
        if self._by_births:
            return self._by_birth_column(line, reading)
        birth = _birth(line, header.index("birth"), self._context, reading)
        _, titled = name_of_line(line, self._context)
        sex, born, column = self._told(line, titled, reading)
        if sex and titled and sex != titled:
            self._note("sex_unlike_title", line, column)
            return None, birth or born, True
        return sex or titled, birth or born, True

    def _by_birth_column(self, line: Line, reading: Reading) -> Told:
        filled = [sex for sex, column in self._births.items() if line.text(column)]
        if len(filled) == 1:
            (sex,) = filled
            return sex, _birth(line, self._births[sex], self._context, reading), True
        column = self._births["female" if self._births["male"] is None else "male"]
        told = ("error", "both_birth_columns") if filled else ("warning", "neither_birth_column")
        reading.problems.append(self._context.problem(*told, line.row, column))
        return None, None, not filled

    def problems(self) -> list[Record]:
        """Return what was met in the rows asked of: one problem a cause, with its cells."""
        return [self._problem(key, cells) for key, cells in self._met.items()]

    def _problem(self, key: str, cells: list[str]) -> Record:
        named = ", ".join(cells[:_MOST_CELLS]) + (", …" if len(cells) > _MOST_CELLS else "")
        place = (self._context.sheet.file, self._context.sheet.name, cells[0])
        severity = "note" if key == "all_men" else "warning"
        return problem(severity, key, *place, count=len(cells), cells=named)

    def _told(
        self, line: Line, titled: str | None, reading: Reading
    ) -> tuple[str | None, str | None, int | None]:
        column = self._context.header.index("sex")
        if column is not None:
            if not line.text(column) and not titled:
                self._note("blank_sex", line, column)
            return word_code("sexes", "sex", line, self._context, reading), None, column
        if not self._columns:
            return None, None, None
        return self._by_marks(line, titled)

    def _by_marks(
        self, line: Line, titled: str | None
    ) -> tuple[str | None, str | None, int | None]:
        states = {sex: _state(line, column, sex) for sex, column in self._columns.items()}
        filled = [sex for sex, state in states.items() if state != "blank"]
        first = next(iter(self._columns.values()))
        if len(filled) != 1:
            return self._unmarked_or_twice(line, filled, titled), None, first
        (sex,) = filled
        column = self._columns[sex]
        if states[sex] == "word" or (states[sex] == "own" and not self._words_are_marks):
            self._note("words_for_marks", line, column)
            return None, None, column
        born = partial_date(line.cells[column], birth=True) if states[sex] == "date" else None
        return sex, born, column

    def _unmarked_or_twice(self, line: Line, filled: list[str], titled: str | None) -> str | None:
        columns = list(self._columns.values())
        if filled:
            self._note("both_sexes_marked", line, columns[0])
        elif "male" not in self._columns:
            few = self._rows < _UNFILLED
            if not self._unmarked:
                return "male"
            self._note("all_men" if few else "no_woman_marked", line, columns[0])
            return "male" if few else None
        elif not titled:
            self._note("neither_sex_marked", line, columns[0])
        return None

    def _note(self, key: str, line: Line, column: int | None) -> None:
        self._met[key].append(cell_name(line.row, column or 0))


def _state(line: Line, column: int, sex: str) -> str:
    """Say what a cell under *Nam* or *Nữ* is: blank, a mark, a date, its own word, or a word."""
    word = line.text(column)
    plain = fold(word) or word
    if not word or plain in folded("no_words"):
        return "blank"
    if word.casefold() in header_words()["marks"]:
        return "mark"
    if partial_date(line.cells[column], birth=True):
        return "date"
    return "own" if code_of("sexes", word) == sex else "word"


def _birth(line: Line, column: int | None, context: Context, reading: Reading) -> str | None:
    if not line.text(column) or column is None:
        return None
    birth = partial_date(line.cells[column], birth=True)
    if birth is None:
        found = context.problem("warning", "unparseable_birth_date", line.row, column)
        reading.problems.append(found)
    return birth
