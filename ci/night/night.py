# SPDX-License-Identifier: GPL-2.0
#
# night.py - the state of a night, its clock, its log and its steps.  What is done is in hosts/HOST.json, which is written after each
# step and every 20 seconds: a step that was cut off is begun again, fuzzing goes on for the seconds that it lacks.
import fcntl
import os
import sys
import time

import report
import store
from pages import clock
from store import HOST

SAVE, LOG = 20, 60  # seconds between two states, two lines of the log
# A night that was left so long ago is closed, and a new one begins; the second where its end on the clock has passed.
STALE, STALE_PAST_END = 20 * 3600, 3600


class Stopped(Exception):
    """Ctrl-C or SIGTERM."""


class Failed(Exception):
    """Why a step failed."""


class NoTime(Exception):
    """Why a step is left out."""


def next_time(text):
    """The next time that the clock shows HH:MM."""
    now = time.localtime()
    hour, minute = map(int, text.split(":"))
    at = [time.mktime((now.tm_year, now.tm_mon, now.tm_mday + day, hour, minute, 0, 0, 0, -1)) for day in (0, 1)]
    return at[0] if at[0] > time.time() else at[1]


def is_stale(state):
    age, past_end = time.time() - state["last"], state["deadline"] and time.time() > state["deadline"]
    return age > STALE or bool(past_end and age > STALE_PAST_END)


