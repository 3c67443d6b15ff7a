# SPDX-License-Identifier: GPL-2.0
"""stored_corpus.py - an engine's inputs in one file of text, as fuzz/FORMATS.md describes it; see stored_corpus() in lib.sh."""
import hashlib
import os
import sys

MARK = "mmfuzz corpus 2"
OPERATION = 8  # bytes, of which the last ones are mostly 0


def text(data):
    words = [data[i : i + OPERATION] for i in range(0, len(data), OPERATION)]
    return " ".join([word.rstrip(b"\0").hex() or "00" for word in words[:-1]] + [words[-1].hex()])


def data_of(line):
    words = [bytes.fromhex(word) for word in line.split(" ")]
    return b"".join([word.ljust(OPERATION, b"\0") for word in words[:-1]] + words[-1:])


def pack(directory, path, target, kernel, edges):
    inputs = set()
    for name in os.listdir(directory):
        with open(os.path.join(directory, name), "rb") as f:
            inputs.add(f.read())
    with open(path, "w") as f:
        f.write(f"{MARK} target={target} kernel={kernel} edges={edges}\n# SPDX-License-Identifier: GPL-2.0\n")
        # By length, so that a newer file differs from an older one in few places.
        for data in sorted(inputs - {b""}, key=lambda data: (len(data), data)):
            f.write(text(data) + "\n")


def read(path):
    with open(path) as f:
        lines = f.read().split("\n")
    if not lines[0].startswith(MARK + " "):
        sys.exit(f"mmfuzz: {path}: no corpus of format version 2")
    return dict(word.split("=") for word in lines[0].split()[3:]), [line for line in lines[1:] if line and line[0] != "#"]


def unpack(path, directory):
    for line in read(path)[1]:
        data = data_of(line)
        with open(os.path.join(directory, hashlib.sha1(data).hexdigest()), "wb") as f:
            f.write(data)


def main(command, *arguments):
    if command == "pack":
        pack(*arguments)
    elif command == "unpack":
        unpack(*arguments)
    else:
        print(read(arguments[0])[0][command])


try:
    main(*sys.argv[1:])
except (OSError, ValueError) as error:
    sys.exit(f"mmfuzz: {error}")
