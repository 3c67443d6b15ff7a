// SPDX-License-Identifier: GPL-2.0
/*
 * pagecache.c - files, whose pages the kernel's page cache has.
 *
 * A file system in small: its address_space_operations, one backing device, and what a task does to a folio that it
 * holds locked.  Reading ends at once.  Writing back ends when the program says so, or when somebody waits; likewise
 * the lock of another task.  The queue of the device is short: what is submitted beyond it ends the oldest write, so
 * that writing goes on where nobody waits.  The file system's private data makes a folio one that only it can release.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/backing-dev.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/migrate.h>
#include <linux/pagemap.h>
#include <linux/swap.h>
#include <linux/writeback.h>

#include "../sim.h"
#include "../compat.h"
#include "mm/internal.h"

/* Its writeback is counted, which was a separate word for a while. */
#ifndef BDI_CAP_WRITEBACK_ACCT
#define BDI_CAP_WRITEBACK_ACCT 0
#endif
static struct backing_dev_info device = {.capabilities = BDI_CAP_WRITEBACK | BDI_CAP_WRITEBACK_ACCT};
static struct super_block super = {.s_bdi = &device};
static struct inode inodes[CORE_FILES];

/* Folios that something is under way for, oldest first. */
struct pending {
	struct folio *folio[CORE_PENDING];
	unsigned int folios;
};
static struct pending writes, locks;
/* Pages from this one on are given up, none but while a file is truncated: by each CPU that does. */
static unsigned long truncated[CORE_MAX_CPUS] = {[0 ... CORE_MAX_CPUS - 1] = ULONG_MAX};

static unsigned long *truncated_from(void)
{
	return &truncated[sim_lane_self()];
}

struct backing_dev_info *inode_to_bdi(struct inode *inode)
{
	return &device;
}

/* What flusher threads would do is an operation of the program; but for who waits, see sim_cache_flush(). */
void wakeup_flusher_threads(enum wb_reason reason)
{
}

void wakeup_flusher_threads_bdi(struct backing_dev_info *bdi, enum wb_reason reason)
{
}

void wb_start_background_writeback(struct bdi_writeback *wb)
{
}

void __mark_inode_dirty(struct inode *inode, int flags)
{
}

void sb_mark_inode_writeback(struct inode *inode)
{
}

void sb_clear_inode_writeback(struct inode *inode)
{
}

/* Nor a list of inodes without pages. */
void inode_add_lru(struct inode *inode)
{
}
SERVES(inode_add_lru, inode_lru_list_add);

/* ---- what the file system does for the page cache */

enum private { PRIVATE_RELEASED = 1, PRIVATE_KEPT = 2 };

static bool cache_release(struct folio *folio, gfp_t gfp)
{
	if ((unsigned long)folio_get_private(folio) == PRIVATE_KEPT)
		return false;
	folio_detach_private(folio);
	return true;
}

static void cache_invalidate(struct folio *folio, size_t offset, size_t length)
{
	if (!offset && length == folio_size(folio))
		folio_detach_private(folio);
}

/* The folio is in the cache no more; whoever has a reference still has it. */
static void cache_left(struct folio *folio)
{
	unsigned long pages = folio_nr_pages(folio), index = folio->index;
	unsigned long from = *truncated_from(), kept = from <= index ? 0 : min(pages, from - index);

	if (kept)
		sim_left(&folio->page, kept, false);
	if (kept < pages)
		sim_left(folio_page(folio, kept), pages - kept, true);
}

/* A page that somebody faults in is read at once. */
static int cache_read(struct file *file, struct folio *folio)
{
	folio_mark_uptodate(folio);
	folio_unlock(folio);
	return 0;
}

static int cache_migrate(struct address_space *mapping, struct folio *to, struct folio *from, enum migrate_mode mode)
{
	enum core_inject what = sim_point(CORE_POINT_MIGRATE);
	int err = what == CORE_INJECT_MIGRATE_ERROR ? -EIO : -EAGAIN;

	if (what == CORE_INJECTS && sim_moves_room(folio_nr_pages(from)))
		err = filemap_migrate_folio(mapping, to, from, mode);
	if (!err)
		sim_moved(&from->page, &to->page, folio_nr_pages(from));
	return err;
}

static const struct address_space_operations cache_ops = {
	.read_folio = cache_read,
	.dirty_folio = filemap_dirty_folio,
	.release_folio = cache_release,
	.invalidate_folio = cache_invalidate,
	.free_folio = cache_left,
	.migrate_folio = cache_migrate,
};

/* ---- boot */

