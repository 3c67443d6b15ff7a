// SPDX-License-Identifier: GPL-2.0
/*
 * params.c - the command line: what start_kernel() does with it, in its two turns.
 *
 * First the early parameters, while an architecture sets up memory; then, before mm_core_init(), those of __setup().
 * The parameters are those of the compiled files, and what each does is theirs.  What none of them knows has no effect
 * here, and is kept for the host to name: a parameter of a file that is not here, or a mistake.
 */
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <asm/setup.h>

#include "core_kernel.h"

/* Bounds that the linker script of the kernel side makes. */
extern const struct obs_kernel_param __setup_start[], __setup_end[];

char __initdata boot_command_line[COMMAND_LINE_SIZE];

static char unknown[COMMAND_LINE_SIZE] __nosave;

const char *core_unknown_params(void)
{
	return unknown;
}

static int __init do_early_param(char *param, char *val, const char *unused, void *arg)
{
	const struct obs_kernel_param *p;

	for (p = __setup_start; p < __setup_end; p++)
		if (p->early && parameq(param, p->str) && p->setup_func(val))
			pr_warn("Malformed early option '%s'\n", param);
	return 0;
}

/* Of __setup(), whose name ends with "=" where it takes a value; what follows the name is its argument. */
static bool __init obeyed(char *line)
{
	const struct obs_kernel_param *p;
	bool early = false;

	for (p = __setup_start; p < __setup_end; p++) {
		size_t length = strlen(p->str);

		if (!parameqn(line, p->str, length))
			continue;
		if (p->early)
			early |= line[length] == '\0' || line[length] == '=';
		else if (p->setup_func(line + length))
			return true;
	}
	return early;
}

static int __init do_late_param(char *param, char *val, const char *unused, void *arg)
{
	static char __initdata line[COMMAND_LINE_SIZE];

	snprintf(line, sizeof(line), "%s%s%s", param, val ? "=" : "", val ? val : "");
	if (!obeyed(line) || !arch_obeys(param)) {
		if (*unknown)
			strlcat(unknown, " ", sizeof(unknown));
		strlcat(unknown, line, sizeof(unknown));
	}
	return 0;
}

static void __init parse(const char *turn, int (*each)(char *, char *, const char *, void *), void *arg)
{
	static char __initdata copy[COMMAND_LINE_SIZE];

	strscpy(copy, boot_command_line, sizeof(copy));
	parse_args(turn, copy, NULL, 0, 0, 0, arg, each);
}

/* The command line of the tree, then the machine's own. */
void __init params_early(const char *cmdline)
{
	*unknown = '\0';
	if (cmdline && *cmdline) {
		if (*boot_command_line)
			strlcat(boot_command_line, " ", sizeof(boot_command_line));
		strlcat(boot_command_line, cmdline, sizeof(boot_command_line));
	}
	parse("early options", do_early_param, NULL);
}

struct wanted {
	const char *name;
	int found;
};

static int __init is_wanted(char *param, char *val, const char *turn, void *arg)
{
	struct wanted *w = arg;

	w->found |= !strcmp(param, w->name);
	return 0;
}

int core_has_param(const char *name)
{
	struct wanted w = {.name = name};

	parse("asked for", is_wanted, &w);
	return w.found;
}

void __init params_late(void)
{
	parse("Booting kernel", do_late_param, NULL);
}
