// SPDX-License-Identifier: GPL-2.0
/*
 * swap.c - where anonymous memory goes: a swap file, and the device below it.
 *
 * The file is put to use and away by the kernel's own swapon() and swapoff(), and read and written by its own
 * mm/page_io.c.  Simulated are the file system that has one file without holes, what opens it, and the block layer:
 * a request is for one folio.  Reading ends at once.  A write ends when the program says so, or when somebody waits;
 * the queue of the device is short, what is submitted beyond it ends the oldest, so that writing goes on where nobody
 * waits. The device reads memory when a write ends, as late as a real one may.
 *
 * Kind: deliberately different
 */
#ifdef CONFIG_SWAP
#include <linux/mm.h>
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include <linux/rmap.h>
#include <linux/swap.h>
#include <linux/swapops.h>
#include <linux/syscalls.h>

#include "../sim.h"
#include "../compat.h"
#include "mm/internal.h"
#include "mm/swap.h"

/* ---- the device: slot 0 is the header, which is not written */

enum {
	SLOTS = CORE_SWAP_PAGES + 1,
	PENDING = 8, /* writes at a time */
};

static char contents[SLOTS][SIM_PAGE_BYTES] __nosave;
/* What a slot has that nobody wrote yet. */
#define UNWRITTEN 0x5c
static unsigned long written[BITS_TO_LONGS(SLOTS)];

/* A disk that seeks nowhere, of which nothing else is ever asked. */
static const struct request_queue queue = {
#ifdef QUEUE_FLAG_NONROT
	.queue_flags = 1UL << QUEUE_FLAG_NONROT,
#endif
};
static const struct block_device_operations fops;
static const struct gendisk disk = {.fops = &fops, .queue = (struct request_queue *)&queue};
static const struct block_device device = {
	.bd_disk = (struct gendisk *)&disk,
	.bd_queue = (struct request_queue *)&queue,
};

/* Requests under way, oldest first, and one that is being made. */
static struct request {
	struct bio bio;
	struct bio_vec vec;
	bool used;
} requests[PENDING + 1];
static struct bio *writes[PENDING];
static unsigned int pending;

struct bio_set fs_bio_set;

struct bio *bio_alloc_bioset(struct block_device *bdev, unsigned short vecs, blk_opf_t opf, gfp_t gfp,
			     struct bio_set *set)
{
	struct request *request = requests;

	while (request->used)
		request++;
	*request = (struct request){.used = true};
	request->bio.bi_bdev = bdev;
	request->bio.bi_opf = opf;
	request->bio.bi_io_vec = &request->vec;
	return &request->bio;
}

void bio_put(struct bio *bio)
{
	container_of(bio, struct request, bio)->used = false;
}

static int add_page(struct bio *bio, struct page *page, unsigned int length, unsigned int offset)
{
	*bio->bi_io_vec = (struct bio_vec){.bv_page = page, .bv_len = length, .bv_offset = offset};
	bio->bi_vcnt = 1;
	bio->bi_iter.bi_size = length;
	return length;
}
SERVES(add_page, bio_add_page);

static void add_folio(struct bio *bio, struct folio *folio, size_t length, size_t offset)
{
	add_page(bio, &folio->page, length, offset);
}
SERVES(add_folio, bio_add_folio_nofail);

static unsigned long first_slot(const struct bio *bio)
{
	return bio->bi_iter.bi_sector >> (PAGE_SHIFT - SECTOR_SHIFT);
}

static unsigned long page_count_of(const struct bio *bio)
{
	return bio->bi_iter.bi_size >> PAGE_SHIFT;
}

/* Of a page that the request is for.  HIGHMEM is in the linear map, too. */
static void *bytes_of(const struct bio *bio, unsigned long i)
{
	return pfn_to_virt(page_to_pfn(bio->bi_io_vec->bv_page) + i);
}

static void read_slot(void *page, unsigned long slot)
{
	if (test_bit(slot, written))
		copy_page(page, contents[slot]);
	else
		memset(page, UNWRITTEN, SIM_PAGE_BYTES);
}

static void end_read(struct bio *bio)
{
	unsigned long i;

	for (i = 0; i < page_count_of(bio); i++) {
		sim_page_dirty(page_to_pfn(bio->bi_io_vec->bv_page) + i, SIM_DIRT_BYTES);
		read_slot(bytes_of(bio, i), first_slot(bio) + i);
		sim_process_arrives(first_slot(bio) + i, page_to_pfn(bio->bi_io_vec->bv_page) + i);
	}
	bio->bi_end_io(bio);
}

static void end_write(struct bio *bio)
{
	unsigned long i, slot = first_slot(bio);

	for (i = 0; !bio->bi_status && i < page_count_of(bio); i++, slot++) {
		memcpy(contents[slot], bytes_of(bio, i), SIM_PAGE_BYTES);
		__set_bit(slot, written);
	}
	bio->bi_end_io(bio);
}

bool sim_swap_proceeds(void)
{
	struct bio *bio = writes[0];

	if (!pending)
		return false;
	memmove(writes, writes + 1, --pending * sizeof(writes[0]));
	end_write(bio);
	return true;
}

void submit_bio(struct bio *bio)
{
	if (bio_op(bio) == REQ_OP_READ) {
		end_read(bio);
		return;
	}
	if (sim_point(CORE_POINT_SWAP_WRITE) == CORE_INJECT_SWAP_WRITE)
		bio->bi_status = BLK_STS_IOERR;
	if (pending == PENDING)
		sim_swap_proceeds();
	writes[pending++] = bio;
}

/* Older kernels ask first whether the device does without requests. */
static int no_direct_io(struct block_device *bdev, sector_t sector, struct page *page)
{
	return -EOPNOTSUPP;
}
SERVES(no_direct_io, bdev_read_page);
SERVES(no_direct_io, bdev_write_page);

