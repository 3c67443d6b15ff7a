#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
#
# known.py - the list of known findings that a build begins a night with: its kernel line's, or what is confirmed of the nearest older
# line's.  As a program it prints that list: known.py BUILD CORPUS (ci/checks/nightly).
import fnmatch
import glob
import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import store

LINE = re.compile(r"\d+\.\d+")


def output(command, seconds=600):
    """What a program prints, whatever its status; nothing if it takes too long.  Ctrl-C on a terminal does not reach it."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, errors="replace", start_new_session=True).stdout
    except subprocess.TimeoutExpired:
        return ""


def info(build):
    return json.loads(output([f"{build}/bin/mmfuzz", "info", "--json"]) or "{}")


def replayed(build, path, *options):
    lines = output([f"{build}/bin/mmfuzz", "replay", "--json", *options, path]).splitlines()
    return json.loads(lines[0]) if lines else {}


def line_of(release):
    return LINE.match(release).group(0)


def version(line):
    return tuple(map(int, line.split(".")))


def nearest(line, corpus):
    """The line's list, or that of the nearest older line; None without either."""
    lists = {os.path.basename(f)[:-4]: f for f in glob.glob(f"{corpus}/known/*.tsv")}
    older = [n for n in lists if LINE.fullmatch(n) and version(n) <= version(line)]
    return lists[max(older, key=version)] if older else None


def entries(path):
    with open(path) as f:
        return [line.rstrip("\n") for line in f if "\t" in line and not line.startswith("#")]


def pattern(entry):
    return re.split(r"@| if ", entry.split("\t")[0])[0]


def confirmed(build, corpus, rows):
    """The rows whose reproducer still shows what they name: of those that name one program, one suffices.  And the others."""
    programs = {row: [f"{os.path.dirname(corpus)}/{p}" for p in re.findall(r"corpus/regressions/[\w./-]+\.mm", row)] for row in rows}
    seen = {p: replayed(build, p, "--no-known").get("signature", "") for p in sorted({p for ps in programs.values() for p in ps}) if os.path.exists(p)}
    shown = {p for p, signature in seen.items() if any(fnmatch.fnmatchcase(signature, pattern(r)) for r in rows if p in programs[r])}
    kept = [row for row in rows if shown & set(programs[row])]
    return kept, [row for row in rows if row not in kept]


def starting_list(build, line, corpus):
    """(rows, what became of the older line's: {from, confirmed, dropped} or None)"""
    source = nearest(line, corpus)
    if not source:
        return [], {"from": None, "confirmed": [], "dropped": []}
    rows, name = entries(source), os.path.basename(source)[:-4]
    if name == line:
        return rows, None
    kept, dropped = confirmed(build, corpus, rows)
    return kept, {"from": name, "confirmed": [r.split("\t")[0] for r in kept], "dropped": [r.split("\t")[0] for r in dropped]}


def write_list(path, rows, corpus):
    """What is true of drawn machines and of data races on every kernel comes besides."""
    besides = [row for name in ("drawn", "races") if os.path.exists(f"{corpus}/known/{name}.tsv") for row in entries(f"{corpus}/known/{name}.tsv")]
    store.write_text(path, "".join(f"{row}\n" for row in rows + besides))


if __name__ == "__main__":
    kernel_line = line_of(info(sys.argv[1])["kernel"])
    begun, became = starting_list(sys.argv[1], kernel_line, os.path.abspath(sys.argv[2]))
    print(json.dumps({"line": kernel_line, "rows": len(begun), "inherited": became}))
