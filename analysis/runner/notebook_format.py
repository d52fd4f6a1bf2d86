"""`nbformat`, imported without what takes nine tenths of its import and is of no use to it.

It imports jsonschema, which imports every optional check of formats that it finds installed. One
of them (rfc3987-syntax, which JupyterLab's events ask for) compiles a grammar of international
web addresses each time: near a second in the command and in each worker, for a check that the
notebook format does not make. In such a process jsonschema does not check that format at all.
"""

import sys

_GRAMMAR = "rfc3987_syntax"

_known = sys.modules.get(_GRAMMAR)
# As if it were not installed.
sys.modules[_GRAMMAR] = _known  # type: ignore[assignment]
try:
    import nbformat as nbformat
finally:
    if _known is None:
        del sys.modules[_GRAMMAR]
