# SPDX-License-Identifier: GPL-2.0
#
# trees.py - the device trees of a kernel's source tree that have /reserved-memory, compiled as the kernel's build does it (cpp and dtc),
# overlays left out.  Kept by what all files that a source includes have in them, so that nothing is compiled twice.
import concurrent.futures
import fnmatch
import hashlib
import os
import re
import subprocess

import libfdt

ARCHS = ("arm", "arm64", "riscv")
INCLUDE = re.compile(rb'^[ \t]*(?:#[ \t]*include|/include/)[ \t]*["<]([^">\n]+)[">]', re.M)
WANTED = b"reserved-memory"  # as text in a source or what it includes; whether the compiled tree has the node is asked of that
OVERLAY = b"/plugin/"
PREPROCESS = ("cpp", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp")
COMPILE = ("dtc", "-q", "-I", "dts", "-O", "dtb")


class Failed(Exception):
    """A source that does not compile, in one line."""


class Sources:
    """The files of a kernel's source tree, each read once."""

    def __init__(self, top):
        self.top, self.prefixes, self.files, self.closures = top, f"{top}/scripts/dtc/include-prefixes", {}, {}

    def read(self, path):
        """Its digest, whether it has WANTED, and the files that it includes."""
        if path not in self.files:
            with open(path, "rb") as file:
                text = file.read()
            near = os.path.dirname(path)
            names = [os.fsdecode(name) for name in INCLUDE.findall(text)]
            found = [next((p for p in (f"{near}/{name}", f"{self.prefixes}/{name}") if os.path.exists(p)), None) for name in names]
            self.files[path] = (hashlib.sha256(text).digest(), WANTED in text, [os.path.realpath(p) for p in found if p], OVERLAY in text)
        return self.files[path]

    def closure(self, path):
        """It and all that it includes; a file that cannot be found is left to cpp."""
        if path not in self.closures:
            seen, left = set(), [path]
            while left:
                one = left.pop()
                if one in seen:
                    continue
                seen.add(one)
                if one in self.closures:
                    seen |= self.closures[one]
                else:
                    left += self.read(one)[2]
            self.closures[path] = seen
        return self.closures[path]

    def wanted(self, path):
        return not self.read(path)[3] and any(self.read(p)[1] for p in self.closure(path))

    def key(self, path):
        digest = hashlib.sha256(repr((PREPROCESS, COMPILE)).encode())
        for one in sorted(self.closure(path)):
            digest.update(os.path.basename(one).encode() + self.read(one)[0])
        return digest.hexdigest()[:32]

    def boards(self, archs, only):
        """Paths below arch/, of names that match `only`, that may have /reserved-memory."""
        found = []
        for arch in archs:
            base = f"{self.top}/arch/{arch}/boot/dts"
            for directory, _, names in os.walk(base):
                found += [os.path.realpath(f"{directory}/{name}") for name in names if name.endswith(".dts")]
        return sorted(path for path in set(found) if fnmatch.fnmatch(name_of(self.top, path), only) and self.wanted(path))


def name_of(top, path):
    """arm64/qcom/NAME of a source."""
    arch, rest = os.path.relpath(path, f"{top}/arch").split("/boot/dts/")
    return f"{arch}/{rest[:-len('.dts')]}"


def first_error(said):
    lines = said.decode(errors="replace").splitlines() or ["no message"]
    return next((line for line in lines if "error" in line.lower()), lines[0])


def compile_one(sources, path, out):
    include = sources.prefixes
    cpp = subprocess.run([*PREPROCESS, "-I", include, path], capture_output=True, check=False)
    if cpp.returncode:
        raise Failed(first_error(cpp.stderr))
    dtc = subprocess.run([*COMPILE, "-i", os.path.dirname(path), "-i", include, "-o", f"{out}.{os.getpid()}", "-"], input=cpp.stdout, capture_output=True, check=False)
    if dtc.returncode:
        raise Failed(first_error(dtc.stderr))
    os.replace(f"{out}.{os.getpid()}", out)


def has_node(blob):
    tree = libfdt.FdtRo(blob)
    return tree.path_offset("/reserved-memory", [libfdt.FDT_ERR_NOTFOUND]) >= 0


def spread(paths, count):
    """So many, as far from each other as they can be."""
    return [paths[i * len(paths) // count] for i in range(count)] if 0 < count < len(paths) else paths


def compile_all(top, archs, cache, jobs, only, sample, progress):
    """Rows (name, path of the blob) of the trees with the node, (name, why) of those that do not compile, and how many were compiled now."""
    sources = Sources(os.path.realpath(top))
    paths = spread(sources.boards(archs, only), sample)
    os.makedirs(cache, exist_ok=True)
    rows, failed, compiled = [], [], 0

    def one(path):
        out = f"{cache}/{sources.key(path)}.dtb"
        fresh = not os.path.exists(out)
        if fresh:
            compile_one(sources, path, out)
        return out, fresh

    for path in paths:
        sources.closure(path)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for path, future in [(p, pool.submit(one, p)) for p in paths]:
            name = name_of(sources.top, path)
            try:
                out, fresh = future.result()
            except Failed as why:
                failed.append((name, str(why)))
                continue
            compiled += fresh
            with open(out, "rb") as file:
                blob = file.read()
            if has_node(blob):
                rows.append((name, out))
            progress(len(rows), len(paths), name)
    return rows, failed, compiled
