// SPDX-License-Identifier: GPL-2.0
/*
 * boot.c - mmfuzz boot: boots a machine that the command line describes and shows what its kernel would show.
 *
 * The machine boots in a child; what it shows lies in memory that both share, so that a boot which ends in a report of
 * a sanitizer still has its log.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/iomem.h"
#include "cmd/why.h"
#include "machine/facts.h"
#include "machine/tree_file.h"
#include "run/child.h"

enum {
	FILE_BYTES = 1 << 14,
	NAME_BYTES = 64,
	PARAM_BYTES = 1 << 12,
	NODES = 128, /* of /reserved-memory, that are shown */
};

/* Files that are shown as the kernel prints them. */
static const char *const files[] = {"meminfo", "buddyinfo", "pagetypeinfo"};
enum { FILES = sizeof(files) / sizeof(files[0]) };

struct shown_area {
	char name[NAME_BYTES];
	unsigned long long base, size, used, maxchunk;
	unsigned int order_per_bit;
};
struct shown_zone {
	char name[NAME_BYTES];
	int node;
	unsigned long long start, end, present_kb, managed_kb, free_kb, cma_kb;
};
struct shown_node {
	char name[NAME_BYTES];
	unsigned long long base, size;
};
struct lists {
	struct core_region region[2][CORE_MAX_REGIONS];
	unsigned int count[2];
};
/* What the child found. */
struct shown {
	struct outcome out;
	bool done;
	int err;
	struct lists early, late;
	struct iomem memory;
	char file[FILES][FILE_BYTES];
	unsigned int areas;
	struct shown_area area[CORE_MAX_AREAS];
	unsigned int nodes;
	struct shown_node node[NODES];
	bool checked;
	unsigned int zones; /* that are not empty */
	struct shown_zone zone[CORE_MAX_ZONES];
	unsigned long long fits, fits_base;
	char unknown[PARAM_BYTES], absent[PARAM_BYTES]; /* parameters; handlers, as lines */
	double boots_per_second;
};

static struct boot {
	struct machine machine;
	bool json, full, what_fits, explain, check;
	struct cmd_run run;
	unsigned long repeat;
	struct core_fit fit; /* with --what-fits: where */
	struct shown *shown;
} boot = {.machine = {.description = {.name = "described"}}, .repeat = 1};

static struct why why; /* with --explain */

/* ---------------------------------------------------------------- in the child */

static void note_lists(struct shown *s)
{
	const struct core_region *early;
	unsigned int which;

	for (which = 0; which < 2; which++) {
		s->early.count[which] = core_memblock_early(which, &early);
		memcpy(s->early.region[which], early, s->early.count[which] * sizeof(*early));
		s->late.count[which] = core_memblock(which, s->late.region[which], CORE_MAX_REGIONS);
	}
	iomem_note(&s->memory);
}

static void note_areas(struct shown *s, const struct core_machine *m)
{
	unsigned int i, page = core_build()->page_shift;

	for (i = 0; i < m->areas; i++) {
		struct shown_area *a = &s->area[s->areas++];

		snprintf(a->name, sizeof(a->name), "%s", m->area[i].name);
		a->base = (unsigned long long)m->area[i].pfn << page;
		a->size = (unsigned long long)m->area[i].count << page;
		a->order_per_bit = m->area[i].order_per_bit;
		if (a->size) {
			core_area_file(i, "used", &a->used);
			core_area_file(i, "maxchunk", &a->maxchunk);
		}
	}
}

static void note_zones(struct shown *s, const struct core_machine *m)
{
	unsigned int i, page = core_build()->page_shift;
	struct core_view_zone view;

	for (i = 0; i < m->zones; i++) {
		struct shown_zone *z = &s->zone[s->zones];

		if (m->zone[i].start_pfn == m->zone[i].end_pfn)
			continue;
		s->zones++;
		core_view_zone(i, &view);
		snprintf(z->name, sizeof(z->name), "%s", m->zone[i].name);
		z->node = m->zone[i].node;
		z->start = (unsigned long long)m->zone[i].start_pfn << page;
		z->end = (unsigned long long)m->zone[i].end_pfn << page;
		z->present_kb = (unsigned long long)view.present << page >> 10;
		z->managed_kb = (unsigned long long)view.managed << page >> 10;
		z->free_kb = (unsigned long long)view.stat_free << page >> 10;
		z->cma_kb = (unsigned long long)view.cma_pages << page >> 10;
	}
}

