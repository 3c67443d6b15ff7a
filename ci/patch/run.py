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

WALK_AT_END = 0x7fffffff


def words_of(path):
    """What the comments of a stored program say: profile, walk, signature, not on."""
    return dict(re.findall(r"^# ([a-z ]+): *(.*?) *$", open(path, errors="replace").read(), re.M))


def stored(top, line, profile, default):
    """Programs that run clean, and regressions of this kernel line, for a profile."""
    clean = [f for f in sorted(glob.glob(f"{top}/corpus/scenarios/*.mm") + glob.glob(f"{top}/corpus/seeds/*.mm"))
             if words_of(f).get("profile", profile) == profile and line not in words_of(f).get("not on", "").split()]
    return clean, [f for f in sorted(glob.glob(f"{top}/corpus/regressions/{line}/*.mm")) if words_of(f).get("profile", default) == profile]


def by_size(files):
    return sorted(files, key=lambda f: (os.path.getsize(f), f))


def failed_tests(said):
    """Of what Criterion prints: each test that failed, with the first message of its assertions."""
    message, failed = "", []
    for line in said.splitlines():
        mark, text = line[:6], line[6:].strip()
        if mark == "[----]" and text and not text.endswith("Assertion Failed"):
            message = message or text
        elif mark == "[FAIL]":
            failed.append(f"{text.split(': ')[0]}: {message}" if message else text)
            message = ""
    return failed


class Build:
    def __init__(self, directory):
        self.directory, self.mmfuzz = directory, f"{directory}/bin/mmfuzz"
        self.name = os.path.basename(directory)

    def info(self):
        return json.loads(subprocess.run([self.mmfuzz, "info", "--json"], capture_output=True, text=True).stdout)

    def draw(self, count, seed, directory, machines=False):
        """Random programs, which are not run; none where the profile has no drawn machines."""
        subprocess.run([self.mmfuzz, "random", *["--machines"][:machines], "--count", str(count), "--seed", str(seed), "--draw", directory], capture_output=True)
        return sorted(glob.glob(f"{directory}/*"))

    def random(self, count, seed, directory, machines=False):
        """The first program of each finding of random ones."""
        subprocess.run([self.mmfuzz, "random", *["--machines"][:machines], "--count", str(count), "--seed", str(seed), "--save", directory], capture_output=True)
        return sorted(glob.glob(f"{directory}/*"))

    def steps(self, files):
        """{file: (operation, its text, its result, its steps of kernel code) of each that ran}"""
        said = subprocess.run([self.mmfuzz, "states", "--steps", "--walk", str(WALK_AT_END)], input="\0".join(files), capture_output=True, text=True).stdout
        programs, at = {}, None
        for words in (line.split("\t") for line in said.splitlines()):
            if words[0] == "P":
                at = programs.setdefault(words[1], [])
            elif words[0] == "S" and words[-1].startswith("wsteps="):
                at.append((words[2], words[3], words[4], int(words[-1][7:])))
        return programs

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

    def compare(self, files, other, timeout=None):
        """Kinds of first differences from another build: operation, what, how many programs, the smallest of them."""
        command = [self.mmfuzz, "compare", "--json", *by_size(files), "--with", other.directory]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            return {"why": "took longer than the time that there was", "differ": 0, "alike": 0, "first": []}
        if said.returncode > 1:
            return {"why": said.stderr.strip().replace("mmfuzz: ", ""), "differ": 0, "alike": 0, "first": []}
        return json.loads(said.stdout)["pairs"][0]


class Shrunk:
    """A difference's program, from which operations are taken."""

    def __init__(self, difference, build):
        self.difference, self.lines = difference, build.text(difference["file"]).splitlines()
        self.operations = {s[0] for s in build.steps([difference["file"]]).get(difference["file"], [])}
        self.step = len(self.lines) // 2

    def kind(self):
        return self.difference["operation"], self.difference["what"]

    def without(self):
        """The program without each run of `step` lines."""
        for first in range(0, len(self.lines), max(self.step, 1)):
            rest = [l for i, l in enumerate(self.lines) if not (first <= i < first + self.step and l.split() and l.split()[0] in self.operations)]
            if len(rest) < len(self.lines):
                yield rest

    def take(self, example, lines):
        if example and len(lines) < len(self.lines):
            self.lines, self.difference["fields"] = lines, example.get("fields", [])[:4]
            self.step = min(self.step, len(lines))
        else:
            self.step //= 2


def smaller(build, other, differences, directory, end):
    """Takes from the differences' programs the operations that they do not need, as far as there is time; one comparison a round for all."""
    os.makedirs(directory, exist_ok=True)
    shrunk = [Shrunk(d, build) for d in differences]
    while any(s.step for s in shrunk) and time.time() < end:
        tried = {}
        for lines in (lines for s in shrunk for lines in s.without()):
            path = f"{directory}/{len(tried)}.mm"
            open(path, "w").write("\n".join(lines) + "\n")
            tried[path] = lines
        first = build.compare(list(tried), other)["first"] if tried else []
        examples = {(f["operation"], f["what"]): f for f in first}
        for one in shrunk:
            example = examples.get(one.kind())
            one.take(example, tried[example["example"]] if example else [])
    for one in shrunk:
        one.difference["text"] = "\n".join(one.lines) + "\n"


def findings(build, base, files, found):
    """
    Adds what build finds in the files and base does not, by signature with the smallest program.  What stored programs expect holds
    where base places pages, so {file: text} of those that end otherwise is returned: no property is violated.
    """
    otherwise = {}
    bad = {f: r for f, r in build.replay(files).items() if r["verdict"] == "finding"}
    at_base = base.replay(list(bad)) if base else {}
    for path in by_size(bad):
        signature = bad[path].get("signature", "?")
        if at_base.get(path, {}).get("signature") == signature:
            continue
        if signature.startswith("expect:"):
            otherwise[path] = bad[path].get("text", "")
            continue
        one = found.setdefault(signature, {"signature": signature, "text": bad[path].get("text", ""), "build": build.name, "file": path, "programs": 0})
        one["programs"] += 1
    return otherwise


# ---------------------------------------------------------------- fuzzing

def assembled(build, files, directory):
    """The stored programs as an engine's inputs."""
    os.makedirs(directory)
    for i, path in enumerate(files):
        subprocess.run([build.mmfuzz, "assemble", "--raw", path, "-o", f"{directory}/s{i:03}"], capture_output=True)


def fuzz(build, focuses, corpora, work, end, processes):
    """Until end, a process a core, each on another (target, function) in turn; a finding ends a process, which is started again."""
    said, running, turn = f"{work}/fuzz", [], 0
    os.makedirs(said)
    while time.time() < end or running:
        running = [process for process in running if process.poll() is None]
        while len(running) < processes and end - time.time() > 1:
            target, function = focuses[turn % len(focuses)]
            focus = [f"-focus_function={function}"] if function else []
            log = open(f"{said}/{turn}.log", "w")
            running.append(subprocess.Popen([f"{build.directory}/bin/fuzz_{target}", *focus, "-max_len=1024", "-rss_limit_mb=4096", "-timeout=20",
                                             "-print_final_stats=1", f"-max_total_time={max(1, min(int(end - time.time()), 10))}",
                                             f"-artifact_prefix={work}/found-", corpora[target]], stdout=log, stderr=log))
            turn += 1
        time.sleep(0.2)
    logs = "".join(open(f, errors="replace").read() for f in glob.glob(f"{said}/*.log"))
    return {"programs": sum(map(int, re.findall(r"number_of_executed_units: (\d+)", logs))), "found": sorted(glob.glob(f"{work}/found-*"))}
