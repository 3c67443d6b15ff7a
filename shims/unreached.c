// SPDX-License-Identifier: GPL-2.0
/*
 * unreached.c - functions that the compiled files name and that no operation reaches: files, address spaces, huge
 * pages, devices, /proc.  Each is one word here.  Reaching one is a report (CORE_REPORT_SHIM), never silence.
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

/* chance, by which the kernel's own should_fail_alloc_page() lets allocations fail: shims/inject.c has another */
UNREACHED(should_fail_ex)

#ifdef CONFIG_NUMA
/* moving pages of processes between nodes */
UNREACHED(__mpol_put)
UNREACHED(mpol_misplaced)
UNREACHED(node_get_allowed_targets)
UNREACHED(node_is_toptier)
UNREACHED(proc_dostring)
UNREACHED(ptrace_may_access)
UNREACHED(sched_numa_find_nth_cpu)
UNREACHED(vma_migratable)
#endif

#ifdef CONFIG_HIGHMEM
/* mappings of HIGHMEM that the linear map does not have: all is in it here */
UNREACHED(___migrate_enable)
UNREACHED(migrate_disable)
UNREACHED(migrate_enable)
/* what migrate_disable() counts in, where it is inlined */
char runqueues[64];
#endif

/* files: their inodes, readahead, iterators, fs/ */
UNREACHED(blkdev_get_by_dev)
UNREACHED(blkdev_put)
UNREACHED(copy_folio_from_iter_atomic)
UNREACHED(copy_page_from_iter_atomic)
UNREACHED(copy_page_to_iter)
UNREACHED(direct_write_fallback)
UNREACHED(fault_in_iov_iter_readable)
UNREACHED(file_remove_privs)
UNREACHED(file_update_time)
UNREACHED(filemap_dontcache_kick_writeback)
UNREACHED(fput)
UNREACHED(generic_write_checks)
UNREACHED(getname_kernel)
UNREACHED(import_iovec)
UNREACHED(inode_owner_or_capable)
UNREACHED(inode_permission)
UNREACHED(iov_iter_advance)
UNREACHED(iov_iter_extract_pages)
UNREACHED(iov_iter_revert)
UNREACHED(page_cache_async_ra)
UNREACHED(page_cache_ra_order)
UNREACHED(page_cache_sync_ra)
UNREACHED(set_blocksize)
UNREACHED(shmem_allowable_huge_orders)
UNREACHED(shmem_is_huge)
UNREACHED(shmem_uncharge)
UNREACHED(shmem_writeout)
UNREACHED(touch_atime)
UNREACHED(vfs_fadvise)
UNREACHED(vfs_fallocate)
UNREACHED(vfs_fsync_range)

/* address spaces: their VMAs, and the users' limits */
UNREACHED(arch_get_unmapped_area)
UNREACHED(dec_rlimit_ucounts)
UNREACHED(do_mmap)
UNREACHED(do_munmap)
UNREACHED(expand_stack)
UNREACHED(get_task_mm)
UNREACHED(get_ucounts)
UNREACHED(inc_rlimit_ucounts)
UNREACHED(mas_prev)
UNREACHED(mas_walk)
UNREACHED(mm_get_unmapped_area_vmflags)
UNREACHED(put_ucounts)
UNREACHED(__split_vma)
UNREACHED(mm_access)
UNREACHED(pidfd_get_task)
UNREACHED(split_vma)
UNREACHED(strnlen_user)
UNREACHED(unlink_file_vma)
UNREACHED(unlink_file_vma_batch_add)
UNREACHED(unlink_file_vma_batch_final)
UNREACHED(unlink_file_vma_batch_init)
UNREACHED(vma_modify_flags_name)
UNREACHED(vma_modify_name)
UNREACHED(vma_needs_dirty_tracking)
UNREACHED(vma_wants_writenotify)

/* swap: devices and files that are written by other ways than a request, and what discards */
UNREACHED(I_BDEV)
UNREACHED(bio_init)
UNREACHED(blk_io_schedule)
UNREACHED(blkdev_issue_discard)
UNREACHED(iov_iter_bvec)
UNREACHED(mempool_alloc)
UNREACHED(mempool_alloc_noprof)
UNREACHED(mempool_create)
UNREACHED(mempool_create_node_noprof)
UNREACHED(mempool_destroy)
UNREACHED(mempool_free)
UNREACHED(mempool_kfree)
UNREACHED(mempool_kmalloc)
UNREACHED(submit_bio_wait)

/* who is told that a page failed, and killed; pages that fail without notice */
UNREACHED(do_send_sig_info)
UNREACHED(force_sig_mceerr)
UNREACHED(send_sig_mceerr)

/* tasks that sleep, and who wakes them, beyond those of threads.c */
UNREACHED(__mmdrop)
UNREACHED(__percpu_down_read)
UNREACHED(__percpu_up_read)
UNREACHED(__put_task_struct)
UNREACHED(__put_task_struct_rcu_cb)
UNREACHED(find_get_task_by_vpid)
UNREACHED(find_task_by_vpid)
UNREACHED(kthread_should_stop_or_park)
UNREACHED(mutex_lock_interruptible)
UNREACHED(mutex_lock_interruptible_nested)
UNREACHED(rcuref_get_slowpath)
UNREACHED(rcuwait_wake_up)
UNREACHED(refcount_warn_saturate)
UNREACHED(schedule_preempt_disabled)
UNREACHED(timer_delete)
UNREACHED(wake_q_add)
UNREACHED(wake_q_add_safe)
UNREACHED(wake_up_q)

/* slab's and vmalloc's rarer services */
UNREACHED(kmem_dump_obj)
UNREACHED(krealloc_noprof)
UNREACHED(is_vmalloc_or_module_addr)
UNREACHED(ksize)
UNREACHED(vmalloc_dump_obj)
UNREACHED(vmalloc_to_page)
UNREACHED(vrealloc_noprof)

