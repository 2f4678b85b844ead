"""Damaged, deleted and swapped files: what follows must be right, or it must be said that it is not."""
import shutil

from .studies import Wrong, differences, hashes, journal, products


def files_of(results):
    return sorted(path for path in results.rglob("*") if path.is_file() and path.name != ".lock")


def damage(path, random):
    """Does one thing to a file, and says what."""
    bytes_ = path.read_bytes()
    kind = random.choice(["cut", "bit", "deleted", "zeros", "emptied", "line lost", "line doubled", "line first", "more"])
    lines, at = bytes_.splitlines(keepends=True), random.randrange(max(len(bytes_), 1))
    line = random.randrange(max(len(lines), 1))
    if kind == "deleted":
        path.unlink()
        return kind
    path.write_bytes({
        "cut": bytes_[:at],
        "bit": bytes_[:at] + bytes([bytes_[at] ^ 1 << random.randrange(8)]) + bytes_[at + 1:] if bytes_ else b"",
        "zeros": bytes_[:at] + bytes(len(bytes_[at:at + 64])) + bytes_[at + 64:],
        "emptied": b"",
        "line lost": b"".join(lines[:line] + lines[line + 1:]),
        "line doubled": b"".join(lines[:line + 1] + lines[line:]),
        "line first": b"".join(lines[line:line + 1] + lines[:line] + lines[line + 1:]),
        "more": bytes_ + random.randbytes(random.randint(1, 50)),
    }[kind])
    return f"{kind} at {at} of {len(bytes_)}, line {line}"


def damaged(study, random):
    """One to three random damages of one file or several."""
    with study.place(study.whole) as place:
        results = place / "results"
        # A file by its kind first: there are many of rounds.
        said = []
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            files = files_of(results)
            kinds = sorted({path.suffix for path in files})
            kind = random.choice(kinds + [".journal", ".json"])
            path = random.choice([path for path in files if path.suffix == kind] or files)
            said.append(f"{path.relative_to(results)}: {damage(path, random)}")
        study.tally.add("damages")
        inspect(study, place, "; ".join(said), random)


def inspect(study, place, what, random):
    """Whatever was done to the results: all commands that look at them do right, or say that something is wrong."""
    try:
        look(study, place)
        if random.random() < 0.4:
            study.call(place, "plot", "results")
        if study.name == "sweep":
            joined(study, place)
        resumed(study, place)
    except Wrong as wrong:
        raise Wrong(wrong.kind, f"{what}: {wrong}") from None


def look(study, place):
    """`status` and `reproduce` change nothing, and `reproduce` finds it."""
    before, sound = hashes(place / "results"), hashes(study.whole)
    study.call(place, "status", "results")
    done = study.call(place, "reproduce", "results", "--quiet")
    if hashes(place / "results") != before:
        raise Wrong("misbehaviour", "`status` or `reproduce` changed the folder")
    if done.code == 0 and before != sound and is_missed(study, place):
        raise Wrong("wrong tables", f"`reproduce` says that all is the same: {done.out.strip()[:200]}")


def is_missed(study, place):
    """Whether anything is not there as it was written. Doubled or moved lines of the journal say the same, and so does a
    journal that something was added to."""
    results = place / "results"
    mine, sound = hashes(results), hashes(study.whole)
    other = [name for name in sound if name != "runs.journal" and mine.get(name) != sound[name]]
    return bool(other) or set(journal(results)) < set(journal(study.whole))


def joined(study, place):
    """`merge` makes the right tables, or fails."""
    done = study.call(place, "merge", "results", "--quiet", "--out", "joined")
    if done.code == 0:
        made = products(place / "joined")
        wrong = differences(study.tables, made)
        # Where journal and manifest are those of another study, it is that one.
        if wrong and made != products(study.other):
            raise Wrong("wrong tables", f"`merge` ended well with {', '.join(wrong)}")
    shutil.rmtree(place / "joined", ignore_errors=True)


def resumed(study, place):
    """`--resume` makes the right tables. Where it refuses, it loses no run, and goes on once the bad files are moved away."""
    results = place / "results"
    # Lines that are as they were written; others are no runs.
    before, sound = set(journal(results)) & set(journal(study.whole)), hashes(study.whole)
    done = study.begin(place, "--resume")
    if done.code == 0:
        study.check(place, strict=False)
        if study.call(place, "reproduce", "results", "--quiet").code != 0:
            raise Wrong("wrong tables", "`reproduce` finds a difference after `--resume`")
        return
    study.tally.add("refusals")
    study.check_kept(place, before)
    if not is_sound(results, study.whole):
        return
    for name, hash in hashes(results).items():
        if hash not in ("folder", sound.get(name)) and name != "runs.journal":
            (results / name).unlink()
    again = study.begin(place, "--resume")
    if again.code != 0:
        raise Wrong("misbehaviour", f"refused with {done.code}: {done.told}\nand again without the bad files: {again.told}")
    study.check(place, strict=False)


