# SPDX-License-Identifier: GPL-2.0
#
# steps.py - the steps of a night but fuzzing: functions of a night and a step, which leave what they measured in step["result"], return
# what there is to say, and raise Failed or NoTime (night.py).
import contextlib
import fcntl
import glob
import json
import os
import shutil

import findings
import known
import store
from night import Failed, NoTime
from program import TOP, Program
from store import HOST

CORPUS = f"{TOP}/corpus"
ALL_BOARDS = 1800  # seconds that all device trees may take on a kernel, with its builds; with less a sample is taken
SAMPLE = 40
SCHEDULES = 1000000000  # more than a night has time for
LETTERS = 8  # of the longest programs of an alphabet: a minute
BUILDING = 3600  # seconds that a build has at most


# ---------------------------------------------------------------- builds

def is_configured(b):
    """Then ninja knows what CMake looked at."""
    return os.path.exists(f"{b['dir']}/build.ninja") and f"MMFUZZ_KERNEL:PATH={b['tree']}\n" in open(f"{b['dir']}/CMakeCache.txt").read()


def build(night, step, b, seconds):
    program, inherit = Program(night, f"build-{b['name']}"), [night.lock.fileno()]
    if is_configured(b):
        program.run(["ninja", "-C", b["dir"], "-j", str(night.state["jobs"])], seconds, inherit=inherit)
    if program.status != 0 and not program.late:
        program.run([f"{TOP}/ci/setup", "--kernel", b["kernel"], "--profile", b["profile"], *b["setup"].split()], seconds, inherit=inherit)
    if program.status:
        program.wrong()
    facts = known.info(b["dir"])
    if not facts:
        raise Failed("mmfuzz info does not answer")
    step["result"] = {"kernel": facts["kernel"], "line": known.line_of(facts["kernel"]), "drawn": facts.get("drawn_machines", False)}
    return f"kernel {facts['kernel']}"


# ---------------------------------------------------------------- before the fuzzing

def known_findings(night, step, b):
    """The stored list, and for the engines also what earlier nights found and still is there."""
    rows, inherited = known.starting_list(b["dir"], night.facts(b)["line"], CORPUS)
    known.write_list(b["stored"], rows, CORPUS)
    findings.look_again(night, b)
    findings.write_engine_list(night, b)
    step["result"] = {"inherited": inherited}
    if not inherited:
        return f"{len(rows)} entries"
    return f"{len(rows)} entries, from {inherited['from'] or 'no older line'}: {len(inherited['confirmed'])} confirmed, {len(inherited['dropped'])} not"


def speed(night, step, b):
    program = Program(night, f"speed-{b['name']}")
    said = program.run([f"{b['dir']}/bin/mmfuzz", "bench", "--json", "--seconds", "5"], 120)
    if program.status:
        program.wrong()
    figures = json.loads(said)
    step["result"] = {"cpu_us": figures["cpu_us"], "programs_per_second": figures["programs_per_second"]}
    return f"{figures['cpu_us']['op']:.0f} us a program"


def properties(night, step, b):
    program, path = Program(night, f"properties-{b['name']}"), f"{night.logs}/suite-{b['name']}.json"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    program.run([f"{b['dir']}/bin/props", f"-j{night.state['jobs']}", f"--json={path}"], night.left(), {"MMFUZZ_SEED": str(night.state["seed"])})
    suite = store.read(path)
    if not suite:
        program.wrong()
    failed = [t["name"] for s in suite["test_suites"] for t in s["tests"] if t["status"] not in ("PASSED", "SKIPPED")]
    for name in failed:
        findings.note(night, b, f"property:{name}", f"{os.path.relpath(program.log, night.dir)}.err",
                      f"a property of the suite failed with MMFUZZ_SEED={night.state['seed']}", "property")
    step["result"] = {"passed": suite["passed"], "failed": failed}
    return f"{suite['passed']} passed, {len(failed)} failed"


def searched(night, b, name, words, seconds):
    """What a command of mmfuzz prints that keeps the programs of what it finds."""
    program, raw = Program(night, f"{name}-{b['name']}"), findings.raw(night, b)
    os.makedirs(raw, exist_ok=True)
    # Signatures are the names of what is saved: one would replace another that is not triaged yet.
    findings.triage(night, b)
    said = program.run([f"{b['dir']}/bin/mmfuzz", *words, "--json", "--known", b["known"], "--save", raw], seconds, results=True)
    if program.status not in (0, 1) or not said:
        program.wrong()
    result = json.loads(said)
    for f in result["findings"]:
        if "known" in f:
            findings.note_known(night, f["signature"], f["times"])
    findings.triage(night, b)
    return result


def random(night, step, b, target, seconds):
    seed = night.state["seed"]
    result = searched(night, b, f"random-{target}", ["random", *(["--machines"] if target == "areas" else []), "--count", "0", "--seed", str(seed)], seconds)
    step["result"] = {"programs": result["programs"], "with_finding": result["with_finding"]}
    return f"{result['programs']} programs from seed {seed}"


def written_for(profile, folder):
    """The programs of a folder of the corpus that are for the machines of a profile."""
    return sorted(path for path in glob.glob(f"{CORPUS}/{folder}/*.mm") if f"\n# profile: {profile}\n" in open(path, encoding="utf-8").read())


def exhaust(night, step, b, alphabet, seconds):
    """All programs of an alphabet, as long ones as there is time for."""
    name = os.path.basename(alphabet).removesuffix(".mm")
    result = searched(night, b, f"exhaust-{name}", ["exhaust", "--depth", str(LETTERS), "--jobs", str(night.state["jobs"]), alphabet], seconds)
    step["result"] = {"programs": sum(level["programs"] for level in result["levels"]), "states": sum(level["states"] for level in result["levels"]),
                      "length": len(result["levels"]) - (1 if result["whole"] else 2)}
    return f"all programs of {step['result']['length']} operations, {step['result']['states']} states"


