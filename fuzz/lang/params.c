// SPDX-License-Identifier: GPL-2.0
/*
 * params.c - the kinds of parameters of operations: how many values each has, and how they are written in text.
 *
 * An argument is a byte below its limit; what it stands for in text is a word or a number.  Nothing here depends on the
 * machine or the kernel: that is reduced when the operation runs.
 */
#include <stdio.h>

#include "lang/ops.h"

enum {
	QUARTERS = 64,
	QUARTERS_TEXT = 8,
};

static const struct param_info {
	unsigned int limit;
	const char *about;
} kinds[PARAM_KINDS] = {
	[PARAM_NONE] = {1, ""},
	[PARAM_ORDER] = {CORE_MAX_ORDERS, "order of a block, modulo the maximal order + 1"},
	[PARAM_GFP] = {0, "allocation class"},
	[PARAM_OBJECT] = {256, "nth live object counted from the newest, modulo their number"},
	[PARAM_AREA] = {CORE_MAX_AREAS, "CMA area, modulo their number"},
	[PARAM_COUNT] = {256, "a number from 1 on"},
	[PARAM_ALIGN] = {9, "alignment as an order"},
	[PARAM_BLOCK] = {256, "pageblock counted from the machine's start, modulo their number"},
	[PARAM_OFFSET] = {256, "pages from the start, modulo the size"},
	[PARAM_CPU] = {CORE_MAX_CPUS, "CPU, modulo their number"},
	[PARAM_CPU_ALL] = {CORE_MAX_CPUS + 1, "'all' or a CPU, modulo their number"},
	[PARAM_BOOL] = {2, "'no' or 'yes'"},
	[PARAM_SHARE] = {256, "share of the machine's memory in 2048ths"},
	[PARAM_JIFFIES] = {256, "jiffies, even, from 2 on"},
	[PARAM_DEVICE] = {CORE_MAX_AREAS + 1,
			  "device without an area of its own, with area device - 1, or (where nodes have areas) "
			  "on node device - areas - 1, modulo their number"},
	[PARAM_PART] = {16, "16ths of a page that the size falls short of whole pages"},
	[PARAM_BLOCKS] = {QUARTERS, "size in pageblocks, from 0.25 on in quarters"},
	[PARAM_PLACE] = {QUARTERS + 1, "place in pageblocks, from 0 on in quarters"},
	[PARAM_FILE] = {CORE_FILES, "file of the page cache"},
	[PARAM_INDEX] = {CORE_FILE_PAGES, "page of a file"},
	[PARAM_PROCESS] = {CORE_PROCESSES, "process, where there are fewer modulo their number"},
	[PARAM_PAGE] = {CORE_PROCESS_PAGES, "page of a process's memory"},
	[PARAM_INJECT] = {CORE_INJECTS,
			  "what goes wrong: 'slab' has no memory, an owner lets no page 'migrate' once, or with a "
			  "'migrate_error', the task gets a 'kill', another has a 'hold' on a page, or does "
			  "'truncate' it, what is under way may 'proceed', there is no 'page' to allocate, "
			  "a driver does not let its page 'isolate', a lock is not to be had by 'trylock', "
			  "a 'swap_write' ends with an error, a 'report' of free pages is not taken, a driver "
			  "frees ('give_up') its page as that is put back to it"},
	[PARAM_WRONG] = {3, "what is wrong: 'before' or 'after' the area, or a 'count' too large"},
};

static const char *const inject_words[CORE_INJECTS] = {
	[CORE_INJECT_SLAB] = "slab",
	[CORE_INJECT_MIGRATE] = "migrate",
	[CORE_INJECT_MIGRATE_ERROR] = "migrate_error",
	[CORE_INJECT_KILL] = "kill",
	[CORE_INJECT_HOLD] = "hold",
	[CORE_INJECT_TRUNCATE] = "truncate",
	[CORE_INJECT_PROCEED] = "proceed",
	[CORE_INJECT_PAGE] = "page",
	[CORE_INJECT_ISOLATE] = "isolate",
	[CORE_INJECT_TRYLOCK] = "trylock",
	[CORE_INJECT_SWAP_WRITE] = "swap_write",
	[CORE_INJECT_REPORT] = "report",
	[CORE_INJECT_GIVE_UP] = "give_up",
};
static const char *const wrong_words[] = {"before", "after", "count"};

/* "6.5" and the like. */
static const char *quarters_word(unsigned int quarters)
{
	static const char *const fractions[] = {"", ".25", ".5", ".75"};
	static char words[QUARTERS + 1][QUARTERS_TEXT];

	snprintf(words[quarters], QUARTERS_TEXT, "%u%s", quarters / 4, fractions[quarters % 4]);
	return words[quarters];
}

unsigned int param_limit(const struct param *param)
{
	if (param->kind == PARAM_GFP)
		return core_gfps();
	return param->limit ? param->limit : kinds[param->kind].limit;
}

const char *param_word(const struct param *param, unsigned int arg)
{
	switch (param->kind) {
	case PARAM_GFP:
		return core_gfp(arg)->name;
	case PARAM_CPU_ALL:
		return arg ? NULL : "all";
	case PARAM_BOOL:
		return arg ? "yes" : "no";
	case PARAM_INJECT:
		return inject_words[arg];
	case PARAM_WRONG:
		return wrong_words[arg];
	case PARAM_BLOCKS:
		return quarters_word(arg + 1);
	case PARAM_PLACE:
		return quarters_word(arg);
	default:
		return NULL;
	}
}

unsigned int param_value(const struct param *param, unsigned int arg)
{
	switch (param->kind) {
	case PARAM_COUNT:
		return arg + 1;
	case PARAM_CPU_ALL:
		return arg - 1;
	case PARAM_JIFFIES:
		return 2 * (arg + 1);
	default:
		return arg;
	}
}

const char *param_about(enum param_kind kind)
{
	return kinds[kind].about;
}
