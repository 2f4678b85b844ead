"""Two processes on one folder: one works and the other is refused, or they come one after the other."""
import time

from .studies import Wrong, differences, ended, hashes, journal, products


def together(study, place, one, two, random, without_lock):
    """Starts both within a moment of each other; how they ended."""
    first = study.start(place, *one)
    time.sleep(random.choice([0.0, random.random() * study.seconds]))
    if without_lock:
        (place / "results" / ".lock").unlink(missing_ok=True)
    second = study.start(place, *two)
    if without_lock:
        time.sleep(0.01)
        (place / "results" / ".lock").unlink(missing_ok=True)
    return ended(first, " ".join(one)), ended(second, " ".join(two))


def paired(study, kind, random):
    without_lock = random.random() < 0.4
    resume, overwrite = study.words("--resume"), study.words("--overwrite")
    other = [*study.other_seed(), "--quiet", "--out", "results", "--overwrite"] if study.name != "sweep" else None
    before, one, two = {
        "two that begin": (None, study.words(), study.words()),
        "two that resume": (study.short, resume, resume),
        "two that overwrite": (study.whole, overwrite, overwrite),
        "two studies that overwrite": (study.whole, overwrite, other or overwrite),
        "plot beside a run": (study.short, resume, ["plot", "results"]),
        "merge beside a run": (study.short, resume, ["merge", str(study.whole), "--overwrite", "--quiet", "--out", "results"]),
        "reproduce --out beside a run":
            (study.short, resume, ["reproduce", str(study.whole), "--run", "1", "--overwrite", "--quiet", "--out", "results"]),
        "reproduce beside a run": (study.short, resume, ["reproduce", "results", "--quiet"]),
        "two that plot": (study.whole, ["plot", "results"], ["plot", "results"]),
    }[kind]
    with study.place(before) as place:
        ends = together(study, place, one, two, random, without_lock)
        study.tally.add("pairs")
        try:
            judge(study, place, kind, ends)
        except Wrong as wrong:
            told = [f"exit {end.code}: {end.told}" for end in ends]
            deleted = ", .lock deleted" if without_lock else ""
            raise Wrong(wrong.kind, f"{kind}{deleted}: {wrong}\n  one: {told[0]}\n  two: {told[1]}") from None


def judge(study, place, kind, ends):
    """The folder must be wholly what one of the two makes, and each that was refused says so."""
    codes = [end.code for end in ends]
    if 0 not in codes:
        raise Wrong("misbehaviour", "neither of the two did its work")
    if any(code not in (0, 2) for code in codes) and kind != "reproduce beside a run":
        raise Wrong("misbehaviour", "one of the two failed while it worked")
    results = place / "results"
    if study.call(place, "reproduce", "results", "--quiet").code != 0:
        raise Wrong("wrong tables", "`reproduce` finds a difference afterwards")
    if kind == "reproduce --out beside a run" and ends[1].code == 0:
        return
    mine, wholes = products(results), [products(study.whole)]
    if kind == "two studies that overwrite":
        wholes.append(products(study.other))
    if kind in ("plot beside a run", "merge beside a run") and codes[0] != 0:
        wholes.append(products(study.short))
    if mine not in wholes:
        raise Wrong("wrong tables", f"mixed: {', '.join(differences(wholes[0], mine))}")
    keys = [key for key, _ in journal(results)]
    if len(keys) != len(set(keys)):
        raise Wrong("lost runs", "a run stands twice in the journal")
    left = [name for name in hashes(results) if name.rsplit("/", 1)[-1].startswith(".")]
    if left:
        raise Wrong("misbehaviour", f"files are left over: {left}")


KINDS = ["two that begin", "two that resume", "two that overwrite", "two studies that overwrite", "plot beside a run",
         "reproduce --out beside a run", "reproduce beside a run", "two that plot"]


def kinds(study):
    return KINDS + ["merge beside a run"] if study.name == "sweep" else KINDS
