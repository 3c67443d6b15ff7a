# SPDX-License-Identifier: GPL-2.0
#
# state.py - the results that are there, a line each, kept as soon as they are known.
import hashlib
import json
import os
import threading


class State:
    """header: what the results depend on, the file's first line and a part of its name."""

    def __init__(self, path, header):
        self.path, self.header, self.results, self.lock = path, header, {}, threading.Lock()
        if os.path.exists(path) and self.read():
            return
        self.results = {}
        with open(path, "w"):
            pass
        self.append(header)

    @staticmethod
    def name(header):
        return f"results-{hashlib.sha256(json.dumps(header).encode()).hexdigest()[:12]}.jsonl"

    def read(self):
        """False if there are none of this header.  A last line that was cut off counts for nothing."""
        with open(self.path) as f:
            lines = f.read().split("\n")
        if lines[0] != json.dumps(self.header):
            return False
        for line in lines[1:-1]:
            row = json.loads(line)
            self.results[row.pop("mutant")] = row
        if lines[-1]:
            with open(self.path, "r+") as f:
                f.truncate(os.path.getsize(self.path) - len(lines[-1]))
        return True

    def append(self, row):
        with open(self.path, "a") as f:
            f.write(json.dumps(row) + "\n")
            f.flush()
            os.fsync(f.fileno())

    def keep(self, number, result):
        with self.lock:
            self.append({"mutant": number} | result)
            self.results[number] = result

    def counts(self):
        counts = {}
        for r in list(self.results.values()):
            counts[r["state"]] = counts.get(r["state"], 0) + 1
        return counts
