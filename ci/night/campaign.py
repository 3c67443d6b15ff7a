# SPDX-License-Identifier: GPL-2.0
#
# campaign.py - how the time of fuzzing is divided: each target on each build, with both engines at work on one corpus.
import glob
import os

import engines
import known
import store
from night import Failed
from steps import CORPUS
from store import HOST

LEAST = 10  # seconds of fuzzing that a target gets on a build
TARGETS = (("ops", b"\0"), ("areas", b"\x80"))  # and the first byte of their smallest input
VARIANTS = ("asan", "nodebug", "lockdep")  # what libFuzzer runs, beside AFL++ on afl


def seed_corpora(night):
    """The stored seeds and the smallest input; what is there stays."""
    seed = f"{night.dir}/hosts/seed-{HOST}"
    for target, first in TARGETS:
        store.add_bytes(first + bytes(7), f"{night.dir}/corpus/{target}")
    for b in night.usable("asan")[:1]:
        for path in sorted(glob.glob(f"{CORPUS}/seeds/*.mm")):
            known.output([f"{b['dir']}/bin/mmfuzz", "assemble", "--raw", path, "-o", seed])
            with open(seed, "rb") as f:
                data = f.read()
            store.add_bytes(data, f"{night.dir}/corpus/{TARGETS[data[:1] >= TARGETS[1][1]][0]}")


def division(jobs, with_afl):
    """Processes by engine; one process is of both in turn."""
    if not with_afl:
        return [{"libfuzzer": jobs}]
    if jobs == 1:
        return [{"libfuzzer": 1}, {"afl": 1}]
    return [{"afl": jobs // 2, "libfuzzer": jobs - jobs // 2}]


def units(night):
    """(name of the step, target, builds by engine, processes by engine)"""
    for target, _ in TARGETS:
        for b in (b for kind in VARIANTS for b in night.usable(kind) if target in night.targets(b)):
            beside = [a for a in night.usable("afl") if (a["tree"], a["profile"]) == (b["tree"], b["profile"])]
            builds = {"libfuzzer": b, **({"afl": beside[0]} if beside else {})}
            for counts in division(night.state["jobs"], beside):
                only = f" with {next(iter(counts))}" if len(counts) < len(builds) else ""
                yield f"fuzz {target} {b['name']}{only}", target, {kind: builds[kind] for kind in counts}, counts


def sums(before, now):
    """The figures of an engine, with those of before the night was cut off."""
    both = {n: before.get(n, 0) + v if n in ("programs", "written", "read") else v for n, v in now.items()}
    return {**both, "edges": max(before.get("edges", 0), now["edges"])}


def said(result):
    return ", ".join(f"{kind} {v['programs']} programs" + (f" {v['edges']} edges" if v["edges"] else "") for kind, v in result.items())


def fuzz(night, step, name, target, builds, counts, seconds):
    wanted, before, start = step.setdefault("wanted", seconds), step.get("result", {}), step["seconds"]
    unit = engines.Unit(night, target, builds, counts, night.state["seed"] + int(start))

    def count():
        step["result"] = {kind: sums(before.get(kind, {}), v) for kind, v in unit.figures().items()}

    def tick(more):
        step["seconds"] += more
        count()
        done = sum(v["programs"] - before.get(kind, {}).get("programs", 0) for kind, v in step["result"].items())
        rate, edges = done / max(1, step["seconds"] - start), max(v["edges"] for v in step["result"].values())
        night.tick(f"{name}, {int(step['seconds'])}/{int(wanted)} s: {rate:.0f} programs/s, {edges} edges")

    unit.run(min(wanted - start, max(5, night.left())), tick)
    count()
    dead = [v["why"] for v in step["result"].values() if "why" in v]
    if len(dead) == len(step["result"]):
        raise Failed("; ".join(dead))
    return said(step["result"])


def campaign(night):
    """Each unit has the same share of what is left."""
    for target, _ in TARGETS:
        os.makedirs(f"{night.dir}/corpus/{target}", exist_ok=True)
    seed_corpora(night)
    every = list(units(night))
    for i, (name, *unit) in enumerate(every):
        seconds = max(LEAST, night.left() / (len(every) - i))
        night.step(name, fuzz, name, *unit, seconds, least=LEAST)
