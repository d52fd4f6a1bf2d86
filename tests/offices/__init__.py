"""Files as offices make them, at random, with what is right for each: not by the reader's author.

`world` holds people and words, `paper` a sheet and its ways into a file, `lists` and `returns`
the layouts, `made` a whole folder, `judged` what a reading of it is worth.
"""
