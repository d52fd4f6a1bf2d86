"""Who a row is about, as one text, and a pair of rows as one code: the office answers by it.

The code tells nobody who they are, and stays the same when rows move, files are renamed or years
are added; another name, birth or number makes another pair.
"""

import hashlib
import hmac
from collections.abc import Callable

from analysis.sources.people.pseudonym import key_for
from analysis.sources.reading import Record
from analysis.vocabulary import fold

_LENGTH = 12
# Of two rows whether the office has said who they are.
Settled = Callable[[Record, Record], bool]


def who(row: Record) -> str:
    """Return name, birth and staff number of a row; its unit where there is but the name."""
    number = str(row.get("staff_number") or "").lstrip("0")
    known = [fold(row.get("name") or ""), str(row.get("birth") or ""), fold(number)]
    place = "" if any(known[1:]) else fold(row.get("unit") or "")
    return "|".join([*known, place])


def pair_code(row: Record, other: Record) -> str:
    """Return the code of two rows of one origin, whichever is named first."""
    both = "\n".join(sorted((who(row), who(other))))
    key = key_for(row["origin"] == "simulated")
    return hmac.new(key, both.encode(), hashlib.sha256).hexdigest()[:_LENGTH]
