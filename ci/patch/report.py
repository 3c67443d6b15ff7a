#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
#
# report.py [--table] [--json|--junit|--ktap|--markdown FILE]... RESULT... - the results of ci/premerge, one a patch: as text, as
# Markdown for a pull request or a reply to the list, as JUnit XML and KTAP for what collects tests, as a JSON array; --table prints a
# line a patch.
import argparse
import json
import os
import sys
import xml.etree.ElementTree as xml


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
    by = f", by {line['programs']} of {r['sampled']} sampled programs" if r['sampled'] else ''
    return f"executed {line['times']} times{by}{smallest}"


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
    if r["gone"]:
        yield "known findings that no longer appear as before", r["gone"]


def notes(r):
    fuzzed = r.get("fuzzed")
    if fuzzed:
        yield f"fuzzed {counted(fuzzed['programs'], 'program')} towards {' '.join(fuzzed['functions'][:6]) or 'no function'}"
    if r.get("suite"):
        yield f"suite: {r['suite'].split('Synthesis: ')[-1]}"
    yield from r["notes"]
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
    out = [f"**{headline(r)}**", "", f"{r['subject']} (base {r['base'][:12]}, head {r['head'][:12]})", ""]
    if r["lines"] or "out_of_scope" in r:
        out += [lines_summary(r), ""]
    if r["lines"]:
        out += ["| line | code | |", "| --- | --- | --- |"] + [f"| {p} | `{cell(c)}` | {cell(s)} |" for p, c, s in line_rows(r, top)] + [""]
    for title, rows in details(r, top):
        out += [title, ""] + [f"    {row}" for row in rows] + [""]
    return "\n".join(out + [f"* {note}" for note in notes(r)]) + "\n"


# ---------------------------------------------------------------- as tests

def cases(r, top):
    """(name, "pass", "fail" or "skip", text) of each statement about a patch."""
    built = r["verdict"] != "does not build"
    yield "builds", "pass" if built else "fail", "" if built else r["error"]
    if not built:
        return
    for build in r["builds"]:
        found = [f for f in r["findings"] if f["build"].endswith(f"-{build}")]
        yield f"no new finding on {build}", "fail" if found else "pass", "\n".join(f"{f['signature']}: {f['text']}\n{f.get('program') or ''}" for f in found)
    failed = any(f["signature"] == "suite" for f in r["findings"])
    yield "the suite of properties", "skip" if "suite" not in r else "fail" if failed else "pass", r.get("suite", "not run, or not to its end: no time was left")
    for other, name in (("nodebug", "alike without DEBUG_VM"), ("base", "behaves as the base does")):
        rows = [f"{difference_row(d)}\n" + "\n".join(fields(d) + program(d["text"])) for d in r["differences"] if d["with"] == other]
        # A difference from the base is information, unless the run was strict: then the status says so.
        strict = other == "nodebug" or (r["status"] and r["verdict"] == "behaves differently")
        yield name, "fail" if rows and strict else "pass", "\n".join(rows)
    never = [place for place, _, state in line_rows(r, top) if state == "NEVER EXECUTED"]
    yield "changed lines are executed", "skip" if never else "pass", f"never executed: {' '.join(never)}" if never else lines_summary(r)


def junit(results, top):
    root = xml.Element("testsuites")
    for r in results:
        rows = list(cases(r, top))
        suite = xml.SubElement(root, "testsuite", name=f"mmfuzz {r['head'][:12]} {r['subject']}", tests=str(len(rows)), time=str(r["seconds"]["total"]),
                               failures=str(sum(row[1] == "fail" for row in rows)), skipped=str(sum(row[1] == "skip" for row in rows)))
        for name, state, said in rows:
            case = xml.SubElement(suite, "testcase", classname="mmfuzz.premerge", name=name)
            if state == "pass":
                xml.SubElement(case, "system-out").text = said
            else:
                first = said.split("\n")[0]
                xml.SubElement(case, {"fail": "failure", "skip": "skipped"}[state], message=first).text = said
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def ktap(results, top):
    """A subtest a patch."""
    out = ["KTAP version 1", f"1..{len(results)}"]
    for number, r in enumerate(results, 1):
        rows = list(cases(r, top))
        out += ["  KTAP version 1", f"  1..{len(rows)}"]
        for at, (name, state, said) in enumerate(rows, 1):
            out += [f"  # {line}" for line in said.splitlines() if line]
            out.append(f"  {'not ok' if state == 'fail' else 'ok'} {at} {name}{' # SKIP' if state == 'skip' else ''}")
        bad = any(row[1] == "fail" for row in rows)
        out.append(f"{'not ok' if bad else 'ok'} {number} {r['head'][:12]} {r['subject'].replace('#', '')}")
    return "\n".join(out) + "\n"


# ---------------------------------------------------------------- several patches

def table(results):
    return [f"{r['head'][:12]}  {headline(r)}  ({r['subject']})" for r in results]


def markdown_of_all(results, top):
    rows = ["| patch | | |", "| --- | --- | --- |"] + [f"| {r['head'][:12]} | {cell(r['subject'])} | {cell(headline(r))} |" for r in results]
    return "\n".join(rows + [""] if len(results) > 1 else []) + "\n".join(markdown(r, top) for r in results)


FORMATS = {"json": lambda results, top: json.dumps(results) + "\n", "junit": junit, "ktap": ktap, "markdown": markdown_of_all}


def main():
    parser = argparse.ArgumentParser()
    for name in FORMATS:
        parser.add_argument(f"--{name}")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("results", nargs="+")
    args = parser.parse_args()
    top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    results = [json.load(open(path)) for path in args.results]
    if args.table:
        print("\n== the series\n" + "\n".join(f"   {row}" for row in table(results)))
    for name, write in FORMATS.items():
        if vars(args)[name]:
            with open(vars(args)[name], "w") as f:
                f.write(write(results, top))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.stderr.write(f"mmfuzz: premerge: {error}\n")
        sys.exit(2)
