# SPDX-License-Identifier: GPL-2.0
#
# store.py - files of a nightly directory.  A file is written under another name and renamed, so that kill -9, a reboot or a full disk
# leave the old one or the new one.
import hashlib
import json
import os
import shutil

FREE = 200 << 20  # bytes that a night leaves free


class Cannot(Exception):
    """Why the night cannot go on, in one line."""


def write_text(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(f"{path}.new", "w") as f:
        f.write(text)
        f.flush()
        os.fsync(f.fileno())
    os.replace(f"{path}.new", path)


def write(path, value):
    write_text(path, json.dumps(value, indent=1, sort_keys=True) + "\n")


def read(path):
    """None where there is none."""
    try:
        with open(path) as f:
            return json.load(f)
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Cannot(f"{path} is damaged ({error}): move it away") from None


def add(path, directory):
    """Copies an input into a corpus under its digest, as libFuzzer names it; an input that is there stays."""
    with open(path, "rb") as f:
        data = f.read()
    name = f"{directory}/{hashlib.sha1(data).hexdigest()}"
    if os.path.exists(name):
        return False
    with open(f"{directory}/.new-{os.getpid()}", "wb") as f:
        f.write(data)
    os.replace(f"{directory}/.new-{os.getpid()}", name)
    return True


def listed(directory):
    """The files of a directory, without those that are being written."""
    try:
        return sorted(e.path for e in os.scandir(directory) if e.is_file() and not e.name.startswith("."))
    except FileNotFoundError:
        return []


def check_space(directory):
    free = shutil.disk_usage(directory).free
    if free < FREE:
        raise Cannot(f"{directory}: the disk is full, {free >> 20} MiB are left and {FREE >> 20} are wanted; make room and run the same again, it goes on")


def open_directory(directory):
    """A directory of nights: an empty or new one becomes one."""
    mark = f"{directory}/mmfuzz-nightly"
    try:
        os.makedirs(directory, exist_ok=True)
        if not os.path.exists(mark):
            if os.listdir(directory):
                raise Cannot(f"{directory}: not empty, and not made by ci/nightly: give a new or empty directory")
            check_space(directory)
            write_text(mark, "1\n")
        with open(mark) as f:
            version = f.read().strip()
        for name in ("corpus", "findings", "hosts", "nights"):
            os.makedirs(f"{directory}/{name}", exist_ok=True)
        check_space(directory)
        write_text(f"{directory}/hosts/.writable", "")
    except OSError as error:
        raise Cannot(f"{directory}: {error.strerror}: give a directory that can be written to") from None
    if version != "1":
        raise Cannot(f"{directory}: of version {version} of ci/nightly, this is version 1")
