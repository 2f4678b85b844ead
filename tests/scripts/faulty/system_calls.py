"""A kill, or a failure, at each system call that touches the inputs or the results. Needs strace."""
import os
import re
import shutil
import signal
import subprocess
from collections import Counter

from .studies import INPUTS, Wrong, ended, journal

# Which calls fail, and how.
ERRORS = {
    "openat": ["EACCES", "ENOSPC", "EIO"],
    "read": ["EIO"],
    "write": ["ENOSPC", "EIO"],
    "rename": ["EACCES", "ENOSPC", "EIO"],
    "unlink": ["EACCES", "EIO"],
    "rmdir": ["EACCES"],
    "mkdir": ["EACCES", "ENOSPC"],
    "ftruncate": ["EIO", "ENOSPC"],
    "fsync": ["EIO", "ENOSPC"],
    "fdatasync": ["EIO", "ENOSPC"],
    "flock": ["ENOLCK", "EIO"],
    "statx": ["EACCES", "EIO"],
    "getdents64": ["EIO"],
    "lseek": ["EIO"],
}


def have_strace():
    """Installs strace on a machine that lacks it, such as a fresh one of CI."""
    if shutil.which("strace"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "strace"], **quiet)
    if not shutil.which("strace"):
        raise SystemExit("strace is missing and cannot be installed here: install it (apt-get install strace)")


class Situation:
    """Results before, a command that works on them, and the command that mends them after a fault."""

    def __init__(self, study, name, results, command, mend):
        self.study, self.name, self.results = study, name, results
        self.command, self.mend = command, mend
        self.points = self.traced()

    def start(self, place, *options):
        words = ["strace", "-f", "-qq", "--seccomp-bpf", *options, self.study.program, *self.command]
        return subprocess.Popen(words, cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def traced(self):
        """All calls that touch files of ours, as (name, how many of that name the thread had made by then)."""
        with self.study.place(self.results) as place:
            trace = place / "trace"
            done = ended(self.start(place, "-y", "-o", str(trace), "-e", f"trace={','.join(ERRORS)}"), "strace")
            if done.code != 0:
                raise Wrong("misbehaviour", f"under strace it ended with {done.code}: {done.told}")
            ours = re.compile("|".join(re.escape(word) for word in ["results", *INPUTS]))
            counts, points = Counter(), set()
            for line in trace.read_text(errors="replace").splitlines():
                found = re.match(r"(\d+\s+)?(\w+)\(", line)
                if found:
                    thread, call = found.groups()
                    counts[thread, call] += 1
                    if ours.search(line):
                        points.add((call, counts[thread, call]))
        return sorted(points)

    def pick(self, random):
        """A call by its name first: most are reads and writes, and all kinds are to come."""
        name = random.choice(sorted({call for call, _ in self.points}))
        return random.choice([point for point in self.points if point[0] == name])

    def kill(self, random):
        call, when = self.pick(random)
        with self.study.place(self.results) as place:
            kept = set(journal(place / "results")) if "--overwrite" not in self.command else set()
            self.start(place, "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={when}",
                       "-o", os.devnull).communicate()
            self.study.tally.add("kills at system calls")
            self.mended(place, kept, f"{self.name}: a kill at {call} {when}", strict=True)

    def fail(self, random):
        call, when = self.pick(random)
        error = random.choice(ERRORS[call])
        what = f"{self.name}: {error} at {call} {when}"
        with self.study.place(self.results) as place:
            kept = set(journal(place / "results")) if "--overwrite" not in self.command else set()
            try:
                done = ended(self.start(place, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}",
                                        "-o", os.devnull), " ".join(self.command))
                if done.code == 0:
                    self.study.check(place, strict=False)
            except Wrong as wrong:
                raise Wrong(wrong.kind, f"{what}: {wrong}") from None
            self.study.tally.add("failing calls")
            # A run whose rounds could not be read may be done again.
            self.mended(place, kept, f"{what} (exit {done.code}: {done.told})", strict=False)

    def mended(self, place, kept, what, strict):
        try:
            self.study.check_kept(place, kept)
            done = self.study.call(place, *self.mend)
            if done.code != 0:
                raise Wrong("misbehaviour", f"`{' '.join(self.mend)}` ended with {done.code}: {done.told}")
            self.study.check(place, strict)
        except Wrong as wrong:
            raise Wrong(wrong.kind, f"{what}: {wrong}") from None


def situations(study):
    plot = ["plot", "results"]
    # On one thread the calls come in one order.
    words = lambda option: study.words(option, "--threads", "1")
    found = [
        Situation(study, "begun", None, words("--resume"), study.words("--resume")),
        Situation(study, "more replicates", study.short, words("--resume"), study.words("--resume")),
        Situation(study, "replaced", study.other, words("--overwrite"), study.words("--overwrite")),
        Situation(study, "plotted", study.whole, plot, plot),
    ]
    if study.name == "sweep":
        merge = ["merge", str(study.whole), "--quiet", "--out", "results"]
        found.append(Situation(study, "merged", None, merge, [*merge, "--overwrite"]))
    return found
