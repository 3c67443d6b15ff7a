# SPDX-License-Identifier: GPL-2.0
#
# boots.py - one tree, booted by `mmfuzz boot` as its board would: architecture, RAM where the loader adds it, low memory.
import collections
import fnmatch
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 300  # of one boot; the machine may be busy

# An architecture: the page geometry that a build must have for it (mmfuzz info), and the size of the default area in its default
# configuration (multi_v7_defconfig, defconfig; riscv's has Kconfig's default).
Arch = collections.namedtuple("Arch", "profile geometry area_mbytes")
ARCHS = {
    "arm": Arch("board", {"page_shift": 12, "pageblock_order": 10, "nodes": 1}, 64),
    "arm64": Arch("amd64", {"page_shift": 12, "pageblock_order": 9, "nodes": 1}, 32),
    "riscv": Arch("amd64", {"page_shift": 12, "pageblock_order": 9, "nodes": 1}, 16),
}
# On arm memory from here on is no low memory (mmcore/boot/arch.c), and multi_v7_defconfig has HIGHMEM for it, as for what is not mapped.
ARM_LOW = 0x30000000

Boot = collections.namedtuple("Boot", "status said result")


class Missing(Exception):
    """Nobody says where the RAM is."""


def rows_of(name, columns):
    """A table: rows of columns, without comments."""
    with open(f"{HERE}/{name}", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    for row in rows:
        if len(row) != columns:
            raise ValueError(f"ci/sweep/{name}: a row of {len(row)} columns instead of {columns}: {row[0]}")
    return rows


RAM = rows_of("ram.tsv", 3)


def parse_bank(text):
    base, size = text.split("+")
    return int(base, 0), int(size[:-1]) << {"M": 20, "G": 30}[size[-1]]


def added_ram(name):
    for pattern, banks, _ in RAM:
        if fnmatch.fnmatch(name, pattern):
            return [parse_bank(bank) for bank in banks.split()]
    raise Missing(f"{name} leaves its RAM to the loader: a row of ci/sweep/ram.tsv is missing")


def ram_of(name, tree):
    """Banks, and whether they are added to the tree."""
    return (tree.memory, False) if tree.memory else (added_ram(name), True)


def options(name, tree):
    arch = name.split("/")[0]
    banks, added = ram_of(name, tree)
    words = ["--arch", arch, "--config", f"CMA_SIZE_MBYTES={ARCHS[arch].area_mbytes}"]
    for base, size in banks if added else []:
        words += ["--ram", f"{base:#x}+{size:#x}"]
    low = min(base for base, _ in banks) + ARM_LOW
    if arch == "arm":
        words += ["--highmem", f"{low:#x}"]
        if max(base + size for base, size in banks) > low:
            words += ["--limit", f"{low:#x}"]
    return words


def boot(build, name, blob, tree):
    words = [f"{build}/bin/mmfuzz", "boot", *options(name, tree), "--dtb", blob, "--json", "--check", "--no-known"]
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return Boot(2, f"no end within {SECONDS} s", None)
    said = done.stderr.decode(errors="replace")
    try:
        result = json.loads(done.stdout)
    except ValueError:
        result = None
    return Boot(done.returncode, said, result)


def main():
    """For ci/boards: --profile ARCH prints the profile that has its geometry; --fits ARCH says whether a build has it (mmfuzz info --json)."""
    what, arch = sys.argv[1:]
    if what == "--profile":
        print(ARCHS[arch].profile)
        return 0
    facts = json.load(sys.stdin)
    return 0 if all(facts[name] == value for name, value in ARCHS[arch].geometry.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