/* ---- the file */

static struct super_block super = {.s_bdev = (struct block_device *)&device};
static struct inode inode;
static struct dentry root = {.d_parent = &root};
static struct file file = {.f_mapping = &inode.i_data, .f_path = {.dentry = &root}};
static struct filename *const name = (struct filename *)&(const struct filename){.name = "swap"};
static unsigned long slots; /* in use, but for the header; 0: there is no swap */

/* What mkswap writes. */
static int read_header(struct file *swap_file, struct folio *folio)
{
	union swap_header *header = pfn_to_virt(folio_pfn(folio));

	clear_page(header);
	header->info.version = 1;
	header->info.last_page = i_size_read(&inode) / PAGE_SIZE - 1;
	memcpy(header->magic.magic, "SWAPSPACE2", 10);
	folio_mark_uptodate(folio);
	folio_unlock(folio);
	return 0;
}

static int activate(struct swap_info_struct *si, struct file *swap_file, sector_t *span)
{
	*span = si->pages;
	return add_swap_extent(si, 0, si->max, 0);
}

static const struct address_space_operations file_ops = {
	.read_folio = read_header,
	.dirty_folio = filemap_dirty_folio,
	.swap_activate = activate,
};

static int __init swap_init(void)
{
	sim_file_init(&inode, &super, &file_ops);
	init_rwsem(&inode.i_rwsem);
	return 0;
}
late_initcall(swap_init);

/* Of all paths there is one, which leads to the file. */
static struct filename *get_name(const char __user *path)
{
	return name;
}
SERVES(get_name, getname);
SERVES(get_name, getname_flags);

void putname(struct filename *path)
{
}

struct file *file_open_name(struct filename *path, int flags, umode_t mode)
{
	return &file;
}

int filp_close(struct file *closed, fl_owner_t id)
{
	return 0;
}

/* Nobody reads or writes the file beside the page cache. */
void inode_dio_wait(struct inode *waited)
{
}

/* No file is one of shmem. */
int shmem_unuse(unsigned int type)
{
	return 0;
}

/* An administrator may have what he asks for. */
int cap_vm_enough_memory(struct mm_struct *mm, long pages)
{
	return 1;
}

/* ---- swapon, swapoff */

/* The header stays in the page cache, for nobody. */
static void drop_header(void)
{
	lru_add_drain();
	truncate_inode_pages(&inode.i_data, 0);
}

int sim_swap_on(unsigned long pages)
{
	int err;

	i_size_write(&inode, (loff_t)(pages + 1) << PAGE_SHIFT);
	memset(written, 0, sizeof(written));
	err = sys_swapon(NULL, 0);
	drop_header();
	slots = err ? 0 : pages;
	return err;
}

int sim_swap_off(void)
{
	int err;

	current->mm = &init_mm;
	err = sys_swapoff(NULL);
	current->mm = NULL;
	if (!err)
		slots = 0;
	return err;
}

bool sim_swap_is_on(void)
{
	return slots;
}

/* ---- what is in it */

static swp_entry_t entry_of(unsigned long slot)
{
	return swp_entry(0, slot);
}

unsigned long sim_swap_slot(unsigned long pte)
{
	swp_entry_t entry = {pte};

	return __swp_type(entry) < MAX_SWAPFILES ? __swp_offset(entry) : 0;
}

#ifdef SIM_SWAP_TABLE
static struct folio *cached_folio(swp_entry_t entry)
{
	struct folio *folio = swap_cache_get_folio(entry);

	if (folio)
		folio_put(folio);
	return folio;
}
#else
static struct folio *cached_folio(swp_entry_t entry)
{
	void *folio = xa_load(&swap_address_space(entry)->i_pages, swp_offset(entry));

	return xa_is_value(folio) ? NULL : folio;
}
#endif

struct page *sim_swap_cached(unsigned long slot)
{
	struct folio *folio = cached_folio(entry_of(slot));
	swp_entry_t first;

	if (!folio)
		return NULL;
	/* By whatever name: what a folio in swap has in its private word. */
	first.val = page_private(&folio->page);
	return folio_page(folio, slot - swp_offset(first));
}

/*
 * Pages in the swap cache that no process has any more, by their slot: they stay until a write has ended and somebody
 * looks, and may migrate meanwhile.
 */
static unsigned long unused[SLOTS];

void sim_swap_unused(struct page *page)
{
	struct folio *folio = page_folio(page);
	swp_entry_t first;

	if (!slots || !folio_test_swapcache(folio))
		return;
	first.val = page_private(&folio->page);
	unused[swp_offset(first) + (page - &folio->page)] = page_to_pfn(page);
}

void sim_swap_freed(unsigned long pfn, unsigned long pages)
{
	unsigned long slot;
	struct page *now;

	for (slot = 1; slot <= slots; slot++) {
		if (unused[slot] - pfn >= pages)
			continue;
		now = sim_swap_cached(slot);
		/* Pages are freed some at a time: the slot may have another one's page by now. */
		if (now && sim_process_has(page_to_pfn(now)))
			now = NULL;
		if (now)
			sim_moved_left(pfn_to_page(unused[slot]), now);
		unused[slot] = now ? page_to_pfn(now) : 0;
	}
}

int sim_swap_users(unsigned long slot)
{
	return slots ? swp_swapcount(entry_of(slot)) : 0;
}

unsigned long sim_swap_slots(void)
{
	return slots;
}

void sim_swap_spoil(unsigned long slot)
{
	contents[slot][0] ^= 1;
}

void sim_swap_count_more(unsigned long slot)
{
	sim_swap_duplicate(entry_of(slot));
}
#endif
