"""Tiny studies of all kinds, what their undisturbed results are, and what must be true of disturbed ones."""
import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

# A city of 200 residents for 11 rounds, in a chain of two files.
INPUTS = {
    "thin.toml": 'extends = "baseline"\n[run]\nrounds = 8\nwarm_up = 3\n[population]\nresidents = 5\n',
    "tiny.toml": 'extends = "thin.toml"\n[needs]\nscale = 4.0\n',
    "law.toml": 'extends = "tiny.toml"\n[budget]\nlaw = 0.08\n[[reforms]]\nround = 3\ngovernment.supervision = 0.8\n',
    "swept.toml": """
base = "tiny.toml"
keep_rounds = true
outcomes = ["trust_government", "gain"]
[design]
kind = "table"
table = "table.csv"
[stop]
column = "backlog"
above = 60.0
""",
    "table.csv": "government.pressure\n0.0\n0.5\n1.0\n",
}

PRODUCTS = {".csv", ".parquet", ".svg", ".png", ".toml", ".html"}

# Seconds after which a command hangs.
PATIENCE = 120


class Wrong(Exception):
    """Something that must never happen. `kind` is what is counted."""

    def __init__(self, kind, what):
        super().__init__(what)
        self.kind = kind


class Tally:
    """Counts, from several threads."""

    def __init__(self):
        self.counts = Counter()
        self.lock = threading.Lock()

    def add(self, kind, number=1):
        with self.lock:
            self.counts[kind] += number


class Study:
    """A command that makes results of one kind, and what they are when nothing disturbs it."""

    def __init__(self, program, home, tally, name, arguments, runs, fewer):
        self.program, self.home, self.tally = program, home, tally
        self.name, self.arguments, self.runs, self.fewer = name, arguments, runs, fewer
        # Beside the results: those of fewer replicates, and those of other seeds.
        self.whole = self.prepare("whole", *arguments)
        self.short = self.prepare("short", *arguments[:-1], fewer)
        self.other = self.prepare("other", *self.other_seed())
        self.tables = products(self.whole)
        began = time.monotonic()
        with self.place() as place:
            self.begin(place)
        self.seconds = time.monotonic() - began

    def other_seed(self):
        return self.arguments + (["--set", "run.seed=77"] if self.name != "sweep" else [])

    def prepare(self, name, *arguments):
        """Results made once, to be copied."""
        place = self.home / f"{self.name}-{name}"
        write_inputs(place)
        if name == "other" and self.name == "sweep":
            (place / "swept.toml").write_text("seed = 77\n" + INPUTS["swept.toml"])
        done = self.call(place, *arguments, "--quiet", "--out", "results")
        if done.code != 0:
            raise Wrong("misbehaviour", f"an undisturbed {self.name} ended with {done.code}: {done.told}")
        return place / "results"

    @contextlib.contextmanager
    def place(self, results=None):
        """A folder with the inputs, and with a copy of results if there are to be some."""
        place = Path(tempfile.mkdtemp(prefix=f"{self.name}-", dir=self.home))
        write_inputs(place)
        if results:
            shutil.copytree(results, place / "results", symlinks=True)
        try:
            yield place
        except BaseException:
            # What went wrong stays to be looked at.
            raise
        else:
            shutil.rmtree(place, ignore_errors=True)

    def words(self, *options):
        """The command line that writes the results."""
        return [*self.arguments, "--quiet", "--out", "results", *options]

    def begin(self, place, *options):
        return self.call(place, *self.words(*options))

    def start(self, place, *words):
        """A process of the program that is not waited for."""
        return subprocess.Popen([self.program, *words], cwd=place, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def call(self, place, *words):
        """The program to its end. It may refuse and fail, but not panic, hang, or be silent about it."""
        return ended(self.start(place, *words), " ".join(words))

    def finished(self, place, *options, strict=True):
        """Goes on with what is there: it must come to the same results as without any fault."""
        done = self.begin(place, *(options or ["--resume"]))
        if done.code != 0:
            raise Wrong("misbehaviour", f"could not be resumed, exit {done.code}: {done.told}")
        self.check(place, strict)

    def check(self, place, strict=True):
        """All tables and figures must be there and the same. `strict`: no run may have been done twice."""
        differing = differences(self.tables, products(place / "results"))
        if differing:
            raise Wrong("wrong tables", f"not the same: {', '.join(differing)}")
        keys = [key for key, _ in journal(place / "results")]
        if strict and len(keys) != self.runs or len(set(keys)) != self.runs:
            raise Wrong("lost runs", f"the journal has {len(keys)} runs ({len(set(keys))} different ones), not {self.runs}")
        left = [path.name for path in (place / "results").rglob(".*") if path.name != ".lock"]
        if left:
            raise Wrong("misbehaviour", f"files are left over: {left}")

    def check_kept(self, place, before):
        """Runs that the journal had before must still be there, to the byte."""
        lost = before - set(journal(place / "results"))
        if lost:
            raise Wrong("lost runs", f"{len(lost)} runs are no more in the journal")


class Done:
    """How a command ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out.decode(errors="replace"), err.decode(errors="replace")
        self.told = (self.err.strip() or self.out.strip() or "(nothing was said)")[:600]


def ended(process, words, allowed=(0, 1, 2)):
    """Waits for a process; `allowed` are exit codes. Every code but 0 must come with a message."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Wrong("misbehaviour", f"`{words}` hangs") from None
    done = Done(process.returncode, out, err)
    if done.code not in allowed or "panicked" in done.err:
        raise Wrong("misbehaviour", f"`{words}` ended with {done.code}: {done.told}")
    if done.code in (1, 2) and not done.err.strip() and not done.out.strip():
        raise Wrong("misbehaviour", f"`{words}` ended with {done.code} and said nothing")
    return done


def studies(program, home, tally, wanted):
    # The number of replicates comes last.
    run = ["run", "tiny.toml", "--checkpoint", "3", "--snapshot", "2", "--parquet", "--replicates", "6"]
    compare = ["compare", "tiny.toml", "law.toml", "--durable", "--replicates", "4"]
    sweep = ["sweep", "swept.toml", "--replicates", "4"]
    kinds = {"run": (run, 6, "4"), "compare": (compare, 8, "2"), "sweep": (sweep, 12, "2")}
    return [Study(program, home, tally, name, *kinds[name]) for name in kinds if name in wanted]


def write_inputs(place):
    place.mkdir(exist_ok=True)
    for name, text in INPUTS.items():
        (place / name).write_text(text)


def products(folder):
    """Hash of each table and figure by its name; the report without the words that tell of the session."""
    files = [path for path in folder.iterdir() if path.suffix in PRODUCTS and path.is_file() and path.name[0] != "."]
    return {path.name: digest(path) for path in files}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hashes(folder):
    """What each file below a folder holds, and where links point to; the file of the lock holds nothing."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = f"-> {os.readlink(path)}"
        elif path.name != ".lock":
            found[str(path.relative_to(folder))] = digest(path) if path.is_file() else "folder"
    return found


def differences(one, other):
    return [f"{name} {'differs' if name in one and name in other else 'is missing' if name in one else 'is new'}"
            for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def journal(results):
    """Runs of the whole lines of a journal: what a run is known by, and its line."""
    path = results / "runs.journal"
    lines = path.read_bytes().splitlines(keepends=True) if path.is_file() else []
    fields = [(line.split(b"\t"), line) for line in lines if line.endswith(b"\n")]
    return [((parts[1], parts[2]), line) for parts, line in fields if len(parts) > 3 and parts[1] != b"study"]
