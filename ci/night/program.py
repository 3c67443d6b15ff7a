# SPDX-License-Identifier: GPL-2.0
#
# program.py - a program that a step of the night runs: its output goes to logs/HOST/NAME.log and .log.err, it is asked to end when its
# time is over, and it ends when the night does, however that is.
import ctypes
import os
import signal
import subprocess
import time

import store
from night import Failed, NoTime

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GRACE = 20  # seconds from the first signal to SIGKILL


def dies_with_us():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def spawn(command, stdout, stderr, environment, inherit=()):
    """In a session of its own, so that Ctrl-C on a terminal does not reach it."""
    return subprocess.Popen(command, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=dies_with_us,
                            env=dict(os.environ, **environment), pass_fds=inherit)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end(process, seconds=GRACE):
    """Asked by SIGTERM, then killed."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill(process)


class Program:
    def __init__(self, night, name):
        self.night, self.name, self.late, self.status = night, name, False, None
        self.log = f"{night.logs}/{name}.log"

    def run(self, command, seconds, environment=None, inherit=(), results=False):
        """Its output; status and late say how it ended.  With results, mmfuzz prints them also where its time is over."""
        with open(self.log, "wb") as out, open(f"{self.log}.err", "wb") as err:
            process = spawn(command, out, err, environment or {}, inherit)
        try:
            if not self.ends(process, seconds) and results:
                self.interrupt(process)
        finally:
            end(process)
        self.status = process.returncode
        with open(self.log, errors="replace") as f:
            return f.read()

    def ends(self, process, seconds):
        """Whether it ends in that time."""
        start = time.time()
        while process.poll() is None and time.time() - start < seconds:
            time.sleep(0.2)
            self.night.tick(f"{self.name}, {int(time.time() - start)} s")
        self.late = self.late or process.poll() is None
        return process.poll() is not None

    def interrupt(self, process):
        """One SIGINT, and to the process alone: mmfuzz ends with its results, its child hands its own on; a second one would end both."""
        process.send_signal(signal.SIGINT)
        self.ends(process, GRACE)

    def wrong(self):
        """Raises what became of it."""
        if self.late:
            raise NoTime("took longer than the time that there was")
        raise Failed(self.why())

    def why(self):
        for path in (f"{self.log}.err", self.log):
            lines = [line for line in store.tail(path).splitlines() if line.strip()]
            named = [line for line in lines if line.startswith("mmfuzz: ")] or [line for line in lines if "rror" in line]
            if named:
                return named[0].replace("mmfuzz: ", "").replace(f"{TOP}/", "")
        return f"ended with status {self.status}, see {os.path.relpath(self.log, self.night.dir)}"