def race(night, step, b, path, seconds):
    """Schedules of operations that run at once: other random ones each night."""
    name = os.path.basename(path).removesuffix(".mm")
    result = searched(night, b, f"race-{name}", ["race", "--schedules", str(SCHEDULES), "--seed", str(night.state["seed"]), path], seconds)
    step["result"] = {"schedules": result["schedules"], "outcomes": len(result["outcomes"])}
    return f"{step['result']['schedules']} schedules, {step['result']['outcomes']} outcomes"


def pairs(night, step, b, path, seconds):
    """Each ordered pair of operations at once, behind those of a program."""
    name = os.path.basename(path).removesuffix(".mm")
    bound = 1 if b["kind"] == "race" else 2
    result = searched(night, b, f"pairs-{name}", ["race", "--pairs", "--bound", str(bound), "--schedules", "1000000", path], seconds)
    step["result"] = {"pairs": result["pairs"], "schedules": result["schedules"]}
    return f"{result['pairs']} pairs of operations, {result['schedules']} schedules"


# ---------------------------------------------------------------- behind the fuzzing

def boards(night, step, b):
    """Upstream's device trees on the kernel of a build."""
    program, path = Program(night, f"boards-{b['name']}"), f"{night.logs}/boards-{b['name']}.json"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    sample = [] if night.left() >= ALL_BOARDS else ["--sample", str(SAMPLE)]
    program.run([f"{TOP}/ci/boards", "--kernel", b["kernel"], "--jobs", str(night.state["jobs"]), "--json", path, *sample], night.left(),
                inherit=[night.lock.fileno()])
    swept = store.read(path)
    if program.status not in (0, 1) or not swept:
        program.wrong()
    figures = swept["figures"][0]
    said = f"{figures['booted']} of {figures['trees']} device trees boot, {figures['explained']} failures are explained, {figures['unexplained']} not"
    if figures["unexplained"]:
        findings.note(night, b, "boards:unexplained", f"{os.path.relpath(program.log, night.dir)}", said, "boards", figures["unexplained"])
    step["result"] = figures
    return said


@contextlib.contextmanager
def only_pruner(night):
    """Two machines that prune one corpus would each remove what the other keeps."""
    with open(f"{night.dir}/hosts/prune.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoTime("another machine prunes at the moment") from None
        yield


def merged(night, b, target, seconds):
    """The names of a small corpus that reaches on this build what the whole does."""
    out, program = f"{night.dir}/hosts/merged-{HOST}", Program(night, f"prune-{target}-{b['name']}")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    program.run([f"{b['dir']}/bin/fuzz_{target}", "-merge=1", "-max_len=1024", "-rss_limit_mb=4096", "-timeout=60", f"-artifact_prefix={out}/.", out,
                 f"{night.dir}/corpus/{target}"], seconds, {"MMFUZZ_KNOWN": b["known"]})
    names = {os.path.basename(f) for f in store.listed(out)}
    shutil.rmtree(out)
    if program.status or not names:
        program.wrong()
    return names


def prune(night, step, target, seconds):
    """Only what lay there before is removed, not what another machine adds meanwhile."""
    with only_pruner(night):
        corpus = f"{night.dir}/corpus/{target}"
        before = {os.path.basename(f) for f in store.listed(corpus)}
        builds = [b for b in night.usable("asan") if target in night.targets(b)]
        wanted = set().union(*(merged(night, b, target, seconds / len(builds)) for b in builds))
        for name in before - wanted if wanted else ():
            os.unlink(f"{corpus}/{name}")
    step["result"] = {"before": len(before), "after": len(store.listed(corpus))}
    return f"{len(before)} inputs, {step['result']['after']} kept"


def links(night, target):
    """The corpus as it is now: another machine may prune it meanwhile."""
    out = f"{night.dir}/hosts/covered-{HOST}"
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for path in store.listed(f"{night.dir}/corpus/{target}"):
        with contextlib.suppress(FileNotFoundError):
            os.link(path, f"{out}/{os.path.basename(path)}")
    return out


def coverage(night, step, b, target):
    program, inputs = Program(night, f"coverage-{target}-{b['name']}"), links(night, target)
    said = program.run([f"{TOP}/ci/coverage", "--json", "--build", b["dir"], "--target", target, inputs], night.left())
    shutil.rmtree(inputs)
    if program.status not in (0, 1) or not said:
        program.wrong()
    table = json.loads(said)
    files = {f["file"]: {"lines": f["lines"], "reached": [r["name"] for r in f["reached"]]} for f in table["files"]}
    step["result"] = {"total": table["total"], "files": files, "inputs": table["programs"]}
    lines, functions = table["total"]["lines"], table["total"]["functions"]
    return f"{lines['covered']} of {lines['count']} lines, {functions['covered']} of {functions['count']} functions"


def seeded_bug(night, step, bug, seconds):
    program = Program(night, f"bug-{bug}")
    said = program.run([f"{TOP}/ci/bugs", "--kernel", night.state["builds"][0]["kernel"], "--time", str(seconds), bug], night.left(), inherit=[night.lock.fileno()])
    if program.status not in (0, 1):
        program.wrong()
    row = next((line for line in said.splitlines() if line.startswith(f"{bug} ")), "")
    found, words = program.status == 0, [w.strip() for w in row.split("|")]
    step["result"] = {"bug": bug, "found": found, "by": words[1] if found else None, "time": words[2] if found else None}
    return f"found by {words[1]} in {words[2]}" if found else f"NOT FOUND in {seconds} s"
