"""Files as they come, to plain sheets of cells: read in a process of its own, within limits.

The modules of the child (all but `parent`) import the standard library and calamine alone, so
that it starts in a few hundredths of a second.
"""
