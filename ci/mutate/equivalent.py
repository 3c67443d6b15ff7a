#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
#
# equivalent.py - a mutant is equivalent where the compiler makes the same object code of it as of the unmodified file.
#
# Only asked of survivors: the file is compiled with the choice as a constant (SIM_MUTANT_ONLY), without sanitizers, feedback and
# debugging information, once for 0 and once for the mutant.
import json
import os
import subprocess
import sys
import tempfile
import threading

TOP = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))


class Compiler:
    def __init__(self, build, arguments):
        self.build, self.arguments, self.unmodified, self.lock = build, arguments, {}, threading.Lock()
        with open(f"{TOP}/ci/packages.list") as f:
            self.clang = next(w for line in f for w in line.split()[1:2] if w.startswith("clang-"))

    def code(self, file, number):
        """The object file's bytes; None if it does not compile so."""
        with tempfile.TemporaryDirectory() as work:
            out = f"{work}/out.o"
            done = subprocess.run([self.clang, *self.arguments[file], "-ftrivial-auto-var-init=pattern", "-g0", f"-DSIM_MUTANT_ONLY={number}", "-include",
                                   f"{TOP}/shims/mutant.h", "-c", f"{self.build}/mutants/{file}", "-o", out], capture_output=True, cwd=self.build,
                                  start_new_session=True)
            if done.returncode:
                return None
            with open(out, "rb") as f:
                return f.read()

    def same(self, file, number):
        with self.lock:
            if file not in self.unmodified:
                self.unmodified[file] = self.code(file, 0)
        code = self.code(file, number)
        return code is not None and code == self.unmodified[file]


if __name__ == "__main__":
    # equivalent.py BUILD FILE MUTANT: 0 the same code, 1 another, for ci/checks/mutants
    with open(f"{sys.argv[1]}/mutants/mutants.json") as table:
        sys.exit(not Compiler(sys.argv[1], json.load(table)["arguments"]).same(sys.argv[2], int(sys.argv[3])))
