# SPDX-License-Identifier: GPL-2.0
#
# report.py - the result of a night, compared with the nights before (fuzz/FORMATS.md has its fields).
import glob
import time

import store

SLOWER = 1.15  # times the CPU time of a program in the night before
LESS = 0.01  # of the lines that the night before reached, in a file


def nights(directory, before):
    """The summaries of finished nights but this, the oldest first."""
    found = [store.read(f) for f in glob.glob(f"{directory}/nights/*.json")]
    return sorted((n for n in found if n and n["night"] != before), key=lambda n: (n["ended"], n["night"]))


def identities(earlier):
    """Findings that nights before had and none since saw gone; one that comes back is new."""
    result = {}
    for night in earlier:
        result.update({f["key"]: f for f in night["findings"]})
        for f in night["gone"]:
            result.pop(f["key"], None)
    return result


def last_like(state, earlier):
    """The night to compare figures with: the last on this machine."""
    own = [n for n in earlier if n["host"] == state["host"]]
    return own[-1] if own else None


# ---------------------------------------------------------------- the result

def results(steps, kind):
    """What the steps of a kind measured, by the rest of their names."""
    return {n[len(kind) + 1:]: s["result"] for n, s in steps.items() if n.startswith(f"{kind} ") and s["state"] == "done" and "result" in s}


def fuzzed(steps):
    return {n: s for n, s in steps.items() if n.startswith("fuzz ") and s.get("result")}


def rates(steps):
    every = fuzzed(steps).values()

    def total(engine, figure):
        return sum(s["result"].get(engine, {}).get(figure, 0) for s in every)
    programs = {engine: total(engine, "programs") for engine in ("libfuzzer", "afl")}
    seconds = sum(s["seconds"] for s in every)
    return {**programs, "random": sum(r["programs"] for r in results(steps, "random").values()), "seconds": round(seconds),
            "per_second": round(sum(programs.values()) / seconds) if seconds else 0, "afl_written": total("afl", "written"), "afl_read": total("afl", "read")}


def left_out(steps):
    """Steps, and of fuzzing an engine that did not run beside the other."""
    engines = [(n, f"{kind}: {v['why']}") for n, s in fuzzed(steps).items() if s["state"] == "done" for kind, v in s["result"].items() if "why" in v]
    return [{"step": n, "why": why} for n, why in [(n, s["why"]) for n, s in steps.items() if s["state"] == "left out"] + engines]


def coverage_lost(now, then):
    for name in sorted(set(now) & set(then)):
        for file in sorted(set(now[name]["files"]) & set(then[name]["files"])):
            new, old = now[name]["files"][file], then[name]["files"][file]
            functions = sorted(set(old["reached"]) - set(new["reached"]))
            if functions or new["lines"]["covered"] < old["lines"]["covered"] * (1 - LESS):
                yield {"of": name, "file": file, "lines": [old["lines"]["covered"], new["lines"]["covered"]], "functions": functions}


def speed_lost(now, then):
    for name in sorted(set(now) & set(then)):
        old, new = then[name]["cpu_us"].get("op"), now[name]["cpu_us"].get("op")
        if old and new and new > old * SLOWER:
            yield {"build": name, "cpu_us": [old, new]}


def result(state, earlier):
    steps, before, last = state["steps"], identities(earlier), last_like(state, earlier)
    found = [dict(f, key=k, state="still there" if k in before else "new") for k, f in sorted(state["findings"].items())]
    gone = [dict(before[k], state=s) for k, s in sorted(state["replayed"].items()) if s in ("gone", "known") and k not in state["findings"] and k in before]
    failed = [{"step": n, "why": s["why"]} for n, s in steps.items() if s["state"] == "failed"]
    speed, coverage = results(steps, "speed"), results(steps, "coverage")
    new = sum(f["state"] == "new" for f in found)
    return {"version": 2, "night": state["night"], "host": state["host"], "began": state["began"], "ended": time.time(), "elapsed": round(state["elapsed"]),
            "resumed": state["resumed"], "seed": state["seed"], "builds": results(steps, "build"), "programs": rates(steps), "findings": found, "gone": gone,
            "known": state["known"], "inherited": {n: r["inherited"] for n, r in results(steps, "known findings").items() if r["inherited"]},
            "unclear": state["unclear"], "bugs": list(results(steps, "seeded bug").values()), "properties": results(steps, "properties"), "boards": results(steps, "boards"),
            "exhausted": results(steps, "exhaust"), "races": results(steps, "race"), "pairs": results(steps, "pairs"),
            "coverage": coverage, "speed": speed, "corpus": results(steps, "prune"), "failed": failed, "left_out": left_out(steps),
            "compared": last and {"night": last["night"], "nights": len(earlier), "per_second": last["programs"]["per_second"],
                                  "coverage_lost": list(coverage_lost(coverage, last["coverage"])), "speed_lost": list(speed_lost(speed, last["speed"])),
                                  "total": {n: c["total"]["lines"] for n, c in last["coverage"].items()},
                                  "cpu_us": {n: s["cpu_us"]["op"] for n, s in last["speed"].items()}},
            "status": 1 if new else 2 if failed else 0}
