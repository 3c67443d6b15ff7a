# SPDX-License-Identifier: GPL-2.0
#
# schemata.py - writes a kernel file with all of its mutants as variants that one variable chooses (shims/mutant.h).
#
# What a mutant puts there instead is the file's own text; what else stands there has the other mutants in it, of which none
# runs at the same time.  No line moves.
class Stretch:
    """A stretch that is wrapped: by which mutants, how, and what they put there."""

    def __init__(self, start, end, kind, numbers):
        self.start, self.end, self.kind, self.numbers = start, end, kind, numbers


def stretches(places, numbered):
    """numbered: {(place's index, alternative's index): number}; of a place of which all mutants were dropped there is none."""
    for i, place in enumerate(places):
        chosen = [(numbered[i, j], text) for j, (_, text, _) in enumerate(place.alternatives) if (i, j) in numbered]
        if not chosen:
            continue
        if place.kind == "swap":
            number = chosen[0][0]
            yield Stretch(*place.a, "value", [(number, f"({place.y})")])
            yield Stretch(*place.b, "value", [(number, f"({place.x})")])
        else:
            yield Stretch(place.start, place.end, place.kind, chosen)


def wrap(stretch, inner):
    numbers = stretch.numbers
    if stretch.kind == "entry":
        return inner + "".join(f" if (SIM_MUTANT({n})) {text}" for n, text in numbers)
    if stretch.kind == "drop":
        return f"(SIM_MUTANT({numbers[0][0]}) ? (void)0 : (void)({inner}))"
    if stretch.kind == "statement":
        return f"if (SIM_MUTANT({numbers[0][0]})) ; else {inner}"
    if stretch.kind == "negate":
        return f"((SIM_MUTANT({numbers[0][0]})) != !!({inner}))"
    return "(" + "".join(f"SIM_MUTANT({n}) ? ({text}) : " for n, text in numbers) + f"({inner}))"


def render(source, places, numbered):
    """The file's text."""
    # What lies within another comes behind it; of two that are alike the first found is the outer one.
    ordered = sorted(enumerate(stretches(places, numbered)), key=lambda s: (s[1].start, -s[1].end, s[0]))
    return Renderer(source, [s for _, s in ordered]).between(0, len(source))


class Renderer:
    def __init__(self, source, ordered):
        self.source, self.ordered, self.next = source, ordered, 0

    def between(self, start, end):
        text, at = [], start
        while self.next < len(self.ordered) and self.ordered[self.next].start < end:
            stretch = self.ordered[self.next]
            if stretch.end > end:
                raise ValueError(f"stretches overlap at {stretch.start}")
            self.next += 1
            text.append(self.source[at:stretch.start])
            text.append(wrap(stretch, self.between(stretch.start, stretch.end)))
            at = stretch.end
        return "".join(text) + self.source[at:end]
