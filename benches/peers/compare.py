"""Runs the three programs side by side, checks that they are one model, and prints how fast each is.

`compare.py CORE CITY`: the program of core/ and the folder of the city that it has written.
"""

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats import t, ttest_ind

import with_mesa
import with_numba
from reduced import OUTCOMES, City, load

ROUNDS = 52
SOLVED = 0.6
#: Replicates that the means are taken from; Mesa takes minutes for what the others do in a second.
REPLICATES = {"core": 30, "numba": 30, "Mesa": 6}
#: Rounds at the end of a run that an outcome is averaged over for the check.
LAST = 13
#: Probability that the check fails though the programs are one model, over all its tests together.
FALSE_POSITIVES = 0.001
REPEATS = 7


def run_core(program: str, replicates: int, rounds: int = ROUNDS) -> list[dict]:
    command = [program, "run", str(replicates), str(rounds), str(SOLVED)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def means(results: list[dict]) -> np.ndarray:
    """Per replicate and outcome, the mean of the last rounds."""
    return np.array([np.array(result["curves"])[-LAST:].mean(axis=0) for result in results])


def interval(values: np.ndarray) -> str:
    half = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / len(values) ** 0.5
    return f"{values.mean():.5f} ± {half:.5f}"


def print_table(head: list[str], lines: list[list[str]]) -> None:
    for line in [head, ["---"] * len(head), *lines]:
        print("| " + " | ".join(line) + " |")
    print(flush=True)


def check(results: dict[str, list[dict]]) -> None:
    """Prints the outcomes side by side; leaves with an error if two programs differ."""
    ended = {name: means(result) for name, result in results.items()}
    tests = list(combinations(ended, 2))
    bound = FALSE_POSITIVES / (len(tests) * len(OUTCOMES))
    lines, least = [], 1.0
    for place, outcome in enumerate(OUTCOMES):
        p = min(ttest_ind(ended[a][:, place], ended[b][:, place], equal_var=False).pvalue for a, b in tests)
        lines.append([outcome, *(interval(values[:, place]) for values in ended.values()), f"{p:.2g}"])
        least = min(least, p)
    heads = [f"{name} ({len(values)} replicates)" for name, values in ended.items()]
    print_table([f"mean of the last {LAST} rounds", *heads, "smallest p"], lines)
    if least < bound:
        sys.exit(f"the programs differ: p {least:.2g} is below {bound:.2g}")
    print(f"One model: {len(tests) * len(OUTCOMES)} tests of Welch, none with p below {bound:.2g}.\n", flush=True)


def measure(program: str, city: City, mesa: list[dict]) -> None:
    """Alternates core and numba; Mesa's times are those of its replicates."""
    seconds = {"core": [], "numba": [], "Mesa": [result["seconds"] for result in mesa]}
    for _ in range(REPEATS):
        seconds["core"].append(run_core(program, 1)[0]["seconds"])
        seconds["numba"].append(with_numba.run(city, 1, ROUNDS, SOLVED)[0]["seconds"])
    core = np.median(seconds["core"])
    lines = []
    for name, taken in seconds.items():
        speed = city.residents * ROUNDS / np.array(taken) / 1e6
        spread = f"{speed.min():.3g} to {speed.max():.3g}"
        lines.append([name, f"{np.median(speed):.3g}", spread, f"{np.median(taken) / core:.1f}"])
    print_table(["program", "million resident-rounds per second and core", "from to", "time relative to core's"], lines)


def main() -> None:
    program, folder = sys.argv[1:]
    city = load(Path(folder))
    with_numba.run(city, 1, 2, SOLVED)
    results = {
        "core": run_core(program, REPLICATES["core"]),
        "numba": with_numba.run(city, REPLICATES["numba"], ROUNDS, SOLVED),
        "Mesa": with_mesa.run(city, REPLICATES["Mesa"], ROUNDS, SOLVED),
    }
    check(results)
    measure(program, city, results["Mesa"])


if __name__ == "__main__":
    main()