def take_name(directory):
    """A night's name that no other machine has, and the seed that goes with it."""
    date, number = time.strftime("%Y-%m-%d"), 1
    while True:
        name = date if number == 1 else f"{date}.{number}"
        try:
            os.close(os.open(f"{directory}/nights/{name}.begun", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
            return name, int(date.replace("-", "")) * 100 + number
        except FileExistsError:
            number += 1


def read_builds(lines, directory):
    """The rows of ci/nightly, with their lists of known findings: stored is what the corpus has, known is what the engines go past."""
    builds = [dict(zip(("kernel", "tree", "profile", "kind", "dir", "setup"), line.rstrip("\n").split("\t"))) for line in lines]
    for b in builds:
        b["name"] = os.path.basename(b["dir"])
        b["known"], b["stored"] = (f"{directory}/known/{HOST}/{b['name']}{s}.tsv" for s in ("", ".stored"))
    return builds


class Night:
    """asked is a list that is not empty once the night is asked to stop."""

    def __init__(self, args, lines, asked):
        self.args, self.dir, self.asked = args, os.path.abspath(args.dir), asked
        store.open_directory(self.dir)
        self.path, self.logs = f"{self.dir}/hosts/{HOST}.json", f"{self.dir}/logs/{HOST}"
        os.makedirs(self.logs, exist_ok=True)
        self.lock = self.take_lock()
        self.log = open(f"{self.logs}.log", "a", buffering=1)
        self.saved = self.logged = self.mark = time.time()
        self.held = 0
        self.state = self.resumed() or self.begun(lines)
        self.earlier = report.nights(self.dir, before=self.state["night"])
        self.old = report.identities(self.earlier)
        self.save()

    # ---- the state

    def take_lock(self):
        """One night a machine.  Builds inherit the lock: what a killed run has left at work ends first."""
        lock = open(f"{self.dir}/hosts/{HOST}.lock", "w")
        for waited in range(600):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lock
            except BlockingIOError:
                self.refuse_second()
                self.go_on()
                if not waited:
                    print("== waiting for a build that an earlier run left at work", flush=True)
                time.sleep(1)
        raise store.Cannot(f"{self.dir}: a build that an earlier run left is still at work: end it")

    def refuse_second(self):
        pid = (store.read(self.path) or {}).get("pid", 0)
        if "night/run" in store.tail(f"/proc/{pid}/cmdline"):
            raise store.Cannot(f"{self.dir}: another ci/nightly is at work there (process {pid})")

    def resumed(self):
        """The night that was cut off, if there is one."""
        state = store.read(self.path)
        if not state or state["finished"]:
            if self.args.finish:
                raise store.Cannot(f"{self.dir}: no unfinished night to finish")
            return None
        stale = not self.args.finish and (state["stale"] or is_stale(state))
        closing = state["closing"] or self.args.finish or stale
        state.update(pid=os.getpid(), closing=closing, stale=stale, resumed=state["resumed"] + 1)
        how = "it was left long ago and is closed" if stale else "it is closed" if closing else "as it was begun"
        self.say(f"going on with the night {state['night']}, {clock(state['elapsed'])} done: {how}")
        return state

    def begun(self, lines):
        args, now = self.args, time.time()
        name, seed = take_name(self.dir)
        state = {"night": name, "host": HOST, "pid": os.getpid(), "began": now, "last": now, "elapsed": 0, "jobs": args.jobs,
                 "budget": args.hours and args.hours * 3600, "deadline": args.until and next_time(args.until), "seed": seed,
                 "builds": read_builds(lines, self.dir), "afl_environment": args.afl_environment, "closing": False, "stale": False, "finished": False,
                 "resumed": 0, "steps": {}, "findings": {}, "known": {}, "replayed": {}, "unclear": 0}
        self.state = state
        self.say(f"night {name} in {self.dir}, {clock(self.remaining())}, {args.jobs} processes, seed {seed}")
        return state

    def close(self):
        self.lock.close()
        self.log.close()

    def save(self):
        self.saved = self.state["last"] = time.time()
        store.write(self.path, self.state)

    # ---- the clock

    def whole(self):
        s = self.state
        return min(v for v in (s["budget"], s["deadline"] and s["deadline"] - s["began"]) if v)

    def remaining(self):
        s = self.state
        ends = [s["budget"] and s["budget"] - s["elapsed"], s["deadline"] and s["deadline"] - time.time()]
        return 0 if s["closing"] else max(0, min(v for v in ends if v is not None))

    def left(self):
        """Seconds that the steps at hand have: what is held is for those behind them."""
        return max(0, self.remaining() - self.held)

    def tick(self, what):
        """Called about once a second, whatever runs."""
        now = time.time()
        self.state["elapsed"] += now - self.mark
        self.mark = now
        self.show(what, now)
        if now - self.saved > SAVE:
            store.check_space(self.dir)
            self.save()
        self.go_on()

    def go_on(self):
        if self.asked:
            raise Stopped

    # ---- words

    def say(self, text):
        clear_line()
        print(f"== {text}", flush=True)
        self.log.write(f"{time.strftime('%F %T')} {text}\n")

    def show(self, what, now):
        found = self.state["findings"]
        new = sum(k not in self.old for k in found)
        live = f"{what}  findings: {new} new, {len(found) - new} old, {len(self.state['known'])} known  left {clock(self.remaining())}"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{live[:os.get_terminal_size(2).columns - 1]}")
            sys.stderr.flush()
        if now - self.logged > LOG:
            self.logged = now
            self.log.write(f"{time.strftime('%F %T')} {live}\n")
            if not sys.stderr.isatty():
                print(live, flush=True)

    # ---- steps

    def step(self, name, function, *args, least=0):
        """Once: what ended stays as it is.  Left out where not so many seconds are left.  The function returns what it has to say."""
        step = self.state["steps"].setdefault(name, {"state": "begun", "seconds": 0, "why": None})
        if step["state"] != "begun":
            return
        start = time.time()
        try:
            if self.left() < least:
                raise NoTime(f"cut short after {step['seconds']:.0f} of {step['wanted']:.0f} s" if step["seconds"] else "no time was left")
            step["said"] = function(self, step, *args)
            self.end(name, step, "done", None, start)
        except NoTime as why:
            self.end(name, step, "left out", str(why), start)
        except Failed as why:
            self.end(name, step, "failed", str(why), start)
        except (KeyError, ValueError) as error:
            self.end(name, step, "failed", f"a program printed something else than was expected ({error!r})", start)

    def end(self, name, step, state, why, start):
        self.tick(name)
        if "wanted" not in step:  # fuzzing counts for itself, over what cuts it off
            step["seconds"] = time.time() - start
        step.update(state=state, why=why, seconds=round(step["seconds"], 1))
        if state != "left out" or step["seconds"] > 1:
            self.say(f"{name}: {why or step['said']} ({step['seconds']:.0f} s)")
        self.save()

    def usable(self, *kinds):
        return [b for b in self.state["builds"] if b["kind"] in kinds and self.state["steps"].get(f"build {b['name']}", {}).get("state") == "done"]

    def facts(self, b):
        """What mmfuzz info printed of a build."""
        return self.state["steps"][f"build {b['name']}"]["result"]

    def targets(self, b):
        """The targets that a build has."""
        return ("ops", "areas") if self.facts(b)["drawn"] else ("ops",)


def clear_line():
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