static int __init device_init(void)
{
	struct bdi_writeback *wb = &device.wb;
	unsigned int i;
	int err = fprop_local_init_percpu(&wb->completions, GFP_KERNEL);

	wb->bdi = &device;
	spin_lock_init(&wb->work_lock);
	spin_lock_init(&wb->list_lock);
	for (i = 0; i < NR_WB_STAT_ITEMS && !err; i++)
		err = percpu_counter_init(&wb->stat[i], 0, GFP_KERNEL);
	return err;
}

void __init sim_file_init(struct inode *inode, struct super_block *of, const struct address_space_operations *ops)
{
	struct address_space *mapping = &inode->i_data;

	inode->i_sb = of;
	inode->i_mode = S_IFREG;
	inode->i_blkbits = PAGE_SHIFT;
	inode->i_mapping = mapping;
	spin_lock_init(&inode->i_lock);
	xa_init_flags(&mapping->i_pages, XA_FLAGS_LOCK_IRQ | XA_FLAGS_ACCOUNT);
	init_rwsem(&mapping->i_mmap_rwsem);
	init_rwsem(&mapping->invalidate_lock);
	mapping->i_mmap = RB_ROOT_CACHED;
	mapping->host = inode;
	mapping->a_ops = ops;
	mapping_set_gfp_mask(mapping, GFP_HIGHUSER_MOVABLE);
}

static void __init file_init(struct inode *inode)
{
	sim_file_init(inode, &super, &cache_ops);
	i_size_write(inode, (loff_t)CORE_FILE_PAGES << PAGE_SHIFT);
	if (IS_ENABLED(CONFIG_TRANSPARENT_HUGEPAGE))
		mapping_set_large_folios(&inode->i_data);
}

static int __init cache_init(void)
{
	unsigned int i;

	for (i = 0; i < CORE_FILES; i++)
		file_init(&inodes[i]);
	return device_init();
}
late_initcall(cache_init);

/* ---- what is under way */

static struct folio *take_oldest(struct pending *p)
{
	struct folio *folio = p->folio[0];

	memmove(p->folio, p->folio + 1, --p->folios * sizeof(p->folio[0]));
	return folio;
}

static bool end_write(void)
{
	if (!writes.folios)
		return false;
	folio_end_writeback(take_oldest(&writes));
	return true;
}

static bool end_lock(void)
{
	if (!locks.folios)
		return false;
	folio_unlock(take_oldest(&locks));
	return true;
}

bool sim_cache_proceeds(void)
{
	return end_write() || end_lock();
}

static int begin_write(struct folio *folio)
{
	folio_lock(folio);
	folio_wait_writeback(folio);
	if (!folio->mapping || !folio_clear_dirty_for_io(folio)) {
		folio_unlock(folio);
		return -ENODATA;
	}
	folio_start_writeback(folio);
	folio_unlock(folio);
	if (writes.folios == CORE_PENDING)
		end_write();
	writes.folio[writes.folios++] = folio;
	return 0;
}

/* What the task that runs made dirty last, to write to it. */
static struct folio *in_hand;

void sim_cache_writes_to(struct folio *folio)
{
	in_hand = folio;
}

/* Whether anything else was dirty. */
static bool flush(struct address_space *mapping)
{
	struct folio *folio;
	unsigned long index = 0;
	bool any = false;

	for (; (folio = xa_find(&mapping->i_pages, &index, ULONG_MAX, PAGECACHE_TAG_DIRTY));
	     index = folio_next_index(folio)) {
		if (folio == in_hand || begin_write(folio))
			continue;
		sim_written(&folio->page, folio_nr_pages(folio));
		any = true;
	}
	return any;
}

/* What is dirty is written, and has been at once; what is in hand when there is nothing else. */
void sim_cache_flush(void)
{
	unsigned int i;
	bool any = false;

	for (i = 0; i < CORE_FILES; i++)
		any |= flush(&inodes[i].i_data);
	while (end_write())
		;
	if (!any)
		in_hand = NULL;
}

/* ---- what tasks do */

static struct folio *new_folio(gfp_t gfp, unsigned int order)
{
#ifdef SIM_FILEMAP_POLICY
	return filemap_alloc_folio(gfp, order, NULL);
#else
	return filemap_alloc_folio(gfp, order);
#endif
}

