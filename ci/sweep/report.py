# SPDX-License-Identifier: GPL-2.0
#
# report.py - what a sweep prints: a row a board, the figures, and where kernels differ.
import collections
import fnmatch

import boots


def mib(count):
    return f"{count / (1 << 20):g} MiB"


def size_text(count):
    return f"{count >> 30} GiB" if count and not count % (1 << 30) else mib(count) if count >= 1 << 20 else f"{count >> 10} KiB"


def is_failed(outcome):
    return outcome["how"].startswith("failed")


def counts(row):
    return collections.Counter("failed" if is_failed(o) else o["how"] for o in row["nodes"])


def node_text(outcome):
    return f"{outcome['node']}: {outcome['how'].removeprefix('failed: ')} ({outcome['reason'] or 'UNEXPLAINED: no message, or no row of explained.tsv'})"


def what_failed(row):
    said = [row["wrong"] + (f" ({row['reason']})" if row["reason"] else " (UNEXPLAINED)")] if row["wrong"] else []
    return "; ".join(said + [node_text(o) for o in row["nodes"] if is_failed(o)]) or "-"


def board_line(row):
    c = counts(row)
    return f"{row['board']:<58} {size_text(row['ram']):>9} {c['pool']:>5} {c['area']:>5} {c['no-map']:>6} {c['reserved']:>8}  {what_failed(row)}"


HEADER = f"{'board':<58} {'RAM':>9} {'pools':>5} {'areas':>5} {'no-map':>6} {'reserved':>8}  what failed, and why"


def is_unexplained(row):
    return bool(row["wrong"] and not row["reason"]) or any(is_failed(o) and o["reason"] is None for o in row["nodes"])


def table(rows, verbose):
    print(HEADER)
    for row in rows:
        print(board_line(row))
        for outcome in row["nodes"] if verbose else []:
            place = f" at {outcome['base']:#x}, {size_text(outcome['size'])}" if outcome["size"] else ""
            print(f"    {outcome['node']}: {outcome['how']}{place}{'  [' + outcome['message'] + ']' if outcome['message'] else ''}")


def figures(line, rows, seconds):
    nodes = collections.Counter()
    for row in rows:
        nodes += counts(row)
    failed = [o for row in rows for o in row["nodes"] if is_failed(o)] + [r for r in rows if r["wrong"]]
    unexplained = [f for f in failed if f["reason"] is None]
    booted = sum(row["booted"] for row in rows)
    return {
        "kernel": line, "trees": len(rows), "booted": booted, "checked": sum(row["checked"] for row in rows), "nodes": sum(nodes.values()),
        "outcomes": dict(sorted(nodes.items())), "explained": len(failed) - len(unexplained), "unexplained": len(unexplained),
        "seconds": round(seconds, 1), "boots_per_second": round(len(rows) / seconds, 1) if seconds else 0}


def figures_text(f):
    outcomes = ", ".join(f"{count} {how}" for how, count in f["outcomes"].items())
    return (f"== {f['kernel']}: {f['trees']} trees, {f['booted']} booted, X1 to X4 looked at on {f['checked']}; {f['nodes']} nodes: {outcomes}\n"
            f"   {f['explained']} explained failures, {f['unexplained']} unexplained; {f['boots_per_second']} boots a second")


# A difference between kernels: of a node or of the default area, how it ended (end) or, where that is alike, where (place); of a board
# that goes wrong, what is wrong (wrong).
REASONS = boots.rows_of("differences.tsv", 4)
DEFAULT_AREA = "the default area"


def version(line):
    return tuple(int(part) for part in line.split("."))


def reason_of(what, board, ended):
    """Why it is another from one kernel to the next, for each step where it is; None if one has no row."""
    reasons, lines = [], sorted(ended, key=version)
    for before, after in zip(lines, lines[1:]):
        if ended[before] == ended[after]:
            continue
        reason = next((row[3] for row in REASONS if row[0] == what and fnmatch.fnmatch(board, row[1])
                       and version(before) < version(row[2]) <= version(after)), None)
        if reason is None:
            return None
        reasons.append(reason)
    return "; ".join(reasons)


def ends_of(rows):
    """By board and node: how and where it ended."""
    ends = {}
    for row in rows:
        if not row["booted"]:
            continue
        for at, outcome in enumerate(row["nodes"]):
            ends[row["board"], at, outcome["node"]] = (outcome["how"], outcome["base"])
        ends[row["board"], -1, DEFAULT_AREA] = ("area", row["area"]) if row["area"] else ("none", 0)
    return ends


def wrongs_of(rows):
    """By board: the finding, without its place in the source."""
    return {(row["board"], -1, "the board"): (row["wrong"].split(": ")[0] if row["wrong"] else "right", 0) for row in rows}


def alike(values):
    """Which of several values are the same, as letters: abb."""
    return "".join(chr(ord("a") + list(values).index(value)) for value in values)


def differences(by_line):
    """By what differs, how, and why: the nodes."""
    kinds = collections.defaultdict(list)
    for read, kind in ((ends_of, "end"), (wrongs_of, "wrong")):
        found = {line: read(rows) for line, rows in by_line.items()}
        for key in sorted(set().union(*found.values())):
            ends = {line: found[line].get(key, ("not booted", 0)) for line in by_line}
            ended, what = {line: how for line, (how, _) in ends.items()}, kind
            if len(set(ended.values())) == 1:
                what = "place"
                ended = dict(zip(by_line, alike([base for _, base in ends.values()])))
            if len(set(ended.values())) > 1:
                kinds[what, tuple(ended.values()), reason_of(what, key[0], ended)].append((key[0], key[2]))
    return [{"what": what, "ended": dict(zip(by_line, ended)), "reason": reason, "nodes": nodes}
            for (what, ended, reason), nodes in sorted(kinds.items(), key=lambda kind: -len(kind[1]))]


def ended_text(kind):
    """6.1 area, 6.12 and 7.2 failed: no-area; of places, which kernels have the same one."""
    lines = collections.defaultdict(list)
    for line, how in kind["ended"].items():
        lines[how].append(line)
    if kind["what"] == "place":
        return "another place: " + ", then ".join(" and ".join(alike_lines) for alike_lines in lines.values())
    return ", ".join(f"{' and '.join(of)} {how}" for how, of in lines.items())


def differences_text(found, verbose):
    boards = {board for kind in found for board, _ in kind["nodes"]}
    yield f"== differences between the kernels: {sum(len(kind['nodes']) for kind in found)} nodes of {len(boards)} boards"
    for kind in found:
        board, node = kind["nodes"][0]
        yield f"{len(kind['nodes']):>5}  {ended_text(kind)}; first {node} of {board}"
        yield f"       {kind['reason'] or 'UNEXPLAINED: no row of differences.tsv'}"
        for board, node in kind["nodes"] if verbose else []:
            yield f"           {board}: {node}"
