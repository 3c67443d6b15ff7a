// SPDX-License-Identifier: GPL-2.0
/* show.c - a described machine for people, see description.h. */
#include "machine/description.h"

static void show_range(FILE *f, const char *option, unsigned long long base, unsigned long long size)
{
	fprintf(f, " \\\n  --%s 0x%llx+0x%llx", option, base, size);
}

static void show_area(FILE *f, const struct core_board_area *a)
{
	static const char *const hows[] = {"", ",fixed", ",reserved"};

	fprintf(f, " \\\n  --area %s=0x%llx@0x%llx-0x%llx", a->name, a->size, a->base, a->limit);
	if (a->alignment)
		fprintf(f, ",align=0x%llx", a->alignment);
	if (a->order_per_bit)
		fprintf(f, ",order=%u", a->order_per_bit);
	fprintf(f, "%s%s", hows[a->how], a->keep ? ",keep" : "");
}

void machine_show(FILE *f, const struct machine *m)
{
	const struct core_description *s = &m->description;
	unsigned int i;

	fprintf(f, "mmfuzz boot");
	for (i = 0; i < s->banks; i++)
		show_range(f, "ram", s->bank[i].base, s->bank[i].size);
	for (i = 0; i < s->reserves; i++)
		show_range(f, "reserve", s->reserve[i].base, s->reserve[i].size);
	if (s->image.size)
		show_range(f, "kernel", s->image.base, s->image.size);
	if (s->arch != core_arch_of_profile())
		fprintf(f, " \\\n  --arch %s", core_arch_name(s->arch));
	if (s->cmdline && *s->cmdline)
		fprintf(f, " \\\n  --cmdline '%s'", s->cmdline);
	for (i = 0; i < s->settings; i++)
		fprintf(f, " \\\n  --config %s=%d", s->setting[i].symbol, s->setting[i].value);
	if (s->low_end)
		fprintf(f, " \\\n  --limit 0x%llx", s->low_end);
	if (s->dma_end)
		fprintf(f, " \\\n  --dma-end 0x%llx", s->dma_end);
	if (s->dma32_end)
		fprintf(f, " \\\n  --dma32-end 0x%llx", s->dma32_end);
	if (s->highmem)
		fprintf(f, " \\\n  --highmem 0x%llx", s->highmem);
	for (i = 0; i < CORE_MAX_BOARD_AREAS && s->area[i].name; i++)
		show_area(f, &s->area[i]);
	if (s->bottom_up)
		fprintf(f, " \\\n  --bottom-up");
	if (s->tree_at)
		fprintf(f, " \\\n  --tree-at 0x%llx", s->tree_at);
	if (s->dtb)
		fprintf(f, " \\\n  --dtb TREE");
	fputc('\n', f);
	if (s->fail_memblock)
		fprintf(f, "# memblock allocation %u fails\n", s->fail_memblock);
	if (s->fail_slab)
		fprintf(f, "# slab allocation %u fails\n", s->fail_slab);
	if (s->early_resize)
		fprintf(f, "# memblock's arrays may grow from the beginning\n");
}