int sim_cache_read(unsigned int file, unsigned long index, unsigned int order, unsigned long *pfn)
{
	struct address_space *mapping = &inodes[file].i_data;
	gfp_t gfp = readahead_gfp_mask(mapping);
	struct folio *folio = new_folio(gfp, order);
	int err;

	if (!folio)
		return -ENOMEM;
	err = filemap_add_folio(mapping, folio, index, gfp);
	if (!err) {
		folio_mark_uptodate(folio);
		folio_unlock(folio);
		*pfn = folio_pfn(folio);
	}
	folio_put(folio);
	return err;
}

static int begin_lock(struct folio *folio)
{
	if (locks.folios == CORE_PENDING || !folio_trylock(folio))
		return -EBUSY;
	locks.folio[locks.folios++] = folio;
	return 0;
}

static int make_dirty(struct folio *folio)
{
	int err = -ENOENT;

	folio_lock(folio);
	if (folio->mapping) {
		folio_mark_dirty(folio);
		err = 0;
	}
	folio_unlock(folio);
	return err;
}

static int make_private(struct folio *folio, enum private how)
{
	int err = -EEXIST;

	folio_lock(folio);
	if (folio->mapping && !folio_test_private(folio)) {
		folio_attach_private(folio, (void *)how);
		err = 0;
	}
	folio_unlock(folio);
	return err;
}

static void truncate(struct address_space *mapping, loff_t start, loff_t last)
{
	*truncated_from() = start >> PAGE_SHIFT;
	truncate_pagecache_range(mapping->host, start, last);
	*truncated_from() = ULONG_MAX;
}

static int drop(struct folio *folio)
{
	if (!folio->mapping)
		return -ENOENT;
	truncate(folio->mapping, folio_pos(folio), folio_pos(folio) + folio_size(folio) - 1);
	return 0;
}

/* While it waits for the folio's lock it has a reference, as whoever has found it there; behind that it looks again. */
static int do_locked(struct folio *folio, enum core_cache what)
{
	switch (what) {
	case CORE_CACHE_DIRTY:
		return make_dirty(folio);
	case CORE_CACHE_WRITE:
		return begin_write(folio);
	case CORE_CACHE_PRIVATE:
		return make_private(folio, PRIVATE_RELEASED);
	case CORE_CACHE_PRIVATE_KEPT:
		return make_private(folio, PRIVATE_KEPT);
	default:
		return -EINVAL;
	}
}

int sim_cache_do(struct page *page, enum core_cache what)
{
	struct folio *folio = page_folio(page);
	int err;

	switch (what) {
	case CORE_CACHE_LOCK:
		return begin_lock(folio);
	case CORE_CACHE_TOUCH:
		folio_mark_accessed(folio);
		return 0;
	case CORE_CACHE_DROP:
		return drop(folio);
	default:
		if (!folio_try_get(folio))
			return -ENOENT;
		err = do_locked(folio, what);
		folio_put(folio);
		return err;
	}
}

int sim_cache_end(enum core_cache what)
{
	return (what == CORE_CACHE_WRITE ? end_write() : end_lock()) ? 0 : -ENODATA;
}

void sim_cache_truncate(unsigned int file, unsigned long index)
{
	truncate(&inodes[file].i_data, (loff_t)index << PAGE_SHIFT, -1);
}

unsigned long sim_cache_invalidate(unsigned int file)
{
	return invalidate_mapping_pages(&inodes[file].i_data, 0, -1);
}

static struct folio *held;

void sim_cache_hold(unsigned int file, unsigned long index)
{
	struct page *page = sim_cache_page(file, index);

	held = page ? page_folio(page) : NULL;
	if (held && !folio_try_get(held))
		held = NULL;
}

void sim_cache_let_go(void)
{
	if (held)
		folio_put(held);
	held = NULL;
}

/* Also while a file is truncated. */
void sim_cache_try_truncate(unsigned int file, unsigned long index)
{
	struct page *page = sim_cache_page(file, index);
	struct folio *folio = page ? page_folio(page) : NULL;
	unsigned long from;

	if (!folio || !folio_try_get(folio))
		return;
	if (folio_trylock(folio)) {
		from = *truncated_from();
		*truncated_from() = 0;
		if (folio->mapping && !folio_test_writeback(folio))
			truncate_inode_folio(folio->mapping, folio);
		*truncated_from() = from;
		folio_unlock(folio);
	}
	folio_put(folio);
}

struct address_space *sim_cache_mapping(unsigned int file)
{
	return &inodes[file].i_data;
}

struct page *sim_cache_page(unsigned int file, unsigned long index)
{
	void *entry = xa_load(&inodes[file].i_data.i_pages, index);

	return !entry || xa_is_value(entry) ? NULL : folio_file_page(entry, index);
}
