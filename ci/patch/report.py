# SPDX-License-Identifier: GPL-2.0
#
# report.py - the result of ci/premerge for people: as text, and as Markdown for a pull request or a reply to the list.
import os


def counted(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def short(path, top):
    return os.path.relpath(path, top) if path.startswith(top + "/") else os.path.basename(path)


def headline(r):
    if r["verdict"] == "does not build":
        return f"does not build: {r['error']}"
    details = [counted(len(r["findings"]), "new finding")] if r["findings"] else []
    kinds = {(d["with"], d["operation"], d["what"]) for d in r["differences"]}
    for other, words in (("base", "of difference from the base"), ("nodebug", "of difference without DEBUG_VM, which must make none")):
        count = sum(k[0] == other for k in kinds)
        details += [f"{counted(count, 'kind')} {words}"] if count else []
    return f"{r['verdict']}: {', '.join(details) or 'no finding, no difference from the base'}"


# ---------------------------------------------------------------- lines

def line_state(line, r, top):
    if line["state"] in ("no code", "not compiled"):
        return line["why"]
    if line["state"] == "never":
        return "NEVER EXECUTED"
    smallest = f", the smallest {short(line['smallest'], top)}" if line["smallest"] else ""
    return f"executed {line['times']} times, by {line['programs']} of {r['sampled']} sampled programs{smallest}"


def lines_summary(r):
    states = [line["state"] for line in r["lines"]]
    code = states.count("executed") + states.count("never")
    out = r["out_of_scope"]
    return (f"{states.count('executed')} of {counted(code, 'changed line')} of code executed, by {counted(r['tried'], 'program')}; "
            f"{states.count('not compiled')} not compiled here, {states.count('no code')} without code, "
            f"{out['lines']} in files out of scope{' (' + ' '.join(out['files'][:3]) + ')' if out['files'] else ''}")


def line_rows(r, top):
    return [(f"{l['file']}:{l['line']}", l["text"].strip(), line_state(l, r, top)) for l in r["lines"]]


# ---------------------------------------------------------------- differences and findings

def difference_row(d):
    other = "the base" if d["with"] == "base" else "the build without DEBUG_VM"
    return f"{d['operation']} ({d['what']}) in {d['programs']} of {d['of']} {d['over']}, against {other}"


def fields(d):
    return [f"{f['name']}: {' -> '.join(reversed(f['values']))}" for f in d["fields"]]


def program(text):
    return [line for line in (text or "").splitlines() if line]


def details(r, top):
    """(title, lines) of what else there is to print."""
    for f in r["findings"]:
        yield f"new finding {f['signature']} ({f['build']}): {f['text']}", program(f.get("program")) + ([f"# {short(f['file'], top)}"] if f["file"] else [])
    for d in r["differences"]:
        yield difference_row(d), fields(d) + program(d["text"])
    if r.get("steps"):
        yield "takes more than half as many steps again", [f"{short(s['file'], top)}: {s['base']} -> {s['head']}" for s in r["steps"]]
    if r["gone"]:
        yield "known findings that no longer appear as before", r["gone"]


def notes(r):
    fuzzed = r.get("fuzzed")
    if fuzzed:
        yield f"fuzzed {counted(fuzzed['programs'], 'program')} towards {' '.join(fuzzed['functions'][:6]) or 'no function'}"
    if r.get("suite"):
        yield f"suite: {r['suite'].split('Synthesis: ')[-1]}"
    for left in r["left_out"]:
        yield f"left out: {left}"
    yield ", ".join(f"{name} {round(s)} s" for name, s in r["seconds"].items())


# ---------------------------------------------------------------- whole

def text(r, top):
    out = [f"== {headline(r)}"]
    if r["lines"] or "out_of_scope" in r:
        out.append(f"== {lines_summary(r)}")
        for place, code, state in line_rows(r, top):
            out += [f"   {place}  {code[:80]}", f"      {state}"]
    for title, rows in details(r, top):
        out += [f"== {title}"] + [f"   {row}" for row in rows]
    return "\n".join(out + [f"   {note}" for note in notes(r)]) + "\n"


def cell(words):
    return words.replace("|", "\\|")


def markdown(r, top):
    out = [f"**{headline(r)}**", "", f"base {r['base'][:12]}, head {r['head'][:12]}", ""]
    if r["lines"] or "out_of_scope" in r:
        out += [lines_summary(r), ""]
    if r["lines"]:
        out += ["| line | code | |", "| --- | --- | --- |"] + [f"| {p} | `{cell(c)}` | {cell(s)} |" for p, c, s in line_rows(r, top)] + [""]
    for title, rows in details(r, top):
        out += [title, ""] + [f"    {row}" for row in rows] + [""]
    return "\n".join(out + [f"* {note}" for note in notes(r)]) + "\n"
