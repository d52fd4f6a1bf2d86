"""Which peculiarities a file has: one option of each dimension, the first being the plain one."""

import random

COMMON = {
    "format": ("xlsx", "xls", "ods", "csv"),
    "place": ("at A1", "from C4", "spacer column"),
    "head": ("motto", "none", "letter", "law", "annex"),
    "foot": ("none", "signature", "two signatures", "recipients"),
    "numbering": ("none", "1 2 3", "(1) (2)", "A B 1 2"),
    "spelling": ("plain", "upper", "line breaks", "remarks"),
    "hidden": ("none", "hidden row", "hidden column", "struck row", "struck part"),
    "letters": ("unicode", "tcvn3", "vni", "nfd"),
    "beside": ("none", "blank form", "hidden draft", "party members", "other table", "empty sheet"),
}
LIST = {
    "ordinal": ("plain", "none", "dotted", "restarting", "texts", "formulas"),
    "sex": (
        "none",
        "word",
        "woman marked",
        "both marked",
        "birth columns",
        "titles",
        "woman or blank",
    ),
    "birth": ("text", "none", "year", "date", "month", "mixed", "dots", "words"),
    "name": ("plain", "two columns", "two loose columns", "upper", "post behind", "spaces"),
    "number": ("none", "text", "lost zeros"),
    "unit": (
        "column",
        "groups",
        "bare groups",
        "merged groups",
        "title",
        "sheet name",
        "merged cells",
        "first only",
        "counted groups",
        "not told",
    ),
    "year": (
        "title",
        "sheet name",
        "file name",
        "column",
        "side by side",
        "own line",
        "as of",
        "second table",
        "second sheet",
        "second file",
        "school year",
    ),
    "rating": (
        "word",
        "marks",
        "sections",
        "codes",
        "own and competent",
        "three levels",
        "unrated column",
    ),
    "words": (
        "short",
        "full",
        "shorter",
        "plain",
        "duties",
        "half",
        "bare",
        "upper",
        "numbered",
        "slips",
        "limited",
        "remarked",
        "mixed",
        "doubtful",
    ),
    "tier": ("none", "title", "column", "groups"),
    "total": ("none", "sum", "words", "by level"),
    "pages": ("one", "header again", "title again"),
    "more": ("none", "education", "home", "party", "remarks"),
}
RETURN = {
    "rows": ("units", "levels", "years", "no key", "posts"),
    "side": ("none", "two tables"),
    "heads": ("one row", "under parent", "merged parent", "no merges"),
    "parts": ("none", "shares", "total and women", "number and share"),
    "scale": ("four", "reversed", "five", "not rated"),
    "words": ("short", "full", "shorter", "plain", "duties", "limited"),
    "total": ("before", "behind", "none", "roster", "rated only"),
    "sum": ("none", "last", "first", "whole", "nameless", "place", "both"),
    "groups": ("none", "figures", "bare", "letters"),
    "women": ("none", "rows", "column"),
    "zeros": ("0", "blank", "dash"),
    "figures": ("numbers", "texts", "leading zeros", "with word", "formulas", "not calculated"),
    "year": ("title", "sheet name", "file name", "column", "side by side", "own line",
             "second table", "second sheet", "second file"),
    "tier": ("none", "title", "second table"),
    "others": ("none", "members beside", "cells below", "quarters"),
}  # fmt: skip


class Plan:
    """The peculiarities of one file.

    Parameters
    ----------
    seed : int
        Of all that is left to chance.
    kind : str
        ``list`` or ``return``.
    most : int, optional
        How many dimensions are not plain; all may vary without it.
    """

    def __init__(self, seed: int, kind: str, most: int | None = None) -> None:
        self.chance, self.kind = random.Random(f"{kind} {seed} {most}"), kind
        self.known = {**COMMON, **(LIST if kind == "list" else RETURN)}
        varied = self.chance.sample(sorted(self.known), len(self.known) if most is None else most)
        self.options = {name: options[0] for name, options in self.known.items()}
        for name in varied:
            choices = self.known[name] if most is None else self.known[name][1:]
            self.options[name] = self.chance.choice(choices)
        (_settle_list if kind == "list" else _settle_return)(self.options)

    def __getitem__(self, name: str) -> str:
        return self.options[name]

    def peculiar(self) -> list[str]:
        """Return what is not plain."""
        return [
            f"{name}: {told}" for name, told in self.options.items() if told != self.known[name][0]
        ]


