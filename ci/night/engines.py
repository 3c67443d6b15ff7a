# SPDX-License-Identifier: GPL-2.0
#
# engines.py - libFuzzer and AFL++ side by side on one corpus.  libFuzzer reads what appears in the corpus (-reload); AFL++ reads it
# with -F, and other machines' queues with its own sync; its queue is copied into the corpus.
import glob
import os
import re
import shutil
import signal
import subprocess
import time

import findings
import program
import store
from store import HOST

LAST = re.compile(r"^#(\d+)\s.*?\bcov: (\d+)", re.M)
SHARE = 20  # seconds between two copies of AFL++'s queue
GRACE = 10  # seconds from SIGINT to SIGKILL


class Engine:
    """One process at a time, which is started again when a finding ends it.  done counts the programs of those that ended."""

    def __init__(self, unit, number):
        self.unit, self.number, self.build = unit, number, unit.builds[self.kind]
        self.process, self.done, self.dead, self.starts, self.exchanged = None, 0, None, 0, {}
        self.log = f"{unit.night.logs}/{self.kind}-{unit.target}-{number}.log"
        os.makedirs(findings.raw(unit.night, self.build), exist_ok=True)

    def start(self, seconds):
        self.starts += 1
        command = self.command(max(1, int(seconds)))
        with open(self.log, "wb") as log:
            self.process = program.spawn(command, log, log, {"MMFUZZ_KNOWN": self.build["known"], **self.environment()})

    def poll(self, seconds):
        """Starts it where it does not run; whether a finding ended it."""
        if self.dead or self.process and self.process.poll() is None:
            return False
        ended = bool(self.process)
        if ended and not self.ended_well():
            return False
        if seconds > 1:
            self.start(seconds)
        return ended

    def ended_well(self):
        self.done += self.programs()
        self.process = None
        if not self.worked():
            said = [line for line in store.tail(self.log).splitlines() if line.strip()]
            named = [line for line in said if line.startswith("mmfuzz: ") or "PROGRAM ABORT" in line]
            self.dead = (named or said or ["ended at once"])[0].replace("mmfuzz: ", "")
        return not self.dead

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def wait(self):
        if not self.process:
            return
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            program.kill(self.process)
        self.done += self.programs()
        self.process = None

    def figures(self):
        running = self.programs() if self.process else 0
        return {"programs": self.done + running, "edges": self.edges(), **self.exchanged, **({"why": self.dead} if self.dead else {})}


class LibFuzzer(Engine):
    kind = "libfuzzer"

    def environment(self):
        return {}

    def command(self, seconds):
        seed = (self.unit.seed + 1000 * self.number + self.starts) % (1 << 32)
        return [f"{self.build['dir']}/bin/fuzz_{self.unit.target}", "-max_len=1024", "-rss_limit_mb=4096", "-timeout=60", "-reload=1", "-print_final_stats=1",
                f"-seed={seed}", f"-max_total_time={seconds}", f"-artifact_prefix={findings.raw(self.unit.night, self.build)}/", self.unit.corpus]

    def counts(self):
        return [(int(runs), int(cov)) for runs, cov in LAST.findall(store.tail(self.log))]

    def programs(self):
        return self.counts()[-1][0] if self.counts() else 0

    def edges(self):
        return max((cov for _, cov in self.counts()), default=0)

    def worked(self):
        text = store.tail(self.log)
        return any(words in text for words in ("SUMMARY: libFuzzer", "Done ", "Test unit written"))

    def share(self):
        """It writes into the corpus and reads from there without help."""


class Afl(Engine):
    kind = "afl"

    def __init__(self, unit, number):
        super().__init__(unit, number)
        self.name = f"{HOST}{number}"
        self.out = f"{unit.afl}/{self.name}"
        self.seen, self.exchanged = set(), {"written": 0, "read": 0}

    def environment(self):
        # Its default is to look into the corpus every ten minutes.
        own = {"AFL_SYNC_TIME": "1", "AFL_CUSTOM_MUTATOR_LIBRARY": f"{self.build['dir']}/bin/afl_mutator.so"}
        return dict(word.split("=", 1) for word in self.unit.night.state["afl_environment"].split()) | own

    def command(self, seconds):
        self.share()  # what an earlier process left
        shutil.rmtree(self.out, ignore_errors=True)
        self.seen = set()
        # A main node's steps one by one (-d leaves them out) would keep it from looking into the corpus for many minutes.
        role = ["-M", self.name, "-F", self.unit.corpus, "-d"] if self.number == 0 else ["-S", self.name]
        return ["afl-fuzz", "-V", str(seconds), "-i", self.unit.corpus, "-o", self.unit.afl, "-m", "none", "-t", "60000", *role, "--",
                f"{self.build['dir']}/bin/fuzz_{self.unit.target}"]

    def programs(self):
        found = re.search(r"^execs_done *: *(\d+)", store.tail(f"{self.out}/fuzzer_stats"), re.M)
        return int(found.group(1)) if found else 0

    def edges(self):
        return 0  # counted in another way than libFuzzer's

    def worked(self):
        return self.programs() > 0

    def fresh(self, *kinds):
        """What appeared in its directories since the last time."""
        paths = {path for kind in kinds for path in glob.glob(f"{self.out}/{kind}/id:*")} - self.seen
        self.seen |= paths
        return sorted(paths)

    def share(self):
        """Its queue into the corpus, its crashes to the others."""
        for path in self.fresh("queue"):
            if "sync:" in os.path.basename(path):
                self.exchanged["read"] += 1
            elif "orig:" not in os.path.basename(path):
                self.exchanged["written"] += store.add(path, self.unit.corpus)
        for path in self.fresh("crashes", "hangs"):
            with open(path, "rb") as f:
                name = f"crash-afl-{os.path.basename(os.path.dirname(path))[:1]}{os.stat(path).st_mtime_ns}"
                store.write_bytes(f"{findings.raw(self.unit.night, self.build)}/{name}", f.read())


class Unit:
    """A target on a build of each engine, for some time."""

    def __init__(self, night, target, builds, counts, seed):
        self.night, self.target, self.builds, self.seed = night, target, builds, seed
        self.corpus, self.afl = f"{night.dir}/corpus/{target}", f"{night.dir}/afl/{target}"
        os.makedirs(self.afl, exist_ok=True)
        self.engines = [kind(self, i) for kind in (LibFuzzer, Afl) for i in range(counts.get(kind.kind, 0))]

    def figures(self):
        """The sums by engine, but the most edges; why one does not run."""
        result = {}
        for e in self.engines:
            one = result.setdefault(e.kind, {})
            for name, value in e.figures().items():
                one[name] = value if name == "why" else max(value, one.get(name, 0)) if name == "edges" else value + one.get(name, 0)
        return result

    def exchange(self):
        for e in self.engines:
            e.share()
        for b in self.builds.values():
            findings.triage(self.night, b)

    def run(self, seconds, tick):
        """tick(seconds since the last) is called each second; a finding is triaged at once, so that the engine goes on behind it."""
        last = shared = time.time()
        try:
            while seconds > 0 and any(not e.dead for e in self.engines):
                if any([e.poll(seconds) for e in self.engines]) or time.time() - shared > SHARE:
                    self.exchange()
                    shared = time.time()
                time.sleep(0.5)
                now = time.time()
                seconds, last = seconds - (now - last), now - last
                tick(last)
                last = now
        finally:
            for e in self.engines:
                e.stop()
            for e in self.engines:
                e.wait()
        self.exchange()
