"""Files of the user that are named like results, or lie where results go: none is changed or lost, whatever the command."""
import os
import shutil

from .studies import INPUTS, Wrong, hashes

DAMAGED = ["results/runs.journal", "results/manifest.json"]

OPTIONS = [[], ["--overwrite"], ["--resume"]]


def cases(study):
    """Pairs of what it is, and a function that prepares a place and gives the command without its options."""
    return list(all_inputs(study)) + list(foreign(study)) + list(links(study))


def all_inputs(study):
    """Every file that a study is read from, named like a result and lying where results go."""
    def moved(old, new, *referring):
        """An input under another name in the folder of results, and that name wherever the old one stood."""
        def prepare(place):
            results = place / "results"
            results.mkdir(exist_ok=True)
            text = INPUTS[old].replace('"thin.toml"', f'"{place}/thin.toml"').replace('"tiny.toml"', f'"{place}/tiny.toml"')
            text = text.replace('"table.csv"', f'"{place}/table.csv"')
            (results / new).write_text(text)
            for name in referring:
                path = place / name
                path.write_text(path.read_text().replace(f'"{old}"', f'"results/{new}"'))
            return [f"results/{new}" if word == old else word for word in study.arguments]
        return f"{old} as {new}", prepare

    def in_it(place):
        """All inputs lie in the folder of results itself, which is the one that the program is called in."""
        shutil.copytree(place, place / "results", ignore=shutil.ignore_patterns("results"), dirs_exist_ok=True)
        return [f"results/{word}" if word in INPUTS else word for word in study.arguments]

    yield "all inputs in the folder of results", in_it
    if study.name == "run":
        yield moved("tiny.toml", "scenario.toml")
        yield moved("thin.toml", "scenario.toml", "tiny.toml")
        yield moved("thin.toml", "summary.csv", "tiny.toml")
        yield moved("thin.toml", "manifest.json", "tiny.toml")
        yield moved("thin.toml", "runs.journal", "tiny.toml")
    if study.name == "compare":
        yield moved("law.toml", "law.toml")
        yield moved("tiny.toml", "tiny.toml", "law.toml")
        yield moved("thin.toml", "report.html", "tiny.toml")
        yield "unknowns as differences.csv", unknowns(study)
    if study.name == "sweep":
        yield moved("swept.toml", "experiment.toml")
        yield moved("tiny.toml", "experiment.toml", "swept.toml")
        yield moved("thin.toml", "runs.csv", "tiny.toml")
        yield moved("table.csv", "points.csv", "swept.toml")
        yield moved("table.csv", "runs.csv", "swept.toml")


def unknowns(study):
    def prepare(place):
        (place / "results").mkdir(exist_ok=True)
        (place / "results" / "differences.csv").write_text('"feedback.loss_rate" = { from = 0.1, to = 0.2 }\n')
        return [*study.arguments, "--uncertain", "results/differences.csv"]
    return prepare


def foreign(study):
    """Files that the program did not write, with names of its own."""
    def written(name, text="mine\n"):
        def prepare(place):
            cleared(place / "results" / name).write_text(text)
            return study.arguments
        return f"a file {name} of the user", prepare

    def folder(name):
        def prepare(place):
            path = cleared(place / "results" / name)
            path.mkdir()
            (path / "mine.txt").write_text("mine\n")
            return study.arguments
        return f"a folder {name} of the user", prepare

    for name in sorted(study.tables)[:3] + ["runs.csv", "runs.journal", "manifest.json", "rounds", "checkpoints", "notes.md",
                                            ".thesis.part", "rounds/notes.txt", "rounds/.thesis.part", "checkpoints/a.state",
                                            "rounds/0123456789abcdef0123456789abcdef-0.bin", "sources.json"]:
        yield written(name)
    yield written("manifest.json", '{"program": "another", "version": "7", "files": ["notes.md"]}\n')
    for name in [sorted(study.tables)[0], "runs.csv", "manifest.json", "runs.journal"]:
        yield folder(name)


def links(study):
    """Links to a file of the user in the place of results and of files in the making."""
    def linked(name):
        def prepare(place):
            (place / "treasure").write_text("gold\n")
            cleared(place / "results" / name).symlink_to(place / "treasure")
            return study.arguments
        return f"{name} is a link to a file of the user", prepare

    first = sorted(study.tables)[0]
    for name in [first, "runs.csv", "runs.journal", "manifest.json", ".lock", f".{first}.part", ".runs.csv.part",
                 ".runs.journal.part", ".manifest.json.part"]:
        yield linked(name)


def cleared(path):
    """A path at which nothing is, in a folder that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def edited(study, place):
    """Results of the program in which the user has changed, added and linked something."""
    results = place / "results"
    (results / "notes.md").write_text("mine\n")
    (results / "rounds" / "notes.txt").write_text("mine\n")
    with open(results / "runs.csv", "a") as out:
        out.write("a row of the user\n")


def spared(study, what, prepare, options, before, random):
    """Before and after a command, all files that are not the program's own are the same."""
    with study.place(before) as place:
        own = hashes(place / "results") if before else {}
        command = prepare(place)
        kept = {name: hash for name, hash in user_files(place).items() if own.get(name.removeprefix("results/")) != hash}
        # A journal or a manifest that is not as it was, among results, is a damaged one.
        kept = {name: hash for name, hash in kept.items() if not (before and name in DAMAGED)}
        done = study.call(place, *command, "--quiet", "--out", "results", *options)
        study.tally.add("files of the user", len(kept))
        now = user_files(place)
        lost = [name for name in kept if now.get(name) != kept[name]]
        # A link in the place of a result is no file of the user; what it points to is.
        lost = [name for name in lost if not kept[name].startswith("->")]
        if lost:
            words = " ".join([*command, *options])
            raise Wrong("lost user files", f"{what}: `{words}` (exit {done.code}) changed or took away {', '.join(lost)}")


def user_files(place):
    return {name: hash for name, hash in hashes(place).items() if hash != "folder"}


def kept_edits(study, options, random):
    """What the user changed in results, or put beside them, is not taken away with them."""
    def prepare(place):
        edited(study, place)
        return study.arguments
    spared(study, "results edited by the user", prepare, options, study.whole, random)


def untouched(study, random):
    """`--overwrite` that is refused touches nothing, as where a folder stands in the place of a result."""
    with study.place(study.whole) as place:
        results = place / "results"
        taken = results / random.choice(sorted(study.tables))
        taken.unlink()
        taken.mkdir()
        (taken / "mine.txt").write_text("mine\n")
        before = hashes(results)
        done = study.begin(place, "--overwrite")
        if done.code != 2 or hashes(results) != before:
            raise Wrong("lost user files", f"a folder {taken.name}: `--overwrite` ended with {done.code} and changed the folder: {done.told}")
        study.tally.add("files of the user", len(before))
    with study.place(study.whole) as place:
        copy = place / "copy"
        os.link(place / "results" / "runs.csv", copy)
        before = copy.read_bytes()
        study.begin(place, "--overwrite")
        if copy.read_bytes() != before:
            raise Wrong("lost user files", "a second name of a table was written through")
