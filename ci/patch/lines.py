# SPDX-License-Identifier: GPL-2.0
#
# lines.py - the lines that a patch changes: which are compiled, which were executed, and why a line was not compiled.
import collections
import json
import os
import re
import shlex
import subprocess


def output(command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=True, **options).stdout


# ---------------------------------------------------------------- of the patch

def changed(place, base, head):
    """{file: lines on the head's side}, of all files."""
    diff = output(["git", "--git-dir", f"{place}/git", "diff", "-U0", "--no-color", "--no-ext-diff", "--no-renames", base, head])
    files, name = collections.defaultdict(list), None
    for line in diff.splitlines():
        if line.startswith("+++ "):
            name = line[6:] if line.startswith("+++ b/") else None
        hunk = re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line)
        if hunk and name:
            first, count = int(hunk[1]), int(hunk[2] or 1)
            files[name] += range(first, first + count)
    return files


# ---------------------------------------------------------------- of a build

def compiled(build, tree):
    """{file of the tree: an object that it goes into}"""
    files, at = {}, None
    for line in output(["ninja", "-C", build, "-t", "deps"]).splitlines():
        if line and not line[0].isspace():
            at = line.split(":")[0]
        elif line.strip():
            path = os.path.normpath(os.path.join(build, line.strip()))
            if path.startswith(tree + "/"):
                files.setdefault(path[len(tree) + 1:], at)
    return files


def preprocessed(build, target, path):
    """The numbers of the lines of a file that the preprocessor leaves something of."""
    for entry in json.load(open(f"{build}/compile_commands.json")):
        words = shlex.split(entry["command"])
        if target in words:
            break
    at = words.index("-o")
    words = [w for w in words[:at] + words[at + 2:] if w != "-c" and not w.endswith("ccache")]
    lines, number, here = set(), 0, False
    for line in output(words + ["-E"], cwd=entry["directory"]).splitlines():
        marker = re.match(r'# (\d+) "(.*?)"', line)
        if marker:
            number, here = int(marker[1]), os.path.normpath(os.path.join(entry["directory"], marker[2])) == path
            continue
        if here and line.strip():
            lines.add(number)
        number += 1
    return lines


def without_comments(text):
    keep_lines = lambda m: "\n" * m[0].count("\n") if m[0][0] == "/" else m[0]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', keep_lines, text, flags=re.S).split("\n")


def branches(text):
    """(first line, last line, condition) of each branch of #if, the inner before the outer."""
    stack, found = [], []
    for number, line in enumerate(text, 1):
        word = re.match(r"\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b(.*)", line)
        if not word:
            continue
        if word[1] in ("elif", "else", "endif") and stack:
            first, condition = stack.pop()
            found.append((first + 1, number - 1, condition))
            if word[1] != "endif":
                stack.append((number, f"the #else of {condition}" if word[1] == "else" else word[2].strip()))
        elif word[1] != "endif":
            stack.append((number, ("!" if word[1] == "ifndef" else "") + word[2].strip()))
    return found


def why_not_compiled(text, left, number, profile):
    """The #if that removed the line, or None."""
    for first, last, condition in branches(text):
        if first <= number <= last and not any(n in left for n in range(first, last + 1)):
            off = "is off" if re.fullmatch(r"CONFIG_\w+", condition) else "does not hold"
            return f"not compiled here: {condition} {off} in profile {profile}"
    return None


# ---------------------------------------------------------------- of the profiles

def counts(segments):
    """{line: times executed}, as llvm-cov has it in LineCoverageStats."""
    by_line, lines, wrapped = collections.defaultdict(list), {}, None
    for segment in segments:
        by_line[segment[0]].append(segment)
    for line in range(min(by_line, default=1), max(by_line, default=0) + 1):
        here = by_line.get(line, [])
        entries = [s[2] for s in here if s[3] and s[4] and not s[5]]
        skipped = here and not here[0][3] and here[0][4]
        if not skipped and (entries or (wrapped and wrapped[3])):
            lines[line] = max(entries + ([wrapped[2]] if wrapped else []))
        wrapped = here[-1] if here else wrapped
    return lines


class Coverage:
    """The build with counters, and what llvm-cov reads of them."""

    def __init__(self, mmfuzz, clang, work, files):
        self.mmfuzz, self.clang, self.work, self.files = mmfuzz, clang, work, files

    def add(self, name, arguments):
        """Adds to the profile of this name."""
        said = subprocess.run([self.mmfuzz, *arguments], capture_output=True, env={**os.environ, "LLVM_PROFILE_FILE": f"{self.work}/{name}-%m.profraw"})
        return said.returncode <= 1

    def export(self, name, functions=False):
        raw = [f"{self.work}/{f}" for f in os.listdir(self.work) if f.startswith(name + "-") and f.endswith(".profraw")]
        if not raw:
            return {"files": [], "functions": []}
        output([f"llvm-profdata-{self.clang}", "merge", "-o", f"{self.work}/{name}.profdata", *raw])
        skip = [] if functions else ["-skip-functions"]
        return json.loads(output([f"llvm-cov-{self.clang}", "export", self.mmfuzz, f"-instr-profile={self.work}/{name}.profdata",
                                  "-skip-expansions", *skip, *self.files]))["data"][0]

    def lines(self, name):
        """{path: {line: times}}"""
        return {f["filename"]: counts(f["segments"]) for f in self.export(name)["files"]}

    def functions(self, name, wanted):
        """Names of the functions with a line of wanted, {path: lines}."""
        found = {}
        for function in self.export(name, functions=True).get("functions", []):
            first, last = function["regions"][0][0], function["regions"][0][2]
            if any(first <= n <= last for n in wanted.get(function["filenames"][0], [])):
                found[function["name"].split(":")[-1]] = None
        return list(found)
