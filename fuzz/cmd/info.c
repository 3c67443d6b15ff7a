// SPDX-License-Identifier: GPL-2.0
/* info.c - mmfuzz info, ops, invariants: what this program is made of. */
#include <string.h>

#include "cmd/cmd.h"
#include "host/host.h"
#include "lang/ops.h"
#include "machine/facts.h"
#include "run/run.h"

/* Boots machine i; false if it has no zones to show. */
static bool boot(unsigned int i)
{
	static const struct run_options options = {.no_checks = true};
	static struct program p;
	struct run_result result;

	p.machine = i;
	run_program(&p, &options, &result);
	return result.booted && !result.stopped;
}

static void print_build(const struct core_build *b)
{
	printf("kernel           %s, tree %s\n", b->kernel, b->tree);
	printf("profile          %s%s\n", b->profile, b->synthetic ? " (synthetic geometry)" : "");
	printf("architecture     %s, of machines that say no other\n", core_arch_name(core_arch_of_profile()));
	printf("variant          %s%s%s\n", b->variant, b->debug_vm ? ", CONFIG_DEBUG_VM" : "",
	       b->lockdep ? ", CONFIG_LOCKDEP" : "");
	printf("seeded bugs      %s\n", *b->bugs ? b->bugs : "none");
	printf("maximal order    %u\n", b->max_order);
	printf("pageblock order  %u\n", b->block_order);
	printf("page size        %u bytes, struct page %u\n", 1u << b->page_shift, b->struct_page_bytes);
	printf("CPUs             %u\n", b->cpus);
	printf("nodes            %u\n", b->nodes);
	printf("migratetypes     %u\n", b->migratetypes);
	printf("list types       %s\n", b->strict_types ? "strict" : "strict for CMA and ISOLATE only");
	printf("isolation        %s\n", b->isolate_bit ? "keeps the block's type" : "overwrites the block's type");
	printf("cma_release      %s\n",
	       b->cma_checks_count ? "checks the start and the count" : "checks the start only");
	printf("kernel files     %s\n", b->files);
}

static unsigned int shim_lines(void)
{
	const struct core_shim *shim;
	unsigned int i, shims = core_shims(&shim), lines = 0;

	for (i = 0; i < shims; i++)
		lines += shim[i].lines;
	return lines;
}

static void print_shims(void)
{
	const struct core_shim *shim;
	unsigned int i, shims = core_shims(&shim);
	const char *file = core_build()->files;
	size_t length;

	for (i = 0; i < shims; i++)
		printf("%5u  %-26s %-22s  %s\n", shim[i].lines, shim[i].name, shim[i].kind, shim[i].why);
	printf("%5u  lines of code, without comments and blank lines\n\nthe kernel's own files:\n", shim_lines());
	for (; *file; file += length + strspn(file + length, " ")) {
		length = strcspn(file, " ");
		printf("       %.*s\n", (int)length, file);
	}
}

static void json_shims(void)
{
	const struct core_shim *shim;
	unsigned int i, shims = core_shims(&shim);

	printf("\"shim_lines\":%u,\"shims\":[", shim_lines());
	for (i = 0; i < shims; i++) {
		printf("%s{\"name\":", i ? "," : "");
		json_string(stdout, shim[i].name);
		printf(",\"kind\":");
		json_string(stdout, shim[i].kind);
		printf(",\"lines\":%u,\"why\":", shim[i].lines);
		json_string(stdout, shim[i].why);
		printf("}");
	}
	printf("]");
}

static void print_machine(const struct core_machine *m)
{
	unsigned int i;

	printf("\nmachine %s: %s\n", m->name, m->about);
	printf("  RAM   pfn 0x%lx to 0x%lx\n", m->start_pfn, m->end_pfn);
	for (i = 0; i < m->zones; i++)
		if (m->zone[i].start_pfn != m->zone[i].end_pfn)
			printf("  zone  pfn 0x%lx to 0x%lx  %s\n", m->zone[i].start_pfn, m->zone[i].end_pfn,
			       m->zone[i].name);
	for (i = 0; i < m->areas; i++)
		printf("  area  pfn 0x%lx to 0x%lx  %s, %u pages a bit\n", m->area[i].pfn,
		       m->area[i].pfn + m->area[i].count, m->area[i].name, 1u << m->area[i].order_per_bit);
}

static void json_files(const char *file)
{
	const char *before = "[\"";
	size_t length;

	for (; *file; file += length + strspn(file + length, " ")) {
		length = strcspn(file, " ");
		printf("%s%.*s\"", before, (int)length, file);
		before = ",\"";
	}
	printf("]");
}

static void json_bool(const char *name, bool value)
{
	printf(",\"%s\":%s", name, value ? "true" : "false");
}

