# SPDX-License-Identifier: GPL-2.0
#
# store.py - files of a nightly directory.  A file is written under another name and renamed, so that kill -9, a reboot or a full disk
# leave the old one or the new one.  Several machines may share the directory: names of what is being written have the host's in them.
import hashlib
import json
import os
import re
import shutil
import socket

VERSION = "2"  # of a directory of nights
FREE = 200 << 20  # bytes that a night leaves free
HOST = re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())[:20] or "host"  # AFL++ takes names of 32 characters


class Cannot(Exception):
    """Why the night cannot go on, in one line."""


def unfinished(path):
    """The name under which a file is written; listed() leaves it out."""
    return f"{os.path.dirname(path)}/.new-{HOST}-{os.path.basename(path)}"


def write_bytes(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(unfinished(path), "wb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    os.replace(unfinished(path), path)


def write_text(path, text):
    write_bytes(path, text.encode())


def write(path, value):
    write_text(path, json.dumps(value, indent=1) + "\n")


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
    """Copies an input into a corpus."""
    with open(path, "rb") as f:
        return add_bytes(f.read(), directory)


def add_bytes(data, directory):
    """Writes an input into a corpus under its digest, as libFuzzer names it; whether it was not there before."""
    name = f"{directory}/{hashlib.sha1(data).hexdigest()}"
    if os.path.exists(name):
        return False
    write_bytes(name, data)
    return True


def tail(path, size=8192):
    """The end of a file, nothing where there is none."""
    try:
        with open(path, "rb") as f:
            f.seek(max(0, os.path.getsize(path) - size))
            return f.read().decode(errors="replace")
    except OSError:
        return ""


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


def begin_directory(directory):
    """An empty or new one becomes one of nights."""
    os.makedirs(directory, exist_ok=True)
    mark = f"{directory}/mmfuzz-nightly"
    if not os.path.exists(mark):
        if os.listdir(directory):
            raise Cannot(f"{directory}: not empty, and not made by ci/nightly: give a new or empty directory")
        check_space(directory)
        write_text(mark, f"{VERSION}\n")
    with open(mark) as f:
        return f.read().strip()


def open_directory(directory):
    try:
        version = begin_directory(directory)
        for name in ("corpus", "findings", "hosts", "nights"):
            os.makedirs(f"{directory}/{name}", exist_ok=True)
        check_space(directory)
        write_text(f"{directory}/hosts/.writable", "")
    except OSError as error:
        raise Cannot(f"{directory}: {error.strerror}: give a directory that can be written to") from None
    if version != VERSION:
        raise Cannot(f"{directory}: of version {version} of ci/nightly, this is version {VERSION}: give a new directory")
