# SPDX-License-Identifier: GPL-2.0
#
# run.py - programs on the builds of both sides: verdicts, comparison, fuzzing towards functions.
import glob
import json
import os
import random
import re
import subprocess
import time


def words_of(path):
    """What the comments of a stored program say: profile, walk, signature, not on."""
    return dict(re.findall(r"^# ([a-z ]+): *(.*?) *$", open(path, errors="replace").read(), re.M))


def stored(top, line, profile, default):
    """Programs that run clean, and regressions of this kernel line, for a profile."""
    clean = [f for f in sorted(glob.glob(f"{top}/corpus/scenarios/*.mm") + glob.glob(f"{top}/corpus/seeds/*.mm"))
             if words_of(f).get("profile", profile) == profile and line not in words_of(f).get("not on", "").split()]
    return clean, [f for f in sorted(glob.glob(f"{top}/corpus/regressions/{line}/*.mm")) if words_of(f).get("profile", default) == profile]


def drawn(directory, seed, count):
    """Random bytes are programs."""
    os.makedirs(directory)
    bytes_of = random.Random(seed)
    for i in range(count):
        with open(f"{directory}/{i:05}", "wb") as f:
            f.write(bytes_of.randbytes(8 * bytes_of.randint(2, 24)))
    return [f"{directory}/{i:05}" for i in range(count)]


def by_size(files):
    return sorted(files, key=lambda f: (os.path.getsize(f), f))


class Build:
    def __init__(self, directory):
        self.directory, self.mmfuzz = directory, f"{directory}/bin/mmfuzz"
        self.name = os.path.basename(directory)

    def info(self):
        return json.loads(subprocess.run([self.mmfuzz, "info", "--json"], capture_output=True, text=True).stdout)

    def random(self, count, seed, directory):
        """The first program of each finding of random ones."""
        subprocess.run([self.mmfuzz, "random", "--count", str(count), "--seed", str(seed), "--save", directory], capture_output=True)
        return glob.glob(f"{directory}/*")

    def replay(self, files, *options):
        """{file: what replay --json prints of it}"""
        said = subprocess.run([self.mmfuzz, "replay", "--json", "--walk", "8", *options, *files], capture_output=True, text=True) if files else None
        return {r["file"]: r for r in map(json.loads, said.stdout.splitlines())} if said else {}

    def text(self, path, smaller=None):
        """A program as text; the smallest that minimize finds."""
        if smaller:
            subprocess.run([self.mmfuzz, "minimize", path, "-o", smaller], capture_output=True, timeout=60)
            path = smaller if os.path.exists(smaller) else path
        return subprocess.run([self.mmfuzz, "show", path], capture_output=True, text=True).stdout

    def compare(self, files, other):
        """Kinds of first differences from another build: operation, what, how many programs, the smallest of them."""
        said = subprocess.run([self.mmfuzz, "compare", "--json", *by_size(files), "--with", other.directory], capture_output=True, text=True)
        if said.returncode > 1:
            return {"why": said.stderr.strip().replace("mmfuzz: ", ""), "differ": 0, "alike": 0, "first": []}
        return json.loads(said.stdout)["pairs"][0]


def findings(build, base, files, found):
    """Adds what build finds in the files and base does not, by signature with the smallest program."""
    bad = {f: r for f, r in build.replay(files).items() if r["verdict"] == "finding"}
    at_base = base.replay(list(bad)) if base else {}
    for path in by_size(bad):
        signature = bad[path].get("signature", "?")
        if at_base.get(path, {}).get("signature") == signature:
            continue
        one = found.setdefault(signature, {"signature": signature, "text": bad[path].get("text", ""), "build": build.name, "file": path, "programs": 0})
        one["programs"] += 1


def more_steps(head, base, files):
    """Programs that take more than half as many steps again."""
    a, b = base.replay(files), head.replay(files)
    grown = [{"file": f, "base": a[f]["steps"], "head": b[f]["steps"]} for f in files
             if "steps" in a.get(f, {}) and "steps" in b.get(f, {}) and b[f]["steps"] > 1.5 * a[f]["steps"] + 100]
    return sorted(grown, key=lambda g: g["base"] / g["head"])


# ---------------------------------------------------------------- fuzzing

def assembled(build, files, directory):
    """The stored programs as an engine's inputs."""
    os.makedirs(directory)
    for i, path in enumerate(files):
        subprocess.run([build.mmfuzz, "assemble", "--raw", path, "-o", f"{directory}/s{i:03}"], capture_output=True)


def fuzz(build, functions, corpus, work, end, processes):
    """Until end, a process a core, each on a function of its own in turn; a finding ends a process, which is started again."""
    said, running, turn = f"{work}/fuzz", {}, 0
    os.makedirs(said)
    while time.time() < end or running:
        for process in [p for p in running if p.poll() is not None]:
            running.pop(process)
        while len(running) < processes and end - time.time() > 1:
            focus = [f"-focus_function={functions[turn % len(functions)]}"] if functions else []
            log = open(f"{said}/{turn}.log", "w")
            running[subprocess.Popen([f"{build.directory}/bin/fuzz_ops", *focus, "-max_len=1024", "-rss_limit_mb=4096", "-timeout=20", "-print_final_stats=1",
                                      f"-max_total_time={max(1, min(int(end - time.time()), 10))}", f"-artifact_prefix={work}/found-",
                                      corpus], stdout=log, stderr=log)] = focus
            turn += 1
        time.sleep(0.2)
    logs = "".join(open(f, errors="replace").read() for f in glob.glob(f"{said}/*.log"))
    return {"programs": sum(map(int, re.findall(r"number_of_executed_units: (\d+)", logs))), "functions": functions,
            "found": glob.glob(f"{work}/found-*")}