static void json_build(const struct core_build *b)
{
	printf("\"kernel\":");
	json_string(stdout, b->kernel);
	printf(",\"tree\":");
	json_string(stdout, b->tree);
	printf(",\"arch\":");
	json_string(stdout, core_arch_name(core_arch_of_profile()));
	printf(",\"profile\":");
	json_string(stdout, b->profile);
	printf(",\"variant\":");
	json_string(stdout, b->variant);
	printf(",\"bugs\":");
	json_string(stdout, b->bugs);
	json_bool("lockdep", b->lockdep);
	printf(",\"files\":");
	json_files(b->files);
	json_bool("accesses", b->accesses);
	json_bool("debug_vm", b->debug_vm);
	printf(",\"max_order\":%u,\"pageblock_order\":%u,\"page_shift\":%u,\"struct_page_bytes\":%u", b->max_order,
	       b->block_order, b->page_shift, b->struct_page_bytes);
	printf(",\"cpus\":%u,\"nodes\":%u,\"migratetypes\":%u", b->cpus, b->nodes, b->migratetypes);
	json_bool("synthetic", b->synthetic);
	json_bool("strict_types", b->strict_types);
	json_bool("isolate_bit", b->isolate_bit);
	json_bool("cma_checks_count", b->cma_checks_count);
	json_bool("movable_ops", b->movable_ops);
	json_bool("swap", b->swap);
	json_bool("dma32", b->dma32);
	json_bool("highmem", b->highmem);
	json_bool("deferred", b->deferred);
	json_bool("flat_map", b->flat_map);
	json_bool("drawn_machines", machine_can_draw());
}

static void json_machine(const struct core_machine *m)
{
	unsigned int i;

	printf("{\"name\":");
	json_string(stdout, m->name);
	printf(",\"about\":");
	json_string(stdout, m->about);
	printf(",\"start_pfn\":%lu,\"end_pfn\":%lu,\"zones\":[", m->start_pfn, m->end_pfn);
	for (i = 0; i < m->zones; i++) {
		printf("%s{\"name\":", i ? "," : "");
		json_string(stdout, m->zone[i].name);
		printf(",\"start_pfn\":%lu,\"end_pfn\":%lu}", m->zone[i].start_pfn, m->zone[i].end_pfn);
	}
	printf("],\"areas\":[");
	for (i = 0; i < m->areas; i++) {
		printf("%s{\"name\":", i ? "," : "");
		json_string(stdout, m->area[i].name);
		printf(",\"pfn\":%lu,\"count\":%lu,\"order_per_bit\":%u}", m->area[i].pfn, m->area[i].count,
		       m->area[i].order_per_bit);
	}
	printf("]}");
}

static int print_machines(bool json)
{
	int status = STATUS_NOTHING;
	unsigned int i;

	for (i = 0; i < core_machines(); i++) {
		if (!boot(i)) {
			fprintf(stderr, "mmfuzz: machine %s does not boot: %s\n", core_machine(i)->name,
				verdict->findings ? verdict_first(verdict)->text : "no reason given");
			status = STATUS_FINDING;
		}
		if (json && i)
			printf(",");
		if (json)
			json_machine(core_machine(i));
		else
			print_machine(core_machine(i));
	}
	return status;
}

int cmd_info(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},
		{"shims", no_argument, NULL, 's'},
		{0},
	};
	bool json = false, shims = false;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		json |= c == 'j';
		shims |= c == 's';
	}
	if (!cmd_no_file(command, argc, argv))
		return STATUS_CANNOT;
	if (shims && !json) {
		print_shims();
		return STATUS_NOTHING;
	}
	host_start();
	if (!json) {
		print_build(core_build());
		return print_machines(false);
	}
	printf("{");
	json_build(core_build());
	printf(",");
	json_shims();
	printf(",\"machines\":[");
	status = print_machines(true);
	printf("]}\n");
	return status;
}

int cmd_ops(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{0}};
	unsigned int i, n, limit;
	int status;

	if (cmd_option(command, argc, argv, options, &status) == CMD_DONE)
		return status;
	if (!cmd_no_file(command, argc, argv))
		return STATUS_CANNOT;
	for (i = 0; i < OP_COUNT; i++) {
		printf("%s%s\n", i ? "\n" : "", ops[i].name);
		printf("  %s%s\n", ops[i].help, ops[i].text_only ? " (in scenarios only)" : "");
		for (n = 0; n < PROGRAM_ARGS && ops[i].param[n].name; n++) {
			limit = param_limit(&ops[i].param[n]);
			printf("  %-8s %s", ops[i].param[n].name, param_about(ops[i].param[n].kind));
			if (!param_word(&ops[i].param[n], limit - 1))
				printf(", to %u", param_value(&ops[i].param[n], limit - 1));
			printf("\n");
		}
	}
	printf("\nallocation classes:");
	for (i = 0; i < core_gfps(); i++)
		printf(" %s", core_gfp(i)->name);
	printf("\n");
	return STATUS_NOTHING;
}

static void print_statements(void)
{
	const struct invariant *row;
	unsigned int i;

	for (i = 0; (row = props_invariant(i)); i++)
		printf("%-4s %c%c%c  %s\n", row->id, row->cost & COST_OP ? 'o' : '-', row->cost & COST_WALK ? 'w' : '-',
		       row->cost & COST_END ? 'e' : '-', row->statement);
	printf("\no: after every operation, w: walks over the machine, e: at the end, after everything was given back\n");
}

static void print_signatures(void)
{
	const struct invariant *row;
	const char *word;
	unsigned int i;
	int length;

	for (i = 0; (row = props_invariant(i)); i++)
		for (word = row->details; *word; word += length + (word[length] == ' ')) {
			length = (int)strcspn(word, " ");
			printf("%s:%.*s\n", row->id, length, word);
		}
}

int cmd_invariants(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{"signatures", no_argument, NULL, 's'}, {0}};
	bool signatures = false;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		signatures |= c == 's';
	}
	if (!cmd_no_file(command, argc, argv))
		return STATUS_CANNOT;
	if (signatures)
		print_signatures();
	else
		print_statements();
	return STATUS_NOTHING;
}
