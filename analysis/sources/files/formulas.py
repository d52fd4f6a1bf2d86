"""The value of a simple formula that the program which wrote the file did not calculate."""

import re
from collections.abc import Callable, Iterator
from operator import eq, ge, gt, le, lt, ne
from typing import Any

Value = float | str
Cell = tuple[int, int]
# A formula and how far it is copied from the cell in which it was written.
Formula = tuple[str, int, int]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|"(?P<string>[^"]*)"
    |(?P<sheet>(?:'[^']+'|\w+)!)?(?P<ref>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<to>\$?[A-Z]{1,3}\$?\d{1,7}))?
    |(?P<sum>SUM\()|(?P<if>IF\()|(?P<compared><=|>=|<>|[<>=])|(?P<sign>[-+*/&(),;]))""",
    re.VERBOSE,
)
_COMPARISONS = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_REF = re.compile(r"(\$?)([A-Z]+)(\$?)(\d+)")
_MOST_STEPS, _DEEPEST = 200_000, 60


class NotSimple(Exception):
    """A formula holds more than sums, choices, the four operations, texts and references."""


class Sheets:
    """The cells of a workbook, with the formulas whose values are wanted.

    Parameters
    ----------
    rows : dict
        The rows of each sheet by its name.
    formulas : dict
        The formulas without value, by sheet and cell.
    """

    def __init__(
        self, rows: dict[str, list[list[object]]], formulas: dict[str, dict[Cell, Formula]]
    ) -> None:
        self.rows, self.formulas = rows, formulas
        self.known: dict[tuple[str, Cell], Value] = {}
        self.steps = self.depth = 0

    def value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value.

        Raises
        ------
        NotSimple
            Its formula is not simple, or refers to one that is not, or to itself.
        """
        self.steps += 1
        if sheet not in self.rows or self.steps > _MOST_STEPS:
            raise NotSimple
        if cell in self.formulas.get(sheet, {}):
            return self._calculated(sheet, cell)
        rows, (row, column) = self.rows[sheet], cell
        found = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if not isinstance(found, (int, float, str)):
            raise NotSimple
        return found if isinstance(found, str) else float(found)

    def _calculated(self, sheet: str, cell: Cell) -> Value:
        if (sheet, cell) not in self.known:
            self.depth += 1
            if self.depth > _DEEPEST:
                raise NotSimple
            formula, down, right = self.formulas[sheet][cell]
            self.known[sheet, cell] = _Parser(formula, down, right, sheet, self.value).result()
            self.depth -= 1
        return self.known[sheet, cell]


class _Parser:
    def __init__(
        self, text: str, down: int, right: int, sheet: str, value: Callable[[str, Cell], Value]
    ) -> None:
        self.tokens = list(_tokens(text))
        self.at, self.sheet, self.value = 0, sheet, value
        self.down, self.right = down, right
        # What is not chosen is passed over: it may divide by zero.
        self.unread = 0

    def result(self) -> Value:
        found = self._joined()
        if self.at != len(self.tokens):
            raise NotSimple
        return found

    def _sign(self) -> str | None:
        return self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None

    def _joined(self) -> Value:
        found = self._added()
        while self._sign() == "&":
            self.at += 1
            found = _written(found) + _written(self._added())
        return found

    def _added(self) -> Value:
        found = self._multiplied()
        while (sign := self._sign()) in ("+", "-"):
            self.at += 1
            more = _number(self._multiplied())
            found = _number(found) + (more if sign == "+" else -more)
        return found

    def _multiplied(self) -> Value:
        found = self._single()
        while (sign := self._sign()) in ("*", "/"):
            self.at += 1
            more = _number(self._single())
            if sign == "/" and more == 0:
                if not self.unread:
                    raise NotSimple
                more = 1.0
            found = _number(found) * more if sign == "*" else _number(found) / more
        return found

    def _single(self) -> Value:
        if self.at >= len(self.tokens):
            raise NotSimple
        token = self.tokens[self.at]
        self.at += 1
        if token["sign"] in ("+", "-"):
            return _number(self._single()) * (1 if token["sign"] == "+" else -1)
        if token["sign"] == "(":
            found = self._joined()
            self._expect(")")
            return found
        if token["sum"]:
            return self._sum()
        if token["if"]:
            return self._chosen()
        return self._operand(token)

    def _operand(self, token: re.Match[str]) -> Value:
        if token["number"] is not None:
            return float(token["number"])
        if token["string"] is not None:
            return str(token["string"])
        if token["ref"] is None or token["to"] is not None:
            raise NotSimple
        if self.unread:
            return 0.0
        return self.value(self._sheet_of(token), self._cell(token["ref"]))

    def _chosen(self) -> Value:
        """Return which number, or nothing, IF chooses by a comparison of numbers or of texts."""
        left = self._joined()
        if self.at >= len(self.tokens) or not (sign := self.tokens[self.at]["compared"]):
            raise NotSimple
        self.at += 1
        right = self._joined()
        holds = bool(self.unread) or _compared(left, sign, right)
        found, other = self._branch(holds), self._branch(not holds)
        self._expect(")")
        chosen = found if holds else other
        # A word that a form chooses is a rating or a mark, and nobody has seen it.
        if chosen and isinstance(chosen, str) and not self.unread:
            raise NotSimple
        return chosen

    def _branch(self, read: bool) -> Value:
        self._expect(self._sign() if self._sign() in (",", ";") else ",")
        self.unread += not read
        found = self._joined()
        self.unread -= not read
        return found

    def _sum(self) -> float:
        total = 0.0
        while True:
            token = self.tokens[self.at] if self.at < len(self.tokens) else None
            if token is not None and token["to"] is not None:
                self.at += 1
                total += sum(self._range(token))
            else:
                total += _number(self._joined())
            if self._sign() not in (",", ";"):
                break
            self.at += 1
        self._expect(")")
        return total

    def _range(self, token: re.Match[str]) -> Iterator[float]:
        sheet = self._sheet_of(token)
        (top, left), (bottom, right) = self._cell(token["ref"]), self._cell(token["to"])
        if (bottom - top + 1) * (right - left + 1) > _MOST_STEPS:
            raise NotSimple
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found = 0.0 if self.unread else self.value(sheet, (row, column))
                # As in a spreadsheet, a text in the range of a sum counts nothing.
                if not isinstance(found, str):
                    yield found

    def _sheet_of(self, token: re.Match[str]) -> str:
        return token["sheet"][:-1].strip("'") if token["sheet"] else self.sheet

    def _cell(self, reference: str) -> Cell:
        found = _REF.fullmatch(reference)
        if found is None:
            raise NotSimple
        fixed_column, letters, fixed_row, digits = found.groups()
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        right, down = (0 if fixed_column else self.right), (0 if fixed_row else self.down)
        return int(digits) - 1 + down, column - 1 + right

    def _expect(self, sign: str | None) -> None:
        if self._sign() != sign:
            raise NotSimple
        self.at += 1


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotSimple
        yield found
        at = found.end()


def _compared(left: Value, sign: str, right: Value) -> bool:
    """Say whether a comparison holds; an empty cell is neither surely 0 nor surely a text."""
    if isinstance(left, str) and isinstance(right, str):
        pair: tuple[Any, Any] = left.casefold(), right.casefold()
    elif isinstance(left, float) and isinstance(right, float):
        pair = left, right
    else:
        raise NotSimple
    return bool(_COMPARISONS[sign](*pair))


def _number(value: Value) -> float:
    if isinstance(value, str) and value:
        raise NotSimple
    return 0.0 if isinstance(value, str) else value


def _written(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else value
