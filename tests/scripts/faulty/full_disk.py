"""A disk that is full: it is said, what has ended is kept, and it goes on when there is room again."""
import shutil
import subprocess

from .studies import Wrong, journal


def can_mount(home):
    place = home / "mounted"
    place.mkdir(exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True).returncode == 0
    if mounted:
        subprocess.run(["umount", place], check=True)
    return mounted


def filled(study, random):
    size = sum(path.stat().st_size for path in study.whole.rglob("*") if path.is_file())
    room = int(size * (0.02 + 0.9 * random.random()) / 4096) + 1
    with study.place() as place:
        (place / "results").mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room * 4}k", "tmpfs", place / "results"], check=True)
        try:
            done = study.begin(place, "--resume")
            study.tally.add("full disks")
            if done.code == 0:
                raise Wrong("misbehaviour", f"all fitted into {room * 4} kB of {size // 1024}")
            if "No space left" not in done.told:
                raise Wrong("misbehaviour", f"it does not say that the disk is full, but {done.told}")
            before = set(journal(place / "results"))
            if before and (done.code != 1 or "--resume" not in done.told):
                raise Wrong("misbehaviour", f"exit {done.code}, and not how to resume: {done.told}")
            subprocess.run(["mount", "-o", "remount,size=200m", place / "results"], check=True)
            study.finished(place)
            study.check_kept(place, before)
        finally:
            subprocess.run(["umount", place / "results"])
    shutil.rmtree(place, ignore_errors=True)
