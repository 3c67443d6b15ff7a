# SPDX-License-Identifier: GPL-2.0
#
# pages.py - the summary of a night for people, as text and as a page: rows of what, a sentence, and what follows in lines.
import html as markup

VERDICTS = {0: "No new finding.", 1: "A new finding.", 2: "No new finding, but a step failed."}
COLOURS = {0: "#2a7", 1: "#c22", 2: "#b80"}
STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.45 sans-serif;max-width:70em;margin:1em auto;padding:0 1em;overflow-wrap:anywhere}
h1{font-size:1.2em;border-left:.5em solid;padding-left:.5em}
table{border-spacing:0}
th,td{vertical-align:top;text-align:left;padding:.2em 0;border-top:1px solid #8884}
th{padding-right:1.5em;white-space:nowrap}
td div{padding-left:1em;font:13px/1.5 monospace}
@media(max-width:40em){tr,th,td{display:block}td{border:0;padding-top:0}}
"""


def clock(seconds):
    return f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"


def counted(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


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


def board_rows(r):
    for name, f in r["exhausted"].items():
        yield ("exhausted", f"{name}: all programs of {f['length']} operations, {f['states']} states", [])
    for name, f in r["races"].items():
        yield ("races", f"{name}: {f['schedules']} schedules of operations that run at once, {f['outcomes']} outcomes", [])
    for name, f in r["pairs"].items():
        yield ("races", f"{name}: {f['pairs']} ordered pairs of operations, {f['schedules']} schedules", [])
    for f in r["boards"].values():
        yield ("boards", f"{f['kernel']}: {f['booted']} of {f['trees']} device trees boot, {f['explained']} failures explained, {f['unexplained']} not", [])


def figure_rows(r):
    last = r["compared"] or {"total": {}, "cpu_us": {}, "coverage_lost": [], "speed_lost": []}
    p = r["programs"]
    before = f" ({last['per_second']} the night before)" if r["compared"] else ""
    yield ("programs", f"{p['libfuzzer'] + p['afl'] + p['random']}: libFuzzer {p['libfuzzer']}, AFL++ {p['afl']}, random {p['random']}; fuzzing {clock(p['seconds'])}, {p['per_second']}/s{before}", [])
    yield ("exchanged", f"{p['afl_written']} inputs of AFL++ went into the corpus, {p['afl_read']} from there into its queue", [])
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
    yield from board_rows(r)
    yield from figure_rows(r)
    if r["failed"]:
        yield ("failed", counted(len(r["failed"]), "step"), [f"{s['step']}: {s['why']}" for s in r["failed"]])
    if r["left_out"]:
        yield ("left out", counted(len(r["left_out"]), "step"), [f"{s['step']}: {s['why']}" for s in r["left_out"]])
    yield ("compared", f"with the night {r['compared']['night']}, findings with {counted(r['compared']['nights'], 'night')}" if r["compared"] else "the first night here", [])


def headline(r):
    kernels = sorted({b["kernel"] for b in r["builds"].values()})
    cut = f", cut off {r['resumed']} times" if r["resumed"] > 1 else ", cut off once" if r["resumed"] else ""
    return f"night {r['night']} on {r['host']}: {clock(r['elapsed'])}{cut}, kernels {' '.join(kernels) or 'none'}"


def text(r):
    lines = [f"== {headline(r)}"]
    for what, said, details in rows(r):
        lines.append(f"{what:<12} {said}")
        lines += [f"{'':<12}   {d}" for d in details]
    return "\n".join(lines) + "\n"


def row_of_table(what, said, details):
    lines = "".join(f"<div>{markup.escape(d)}</div>" for d in details)
    return f"<tr><th>{markup.escape(what)}</th><td>{markup.escape(said)}{lines}</td></tr>\n"


def html(r):
    title, body = markup.escape(headline(r)), "".join(row_of_table(*row) for row in rows(r))
    return (f"<!doctype html>\n<!-- SPDX-License-Identifier: GPL-2.0 -->\n<html lang=en>\n<meta charset=utf-8>\n"
            f"<meta name=viewport content='width=device-width,initial-scale=1'>\n<title>{title}</title>\n<style>{STYLE}</style>\n"
            f"<h1 style='border-color:{COLOURS[r['status']]}'>{title}</h1>\n<p>{VERDICTS[r['status']]}\n<table>\n{body}</table>\n</html>\n")
