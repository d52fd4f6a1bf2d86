"""What a reading of a made folder is worth: right, told, silently wrong, and its false alarms."""

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis import load
from analysis.sources import NothingReadable
from offices.made import Made

# What is rightly told of a folder that is read right, by what its office did.
EXPECTED = {
    "hidden: hidden row": "hidden or filtered|sum|total",
    "hidden: hidden column": "Hidden columns",
    "hidden: struck row": "struck|sum|total|no row of data",
    "hidden: struck part": "struck",
    "beside: blank form": "No year is given|no row|names no|empty|nothing|No table|no data",
    "beside: hidden draft": "hidden",
    "beside: party members": "party members",
    "beside: other table": "header|table",
    "beside: empty sheet": "empty|nothing|no row of data",
    "sex: woman or blank": "blank|sex|empty",
    "unit: first only": "unit",
    "unit: not told": "unit",
    "others: cells below": "row",
    "others: quarters": "quarter|not used",
    "number: lost zeros": "zero",
    "sum: place": "sum|total",
    "sum: nameless": "sum|total",
}
WORDS = {
    "unit": "unit", "sex": "sex|Nữ|Nam|woman|women|men", "tier": "tier|manage",
    "year": "year", "rating": "rating|mark|level",
}  # fmt: skip
FIELDS = ("year", "unit", "rating", "tier", "sex")


@dataclass
class Judged:
    """The verdict, what was wrong, and the alarms of a right reading that nothing called for."""

    verdict: str
    why: str
    alarms: list[str]
    told: tuple[str, ...] = ()


def converted(made: list[Made]) -> None:
    """Let LibreOffice write the .xls and .ods that offices write with their own programs."""
    for kind in ("xls", "ods"):
        folders = {each.files[0].parent for each in made if each.plan["format"] == kind}
        files = [path for folder in folders for path in sorted(folder.glob("*.xlsx"))]
        if files:
            _convert(files, kind)


def _convert(files: list[Path], kind: str) -> None:
    """Convert files of many folders at once: the program takes longer to start than to write."""
    with tempfile.TemporaryDirectory() as scratch:
        named = [Path(scratch, f"{number}.xlsx") for number in range(len(files))]
        for path, place in zip(files, named, strict=True):
            path.rename(place)
        command = ["soffice", "--headless", "--convert-to", kind, "--outdir", scratch]
        subprocess.run([*command, *map(str, named)], check=True, capture_output=True, timeout=600)
        for path, place in zip(files, named, strict=True):
            shutil.move(place.with_suffix(f".{kind}"), path.with_suffix(f".{kind}"))


def judge(made: Made) -> Judged:
    """Read a folder and say what the reading is worth."""
    try:
        history = load(made.files[0].parent)
    except NothingReadable as nothing:
        return _wrong(Counter(), Counter(), [], nothing.problems, made)
    sound, problems = history.sound.evaluations, history.problems
    rows = sound.astype(object).where(sound.notna(), None)
    found: Counter[tuple[object, ...]] = Counter()
    paths: dict[object, list[tuple[object, ...]]] = {}
    for row in rows.to_dict("records"):
        key = (int(row["year"]), _plain(row["unit"]), row["rating"], row["tier"], row["sex"])
        found[key] += int(row["count"])
        if row["person"]:
            paths.setdefault(row["person"], []).append((int(row["year"]), row["rating"]))
    return _compared(found, paths, problems, made)


def _compared(found: Counter, paths: dict, problems: object, made: Made) -> Judged:
    told: Counter[tuple[object, ...]] = Counter()
    right: dict[object, list[tuple[object, ...]]] = {}
    for fact in made.facts:
        if fact.rating == "?" or made.plan.options.get("year") == "school year":
            continue
        told[fact.year, _plain(fact.unit), fact.rating, fact.tier, fact.sex] += fact.count
        if fact.person:
            right.setdefault(fact.person, []).append((fact.year, fact.rating))
    followed = Counter(tuple(sorted(each, key=str)) for each in paths.values())
    expected = Counter(tuple(sorted(each, key=str)) for each in right.values())
    named = _severe(problems, made)
    must_tell = made.plan.options.get("year") == "school year" or any(
        f.rating == "?" for f in made.facts
    )
    if +found == +told and followed == expected:
        if must_tell and not named:
            return Judged("silent", "what is in doubt is not told", [])
        return Judged("right", "", [] if must_tell else _alarms(problems, made))
    lost = [] if followed == expected else ["persons"]
    return _wrong(found, told, lost, problems, made)


def _wrong(found: Counter, told: Counter, lost: list[str], problems: object, made: Made) -> Judged:
    named = _severe(problems, made)
    if not told and not found:
        told = (
            Counter({"everything": 1}) if made.plan.options.get("year") != "school year" else told
        )
        if not told:
            return Judged("right" if named else "silent", "a school year", [])
    excess, missing = found - told, told - found
    fields = [*lost] if not excess and not missing else []
    for one in excess:
        for name, at in zip(FIELDS, range(5), strict=True):
            twin = next(
                (
                    m
                    for m in missing
                    if isinstance(m, tuple) and all(m[i] == one[i] for i in range(5) if i != at)
                ),
                None,
            )
            if twin is not None:
                fields.append(
                    f"{name}: {twin[at]} as {one[at]}" if one[at] is not None else f"{name} lost"
                )
                break
        else:
            fields.append("rows made")
    fields += ["rows lost"] if sum(missing.values()) > sum(excess.values()) else []
    kinds = sorted({re.sub(r":.*", " wrong", each) for each in fields}) or ["?"]
    silent = [kind for kind in kinds if not _is_told(kind, named)]
    why = f"{', '.join(kinds)}; e.g. {fields[:2]}"
    return Judged("silent" if silent else "told", why, [], tuple(named))


def _is_told(kind: str, named: list[str]) -> bool:
    if kind == "rows lost" or kind == "rows made" or kind == "?":
        return bool(named)
    if kind == "persons":
        return any(re.search("person|name|staff|birth", each) for each in named)
    word = WORDS[kind.split()[0]]
    return any(re.search(word, each) for each in named)


def _severe(problems: object, made: Made) -> list[str]:
    """Return what is told of the sheets that hold facts, but for what is told of other things."""
    rows = problems[problems["severity"].isin(["error", "warning"])]
    return [
        f"{row.reason}"
        for row in rows.itertuples()
        if row.sheet != "Khac"
        and not re.search("struck out|Hidden columns|sheet is hidden", row.reason)
    ]


def _alarms(problems: object, made: Made) -> list[str]:
    patterns = [EXPECTED[each] for each in made.plan.peculiar() if each in EXPECTED]
    patterns += ["There is no rating"] if any(fact.rating is None for fact in made.facts) else []
    rows = problems[problems["severity"].isin(["error", "warning"])]
    return [
        f"{row.sheet} {row.cell}: {row.reason}"
        for row in rows.itertuples()
        if not any(re.search(pattern, row.reason) for pattern in patterns)
    ]


def _plain(unit: object) -> str | None:
    if unit is None:
        return None
    text = unicodedata.normalize("NFC", str(unit)).casefold()
    return " ".join(text.replace("uỷ", "ủy").split())
