# SPDX-License-Identifier: GPL-2.0
#
# steps.py - where operations take more steps of kernel code than on the base: by more than half, or by a higher order of growth.
#
# Steps are counted, not timed (core_steps()), so that two runs of a build agree to the last.  Operations are compared as long as
# the program before them had the same results on both sides: what comes behind another result is a difference already.
import collections
import math

MORE = 1.5  # times
FEW = 100  # steps more are too few to be named, whatever the ratio
ORDER = 1.25  # steps of the head grow with this power of the base's
SPREAD, POINTS = 16, 12  # times between the least and the most, and operations, that an order is read from
NOTED = 0.01  # of all steps of an operation: what is less is no note


def pairs(base, head, files):
    """{operation: [(steps of the base, of the head, file, text)]}"""
    found = collections.defaultdict(list)
    for file in files:
        for a, b in zip(base.get(file, []), head.get(file, [])):
            if a[:3] != b[:3]:
                break
            found[a[0]].append((a[3], b[3], file, a[1]))
    return found


def order(points):
    """The power of the base's steps that the head's grow with, or None where the points do not show one."""
    points = [(math.log(a), math.log(b)) for a, b, *_ in points if a and b]
    xs = [x for x, _ in points]
    if len(points) < POINTS or max(xs) - min(xs) < math.log(SPREAD):
        return None
    x0, y0 = sum(xs) / len(xs), sum(y for _, y in points) / len(points)
    spread = sum((x - x0) ** 2 for x in xs)
    return sum((x - x0) * (y - y0) for x, y in points) / spread


def more(base, head, files):
    """(differences, notes); the files are in the order of their size, so the first that grows is the smallest."""
    differences, notes = [], []
    for operation, points in sorted(pairs(base, head, files).items()):
        total, now = sum(p[0] for p in points), sum(p[1] for p in points)
        power = order(points)
        grown = [p for p in points if p[1] > MORE * p[0] + FEW]
        if not grown and power and power > ORDER:
            grown = [max(points, key=lambda p: p[1] / max(p[0], 1))]
        if grown:
            a, b, file, text = grown[0]
            steep = f", growing with the base's to the power {power:.1f}" if power and power > ORDER else ""
            differences.append({"operation": operation, "what": f"steps: {len(grown)} of {len(points)} operations{steep}", "file": file,
                                "programs": len({p[2] for p in grown}), "fields": [{"name": f"steps of {text or operation}", "values": [str(b), str(a)]}]})
        elif total and abs(now - total) > NOTED * total:
            notes.append(f"{operation} takes {100 * (now - total) / total:+.0f} % of its steps over {len(points)} operations")
    return differences, notes
