"""Tells how two versions of the program differ in all that a run observes: `compare.py BEFORE/rounds.csv AFTER/rounds.csv`.

Both files come from `grassroots run baseline --replicates 30`, each with its own version. Counts must be the same in every
round, group and replicate; for everything else the largest difference is told, absolute and relative to the standard
deviation between replicates of the mean over the last 52 rounds.
"""

import csv
import math
import sys
from statistics import mean, stdev

COUNTS = (
    "new_needs requests filed merged proactive closed withdrawn given_up transfers backlog sessions attendance moved "
    "organisations organisations_founded organisations_closed false_closures_found false_closures_not_found"
).split()
LAST = 52


def read(path: str) -> tuple[list[str], list[tuple[tuple[str, str, str], list[float]]]]:
    with open(path, newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)[3:]
        return columns, [(tuple(row[:3]), [float(cell) if cell else math.nan for cell in row[3:]]) for row in rows]


def same(a: float, b: float) -> bool:
    return a == b or (math.isnan(a) and math.isnan(b))


def ends(rows, place: int) -> dict[str, float]:
    """Mean of a column over the last rounds for the city, by replicate."""
    last = max(int(round) for (_, round, _), _ in rows) - LAST
    values: dict[str, list[float]] = {}
    for (replicate, round, group), row in rows:
        if group == "city" and int(round) > last and not math.isnan(row[place]):
            values.setdefault(replicate, []).append(row[place])
    return {replicate: mean(curve) for replicate, curve in values.items()}


def main() -> None:
    (columns, before), (names, after) = map(read, sys.argv[1:3])
    if columns != names or [key for key, _ in before] != [key for key, _ in after]:
        sys.exit("the files do not have the same columns, rounds, groups and replicates")
    moved = {
        name: sum(not same(a[columns.index(name)], b[columns.index(name)]) for (_, a), (_, b) in zip(before, after))
        for name in COUNTS
    }
    print(f"{len(before)} rows; {sum(moved.values())} of {len(before) * len(COUNTS)} counts differ")
    print("| column | mean before | mean after | largest difference in a round | difference of means / sd between replicates |")
    print("|---|---|---|---|---|")
    for place, name in enumerate(columns):
        largest = max((abs(a[place] - b[place]) for (_, a), (_, b) in zip(before, after) if a[place] == a[place]), default=0)
        first, second = ends(before, place), ends(after, place)
        if len(first) < 2:
            continue
        x, y, sd = mean(first.values()), mean(second.values()), stdev(first.values())
        print(f"| {name} | {x:.6g} | {y:.6g} | {largest:.1g} | {abs(x - y) / sd if sd else 0:.1g} |")
    sys.exit(any(moved.values()))


if __name__ == "__main__":
    main()
