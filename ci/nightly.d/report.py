# SPDX-License-Identifier: GPL-2.0
#
# report.py - the result of a night, compared with the nights before: as JSON, text and HTML.
import glob
import html as markup
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


def counted(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


# ---------------------------------------------------------------- the result

def results(steps, kind):
    """What the steps of a kind measured, by the rest of their names."""
    return {n[len(kind) + 1:]: s["result"] for n, s in steps.items() if n.startswith(f"{kind} ") and s["state"] == "done" and "result" in s}


def rates(steps):
    fuzz = [(s["result"], s["seconds"]) for n, s in steps.items() if n.startswith("fuzz ") and s.get("result")]
    programs = {e: sum(r.get(e, {}).get("programs", 0) for r, _ in fuzz) for e in ("libfuzzer", "afl")}
    seconds = sum(s for _, s in fuzz)
    return {**programs, "random": sum(r["programs"] for r in results(steps, "random").values()), "seconds": round(seconds),
            "per_second": round(sum(programs.values()) / seconds) if seconds else 0}


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
    return {"version": 1, "night": state["night"], "host": state["host"], "began": state["began"], "ended": time.time(), "elapsed": round(state["elapsed"]),
            "resumed": state.get("resumed", 0), "seed": state["seed"], "builds": results(steps, "build"), "programs": rates(steps), "findings": found, "gone": gone,
            "known": state["known"], "inherited": {n: r["inherited"] for n, r in results(steps, "known findings").items() if r["inherited"]},
            "unclear": state.get("unclear", 0), "bugs": list(results(steps, "seeded bug").values()), "properties": results(steps, "properties"),
            "coverage": coverage, "speed": speed, "corpus": results(steps, "prune"), "failed": failed, "left_out": state["left_out"],
            "compared": last and {"night": last["night"], "nights": len(earlier), "per_second": last["programs"]["per_second"],
                                  "coverage_lost": list(coverage_lost(coverage, last["coverage"])), "speed_lost": list(speed_lost(speed, last["speed"])),
                                  "total": {n: c["total"]["lines"] for n, c in last["coverage"].items()},
                                  "cpu_us": {n: s["cpu_us"]["op"] for n, s in last["speed"].items()}},
            "status": 1 if new else 2 if failed else 0}


# ---------------------------------------------------------------- rows: (what, text, what follows in lines of their own)

def finding_rows(r):
    states = [f["state"] for f in r["findings"]]
    yield ("findings", f"{states.count('new')} new, {states.count('still there')} still there, {len(r['gone'])} gone; {counted(len(r['known']), 'known signature')} seen",
           [f"{f['state']}: {f['signature']} ({f['line']} {f['profile']}, seen {counted(f['times'], 'time')}, since {f['first']}): "
            f"{f['text']}; {f['file']}" for f in sorted(r["findings"], key=lambda f: f["state"])]
           + [f"{'in the known list now' if f['state'] == 'known' else 'gone'}: {f['signature']} ({f['line']} {f['profile']}), {f['file']}" for f in r["gone"]])
    for name, i in r["inherited"].items():
        yield ("known list", f"{name}: from {i['from'] or 'no older line'}: {len(i['confirmed'])} entries confirmed by their reproducers",
               [f"not confirmed: {d}" for d in i["dropped"]])
    if r["unclear"]:
        yield ("unclear", f"{counted(r['unclear'], 'input')} that engines kept and that did nothing again", [])


def harness_rows(r):
    if r["bugs"]:
        yield ("seeded bugs", f"{sum(b['found'] for b in r['bugs'])} of {len(r['bugs'])} found",
               [f"{b['bug']}: {b['by']} in {b['time']}" if b["found"] else f"{b['bug']}: NOT FOUND: does the harness still see?" for b in r["bugs"]])
    if r["properties"]:
        yield ("properties", ", ".join(f"{n}: {p['passed']} passed, {len(p['failed'])} failed" for n, p in r["properties"].items()), [])


def figure_rows(r):
    last = r["compared"] or {"total": {}, "cpu_us": {}, "coverage_lost": [], "speed_lost": []}
    p = r["programs"]
    before = f" ({last['per_second']} the night before)" if r["compared"] else ""
    yield ("programs", f"{p['libfuzzer'] + p['afl'] + p['random']}: libFuzzer {p['libfuzzer']}, AFL++ {p['afl']}, random {p['random']}; fuzzing {p['per_second']}/s{before}", [])
    for name, c in r["coverage"].items():
        lines, old = c["total"]["lines"], last["total"].get(name)
        was = f" ({old['covered']})" if old else ""
        yield ("coverage", f"{name}: {lines['covered']} of {lines['count']} lines{was}, "
               f"{c['total']['functions']['covered']} of {c['total']['functions']['count']} functions",
               [f"lost: {x['file']}: {x['lines'][0]} -> {x['lines'][1]} lines {' '.join(x['functions'])}".rstrip() for x in last["coverage_lost"] if x["of"] == name])
    for name, s in r["speed"].items():
        old = last["cpu_us"].get(name)
        yield ("speed", f"{name}: {s['cpu_us']['op']:.0f} us of CPU time a program{f' ({old:.0f})' if old else ''}",
               [f"lost: {x['cpu_us'][0]:.0f} -> {x['cpu_us'][1]:.0f} us" for x in last["speed_lost"] if x["build"] == name])
    for name, c in r["corpus"].items():
        yield ("corpus", f"{name}: {c['before']} inputs, {c['after']} kept", [])


def rows(r):
    yield from finding_rows(r)
    yield from harness_rows(r)
    yield from figure_rows(r)
    if r["failed"]:
        yield ("failed", counted(len(r["failed"]), "step"), [f"{f['step']}: {f['why']}" for f in r["failed"]])
    if r["left_out"]:
        yield ("left out", counted(len(r["left_out"]), "step"), r["left_out"])
    yield ("compared", f"with the night {r['compared']['night']}, findings with {counted(r['compared']['nights'], 'night')}" if r["compared"] else "the first night here", [])


def headline(r):
    minutes = f"{r['elapsed'] // 3600}:{r['elapsed'] // 60 % 60:02}:{r['elapsed'] % 60:02}"
    kernels = sorted({b["kernel"] for b in r["builds"].values()})
    cut = f", cut off {r['resumed']} times" if r["resumed"] > 1 else ", cut off once" if r["resumed"] else ""
    return f"night {r['night']} on {r['host']}: {minutes}{cut}, kernels {' '.join(kernels) or 'none'}"


def text(r):
    lines = [f"== {headline(r)}"]
    for what, said, details in rows(r):
        lines.append(f"{what:<12} {said}")
        lines += [f"{'':<12}   {d}" for d in details]
    return "\n".join(lines) + "\n"


def html(r):
    escape = markup.escape
    body = "".join(f"<tr><th>{escape(what)}</th><td>{escape(said)}{''.join(f'<div>{escape(d)}</div>' for d in details)}</td></tr>\n" for what, said, details in rows(r))
    colour = {0: "#2a7", 1: "#c22", 2: "#b80"}[r["status"]]
    return (f"<!doctype html>\n<!-- SPDX-License-Identifier: GPL-2.0 -->\n<html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
            f"<meta name=color-scheme content='light dark'><title>{escape(headline(r))}</title>\n"
            f"<style>body{{font:15px/1.4 sans-serif;max-width:70em;margin:1em auto;padding:0 1em}}th{{text-align:left;vertical-align:top;padding-right:1.5em;white-space:nowrap}}"
            f"td div{{margin-left:1em;font-family:monospace}}h1{{font-size:1.2em;border-left:.5em solid {colour};padding-left:.5em}}</style>\n"
            f"<h1>{escape(headline(r))}</h1>\n<table>\n{body}</table>\n</html>\n")
