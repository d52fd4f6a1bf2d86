"""Imported before anything else: a list of languages that cannot be read is told in one line.

All that speaks needs that list, so nothing but this can say what is wrong with it.
"""

import sys

from analysis.formats.catalogue import CatalogueError

try:
    import analysis.languages  # noqa: F401
except CatalogueError as error:
    print(error, file=sys.stderr)
    raise SystemExit(2) from None
