# SPDX-License-Identifier: GPL-2.0
#
# engines.py - libFuzzer and AFL++ side by side on one corpus.  libFuzzer reads what appears in the corpus (-reload); AFL++ reads it
# with -F, and other machines' queues with its own sync; its queue is copied into the corpus.
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import time

import store

HOST = re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())[:20] or "host"  # AFL++ takes names of 32 characters
LAST = re.compile(r"^#(\d+)\s.*?\bcov: (\d+)", re.M)


def tail(path, size=8192):
    try:
        with open(path, "rb") as f:
            f.seek(max(0, os.path.getsize(path) - size))
            return f.read().decode(errors="replace")
    except FileNotFoundError:
        return ""


class Engine:
    """One process at a time, which is started again when a finding ends it."""

    def __init__(self, unit, number):
        self.unit, self.process, self.done, self.dead, self.starts, self.since = unit, None, 0, None, 0, 0
        self.log = f"{unit.logs}/{self.kind}-{unit.target}-{number}.log"
        self.number = number

    def start(self, seconds):
        self.since = time.time()
        self.starts += 1
        environment = dict(os.environ, MMFUZZ_KNOWN=self.unit.builds[self.kind]["known"], **self.environment())
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.command(max(1, int(seconds))), stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment,
                                            preexec_fn=self.unit.dies_with_us, start_new_session=True)

    def poll(self, seconds):
        """Whether a finding ended it."""
        if self.dead or self.process and self.process.poll() is None:
            return False
        ended = self.process
        if ended:
            self.done += self.programs()
            self.process = None
            if not self.worked():
                said = [line for line in tail(self.log).splitlines() if line.strip()]
                named = [line for line in said if line.startswith("mmfuzz: ") or "PROGRAM ABORT" in line]
                self.dead = (named or said or ["ended at once"])[0].replace("mmfuzz: ", "")
                return False
        if seconds > 1:
            self.start(seconds)
        return bool(ended)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def wait(self):
        if not self.process:
            return
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.done += self.programs()
        self.process = None


class LibFuzzer(Engine):
    kind = "libfuzzer"

    def environment(self):
        return {}

    def command(self, seconds):
        u = self.unit
        return [f"{u.builds[self.kind]['dir']}/bin/fuzz_{u.target}", "-max_len=1024", "-rss_limit_mb=4096", "-timeout=60", "-reload=1", "-print_final_stats=1",
                f"-seed={(u.seed + 1000 * self.number + self.starts) % (1 << 32)}", f"-max_total_time={seconds}", f"-artifact_prefix={u.raw(self.kind)}/", u.corpus]

    def programs(self):
        found = LAST.findall(tail(self.log)) or [(0, 0)]
        return int(found[-1][0])

    def edges(self):
        return max((int(cov) for _, cov in LAST.findall(tail(self.log))), default=0)

    def worked(self):
        return "SUMMARY: libFuzzer" in (text := tail(self.log)) or "Done " in text or "Test unit written" in text

    def share(self):
        pass


class Afl(Engine):
    kind = "afl"

    def __init__(self, unit, number):
        super().__init__(unit, number)
        self.name = f"{HOST}{number}"
        self.out = f"{unit.afl}/{self.name}"
        self.shared = set()

    def environment(self):
        return dict(word.split("=", 1) for word in self.unit.afl_environment.split())

    def command(self, seconds):
        u = self.unit
        self.share()
        shutil.rmtree(self.out, ignore_errors=True)
        role = ["-M", self.name, "-F", u.corpus] if self.number == 0 else ["-S", self.name]
        return ["afl-fuzz", "-V", str(seconds), "-i", u.corpus, "-o", u.afl, "-m", "none", "-t", "60000", *role, "--", f"{u.builds[self.kind]['dir']}/bin/fuzz_{u.target}"]

    def figure(self, name):
        text = tail(f"{self.out}/fuzzer_stats")
        found = re.search(rf"^{name} *: *([\d.]+)", text, re.M)
        return float(found.group(1)) if found else 0

    def programs(self):
        return int(self.figure("execs_done"))

    def edges(self):
        return 0

    def worked(self):
        return bool(self.figure("execs_done"))

    def share(self):
        """Its queue into the corpus, its crashes to the others; whatever an earlier process left, too."""
        for path in glob.glob(f"{self.out}/queue/id:*"):
            if path not in self.shared and "sync:" not in os.path.basename(path):
                store.add(path, self.unit.corpus)
            self.shared.add(path)
        for path in glob.glob(f"{self.out}/crashes/id:*") + glob.glob(f"{self.out}/hangs/id:*"):
            if path not in self.shared:
                target = f"{self.unit.raw(self.kind)}/crash-afl-{os.path.basename(os.path.dirname(path))[:1]}{os.stat(path).st_mtime_ns}"
                shutil.copyfile(path, f"{self.unit.raw(self.kind)}/.new")
                os.replace(f"{self.unit.raw(self.kind)}/.new", target)
            self.shared.add(path)


class Unit:
    """A target on a build of each engine, for some time."""

    def __init__(self, night, target, builds, counts, seconds, seed, dies_with_us):
        self.night, self.target, self.builds, self.seconds, self.seed, self.dies_with_us = night, target, builds, seconds, seed, dies_with_us
        self.logs, self.corpus, self.afl = f"{night.dir}/logs", f"{night.dir}/corpus/{target}", f"{night.dir}/afl/{target}"
        self.afl_environment = night.state["afl_environment"]
        for path in (self.logs, self.corpus, self.afl, *(self.raw(k) for k in counts)):
            os.makedirs(path, exist_ok=True)
        self.engines = [kind(self, i) for kind in (LibFuzzer, Afl) for i in range(counts.get(kind.kind, 0))]

    def raw(self, kind):
        return f"{self.night.dir}/findings/{self.builds[kind]['name']}/raw"

    def figures(self):
        """Programs and edges by engine; why one does not run."""
        result = {}
        for e in self.engines:
            one = result.setdefault(e.kind, {"programs": 0, "edges": 0})
            one["programs"] += e.done + (e.programs() if e.process else 0)
            one["edges"] = max(one["edges"], e.edges())
            if e.dead:
                one["why"] = e.dead
        return result

    def run(self, tick):
        """tick(seconds since the last, figures) is called each second; a finding is triaged at once, so that the engine goes on behind it."""
        last = shared = time.time()
        left = self.seconds
        try:
            while left > 0 and any(not e.dead for e in self.engines):
                if any([e.poll(left) for e in self.engines]):
                    self.night.triage_builds(self.builds.values())
                if time.time() - shared > 20:
                    shared = time.time()
                    for e in self.engines:
                        e.share()
                    self.night.triage_builds(self.builds.values())
                time.sleep(0.5)
                now = time.time()
                left -= now - last
                tick(now - last, self.figures())
                last = now
        finally:
            for e in self.engines:
                e.stop()
            for e in self.engines:
                e.wait()
                e.share()
        return self.figures()
