// SPDX-License-Identifier: GPL-2.0
/*
 * symbol.c - names the function or the variable at an address, from the program's own symbol table.
 *
 * Kernel functions are local symbols, which dladdr() does not see; and a signature must not depend on whether a
 * symbolizer program is installed.  Called from signal handlers: no heap.
 */
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/symbol.h"

/* The first byte of the running image, set by the linker. */
extern const char __ehdr_start[] __attribute__((visibility("hidden")));

static struct {
	const Elf64_Sym *sym;
	size_t syms;
	const char *str;
	size_t str_size;
	unsigned long bias; /* run-time minus link-time address */
} table;

static void find_table(const char *image)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
	const Elf64_Shdr *section = (const Elf64_Shdr *)(image + header->e_shoff);
	unsigned int i;

	for (i = 0; i < header->e_shnum; i++) {
		if (section[i].sh_type != SHT_SYMTAB)
			continue;
		table.sym = (const Elf64_Sym *)(image + section[i].sh_offset);
		table.syms = section[i].sh_size / sizeof(Elf64_Sym);
		table.str = image + section[section[i].sh_link].sh_offset;
		table.str_size = section[section[i].sh_link].sh_size;
	}
	if (header->e_type == ET_DYN)
		table.bias = (unsigned long)__ehdr_start;
}

static void open_table(void)
{
	static int tried;
	int fd;
	struct stat status;
	void *image;

	if (tried++)
		return;
	fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (!fstat(fd, &status)) {
		image = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (image != MAP_FAILED)
			find_table(image);
	}
	close(fd);
}

static const Elf64_Sym *find_symbol(unsigned long pc, unsigned int type)
{
	unsigned long address = pc - table.bias;
	const Elf64_Sym *sym;
	size_t i;

	for (i = 0; i < table.syms; i++) {
		sym = &table.sym[i];
		if (ELF64_ST_TYPE(sym->st_info) == type && address >= sym->st_value &&
		    address < sym->st_value + sym->st_size && sym->st_name < table.str_size)
			return sym;
	}
	return NULL;
}

void symbol_name(unsigned long pc, char *text, size_t size)
{
	const Elf64_Sym *sym;

	open_table();
	sym = find_symbol(pc, STT_FUNC);
	snprintf(text, size, "%s", sym ? table.str + sym->st_name : "unknown");
	/* What compilers append: .cold, .isra.0, .llvm.123 */
	text[strcspn(text, ".")] = 0;
}

void symbol_data(unsigned long address, char *text, size_t size)
{
	const Elf64_Sym *sym;

	open_table();
	sym = find_symbol(address, STT_OBJECT);
	if (sym)
		snprintf(text, size, "%s+%lu", table.str + sym->st_name, address - table.bias - sym->st_value);
	else
		snprintf(text, size, "no variable");
}