def is_sound(results, whole):
    """Whether the journal has all that it should have, so that everything else can be made again."""
    lines = lambda folder: set((folder / "runs.journal").read_bytes().splitlines()) if (folder / "runs.journal").is_file() else set()
    return lines(results) >= lines(whole)


def swaps(study):
    """Files in each other's place, as (what, a function that does it to a folder of results)."""
    def exchange(one, two):
        content = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(content)

    def rounds(results):
        return sorted((results / "rounds").glob("*.bin"))

    def of_replicates(results):
        """Two replicates of one point."""
        found = rounds(results)
        first = next(path for path in found if path.name.endswith("-0.bin"))
        return first, first.with_name(first.name.replace("-0.bin", "-1.bin"))

    def of_points(results):
        """One replicate of two points, such as two arms."""
        return [path for path in rounds(results) if path.name.endswith("-0.bin")][:2]

    def copied(name):
        return lambda results: shutil.copy(study.other / name, results / name)

    def edited(old, new):
        def edit(results):
            path = results / "manifest.json"
            text = path.read_text()
            assert old in text, f"{old} does not stand in the manifest"
            path.write_text(text.replace(old, new, 1))
        return edit

    def first_line(results):
        path, other = results / "runs.journal", study.other / "runs.journal"
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(other.read_bytes().splitlines(keepends=True)[:1] + lines[1:]))

    def last_line(results):
        with open(results / "runs.journal", "ab") as out:
            out.write(journal(study.other)[-1][1])

    def both(results):
        copied("runs.journal")(results)
        copied("manifest.json")(results)

    def all_rounds(results):
        for path in rounds(study.other):
            shutil.copy(path, results / "rounds" / path.name)

    replicates = {"run": 6, "compare": 4, "sweep": 4}[study.name]
    found = [
        ("two files of rounds exchanged, of two replicates", lambda results: exchange(*of_replicates(results))),
        ("rounds of a replicate in the place of another", lambda results: shutil.copy(*of_replicates(results))),
        ("a file of rounds of another study", lambda results: shutil.copy(rounds(study.other)[0], rounds(results)[0])
            if rounds(results)[0].name == rounds(study.other)[0].name
            else shutil.copy(rounds(study.other)[0], rounds(results)[-1])),
        ("all files of rounds of another study", all_rounds),
        ("the journal of another study", copied("runs.journal")),
        ("the first line of another journal", first_line),
        ("a line of another journal", last_line),
        ("the manifest of another study", copied("manifest.json")),
        ("journal and manifest of another study", both),
        ("the journal of fewer replicates", lambda results: shutil.copy(study.short / "runs.journal", results)),
        ("the manifest of fewer replicates", lambda results: shutil.copy(study.short / "manifest.json", results)),
        ("an edited number of replicates", edited(f'"replicates": {replicates}', '"replicates": 1')),
        ("an edited hash of a file", edited('"blake3": "', '"blake3": "0')),
        ("a file taken out of the manifest", edited('"name": "runs.csv"', '"name": "runs.txt"')),
        ("an edited number of runs", edited(f'"runs": {study.runs}', '"runs": 1')),
        ("an edited program", edited('"build": "', '"build": "f')),
        ("a table of another study", copied("runs.csv")),
        ("two tables exchanged", lambda results: exchange(*sorted(results.glob("*.csv"))[:2])),
    ]
    lost = ["runs.journal", "manifest.json", "runs.csv", *sorted(study.tables)[:2]]
    found += [(f"{name} deleted", lambda results, name=name: (results / name).unlink()) for name in lost]
    found += [("all rounds deleted", lambda results: shutil.rmtree(results / "rounds")),
              ("all but the rounds deleted", lambda results: [path.unlink() for path in results.iterdir() if path.is_file()])]
    if study.name != "run":
        found += [("two files of rounds exchanged, of two points", lambda results: exchange(*of_points(results))),
                  ("rounds of a point in the place of another", lambda results: shutil.copy(*of_points(results)))]
    return found


def swapped(study, what, act, random):
    with study.place(study.whole) as place:
        act(place / "results")
        study.tally.add("swaps")
        inspect(study, place, what, random)
