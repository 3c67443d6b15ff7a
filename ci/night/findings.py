# SPDX-License-Identifier: GPL-2.0
#
# findings.py - the findings of a night.  A finding is one where signature, kernel line and profile are; what earlier nights reported is
# looked at again at the beginning; what engines leave in findings/BUILD/raw/HOST is triaged, and then moves on.
import json
import os
import re

import known
import store
from program import Program
from store import HOST

TRIAGE, SMALLER = 600, 120  # seconds that a triage and a minimization have at most


def raw(night, b):
    """Where the engines' crashes on a build go."""
    return f"{night.dir}/findings/{b['name']}/raw/{HOST}"


def as_pattern(signature):
    return re.sub(r"([*?\[\\])", r"\\\1", signature)


def is_of(night, f, b):
    return (f["line"], f["profile"]) == (night.facts(b)["line"], b["profile"])


def write_engine_list(night, b):
    """What the engines go past: the stored list, and what nights have found."""
    with open(b["stored"]) as stored:
        rows = stored.read()
    own = sorted(f["signature"] for f in night.state["findings"].values() if is_of(night, f, b))
    store.write_text(b["known"], rows + "".join(f"{as_pattern(s)}\tfound by ci/nightly\n" for s in own))


# ---------------------------------------------------------------- what earlier nights reported

def again(night, b, f):
    """What became of it; a replay that finds nothing has no signature."""
    path = f"{night.dir}/{f['file']}"
    said = known.replayed(b["dir"], path, "--known", b["stored"]) if os.path.exists(path) else {}
    if not said:
        return "not there"
    if said.get("signature") != f["signature"]:
        return "gone"
    return "known" if said["verdict"] == "known" else "still there"


def look_again(night, b):
    """On the build on which it was found; a property runs anyway."""
    for key, f in sorted(night.old.items()):
        if f["build"] != b["name"] or not is_of(night, f, b) or f["class"] == "property":
            continue
        night.state["replayed"][key] = again(night, b, f)
        if night.state["replayed"][key] == "still there":
            night.state["findings"].setdefault(key, dict(f, times=0))


# ---------------------------------------------------------------- what this night finds

def note(night, b, signature, file, text, kind, times=1):
    line = night.facts(b)["line"]
    key = f"{signature} {line} {b['profile']}"
    f = night.state["findings"].setdefault(key, {"signature": signature, "line": line, "profile": b["profile"], "build": b["name"], "text": text,
                                                 "class": kind, "times": 0, "file": file, "first": night.state["night"]})
    if not f["times"] and key not in night.old:
        night.say(f"new finding {signature} on {b['name']}: {text}")
    f["times"] += times


def note_known(night, signature, times):
    seen = night.state["known"]
    seen[signature] = seen.get(signature, 0) + times


def keep(night, b, smallest, path):
    """A small reproducer, once."""
    if os.path.exists(path):
        return
    small, seconds = store.unfinished(path), max(10, min(SMALLER, night.remaining() / 20))
    Program(night, f"minimize-{b['name']}").run([f"{b['dir']}/bin/mmfuzz", "minimize", "--known", b["stored"], smallest, "-o", small], seconds)
    if not os.path.exists(small):
        store.write_text(path, known.output([f"{b['dir']}/bin/mmfuzz", "show", "--build", smallest]))
        return
    os.replace(small, path)


def note_row(night, b, row):
    """A row of mmfuzz triage."""
    if "known" in row:
        return note_known(night, row["signature"], row["files"])
    path = f"findings/{b['name']}/{re.sub(r'[^A-Za-z0-9._-]', '-', row['signature'])}.mm"
    keep(night, b, row["smallest"], f"{night.dir}/{path}")
    return note(night, b, row["signature"], path, row.get("text", ""), row["class"], row["files"])


def move_on(night, b, files):
    batch = f"{night.dir}/findings/{b['name']}/triaged-{night.state['night']}"
    os.makedirs(batch, exist_ok=True)
    for path in files:
        os.replace(path, f"{batch}/{os.path.basename(path)}")


def triage(night, b):
    """What came since the last time; no crash is looked at twice."""
    files = store.listed(raw(night, b))
    if not files:
        return
    program = Program(night, f"triage-{b['name']}")
    said = program.run([f"{b['dir']}/bin/mmfuzz", "triage", "--json", "--known", b["stored"], raw(night, b)], TRIAGE)
    if program.status not in (0, 1) or not said:
        night.say(f"{b['name']}: mmfuzz triage: {program.why()}; the crashes stay in {raw(night, b)}")
        return
    table = json.loads(said)
    for row in table["findings"]:
        note_row(night, b, row)
    night.state["unclear"] += table["nothing"] + table["unreadable"]
    write_engine_list(night, b)
    night.save()
    move_on(night, b, files)