/* khugepaged, by advice */
UNREACHED(hugepage_madvise)
UNREACHED(madvise_collapse)

/* huge pages: their order is a setting, none is ever allocated */
UNREACHED(__hugetlb_zap_begin)
UNREACHED(__hugetlb_zap_end)
UNREACHED(__unmap_hugepage_range)
UNREACHED(__unmap_hugepage_range_final)
UNREACHED(adjust_range_if_pmd_sharing_possible)
UNREACHED(alloc_huge_page_nodemask)
UNREACHED(alloc_hugetlb_folio_nodemask)
UNREACHED(copy_hugetlb_page_range)
UNREACHED(folio_isolate_hugetlb)
UNREACHED(folio_putback_active_hugetlb)
UNREACHED(folio_putback_hugetlb)
UNREACHED(follow_huge_pmd_pte)
UNREACHED(follow_huge_pud)
UNREACHED(follow_hugetlb_page)
UNREACHED(free_huge_folio)
UNREACHED(free_huge_page)
UNREACHED(huge_pmd_unshare)
UNREACHED(huge_pmd_unshare_flush)
UNREACHED(huge_pte_offset)
UNREACHED(hugetlb_basepage_index)
UNREACHED(hugetlb_folio_mapping_lock_write)
UNREACHED(hugetlb_page_mapping_lock_write)
UNREACHED(hugetlb_fault)
UNREACHED(hugetlb_vma_assert_locked)
UNREACHED(hugetlb_vma_lock_read)
UNREACHED(hugetlb_vma_trylock_write)
UNREACHED(hugetlbfs_pagecache_present)
UNREACHED(hugetlb_vma_unlock_read)
UNREACHED(hugetlb_vma_unlock_write)
UNREACHED(is_hugetlb_entry_migration)
UNREACHED(isolate_hugetlb)
UNREACHED(linear_hugepage_index)
UNREACHED(size_to_hstate)

/* devices, /proc, strings for people */
UNREACHED(__devm_add_action)
UNREACHED(__devres_alloc_node)
UNREACHED(__msecs_to_jiffies) /* newer kernels */
UNREACHED(__of_add_property_sysfs)
UNREACHED(__of_attach_node_sysfs)
UNREACHED(__of_remove_property_sysfs)
UNREACHED(__of_update_property_sysfs)
UNREACHED(__release_region)
UNREACHED(__request_region)
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
UNREACHED(jiffies_to_msecs)
UNREACHED(kasprintf)
UNREACHED(match_int)
UNREACHED(match_token)
UNREACHED(memory_read_from_buffer)
UNREACHED(proc_dointvec)
UNREACHED(proc_dointvec_minmax)
UNREACHED(proc_doulongvec_minmax)
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
UNREACHED(_copy_to_iter)
UNREACHED(d_path)
UNREACHED(debugfs_attr_read)
UNREACHED(debugfs_attr_write)
UNREACHED(debugfs_get_aux)
UNREACHED(debugfs_real_fops)
UNREACHED(dentry_path)
UNREACHED(file_path)
UNREACHED(iov_iter_init)
UNREACHED(simple_attr_release)

/* threads: none runs */
UNREACHED(disable_delayed_work_sync)
UNREACHED(enable_delayed_work)
UNREACHED(kthread_stop)

/* Data that is read and stays as it is. */
char hugetlb_lock[64], init_task[64], tasklist_lock[64];
char page_cache_pipe_buf_ops[64], bdi_lock[64], shmem_aops[64];
void *bdi_list[2] = {bdi_list, bdi_list}, *bdi_wq;
unsigned int khugepaged_max_ptes_none;
_Bool numa_demotion_enabled;
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

/* So none is free, and none has failed: nothing to do before a page is taken out of the free lists. */
int dissolve_free_hugetlb_folio(void *folio);
int dissolve_free_hugetlb_folio(void *folio)
{
	return 0;
}

int dissolve_free_huge_page(void *page);
int dissolve_free_huge_page(void *page)
{
	return 0;
}

int get_hwpoison_hugetlb_folio(void *folio, _Bool *hugetlb, _Bool unpoison);
int get_hwpoison_hugetlb_folio(void *folio, _Bool *hugetlb, _Bool unpoison)
{
	return 0;
}

int get_hwpoison_huge_page(void *page, _Bool *hugetlb, _Bool unpoison);
int get_hwpoison_huge_page(void *page, _Bool *hugetlb, _Bool unpoison)
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

/* Nothing to do here: printk has one context, no huge page is set up at boot, and no mapping is described in a page's
 * dump. */
void __printk_safe_enter(void);
void __printk_safe_enter(void)
{
}

void __printk_safe_exit(void);
void __printk_safe_exit(void)
{
}

void hugetlb_bootmem_struct_page_init(void);
void hugetlb_bootmem_struct_page_init(void)
{
}

void hugetlb_bootmem_alloc(void);
void hugetlb_bootmem_alloc(void)
{
}

void hugetlb_cma_reserve(void);
void hugetlb_cma_reserve(void)
{
}

void dump_mapping(void);
void dump_mapping(void)
{
}

/* No mapping is sealed (newer kernels); one that is changed is changed whole, and has no neighbour to merge with;
 * nobody steps aside. */
_Bool can_modify_vma_madv(void);
_Bool can_modify_vma_madv(void)
{
	return 1;
}

void *vma_modify_flags(void *iterator, void *before, void *vma);
void *vma_modify_flags(void *iterator, void *before, void *vma)
{
	return vma;
}

void *vma_merge(void);
void *vma_merge(void)
{
	return 0;
}

void mas_pause(void);
void mas_pause(void)
{
}
