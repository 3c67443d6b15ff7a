// SPDX-License-Identifier: GPL-2.0
/*
 * mapped.c - what a process sees of a file: a shared mapping, whose pages the page cache has.
 *
 * A file system's vm_operations in small.  Faults, rmap, write protection and unmapping are the kernel's own.  Nothing
 * is read ahead, as which pages a file has is up to the program.
 *
 * Kind: deliberately different
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

#include "../sim.h"

static struct file files[CORE_FILES];

/* The folio is dirty before the process can write to it, as filemap_page_mkwrite() has it; no file system freezes. */
static vm_fault_t make_writable(struct vm_fault *fault)
{
	struct folio *folio = page_folio(fault->page);

	folio_lock(folio);
	if (folio->mapping != fault->vma->vm_file->f_mapping) {
		folio_unlock(folio);
		return VM_FAULT_NOPAGE;
	}
	folio_mark_dirty(folio);
	folio_wait_stable(folio);
	sim_cache_writes_to(folio);
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct mapped_ops = {
	.fault = filemap_fault,
	.map_pages = filemap_map_pages,
	.page_mkwrite = make_writable,
};

static struct file *opened(unsigned int nr)
{
	struct file *file = &files[nr];

	file->f_mapping = sim_cache_mapping(nr);
	file->f_inode = file->f_mapping->host;
	return file;
}

void sim_mapped_begin(struct vm_area_struct *vma, unsigned int file)
{
	struct address_space *mapping = sim_cache_mapping(file);

	vma->vm_file = opened(file);
	vma->vm_ops = &mapped_ops;
	i_mmap_lock_write(mapping);
	mapping_allow_writable(mapping);
	vma_interval_tree_insert(vma, &mapping->i_mmap);
	i_mmap_unlock_write(mapping);
}

void sim_mapped_end(struct vm_area_struct *vma)
{
	struct address_space *mapping = vma->vm_file->f_mapping;

	i_mmap_lock_write(mapping);
	mapping_unmap_writable(mapping);
	vma_interval_tree_remove(vma, &mapping->i_mmap);
	i_mmap_unlock_write(mapping);
}
