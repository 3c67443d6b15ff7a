// SPDX-License-Identifier: GPL-2.0
/*
 * unreached.c - functions that the compiled files name and that no operation reaches: page cache, reverse mapping, huge
 * pages, swap, devices, /proc.  Each is one word here.  Reaching one is a report (CORE_REPORT_SHIM), never silence.
 *
 * No kernel header is included, so that a kernel that changes a prototype, or lacks the function, does not matter.
 *
 * Kind: deliberately different
 */
_Noreturn void sim_unreached(const char *func);

#define UNREACHED(name)               \
	_Noreturn void name(void);    \
	_Noreturn void name(void)     \
	{                             \
		sim_unreached(#name); \
	}

#ifdef CONFIG_NUMA
/* moving pages of processes between nodes */
UNREACHED(__put_task_struct)
UNREACHED(down_read)
UNREACHED(find_get_task_by_vpid)
UNREACHED(find_task_by_vpid)
UNREACHED(folio_walk_start)
UNREACHED(follow_page)
UNREACHED(get_task_mm)
UNREACHED(kswapd_clear_hopeless)
UNREACHED(mmput)
UNREACHED(mtree_load)
UNREACHED(node_reclaim)
UNREACHED(proc_dostring)
UNREACHED(ptrace_may_access)
UNREACHED(refcount_warn_saturate)
UNREACHED(sched_numa_find_nth_cpu)
UNREACHED(up_read)
UNREACHED(vma_migratable)
UNREACHED(vma_pgtable_walk_end)
#endif

#ifdef CONFIG_HIGHMEM
/* mappings of HIGHMEM that the linear map does not have: all is in it here */
UNREACHED(___migrate_enable)
UNREACHED(add_wait_queue)
UNREACHED(default_wake_function)
UNREACHED(migrate_disable)
UNREACHED(migrate_enable)
UNREACHED(remove_wait_queue)
UNREACHED(schedule)
/* what migrate_disable() counts in, where it is inlined */
char runqueues[64];
#endif

/* page cache and reverse mapping */
UNREACHED(__filemap_get_folio)
UNREACHED(__filemap_get_folio_mpol)
UNREACHED(__folio_lock)
UNREACHED(__folio_start_writeback)
UNREACHED(__folio_swap_cache_index)
UNREACHED(__folio_unqueue_deferred_split)
UNREACHED(__page_file_index)
UNREACHED(__page_mapcount)
UNREACHED(__pte_offset_map_lock)
UNREACHED(__put_anon_vma)
UNREACHED(__swap_cache_replace_folio)
UNREACHED(__xas_next)
UNREACHED(deferred_split_folio)
UNREACHED(filemap_add_folio)
UNREACHED(filemap_dirty_folio)
UNREACHED(filemap_release_folio)
UNREACHED(filemap_remove_folio)
UNREACHED(find_get_pages_range_tag)
UNREACHED(folio_add_anon_rmap_ptes)
UNREACHED(folio_add_file_rmap_ptes)
UNREACHED(folio_clear_dirty_for_io)
UNREACHED(folio_copy)
UNREACHED(folio_end_writeback)
UNREACHED(folio_get_anon_vma)
UNREACHED(folio_isolate_lru)
UNREACHED(folio_mapcount)
UNREACHED(folio_mapped)
UNREACHED(folio_mark_dirty)
UNREACHED(folio_mark_dirty_lock)
UNREACHED(folio_mc_copy)
UNREACHED(folio_putback_lru)
UNREACHED(folio_redirty_for_writepage)
UNREACHED(folio_wait_stable)
UNREACHED(folio_wait_writeback)
UNREACHED(inode_to_bdi)
UNREACHED(memcmp_pages)
UNREACHED(migration_entry_wait_on_locked)
UNREACHED(mlock_new_folio)
UNREACHED(mlock_new_page)
UNREACHED(mm_trace_rss_stat)
UNREACHED(page_add_anon_rmap)
UNREACHED(page_add_file_rmap)
UNREACHED(page_vma_mapped_walk)
UNREACHED(percpu_counter_add_batch)
UNREACHED(pte_offset_map_lock)
UNREACHED(rmap_walk)
UNREACHED(rmap_walk_locked)
UNREACHED(softleaf_entry_wait_on_locked)
UNREACHED(split_folio_to_list)
UNREACHED(try_to_migrate)
UNREACHED(workingset_activation)
UNREACHED(xas_store)

/* huge pages: their order is a setting, none is ever allocated */
UNREACHED(alloc_huge_page_nodemask)
UNREACHED(alloc_hugetlb_folio_nodemask)
UNREACHED(folio_isolate_hugetlb)
UNREACHED(folio_putback_active_hugetlb)
UNREACHED(folio_putback_hugetlb)
UNREACHED(free_huge_folio)
UNREACHED(free_huge_page)
UNREACHED(free_transhuge_page)
UNREACHED(hugepage_add_anon_rmap)
UNREACHED(hugetlb_add_anon_rmap)
UNREACHED(hugetlb_basepage_index)
UNREACHED(hugetlb_vma_assert_locked)
UNREACHED(hugetlb_vma_unlock_read)
UNREACHED(is_hugetlb_entry_migration)
UNREACHED(isolate_hugetlb)
UNREACHED(linear_hugepage_index)
UNREACHED(prep_transhuge_page)
UNREACHED(size_to_hstate)
UNREACHED(split_huge_page_to_list)

/* devices, /proc, strings for people */
UNREACHED(__devm_add_action)
UNREACHED(__release_region)
UNREACHED(__request_region)
UNREACHED(__msecs_to_jiffies) /* newer kernels */
UNREACHED(__devres_alloc_node)
UNREACHED(__of_add_property_sysfs)
UNREACHED(__of_attach_node_sysfs)
UNREACHED(__of_remove_property_sysfs)
UNREACHED(__of_update_property_sysfs)
UNREACHED(_copy_from_user)
UNREACHED(_dev_warn)
UNREACHED(devm_add_action)
UNREACHED(devres_add)
UNREACHED(devres_free)
UNREACHED(devres_release)
UNREACHED(fwnode_count_parents)
UNREACHED(fwnode_get_name)
UNREACHED(fwnode_get_name_prefix)
UNREACHED(fwnode_get_nth_parent)
UNREACHED(fwnode_handle_put)
UNREACHED(get_cmdline)
UNREACHED(global_dirty_limits)
UNREACHED(kasprintf)
UNREACHED(kstrdup)
UNREACHED(memdup_user_nul)
UNREACHED(memory_read_from_buffer)
UNREACHED(percpu_ref_is_zero)
UNREACHED(proc_dointvec_minmax)
UNREACHED(remap_pfn_range)
UNREACHED(sg_init_table)
UNREACHED(sg_next)
UNREACHED(vmalloc_huge)
UNREACHED(vmalloc_huge_node_noprof)
UNREACHED(vmalloc_huge_noprof)

/* the rest of the device tree's users: consoles, CPUs, device links, sysfs */
UNREACHED(_dev_info)
UNREACHED(add_preferred_console)
UNREACHED(console_set_on_cmdline)
UNREACHED(fw_devlink_is_strict)
UNREACHED(fwnode_link_add)
UNREACHED(get_cpu_device)
UNREACHED(kset_create_and_add)
UNREACHED(of_cpu_device_node_get)
UNREACHED(of_device_get_match_data)
UNREACHED(proc_symlink)

/* files that are opened, written or named: shims/proc.c reads without */
UNREACHED(__d_path)
UNREACHED(__kmem_cache_create_args)
UNREACHED(__mutex_init)
UNREACHED(_copy_to_iter)
UNREACHED(d_path)
UNREACHED(debugfs_attr_read)
UNREACHED(debugfs_attr_write)
UNREACHED(dentry_path)
UNREACHED(file_path)
UNREACHED(iov_iter_init)
UNREACHED(kmem_cache_alloc)
UNREACHED(kmem_cache_alloc_noprof)
UNREACHED(kmem_cache_create)
UNREACHED(kmem_cache_free)
UNREACHED(simple_attr_release)

/* threads: none runs */
UNREACHED(disable_delayed_work_sync)
UNREACHED(enable_delayed_work)
UNREACHED(finish_wait)
UNREACHED(init_wait_entry)
UNREACHED(kthread_should_stop)
UNREACHED(kthread_stop)
UNREACHED(prepare_to_wait_event)

/* Set at boot.  Here, as kernels that keep the zero page's frame elsewhere have an inline function of this name. */
unsigned long sim_zero_pfn;
extern unsigned long zero_pfn __attribute__((alias("sim_zero_pfn")));

/* Data that is read and stays as it is. */
void *huge_zero_folio, *huge_zero_page;
int percpu_counter_batch;
_Bool swap_migration_ad_supported;
void *swap_info[1];
void *firmware_kobj;
char iomem_resource[256];
/* A tree for machines that come without one; those do not unflatten any. */
unsigned char __dtb_empty_root_begin[1], __dtb_empty_root_end[1];

/* Bounds of the kernel's own image, which is not in RAM here: all empty, for the line about memory at boot. */
char _stext[1], _etext[1], _sdata[1], _edata[1], _sinittext[1], _einittext[1], __init_begin[1], __init_end[1];
char _end[1], __bss_start[1], __bss_stop[1], __start_rodata[1], __end_rodata[1], __lock_text_start[1],
	__lock_text_end[1];

/* No page is a huge page, and no random number hashes a pointer: %p prints the same text in every run. */
int PageHuge(void *page);
int PageHuge(void *page)
{
	return 0;
}

int isolate_or_dissolve_huge_folio(void *folio, void *list);
int isolate_or_dissolve_huge_folio(void *folio, void *list)
{
	return -16; /* -EBUSY */
}

int replace_free_hugepage_folios(unsigned long start, unsigned long end);
int replace_free_hugepage_folios(unsigned long start, unsigned long end)
{
	return 0;
}

int PageHeadHuge(void *page);
int PageHeadHuge(void *page)
{
	return 0;
}

/* A device tree's random seed must not change a run. */
void add_bootloader_randomness(const void *buf, unsigned long len);
void add_bootloader_randomness(const void *buf, unsigned long len)
{
}

/* The tree's checksum is compared by sysfs alone. */
unsigned int crc32_be(unsigned int crc, const void *p, unsigned long len);
unsigned int crc32_be(unsigned int crc, const void *p, unsigned long len)
{
	return 0;
}

_Bool rng_is_initialized(void);
_Bool rng_is_initialized(void)
{
	return 0;
}

/* Nothing to do here: printk has one context, no page is mlocked, no huge page is set up at boot, and no mapping is
 * described in a page's dump. */
void __printk_safe_enter(void);
void __printk_safe_enter(void)
{
}

void __printk_safe_exit(void);
void __printk_safe_exit(void)
{
}

void mlock_page_drain_local(void);
void mlock_page_drain_local(void)
{
}

void mlock_page_drain_remote(int cpu);
void mlock_page_drain_remote(int cpu)
{
}

_Bool need_mlock_page_drain(int cpu);
_Bool need_mlock_page_drain(int cpu)
{
	return 0;
}

void hugetlb_bootmem_struct_page_init(void);
void hugetlb_bootmem_struct_page_init(void)
{
}

void *folio_mapping(void *folio);
void *folio_mapping(void *folio)
{
	return 0;
}

void hugetlb_bootmem_alloc(void);
void hugetlb_bootmem_alloc(void)
{
}

void hugetlb_cma_reserve(void);
void hugetlb_cma_reserve(void)
{
}

void mem_dump_obj(void *object);
void mem_dump_obj(void *object)
{
}

/* There is no reclaim that could be hopeless. */
_Bool kswapd_test_hopeless(void *pgdat);
_Bool kswapd_test_hopeless(void *pgdat)
{
	return 0;
}

void dump_mapping(void);
void dump_mapping(void)
{
}