def _settle_list(told: dict[str, str]) -> None:  # noqa: C901 - a list of exceptions
    """Take back what no office can write at once."""
    if told["rating"] == "sections":
        for name in ("unit", "tier"):
            told[name] = told[name] if "groups" not in told[name] else "column"
        told["year"] = "title" if told["year"] == "side by side" else told["year"]
    if told["tier"] == "groups" and "groups" in told["unit"]:
        told["tier"] = "title"
    if told["year"] == "side by side" and told["rating"] not in ("word", "marks"):
        told["rating"] = "word"
    if told["rating"] in ("marks", "sections", "unrated column") and told["words"] in (
        "remarked", "mixed", "doubtful", "slips", "numbered",
    ):  # fmt: skip
        told["words"] = "short"
    if told["unit"] == "merged cells":
        told["pages"] = "one"
    if told["rating"] == "codes":
        told["words"] = "full"
    if told["ordinal"] == "restarting" and "groups" not in told["unit"] + told["tier"]:
        told["ordinal"] = "plain"
    if told["sex"] == "birth columns" and told["birth"] == "none":
        told["birth"] = "text"
    if told["name"] == "upper" or told["letters"] == "nfd":
        told["letters"] = "nfd" if told["letters"] == "nfd" else "unicode"
    _settle(told)


def _settle_return(told: dict[str, str]) -> None:  # noqa: C901 - a list of exceptions
    if told["rows"] != "units":
        told.update(groups="none", women=told["women"] if told["rows"] == "posts" else "none")
        told["side"] = "none" if told["rows"] != "levels" else told["side"]
    if told["rows"] in ("levels", "no key", "years"):
        told.update(
            sum="none",
            others="none",
            heads="one row",
            tier=told["tier"].replace("second table", "title"),
        )
        told["total"] = "behind" if told["total"] in ("roster", "rated only") else told["total"]
    if told["rows"] == "levels":
        told["parts"] = told["parts"] if told["parts"] in ("none", "shares") else "none"
        told["scale"] = "four" if told["scale"] == "not rated" else told["scale"]
    if told["rows"] == "years":
        told["year"] = "title"
    if told["rows"] in ("levels", "no key") and told["year"] == "column":
        told["year"] = "title"
    if told["year"] == "side by side":
        told.update(
            parts="none", heads="merged parent", scale="four", figures="numbers", others="none"
        )
        told["total"] = "none" if told["total"] in ("roster", "rated only") else told["total"]
        told["women"] = "none" if told["women"] == "column" else told["women"]
    if told["parts"] == "total and women" and told["women"] != "none":
        told["women"] = "none"
    if told["scale"] in ("five", "not rated") and told["words"] == "limited":
        told["words"] = "full"
    if told["rows"] in ("levels", "no key") and "row" in told["hidden"]:
        told["hidden"] = "none"
    if told["total"] == "roster" and told["scale"] != "not rated":
        # Nothing on the sheet that could be added up says how many were not rated.
        told["figures"] = told["figures"].replace("not calculated", "formulas")
    if told["side"] == "two tables":
        told.update(others="none", tier="none" if told["rows"] == "levels" else told["tier"])
        told["year"] = "title" if told["year"] in ("side by side", "second table") else told["year"]
    _settle(told)


def _settle(told: dict[str, str]) -> None:
    if told.get("women") == "rows" and "row" in told["hidden"]:
        told["hidden"] = "none"
    if told["letters"] in ("tcvn3", "vni") and told["words"] == "upper":
        told["words"] = "full"
    if told["format"] in ("xls", "ods") and told.get("figures") == "not calculated":
        # LibreOffice keeps the 0 that stands there, and then it is a value.
        told["figures"] = "formulas"
    if told["format"] == "csv":
        told.update(letters="unicode", hidden="none", beside="none")
        told["year"] = (
            told["year"] if told["year"] not in ("sheet name", "second sheet") else "title"
        )
        for name, plain in (("unit", "column"), ("heads", "one row"), ("year", "title")):
            if name in told and told[name] in (
                "merged cells",
                "sheet name",
                "merged parent",
                "side by side",
            ):
                told[name] = plain
        if told.get("figures") in ("formulas", "not calculated"):
            told["figures"] = "numbers"
        if told.get("ordinal") == "formulas":
            told["ordinal"] = "plain"
