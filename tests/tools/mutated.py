"""Workbooks damaged at random: on their way (bytes), or by a program that wrote them (parts)."""

import io
import random
import re
import zipfile

_TAG = re.compile(rb"<[^<>]+>")


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file as it arrives that was damaged on its way: its checksums no longer fit."""
    changed = bytearray(content)
    at, length = chance.randrange(len(changed)), chance.randint(1, 200)
    kind = chance.choice(("bits", "bits", "zeros", "cut", "doubled", "swapped", "noise"))
    if kind == "bits":
        for _ in range(chance.randint(1, 40)):
            place = chance.randrange(len(changed))
            changed[place] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        changed[at : at + length] = bytes(len(changed[at : at + length]))
    elif kind == "cut":
        del changed[at : at + length * chance.choice((1, 100))]
    elif kind == "doubled":
        changed[at:at] = changed[at : at + length]
    elif kind == "swapped":
        other = chance.randrange(len(changed))
        one, two = changed[at : at + length], changed[other : other + length]
        changed[at : at + length], changed[other : other + length] = two, one
    else:
        changed[at : at + length] = chance.randbytes(length)
    return bytes(changed)


def rewritten(content: bytes, chance: random.Random) -> bytes:
    """Return a workbook of which a part is no longer what it should be, with sound checksums."""
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(body, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        kind = chance.choice(("gone", "twice", "empty", "tag", "tag", "tag", "number", "half"))
        for name in names:
            part = old.read(name)
            if name != chosen:
                new.writestr(name, part)
            elif kind != "gone":
                new.writestr(name, _part(part, kind, chance))
    return body.getvalue()


def _part(part: bytes, kind: str, chance: random.Random) -> bytes:
    tags = list(_TAG.finditer(part))
    if kind == "empty" or not tags:
        return b""
    one, two = sorted(chance.sample(tags, 2), key=lambda tag: tag.start()) if tags[1:] else tags * 2
    if kind == "half":
        return part[: one.end()]
    if kind == "twice":
        return part[: one.end()] + part[one.start() :]
    if kind == "number":
        digits = list(re.finditer(rb"\d+", part))
        place = chance.choice(digits) if digits else one
        number = chance.choice((b"-1", b"0", b"1048577", b"99999999999", b"1e9", b""))
        return part[: place.start()] + number + part[place.end() :]
    return part[: one.start()] + two[0] + part[one.end() : two.start()] + one[0] + part[two.end() :]
