// SPDX-License-Identifier: GPL-2.0
/*
 * movable.c - a driver whose pages the kernel may migrate, through movable_operations.
 *
 * As the in-tree users do it (zsmalloc, the balloon): the page is marked under its lock, isolate_page agrees unless
 * something is made to go wrong, and migrate_page copies the bytes, takes a reference on the new page and drops its own
 * on the old one.  Nobody looks at the page's references on the way.  What keeps a page where it is is the driver
 * alone: migrate_page gives -EAGAIN as virtio_balloon's does while somebody holds balloon_lock, here for as long as the
 * program says, page by page. page->private is the driver's own word in a page: 0 where the page is not the driver's
 * any more, though newer kernels keep the mark until it is freed (as mm/zsmalloc.c, zs_page_isolate()).  Every move is
 * recorded (moves.c).
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/init.h>
#include <linux/highmem.h>
#include <linux/migrate.h>
#include <linux/pagemap.h>

#include "../sim.h"
#include "../compat.h"

/* In the driver's word of a page: that it is the driver's, and for each reason not to let it go one. */
enum { MINE = 1, REFUSAL = 2 };

static bool movable_isolate(struct page *page, isolate_mode_t mode)
{
	if (!page_private(page))
		return false;
	if (sim_point(CORE_POINT_ISOLATE) != CORE_INJECT_ISOLATE)
		return true;
	sim_tried(CORE_TRIED_REFUSED, page_to_pfn(page), 1);
	return false;
}

static int movable_migrate(struct page *to, struct page *from, enum migrate_mode mode);

/* As a page of zsmalloc, whose last object was freed meanwhile. */
static void movable_putback(struct page *page)
{
	if (sim_point(CORE_POINT_PUTBACK) != CORE_INJECT_GIVE_UP)
		return;
	sim_left(page, 1, true);
	sim_movable_unmark(page);
	set_page_private(page, 0);
	put_page(page);
}

static const struct movable_operations movable_ops = {
	.isolate_page = movable_isolate,
	.migrate_page = movable_migrate,
	.putback_page = movable_putback,
};

static int movable_migrate(struct page *to, struct page *from, enum migrate_mode mode)
{
	enum core_inject what = sim_point(CORE_POINT_MIGRATE);

	if (what == CORE_INJECT_MIGRATE_ERROR)
		return -EIO;
	if (what == CORE_INJECT_MIGRATE || page_private(from) != MINE || !sim_moves_room(1)) {
		sim_tried(CORE_TRIED_REFUSED, page_to_pfn(from), 1);
		return -EAGAIN;
	}
	sim_moved(from, to, 1);
	copy_highpage(to, from);
	get_page(to);
	sim_movable_mark(to, &movable_ops);
	set_page_private(to, MINE);
	sim_movable_unmark(from);
	set_page_private(from, 0);
	put_page(from);
	return 0;
}

static int __init movable_init(void)
{
	return sim_movable_register(&movable_ops);
}
late_initcall(movable_init);

void sim_movable_get(struct page *page)
{
	lock_page(page);
	sim_movable_mark(page, &movable_ops);
	set_page_private(page, MINE);
	unlock_page(page);
}

void sim_movable_put(struct page *page)
{
	lock_page(page);
	sim_movable_unmark(page);
	set_page_private(page, 0);
	unlock_page(page);
}

void sim_movable_refuse(struct page *page, int more)
{
	set_page_private(page, page_private(page) + more * REFUSAL);
}
