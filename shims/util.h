/* SPDX-License-Identifier: GPL-2.0 */
/*
 * util.h - included before mm/util.c: its snapshot_page() has another name, and misc.c's is taken.
 *
 * The kernel's copies the folio that a page names.  Where that is no page, as where an area lies outside of RAM, it is
 * whatever the memory there says, and not the same in two processes.
 *
 * Kind: deliberately different
 */
#ifndef SIM_UTIL_H
#define SIM_UTIL_H

#define snapshot_page unused_snapshot_page

#endif
