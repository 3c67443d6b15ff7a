# SPDX-License-Identifier: GPL-2.0
#
# corpus.py - the stored programs, which mutants' places each reaches, and the hunt of a mutant.
import concurrent.futures
import glob
import hashlib
import importlib.machinery
import json
import os
import subprocess
import sys

TOP = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
# Which stored programs are for a build is known there.
patch_run = importlib.machinery.SourceFileLoader("patch_run", os.path.join(TOP, "ci/patch/run.py")).load_module()


def sha(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


class Corpus:
    """digest: of the build and all programs.  executed: how often all programs reach a mutant's place; digests: of their traces."""

    def __init__(self, build, jobs):
        self.mmfuzz, self.work, self.running, self.stopped = f"{build}/bin/mmfuzz", f"{build}/mutants", set(), False
        self.info = json.loads(subprocess.run([self.mmfuzz, "info", "--json"], capture_output=True, text=True, check=True).stdout)
        self.files = self.programs()
        h = hashlib.sha256(sha(self.mmfuzz).encode() + sha(f"{self.work}/mutants.json").encode())
        for f in self.files + sorted(glob.glob(f"{TOP}/corpus/known/*")):
            h.update(f.encode() + sha(f).encode())
        self.digest = h.hexdigest()
        self.read_reach(jobs)

    def programs(self):
        line = ".".join(self.info["kernel"].split(".")[:2])
        clean, regressions = patch_run.stored(TOP, line, self.info["profile"], "dense")
        return clean + regressions + self.engines("ops") + self.engines("areas")

    def engines(self, target):
        """What is stored of the engines' corpora, as files of bytes."""
        directory = f"{self.work}/programs/{target}"
        os.makedirs(directory, exist_ok=True)
        for old in glob.glob(f"{directory}/*"):
            os.unlink(old)
        subprocess.run([sys.executable, f"{TOP}/ci/stored_corpus.py", "unpack", f"{TOP}/corpus/engine/{target}.hex", directory], check=True)
        return sorted(glob.glob(f"{directory}/*"))

    def kind(self, path):
        """Where in the corpus it is."""
        return os.path.basename(os.path.dirname(path)) if path.startswith(self.work) else os.path.relpath(path, TOP)

    # ---- what reaches what

    def read_reach(self, jobs):
        path = f"{self.work}/reach.json"
        try:
            with open(path) as f:
                kept = json.load(f)
        except (OSError, ValueError):
            kept = {}
        if kept.get("digest") != self.digest:
            print(f"== {len(self.files)} stored programs on the unmodified kernel", file=sys.stderr)
            kept = {"digest": self.digest, "programs": self.reach(jobs)}
            with open(path + ".new", "w") as f:
                json.dump(kept, f)
            os.replace(path + ".new", path)
        self.index(kept["programs"])

    def reach(self, jobs):
        chunks = [self.files[i::4 * jobs] for i in range(4 * jobs)]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            return [json.loads(line) for out in pool.map(self.reach_some, [c for c in chunks if c]) for line in out.splitlines()]

    def reach_some(self, files):
        done = subprocess.run([self.mmfuzz, "mutant", "--reach", *files], capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"mmfuzz mutant --reach: {done.stderr.strip()}")
        return done.stdout

    def index(self, programs):
        """Programs that have a finding on the unmodified kernel are left out; the cheapest come first."""
        order = {f: i for i, f in enumerate(self.files)}
        self.by_number, self.executed, self.digests = {}, {}, {}
        for p in sorted(programs, key=lambda p: (p["steps"], order[p["file"]])):
            if p["verdict"] == "finding":
                continue
            self.digests[p["file"]] = p["digest"]
            for number, hits in p["reached"]:
                self.by_number.setdefault(number, []).append(p["file"])
                self.executed[number] = self.executed.get(number, 0) + hits

    def reaching(self, number):
        return self.by_number.get(number, [])

    # ---- a mutant

    def hunt(self, number, files, seconds, seed):
        """What mmfuzz mutant prints; None: interrupted."""
        if self.stopped:
            return None
        process = subprocess.Popen([self.mmfuzz, "mutant", "--number", str(number), "--seconds", str(seconds), "--seed", str(seed), "--", *files],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.running.add(process)
        out, error = process.communicate()
        self.running.discard(process)
        if self.stopped:
            return None
        if process.returncode not in (0, 1):
            raise OSError(f"mmfuzz mutant --number {number} ended with {process.returncode}: {error.strip()[-300:]}")
        return json.loads(out)

    def stop(self):
        self.stopped = True
        for process in list(self.running):
            process.kill()
