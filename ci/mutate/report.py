# SPDX-License-Identifier: GPL-2.0
#
# report.py - the table: by file, by operator, and the survivors.
import json
import time

from operators import OPERATORS

STATES = ("killed", "survived", "unreached", "equivalent")


def percent(part, of):
    return f"{100 * part / of:.1f} %" if of else "-"


class Table:
    def __init__(self, score):
        self.options, self.info, self.dropped = score.options, score.corpus.info, score.made["dropped"]
        self.rows = [m | score.state.results[m["mutant"]] for m in score.rows if m["mutant"] in score.state.results]
        self.left = len(score.rows) - len(self.rows)

    def survivors(self):
        return [r for r in self.rows if r["state"] == "survived"]

    def count(self, rows):
        counts = {s: sum(r["state"] == s for r in rows) for s in STATES}
        real, reached = len(rows) - counts["equivalent"], counts["killed"] + counts["survived"]
        return counts | {"mutants": len(rows), "of_reached": percent(counts["killed"], reached), "of_all": percent(counts["killed"], real),
                         "reached": percent(reached, real)}

    def groups(self, key, order):
        return {k: self.count([r for r in self.rows if r[key] == k]) for k in order if any(r[key] == k for r in self.rows)}

    def files(self):
        return self.groups("file", dict.fromkeys(r["file"] for r in self.rows))

    def operators(self):
        return self.groups("operator", OPERATORS)

    def by(self):
        """What killed how many: where from, and by which finding."""
        where, what = {}, {}
        for r in self.rows:
            if r["state"] == "killed":
                kind = r["by"].split(",")[0].split("/")[1 if "/" in r["by"] else 0]
                where[kind] = where.get(kind, 0) + 1
                what[r["signature"]] = what.get(r["signature"], 0) + 1
        return [sorted(d.items(), key=lambda i: (-i[1], i[0])) for d in (where, what)]

    def head(self):
        o = self.options
        sample = f", a sample of {o.sample}" if o.sample else ""
        sample += f", {self.left} mutants still to run" if self.left else ""
        return (f"kernel {self.info['kernel']}, profile {self.info['profile']}, variant asan; stored corpus, then {o.budget} CPU seconds of random "
                f"programs from seed {o.seed}{sample}")

    def json(self):
        return json.dumps({"kernel": self.info["kernel"], "profile": self.info["profile"], "budget": self.options.budget, "seed": self.options.seed,
                           "sample": self.options.sample, "dropped": self.dropped, "total": self.count(self.rows), "files": self.files(),
                           "operators": self.operators(), "mutants": self.rows})

    # ---- text and Markdown

    COLUMNS = ("mutants", *STATES, "of_reached", "of_all", "reached")
    HEADS = ("mutants", *STATES, "killed of reached", "killed of all but equivalent", "reached")

    def table(self, name, groups, line):
        rows = [line([name, *self.HEADS])]
        for key, counts in groups.items():
            rows.append(line([key, *(str(counts[c]) for c in self.COLUMNS)]))
        return rows

    def text(self):
        def line(words):
            return f"{words[0]:32}" + "".join(f"{w:>{max(len(h), 8) + 2}}" for w, h in zip(words[1:], self.HEADS))
        out = [self.head(), ""]
        out += self.table("file", self.files() | {"total": self.count(self.rows)}, line) + [""]
        out += self.table("operator", self.operators(), line) + [""]
        where, what = self.by()
        out.append("killed by: " + ", ".join(f"{k} {n}" for k, n in where))
        out.append("           " + ", ".join(f"{k} {n}" for k, n in what[:12]))
        out.append(f"left out, as they do not compile: {sum(self.dropped.values())}")
        out += ["", "survived:"] + [self.survivor(r) for r in self.survivors()]
        return "\n".join(out)

    def survivor(self, r):
        seen = f", {r['differ']} of {r['programs']} programs run otherwise" if r["differ"] else ""
        return f"  {r['file']}:{r['line']} {r['function']} ({r['operator']}, mutant {r['mutant']}): {r['change']}\n      executed {r['executed']} times{seen}"

    def write(self, path):
        def line(words):
            return "| " + " | ".join(words) + " |"
        rule = line(["---"] * (len(self.HEADS) + 1))
        out = [f"{time.strftime('%Y-%m-%d')}: {self.head()}.", ""]
        for name, groups in (("file", self.files() | {"total": self.count(self.rows)}), ("operator", self.operators())):
            rows = self.table(name, groups, line)
            out += [rows[0], rule, *rows[1:], ""]
        with open(path, "w") as f:
            f.write("\n".join(out))
