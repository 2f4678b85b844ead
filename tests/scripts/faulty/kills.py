"""Kills and interrupts at random moments."""
import signal
import time

from .studies import Wrong, ended, journal


def killed(study, random):
    """Is killed again and again at random moments, until it comes to its end."""
    with study.place() as place:
        for _ in range(random.randint(1, 8)):
            before = set(journal(place / "results"))
            process = study.start(place, *study.words("--resume"))
            # Many moments are early, since what was done is not done again.
            time.sleep(study.seconds * random.random() ** 2 * 1.2)
            process.kill()
            process.communicate()
            if process.returncode == -signal.SIGKILL:
                study.tally.add("kills")
            study.check_kept(place, before)
            if (place / "results").exists():
                study.call(place, "status", "results")
        study.finished(place)
        if study.call(place, "reproduce", "results", "--quiet").code != 0:
            raise Wrong("wrong tables", "reproduce finds a difference after kills")


def interrupted(study, random):
    """Ctrl-C once or twice: exit code 130, and it can be resumed."""
    with study.place() as place:
        for _ in range(random.randint(1, 3)):
            before = set(journal(place / "results"))
            process = study.start(place, *study.words("--resume"))
            time.sleep(study.seconds * random.random())
            for _ in range(random.randint(1, 2)):
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)
                    time.sleep(0.02 * random.random())
            # Before the program listens to it, the signal itself ends it, which a shell calls 130 too.
            done = ended(process, "Ctrl-C", allowed=(0, 130, -signal.SIGINT))
            if done.code != 0:
                study.tally.add("interrupts")
            study.check_kept(place, before)
        study.finished(place)