static void note_absent(struct shown *s)
{
	struct core_absent absent;
	size_t used = 0;
	unsigned int i;

	for (i = 0; used < sizeof(s->absent) && !core_absent_handler(i, &absent); i++)
		used += snprintf(s->absent + used, sizeof(s->absent) - used,
				 "mmfuzz: %s is reserved and no more: %s is handled by %s, which is not here\n",
				 absent.node, absent.compatible, absent.file);
}

static void note_nodes(struct shown *s)
{
	struct core_region region;
	const char *name;

	for (s->nodes = 0; s->nodes < NODES && !core_reserved_node(s->nodes, &name, &region); s->nodes++) {
		struct shown_node *n = &s->node[s->nodes];

		snprintf(n->name, sizeof(n->name), "%s", name);
		n->base = region.base;
		n->size = region.size;
	}
}

/* X, and what else holds of every machine. */
static void check_machine(struct shown *s, const struct core_machine *m)
{
	static struct reservations asked;
	static struct model model;

	if (m->end_pfn - m->start_pfn > CORE_VIEW_PAGES)
		return;
	model_reset(&model, CORE_DESCRIBED);
	props_program_begin(&model);
	props_run_boot(&model, machine_asked(&boot.machine, &asked) ? &asked : NULL);
	s->checked = true;
}

static void note_files(struct shown *s)
{
	unsigned int i;

	for (i = 0; i < FILES; i++)
		core_file(files[i], s->file[i], FILE_BYTES - 1);
}

/*
 * Every boot of one machine shows the same, whatever ran before: in turns it is one whose memblock places from the
 * other side, so that memory of boot lies where free pages were.
 */
