"""The parameters of a run: what a notebook declares, what it may be given, how it gets there.

Nothing is let through that `engine.ExactTranslator` could not write as a literal of itself.
"""

import ast
import keyword
import math
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.runner.asking.review import RequestError
from analysis.runner.notebook_format import BrokenNotebook, read_notebook
from analysis.spoken import Message

_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "date": (date,),
    "Decimal": (Decimal,),
    "list": (list,),
    "dict": (dict,),
}
# Values that JSON has no form for go as an object with this one key.
_TAGS: dict[str, Callable[[Any], Any]] = {
    "$date": date.fromisoformat,
    "$decimal": Decimal,
    "$float": float,
    "$object": lambda pairs: {key: decoded(value) for key, value in pairs},
}


@dataclass(frozen=True)
class Declared:
    """A parameter as its notebook declares it: the name of its type, None where it tells none."""

    type: str | None


def declared_in(notebook: Path) -> dict[str, Declared]:
    """Return the parameters that a notebook's cell tagged ``parameters`` declares.

    Raises
    ------
    RequestError
        There is not exactly one such cell, or it is not Python.
    BrokenNotebook
        The file is no notebook.
    """
    cells = read_notebook(notebook).cells
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise RequestError(Message("tagged_cells", name=notebook.name, n=len(tagged)))
    try:
        return dict(filter(None, map(_declaration, ast.parse(tagged[0].source).body)))
    # What is nested without end is told by the last two, and a NUL by the second.
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        place = f"line {line}: {error.msg}" if isinstance(error, SyntaxError) and line else error
        raise RequestError(Message("tagged_code", name=notebook.name, why=str(place))) from error


def source_of(notebook: Path) -> str | None:
    """Return the source that a notebook reads by default; None where it does not tell."""
    with suppress(BrokenNotebook, SyntaxError, ValueError):
        for cell in read_notebook(notebook).cells:
            if "parameters" in cell.metadata.get("tags", []):
                for line in ast.parse(cell.source).body:
                    if isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == "source":
                        return str(ast.literal_eval(line.value)) if line.value else None
    return None


def _declaration(statement: ast.stmt) -> tuple[str, Declared] | None:
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        told = ast.unparse(statement.annotation).removeprefix("datetime.")
        return statement.target.id, Declared(told.removeprefix("decimal."))
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        try:
            kind = type(ast.literal_eval(statement.value)).__name__
        # No literal, or one that Python itself refuses when it runs.
        except (ValueError, TypeError):
            kind = None
        return statement.targets[0].id, Declared(kind if kind in _TYPES else None)
    return None


def check(name: str, value: Any, declared: Declared) -> None:
    """Refuse a name that is none, and a value of another type than the notebook declares.

    Raises
    ------
    RequestError
        The message says what is wrong and what to write instead.
    """
    # Python reads a name in its normal form: another form would arrive under another name.
    named = name.isidentifier() and unicodedata.normalize("NFKC", name) == name
    if not named or keyword.iskeyword(name):
        raise RequestError(Message("parameter_name", name=name))
    if declared.type and not _fits(value, declared.type):
        hint = Message("in_quotes") if declared.type == "str" else ""
        told = {"name": name, "declared": declared.type, "given": type(value).__name__}
        raise RequestError(Message("parameter_type", value=value, hint=hint, **told))
    encoded(value)


def _fits(value: Any, declared: str) -> bool:
    """Say whether a value is of a declared type; a type that is not known here is not checked."""
    if " | " in declared:
        return any(_fits(value, each) for each in declared.split(" | "))
    if declared == "None":
        return value is None
    outer, _, inner = declared.partition("[")
    wanted = _TYPES.get(outer)
    if wanted is None:
        return True
    # A truth value is a whole number in Python, and a moment a date.
    disguised = (isinstance(value, bool) and outer != "bool") or isinstance(value, datetime)
    if disguised or not isinstance(value, wanted):
        return False
    if isinstance(value, list) and inner:
        return all(_fits(item, inner.removesuffix("]")) for item in value)
    return True


def encoded(value: Any) -> Any:
    """Return a value in the form in which JSON can carry it.

    Raises
    ------
    RequestError
        There is no way to carry it: it is of another type, or text that no file can hold.
    """
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise RequestError(Message("parameter_text", value=value, why=str(error))) from None
        return value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": repr(value)}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"$date": value.isoformat()}
    if isinstance(value, list):
        return list(map(encoded, value))
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"$object": [[encoded(key), encoded(item)] for key, item in value.items()]}
    raise RequestError(Message("parameter_kind", kind=type(value).__name__))


def decoded(value: Any) -> Any:
    """Return the value that `encoded` gave the form of."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if isinstance(value, dict):
        ((tag, content),) = value.items()
        return _TAGS[tag](content)
    return value
