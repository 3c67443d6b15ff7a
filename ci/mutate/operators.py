# SPDX-License-Identifier: GPL-2.0
#
# operators.py - the operators: what each does, and the history that it repeats (ids of props/bugs/README.md).
OPERATORS = {
    "call": ("drop a statement that is a call", "a step that was forgotten: A08, C07"),
    "assign": ("drop an assignment", "a variable that keeps its old value: B04"),
    "counter": ("drop a counter's update", "statistics that drift: A01, D01"),
    "negate": ("negate a condition", "a test the wrong way round"),
    "compare": ("a comparison with its equality changed (< as <=)", "off by one at a range's end: D04"),
    "constant": ("another constant (0 as 1, 1 as 0, n as n + 1)", "a wrong literal, a wrong boolean argument"),
    "swap": ("swap two neighbouring arguments of one type", "arguments in the wrong order"),
    "flag": ("drop a flag of A | B", "a flag that was forgotten: A25"),
    "arm": ("drop an arm of && or ||", "a case that was forgotten: A02, A05"),
    "return": ("return at once, with 0", "a function that is left too early: C10"),
}

# Statements that only report: without them nothing else happens.
REPORTS = ("VM_BUG_ON", "VM_WARN", "BUG_ON", "WARN", "BUG", "pr_", "printk", "trace_", "lockdep_", "might_", "BUILD_BUG", "kmemleak_", "memblock_dbg",
           "dump_", "mminit_", "mmdebug_", "kasan_", "kmsan_", "cond_resched", "barrier", "cma_debug_")