static void boot_again(const struct shown *first)
{
	static struct shown again;
	struct core_description other = boot.machine.description;
	const struct core_machine *m;
	struct timespec start, end;
	unsigned long i;
	int err = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (i = 1; i < boot.repeat && !err; i++) {
		other.bottom_up = boot.machine.description.bottom_up ^ (int)((boot.repeat - 1 - i) % 2);
		err = core_boot(&other, &m);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	boot.shown->boots_per_second =
		(boot.repeat - 1) / (end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9);
	core_op_begin();
	note_files(&again);
	core_op_end();
	if (err || memcmp(again.file, first->file, sizeof(again.file)))
		verdict_add(VERDICT_PLAIN, "boot:again", "the machine booted anew differs from its first boot");
}

static void boot_machine(struct shown *s)
{
	const struct core_machine *m = NULL;

	s->err = core_boot(&boot.machine.description, &m);
	if (s->err)
		return;
	core_op_begin();
	note_files(s);
	note_areas(s, m);
	note_zones(s, m);
	note_absent(s);
	note_nodes(s);
	core_op_end();
	if (boot.check)
		check_machine(s, m);
	if (boot.repeat > 1)
		boot_again(s);
}

/* Sizes are whole pageblocks, and whole alignments. */
static unsigned long long fit_unit(void)
{
	unsigned long long block = 1ull << (core_build()->page_shift + core_build()->block_order);

	return boot.fit.align > block ? boot.fit.align : block;
}

static bool fits(struct shown *s, unsigned long long size)
{
	unsigned long long base = 0;

	boot.fit.size = size;
	s->err = core_fits(&boot.machine.description, &boot.fit, &base);
	if (s->err || !base)
		return false;
	s->fits = size;
	s->fits_base = base;
	return true;
}

/* By bisection, each size tried on memblock anew. */
static void find_largest(struct shown *s)
{
	unsigned long long unit = fit_unit(), good = 0, bad = 1;

	while (fits(s, bad * unit)) {
		good = bad;
		bad *= 2;
	}
	while (!s->err && bad - good > 1) {
		unsigned long long middle = good + (bad - good) / 2;

		if (fits(s, middle * unit))
			good = middle;
		else
			bad = middle;
	}
}

static void work(void *arg)
{
	struct shown *s = arg;

	verdict_begin(boot.machine.description.name);
	if (!setjmp(*host_enter())) {
		if (boot.what_fits)
			find_largest(s);
		else
			boot_machine(s);
		s->done = !s->err;
	}
	host_leave();
	snprintf(s->unknown, sizeof(s->unknown), "%s", core_unknown_params());
	note_lists(s);
}

/* ---------------------------------------------------------------- as text */

/* Names come out of trees of any bytes. */
static void make_printable(char *text, const char *keep)
{
	for (; *text; text++)
		if ((*text < ' ' && !strchr(keep, *text)) || *text == 0x7f)
			*text = '?';
}

/* Without the last line's end; to be freed. */
static char *kernel_log(void)
{
	char *log = NULL;
	size_t size;
	FILE *f = open_memstream(&log, &size);

	if (!f)
		return NULL;
	host_log_print(f, HOST_LOG);
	fclose(f);
	if (size)
		log[size - 1] = '\0';
	make_printable(log, "\n\t");
	return log;
}

static void print_regions(const char *name, const struct core_region *r, unsigned int count)
{
	unsigned int i;

	printf(" %s.cnt = 0x%x\n", name, count);
	for (i = 0; i < count; i++)
		printf(" %s[0x%x]\t[0x%016llx-0x%016llx], 0x%016llx bytes%s\n", name, i, r[i].base,
		       r[i].base + r[i].size - 1, r[i].size, r[i].nomap ? " nomap" : "");
}

static void print_lists(const char *when, const struct lists *l)
{
	printf("\n== memblock, %s\n", when);
	print_regions("memory", l->region[0], l->count[0]);
	print_regions("reserved", l->region[1], l->count[1]);
}

static void print_areas(const struct shown *s)
{
	unsigned int i;

	printf("\n== areas\n");
	for (i = 0; i < s->areas; i++) {
		const struct shown_area *a = &s->area[i];

		printf("%-24s base 0x%08llx size %llu kB order_per_bit %u", a->name, a->base, a->size >> 10,
		       a->order_per_bit);
		if (a->size)
			printf(" used %llu maxchunk %llu\n", a->used, a->maxchunk);
		else
			printf(" not activated\n");
	}
}

static void print_fits(const struct shown *s)
{
	unsigned long long unit = fit_unit();

	if (s->fits)
		printf("\nlargest area: %llu MiB at 0x%08llx (ends 0x%08llx), alignment %llu KiB\n", s->fits >> 20,
		       s->fits_base, s->fits_base + s->fits - 1, unit >> 10);
	else
		printf("\nlargest area: none of %llu KiB fits\n", unit >> 10);
}

static void print_log(void)
{
	char *log = kernel_log();

	printf("== log\n%s\n", log ? log : "");
	free(log);
}

/* Lines of the kernel that say nothing of a reservation, an area or a mistake; or that come again below. */
static const char *const routine[] = {"Zone ranges:",	   "  DMA",   "  Normal",	    "Movable zone start",
				      "Early memory node", "  node ", "Initmem setup node", "On node ",
				      "  Movable",	   "Built ",  "mem auto-init:"};

static bool is_routine(const char *line)
{
	unsigned int i;

	for (i = 0; i < sizeof(routine) / sizeof(routine[0]); i++)
		if (!strncmp(line, routine[i], strlen(routine[i])))
			return true;
	return false;
}

static void print_brief_log(void)
{
	char *log = kernel_log(), *rest = log, *line;

	printf("== log\n");
	while (rest && (line = strsep(&rest, "\n")))
		if (*line && !is_routine(line))
			printf("%s\n", line);
	free(log);
}

/* As they were when the areas were placed: what boot itself takes later is not among them. */
static void print_reservations(const struct lists *l)
{
	const struct core_region *r;
	unsigned int which;

	printf("\n== reservations, once the areas are placed\n");
	for (which = 0; which < 2; which++)
		for (r = l->region[which]; r < l->region[which] + l->count[which]; r++)
			if (which == CORE_MEMBLOCK_RESERVED || r->nomap)
				printf("0x%08llx-0x%08llx %10llu kB%s\n", r->base, r->base + r->size - 1, r->size >> 10,
				       r->nomap ? " nomap" : "");
}

static void print_zones(const struct shown *s)
{
	const struct shown_zone *z;

	printf("\n== zones\n");
	for (z = s->zone; z < s->zone + s->zones; z++)
		printf("node %d %-8s 0x%08llx-0x%08llx present %llu kB managed %llu kB free %llu kB cma %llu kB\n",
		       z->node, z->name, z->start, z->end - 1, z->present_kb, z->managed_kb, z->free_kb, z->cma_kb);
}

/* The totals of meminfo. */
static void print_totals(const struct shown *s)
{
	static const char *const names[] = {"MemTotal:", "MemFree:", "CmaTotal:", "CmaFree:"};
	const char *line = s->file[0];
	unsigned int i;

	printf("\n== %s\n", files[0]);
	for (; *line; line += strcspn(line, "\n") + 1)
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (!strncmp(line, names[i], strlen(names[i])))
				printf("%.*s\n", (int)strcspn(line, "\n"), line);
}

static void print_brief(const struct shown *s)
{
	print_brief_log();
	print_reservations(&s->early);
	if (!s->done)
		return;
	iomem_print(&boot.machine.description, &s->memory);
	print_zones(s);
	print_totals(s);
	print_areas(s);
}

static void print_text(const struct shown *s)
{
	unsigned int i;

	if (!boot.full && !boot.what_fits) {
		print_brief(s);
		return;
	}
	if (!boot.what_fits)
		print_log();
	print_lists("before the zones are set up", &s->early);
	if (boot.what_fits && s->done)
		print_fits(s);
	if (boot.what_fits || !s->done)
		return;
	print_lists("booted", &s->late);
	iomem_print(&boot.machine.description, &s->memory);
	for (i = 0; i < FILES; i++)
		printf("\n== %s\n%s", files[i], s->file[i]);
	print_zones(s);
	print_areas(s);
}

/* ---------------------------------------------------------------- as JSON */

static void json_regions(const char *name, const struct core_region *r, unsigned int count)
{
	unsigned int i;

	printf("\"%s\":[", name);
	for (i = 0; i < count; i++)
		printf("%s{\"base\":%llu,\"size\":%llu,\"nomap\":%s}", i ? "," : "", r[i].base, r[i].size,
		       r[i].nomap ? "true" : "false");
	printf("]");
}

static void json_lists(const char *when, const struct lists *l)
{
	printf("\"%s\":{", when);
	json_regions("memory", l->region[0], l->count[0]);
	printf(",");
	json_regions("reserved", l->region[1], l->count[1]);
	printf("},");
}

static void json_areas(const struct shown *s)
{
	unsigned int i;

	printf("\"areas\":[");
	for (i = 0; i < s->areas; i++) {
		const struct shown_area *a = &s->area[i];

		printf("%s{\"name\":", i ? "," : "");
		json_string(stdout, a->name);
		printf(",\"base\":%llu,\"size\":%llu,\"order_per_bit\":%u,\"used\":%llu,\"maxchunk\":%llu}", a->base,
		       a->size, a->order_per_bit, a->used, a->maxchunk);
	}
	printf("]");
}

static void json_nodes(const struct shown *s)
{
	unsigned int i;

	printf("\"nodes\":[");
	for (i = 0; i < s->nodes; i++) {
		printf("%s{\"name\":", i ? "," : "");
		json_string(stdout, s->node[i].name);
		printf(",\"base\":%llu,\"size\":%llu}", s->node[i].base, s->node[i].size);
	}
	printf("],");
}

static void print_json(const struct shown *s, const struct finding *f)
{
	char *log = kernel_log();
	unsigned int i;

	printf("{\"booted\":%s,\"checked\":%s,", s->done && !boot.what_fits ? "true" : "false",
	       s->checked ? "true" : "false");
	if (f) {
		json_finding(stdout, f);
		printf(",");
	}
	json_lists("memblock_early", &s->early);
	json_lists("memblock", &s->late);
	for (i = 0; i < FILES; i++) {
		printf("\"%s\":", files[i]);
		json_string(stdout, s->file[i]);
		printf(",");
	}
	if (boot.what_fits)
		printf("\"fits\":{\"base\":%llu,\"size\":%llu},", s->fits_base, s->fits);
	printf("\"unknown_parameters\":");
	json_string(stdout, s->unknown);
	printf(",\"log\":");
	json_string(stdout, log ? log : "");
	printf(",");
	if (boot.repeat > 1)
		printf("\"boots_per_second\":%.1f,", s->boots_per_second);
	json_nodes(s);
	json_areas(s);
	if (why.boot)
		why_json(&why);
	printf("}\n");
	free(log);
}

/* ---------------------------------------------------------------- the command */

enum {
	OPTION_FACT = 128, /* and the fact's index */
};

static bool set_tree(const char *name)
{
	static struct tree_file t;

	if (!tree_file_read(&t, name, optarg, NULL)) {
		cmd_error("%s", t.error);
		return false;
	}
	boot.machine.description.dtb = t.blob;
	boot.machine.description.dtb_bytes = t.bytes;
	return true;
}

static bool set_fact(const char *name)
{
	char error[MACHINE_ERROR];

	if (tree_file_is_word(name))
		return set_tree(name);
	if (machine_set_word(&boot.machine, "--", name, optarg ? optarg : "", error, sizeof(error)))
		return true;
	cmd_error("%s", error);
	return false;
}

/* BASE+SIZE or BASE-LAST */
static bool set_fit_range(const char *text)
{
	struct core_range *range = &boot.fit.range[boot.fit.ranges];
	char *end;
	bool last;

	if (boot.fit.ranges == CORE_MAX_RANGES || !parse_bytes(text, &end, &range->base) ||
	    (*end != '+' && *end != '-'))
		return false;
	last = *end == '-';
	if (!parse_bytes(end + 1, &end, &range->size) || *end)
		return false;
	if (last)
		range->size -= range->base - 1;
	boot.fit.ranges++;
	return true;
}

static bool set_fit_word(const char *word)
{
	char *end;

	if (!strncmp(word, "in=", 3))
		return set_fit_range(word + 3);
	if (!strncmp(word, "align=", 6))
		return parse_bytes(word + 6, &end, &boot.fit.align) && !*end && boot.fit.align &&
		       !(boot.fit.align & (boot.fit.align - 1));
	boot.fit.fixed = !strncmp(word, "at=", 3);
	return boot.fit.fixed && parse_bytes(word + 3, &end, &boot.fit.base) && !*end && boot.fit.base;
}

/* Without a value: anywhere. */
static bool set_fit(void)
{
	char *rest = optarg, *word;
	bool ok = true;

	boot.what_fits = true;
	while (ok && rest && (word = strsep(&rest, ",")))
		ok = set_fit_word(word);
	if (ok && !(boot.fit.fixed && boot.fit.ranges))
		return true;
	cmd_error(
		"--what-fits takes in=BASE+SIZE (several times) or at=BASE, and align=BYTES (a power of 2), separated by "
		"commas, or nothing");
	return false;
}

static bool parse_option(int c)
{
	if (c >= OPTION_FACT)
		return set_fact(facts[c - OPTION_FACT].name);
	if (c == 's')
		return set_fact("dts");
	if (c == 'p')
		return cmd_number("--repeat", optarg, 1, 1000000, &boot.repeat);
	if (c == 'k')
		boot.run.known = optarg;
	boot.json |= c == 'j';
	boot.full |= c == 'f';
	if (c == 'w')
		return set_fit();
	boot.explain |= c == 'e';
	boot.check |= c == 'c';
	boot.run.no_known |= c == 'n';
	return true;
}

/* The words of a description, and what is boot's own. */
static void make_options(struct option all[CMD_OPTIONS])
{
	static const struct option own[] = {
		{"dts", required_argument, NULL, 's'}, {"what-fits", optional_argument, NULL, 'w'},
		{"json", no_argument, NULL, 'j'},      {"known", required_argument, NULL, 'k'},
		{"no-known", no_argument, NULL, 'n'},  {"repeat", required_argument, NULL, 'p'},
		{"full", no_argument, NULL, 'f'},      {"explain", no_argument, NULL, 'e'},
		{"check", no_argument, NULL, 'c'},
	};
	unsigned int i, count = sizeof(own) / sizeof(own[0]);

	memcpy(all, own, sizeof(own));
	for (i = 0; i < FACT_COUNT; i++)
		if (facts[i].set || i == FACT_DTB)
			all[count++] = (struct option){facts[i].name, fact_is_flag(i) ? no_argument : required_argument,
						       NULL, OPTION_FACT + i};
	all[count] = (struct option){0};
}

static int parse_options(const struct command *command, int argc, char **argv, int *status)
{
	struct option options[CMD_OPTIONS];
	int c;

	make_options(options);
	while ((c = cmd_option(command, argc, argv, options, status)) != -1) {
		if (c == CMD_DONE)
			return CMD_DONE;
		if (!parse_option(c)) {
			*status = STATUS_CANNOT;
			return CMD_DONE;
		}
	}
	return 0;
}

static int does_not_boot(const struct shown *s)
{
	char *log = kernel_log(), *last;

	if (!log)
		return cmd_error("the machine does not boot: %s", strerror(-s->err));
	last = strrchr(log, '\n');
	cmd_error("the machine does not boot: %s%s", last ? last + 1 : log,
		  s->err == -ENODEV ? "; give some with --ram BASE+SIZE" : "");
	free(log);
	return STATUS_CANNOT;
}

static int conclude(struct shown *s)
{
	const struct finding *f = verdict_first(&s->out.verdict);
	unsigned int i;

	for (i = 0; i < s->areas; i++)
		make_printable(s->area[i].name, "");

	if (boot.json)
		print_json(s, f);
	else
		print_text(s);
	if (!boot.json && why.boot)
		why_print(&why);
	if (!boot.json && boot.repeat > 1 && s->done)
		printf("\n%lu boots, %.0f a second\n", boot.repeat, s->boots_per_second);
	fflush(stdout);
	make_printable(s->unknown, "");
	if (*s->unknown)
		fprintf(stderr, "mmfuzz: not known here, so without effect: %s\n", s->unknown);
	make_printable(s->absent, "\n");
	fputs(s->absent, stderr);
	if (f && !boot.json) {
		printf("\n%s%s %s%s\n  %s\n", paint(f->known ? PAINT_KNOWN : PAINT_BAD), f->known ? "known" : "finding",
		       f->signature, paint(PAINT_NONE), f->text);
		if (f->known)
			printf("  known: %s\n", f->known);
	}
	if (f)
		return f->known ? STATUS_NOTHING : STATUS_FINDING;
	return s->err ? does_not_boot(s) : STATUS_NOTHING;
}

int cmd_boot(const struct command *command, int argc, char **argv)
{
	int status;

	boot.machine.description.arch = core_arch_of_profile();
	if (parse_options(command, argc, argv, &status) == CMD_DONE)
		return status;
	if (!cmd_no_file(command, argc, argv))
		return STATUS_CANNOT;
	if (!boot.machine.description.banks && !boot.machine.description.dtb)
		return cmd_error("boot takes RAM: give --ram BASE+SIZE, --dts or --dtb (see 'mmfuzz boot --help')");
	if (boot.what_fits && boot.explain)
		return cmd_error("boot takes --what-fits or --explain, not both");
	boot.shown = child_memory(sizeof(*boot.shown));
	if (!boot.shown || !cmd_known(&boot.run))
		return STATUS_CANNOT;
	if (!child_do(work, boot.shown, &boot.shown->out, false))
		return cmd_error("cannot start a process: %s", strerror(errno));
	if (boot.explain && boot.shown->done && !why_find(&why, &boot.machine))
		return cmd_error("boot --explain: a second boot of the machine did not come up");
	host_log_use(&boot.shown->out.log);
	return conclude(boot.shown);
}
