"""Read folders of offices at random: ``python -m offices.run list 3 0 200 [log]`` in tests/.

The kind, how many peculiarities (0 for any number), the first seed and how many; it prints the
table per peculiarity and adds what was not read right to the log, one JSON a line.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from offices.judged import converted, judge
from offices.made import make


def main(kind: str, most: int, first: int, number: int, keep: str | None) -> None:
    """Make, read and judge; print the table."""
    by_option: dict[str, Counter[str]] = defaultdict(Counter)
    whole: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch, Path(keep or "/dev/null").open("a") as log:
        made_of = {}
        for seed in range(first, first + number):
            folder = Path(scratch) / f"{kind}{seed}"
            folder.mkdir()
            made_of[seed] = make(folder, seed, kind, most or None)
        converted([*made_of.values()])
        for seed, made in made_of.items():
            judged = judge(made)
            told = [judged.verdict, *(["alarm"] if judged.alarms else [])]
            whole.update(told)
            for option in made.plan.peculiar() or ["plain"]:
                by_option[option].update(told)
            if told != ["right"]:
                line = {
                    **{"seed": seed, "kind": kind, "most": most, "verdict": told},
                    **{"why": judged.why, "alarms": judged.alarms, "told": judged.told},
                    "plan": made.plan.peculiar(),
                }
                log.write(json.dumps(line, ensure_ascii=False) + "\n")
                log.flush()
    print(kind, most or "all", dict(whole))
    for option, found in sorted(by_option.items()):
        print(
            f"{option:32}", *(f"{found[each]:5}" for each in ("right", "told", "silent", "alarm"))
        )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5] if len(sys.argv) > 5 else None)
