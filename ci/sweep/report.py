# SPDX-License-Identifier: GPL-2.0
#
# report.py - what a sweep prints: a row a board, the figures, and where kernels differ.
import collections


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
    return (f"== {f['kernel']}: {f['trees']} trees, {f['booted']} booted, X1, X3 and X4 looked at on {f['checked']}; {f['nodes']} nodes: {outcomes}\n"
            f"   {f['explained']} explained failures, {f['unexplained']} unexplained; {f['boots_per_second']} boots a second")


def differences(by_line):
    """Of nodes: how they ended on each kernel, for those that did not end alike on all; by kind, with the boards."""
    kinds = collections.defaultdict(list)
    lines = list(by_line)
    nodes = {line: {(row["board"], i): o for row in rows for i, o in enumerate(row["nodes"])} for line, rows in by_line.items()}
    for key in sorted(set().union(*nodes.values())):
        ended = tuple(nodes[line][key]["how"] if key in nodes[line] else "not booted" for line in lines)
        if len(set(ended)) > 1:
            name = next(nodes[line][key]["node"] for line in lines if key in nodes[line])
            kinds[ended].append((key[0], name))
    return [{"ended": dict(zip(lines, ended)), "nodes": found} for ended, found in sorted(kinds.items(), key=lambda kind: -len(kind[1]))]


def differences_text(found):
    for kind in found:
        ended = ", ".join(f"{line} {how}" for line, how in kind["ended"].items())
        board, node = kind["nodes"][0]
        yield f"{len(kind['nodes']):>5} nodes: {ended}; first {node} of {board}"
