// SPDX-License-Identifier: GPL-2.0
/* texts.c - the table of texts.h. */
#include "export/texts.h"

static const char movable[] = "the simulated movable driver is no kernel's";
static const char nothing[] = "it makes no call";
static const char pools[] = "a DMA pool is of a device tree";
static const char files[] = "the simulated file is no kernel's";
static const char processes[] = "the simulated process is no kernel's";
static const char by_page[] = "its pages have no names";
static const char internal[] = "mm/internal.h is not for modules";

/* A row of a repeated operation is that of the operation. */
#define ALLOC                                                               \
	RESULT_PFN, EFFECT_OWN, NULL, "core_alloc({c.gfp}, {order})", NULL, \
		"{k.new} = alloc_pages({k.gfp}, {order});", NULL
#define FREE \
	RESULT_NONE, EFFECT_DISOWN, NULL, "core_free({c.pfn}, {order})", NULL, "__free_pages({k.page}, {order});", NULL
#define MOVABLE                                                                                                        \
	RESULT_PFN, EFFECT_OWN, NULL, "core_alloc({c.gfp}, 0)", "if (pfn != CORE_NO_PFN)\n\t\tcore_movable_get(pfn);", \
		"{k.new} = alloc_pages({k.gfp}, 0);", NULL
#define FREE_MOVABLE                                                                             \
	RESULT_NONE, EFFECT_DISOWN, "core_movable_put({c.pfn});", "core_free({c.pfn}, 0)", NULL, \
		"__free_pages({k.page}, 0);", NULL
#define CMA_ALLOC                                                                             \
	RESULT_PFN, EFFECT_OWN, NULL, "core_cma_alloc({c.area}, {c.count}, {c.align})", NULL, \
		"{k.new} = cma_alloc(area({c.area}), {c.count}, {c.align}, false);", NULL
#define DMA_ALLOC(quiet)                                                                               \
	RESULT_PFN, EFFECT_OWN, NULL, "core_dma_alloc({c.device}, {bytes}, " #quiet ", &align)", NULL, \
		"{k.new} = dma_alloc_contiguous(&device, {bytes}, GFP_KERNEL);", NULL
#define CONTIG_ALLOC                                                                           \
	RESULT_ERROR, EFFECT_OWN, NULL, "core_contig_alloc({c.pfn}, {c.end}, {c.type})", NULL, \
		"error = alloc_contig_range({k.start}, {k.end}, {k.type}, GFP_KERNEL);", NULL
#define CONTIG_FREE NULL, "core_contig_free({c.pfn}, {c.count})", NULL, "free_contig_range({k.start}, {c.count});", NULL

#define CACHE_READ \
	RESULT_ERROR, EFFECT_OWN_FOLIO, NULL, "core_cache_read({file}, {index}, {order}, &pfn)", NULL, NULL, files
static const char host[] = "the host is simulated";
static const char threads[] = "a kernel's threads run by themselves";

#define SOFT_OFFLINE RESULT_ERROR, EFFECT_OWN, NULL, "core_soft_offline({c.pfn})", NULL, NULL, host
#define ADVISE(how)                                                                                                  \
	RESULT_ERROR, EFFECT_NONE, NULL, "core_process_advise({file}, {index}, {value}, CORE_ADVICE_" how ")", NULL, \
		NULL, processes

#define PROCESS_FAULT                                                                                               \
	RESULT_ERROR, EFFECT_OWN_FOLIO, NULL, "core_process_fault({file}, {index}, {value}, &first, &count)", NULL, \
		NULL, processes
#define MAPPED_ACCESS \
	RESULT_ERROR, EFFECT_MAPPED, NULL, "core_process_file_fault({file}, {index}, {value})", NULL, NULL, processes
#define CACHE_DO(what) NULL, "core_cache_do({c.pfn}, CORE_CACHE_" what ")", NULL, NULL, files

#define ALONE RESULT_NONE, EFFECT_NONE, NULL, NULL, NULL, NULL, "it is nothing without operations that run at once"

const struct call_text call_texts[OP_COUNT] = {
	[OP_ALLOC] = {ALLOC},
	[OP_FREE] = {FREE},
	[OP_FREE_MOVABLE] = {FREE_MOVABLE},
	[OP_SPLIT] = {RESULT_NONE, EFFECT_SPLIT, NULL, "core_split({c.pfn}, {order})", NULL,
		      "split_page({k.page}, {order});", NULL},
	[OP_WRITE] = {RESULT_NONE, EFFECT_WRITE, NULL, NULL, NULL, NULL, nothing},
	[OP_MOVABLE] = {MOVABLE},
	[OP_ALLOC_MANY] = {ALLOC},
	[OP_FREE_MANY] = {FREE},
	[OP_MOVABLE_MANY] = {MOVABLE},
	[OP_CMA_ALLOC] = {CMA_ALLOC},
	[OP_CMA_RELEASE] = {RESULT_DONE, EFFECT_DISOWN, NULL, "{c.cma_release}", NULL, "done = {k.cma_release};", NULL},
	[OP_CMA_RELEASE_PART] = {RESULT_DONE, EFFECT_CUT, NULL, "core_cma_release({c.area}, {c.pfn}, {c.count})", NULL,
				 "done = cma_release(area({c.area}), {k.page}, {c.count});", NULL},
	[OP_CMA_RELEASE_WRONG] = {RESULT_DONE, EFFECT_NONE, NULL, "core_cma_release({c.area}, {c.pfn}, {c.count})",
				  NULL, NULL, "its pages are not the test's own"},
	[OP_CONTIG_ALLOC] = {CONTIG_ALLOC},
	[OP_CONTIG_FREE] = {RESULT_NONE, EFFECT_CUT, CONTIG_FREE},
	[OP_CONTIG_FREE_PART] = {RESULT_NONE, EFFECT_CUT, CONTIG_FREE},
	[OP_ISOLATE] = {RESULT_ERROR, EFFECT_OWN, "{c.pcp_disable}", "core_isolate({c.pfn}, {c.end})", "{c.pcp_failed}",
			"error = isolate({k.start}, {k.end});", NULL},
	[OP_UNISOLATE] = {RESULT_NONE, EFFECT_DISOWN, NULL, "core_unisolate({c.pfn}, {c.end})", "{c.pcp_enable}",
			  "unisolate({k.start}, {k.end});", NULL},
	[OP_DRAIN] = {RESULT_NONE, EFFECT_NONE, NULL, "core_drain({c.value})", NULL, "{k.drain};", NULL},
	[OP_CPU] = {RESULT_NONE, EFFECT_NONE, NULL, "core_set_cpu({value})", NULL, NULL, "the test stays on its CPU"},
	[OP_MIN_FREE] = {RESULT_NONE, EFFECT_NONE, NULL, "core_min_free_kb({value})", NULL, NULL,
			 "write vm.min_free_kbytes from user space"},
	[OP_COMPACT] = {RESULT_DONE, EFFECT_NONE, NULL, "core_compact({c.gfp}, {order})", NULL, NULL, internal},
	[OP_TICK] = {RESULT_NONE, EFFECT_NONE, NULL, "core_tick({value})", NULL,
		     "schedule_timeout_uninterruptible({value});", NULL},
	[OP_DMA_ALLOC] = {DMA_ALLOC(0)},
	[OP_DMA_FREE] = {RESULT_NONE, EFFECT_DISOWN, NULL, "core_dma_free({c.device}, {c.pfn}, {bytes})", NULL,
			 "dma_free_contiguous(&device, {k.page}, {bytes});", NULL},
	[OP_DMA_ALLOC_BLOCKS] = {DMA_ALLOC(0)},
	[OP_DMA_ALLOC_FROM] = {RESULT_PFN, EFFECT_OWN, "align = {c.align};",
			       "core_dma_alloc_from({c.device}, {c.count}, &align)", NULL,
			       "{k.new} = dma_alloc_from_contiguous(&device, {c.count}, {c.align}, false);", NULL},
	[OP_DMA_RELEASE_FROM] = {RESULT_DONE, EFFECT_DISOWN, NULL,
				 "core_dma_release_from({c.device}, {c.pfn}, {c.count})", NULL,
				 "done = dma_release_from_contiguous(&device, {k.page}, {c.count});", NULL},
	[OP_CMA_ALLOC_BLOCKS] = {CMA_ALLOC},
	[OP_CONTIG_ALLOC_BLOCKS] = {CONTIG_ALLOC},
	[OP_PIN] = {RESULT_NONE, EFFECT_PIN, NULL, "core_movable_refuse({c.pfn}, 1)", NULL, NULL, movable},
	[OP_UNPIN] = {RESULT_NONE, EFFECT_UNPIN, NULL, "core_movable_refuse({c.pfn}, -1)", NULL, NULL, movable},
	[OP_CMA_ALLOC_FOLIO] = {RESULT_PFN, EFFECT_OWN, NULL, "core_cma_alloc_folio({c.area}, {order})", NULL,
				"{k.new} = cma_folio(area({c.area}), {order});", NULL},
	[OP_DMA_ALLOC_QUIET] = {DMA_ALLOC(1)},
	[OP_DMA_RELEASE_WRONG] = {RESULT_DONE, EFFECT_NONE, NULL,
				  "core_dma_release_from({c.device}, {c.pfn}, {c.count})", NULL, NULL,
				  "a module has no device of another area"},
	[OP_CONTIG_ALLOC_ISOLATED] = {CONTIG_ALLOC},
	[OP_MOVABLE_FILL] = {MOVABLE},
	[OP_FREE_OUTSIDE] = {FREE_MOVABLE},
	[OP_PIN_AT] = {RESULT_NONE, EFFECT_PIN, NULL, "core_movable_refuse({c.pfn}, 1)", NULL, NULL, movable},
	[OP_CMA_REQUEST] = {CMA_ALLOC},
	[OP_DMA_REQUEST] = {DMA_ALLOC(0)},
	[OP_POOL_ALLOC] = {RESULT_NONE, EFFECT_NONE, NULL, NULL, NULL, NULL, pools},
	[OP_POOL_FREE] = {RESULT_NONE, EFFECT_NONE, NULL, NULL, NULL, NULL, pools},
	[OP_UNMOVABLE_FILL] = {ALLOC},
	[OP_ALLOC_REQUEST] = {RESULT_PFN, EFFECT_OWN, NULL, "core_alloc_loud({c.gfp}, {order})", NULL,
			      "{k.new} = alloc_pages({k.gfp}, {order});", NULL},
	[OP_CACHE_READ] = {CACHE_READ},
	[OP_CACHE_READ_MANY] = {CACHE_READ},
	[OP_CACHE_DIRTY] = {RESULT_ERROR, EFFECT_DIRTY, CACHE_DO("DIRTY")},
	[OP_CACHE_WRITE] = {RESULT_ERROR, EFFECT_CLEAN, CACHE_DO("WRITE")},
	[OP_CACHE_WRITTEN] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_cache_end(CORE_CACHE_WRITE)", NULL, NULL, files},
	[OP_CACHE_LOCK] = {RESULT_ERROR, EFFECT_NONE, CACHE_DO("LOCK")},
	[OP_CACHE_UNLOCK] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_cache_end(CORE_CACHE_LOCK)", NULL, NULL, files},
	[OP_CACHE_PRIVATE] = {RESULT_ERROR, EFFECT_NONE, CACHE_DO("PRIVATE{c.kept}")},
	[OP_CACHE_TOUCH] = {RESULT_ERROR, EFFECT_NONE, CACHE_DO("TOUCH")},
	[OP_CACHE_HOLD] = {RESULT_NONE, EFFECT_PIN, NULL, "core_folio_hold({c.pfn}, 1)", NULL, NULL, files},
	[OP_CACHE_LET_GO] = {RESULT_NONE, EFFECT_UNPIN, NULL, "core_folio_hold({c.pfn}, -1)", NULL, NULL, files},
	[OP_CACHE_DROP] = {RESULT_ERROR, EFFECT_NONE, CACHE_DO("DROP")},
	[OP_CACHE_TRUNCATE] = {RESULT_NONE, EFFECT_TRUNCATED, NULL, "core_cache_truncate({file}, {index})", NULL, NULL,
			       files},
	[OP_CACHE_INVALIDATE] = {RESULT_NONE, EFFECT_NONE, NULL, "core_cache_invalidate({file})", NULL, NULL, files},
	[OP_LRU_DRAIN] = {RESULT_NONE, EFFECT_NONE, NULL, "core_lru_drain({c.value})", NULL, NULL, internal},
	[OP_RECLAIM] = {RESULT_NONE, EFFECT_NONE, NULL, "core_reclaim({c.gfp}, {order})", NULL, NULL, internal},
	[OP_INJECT] = {RESULT_NONE, EFFECT_NONE, NULL, "core_inject(&(const struct core_injection){c.inject})", NULL,
		       NULL, "what goes wrong is simulated"},
	[OP_PROCESS_FAULT] = {PROCESS_FAULT},
	[OP_PROCESS_WRITE_MANY] = {PROCESS_FAULT},
	[OP_MAPPED_ACCESS] = {MAPPED_ACCESS},
	[OP_MAPPED_WRITE_MANY] = {MAPPED_ACCESS},
	[OP_MAPPED_UNMAP] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_process_file_unmap({file}, {index}, {value})", NULL,
			     NULL, processes},
	[OP_PREEMPT] = {ALONE},
	[OP_INTERRUPT] = {ALONE},
	[OP_PREEMPT_ACCESS] = {ALONE},
	[OP_PROCESS_FORK] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_process_fork({file}, {value})", NULL, NULL,
			     processes},
	[OP_PROCESS_UNMAP] = {ADVISE("DONTNEED")},
	[OP_PROCESS_LAZY_FREE] = {ADVISE("FREE")},
	[OP_PROCESS_COLD] = {ADVISE("COLD")},
	[OP_PROCESS_NEED] = {ADVISE("WILLNEED")},
	[OP_PROCESS_LOCK] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_process_lock({file}, 1)", NULL, NULL, processes},
	[OP_PROCESS_UNLOCK] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_process_lock({file}, 0)", NULL, NULL, processes},
	[OP_KSWAPD] = {RESULT_NONE, EFFECT_NONE, NULL, "core_kthread(CORE_KTHREAD_KSWAPD)", NULL, NULL, threads},
	[OP_KCOMPACTD] = {RESULT_NONE, EFFECT_NONE, NULL, "core_kthread(CORE_KTHREAD_KCOMPACTD)", NULL, NULL, threads},
	[OP_PROCESS_EXIT] = {RESULT_NONE, EFFECT_NONE, NULL, "core_process_exit({file})", NULL, NULL, processes},
	[OP_PROCESS_HOLD] = {RESULT_NONE, EFFECT_PIN, NULL, "core_folio_hold({c.pfn}, 1)", NULL, NULL, processes},
	[OP_PROCESS_LET_GO] = {RESULT_NONE, EFFECT_UNPIN, NULL, "{c.drop}", NULL, NULL, processes},
	[OP_PROCESS_PIN] = {RESULT_ERROR, EFFECT_PIN, NULL, "core_process_pin({file}, {index})", NULL, NULL, processes},
	[OP_ALLOC_BULK] = {RESULT_PFN, EFFECT_OWN_BULK, NULL, "calls_bulk({c.gfp}, {c.count})", NULL, NULL, by_page},
	[OP_ALLOC_EXACT] = {RESULT_PFN, EFFECT_OWN_FOLIO, NULL, "core_alloc_exact({c.gfp}, {c.count})", NULL, NULL,
			    by_page},
	[OP_FREE_HELD] = {RESULT_NONE, EFFECT_DISOWN, NULL, "core_free_held({c.pfn}, {order})", NULL,
			  "get_page({k.page});\n\t__free_pages({k.page}, {order});\n\tput_page({k.page});", NULL},
	[OP_CONTIG_PAGES] = {RESULT_PFN, EFFECT_OWN, NULL, "core_contig_pages({c.count})", NULL,
			     "{k.new} = alloc_contig_pages({c.count}, GFP_KERNEL, numa_node_id(), NULL);", NULL},
	[OP_SWAP_ON] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_swap_on({value})", NULL, NULL, processes},
	[OP_SWAP_OFF] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_swap_off()", NULL, NULL, processes},
	[OP_SWAP_WRITTEN] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_swap_written()", NULL, NULL, processes},
	[OP_SOFT_OFFLINE] = {SOFT_OFFLINE},
	[OP_SOFT_OFFLINE_OWNED] = {SOFT_OFFLINE},
	[OP_UNPOISON] = {RESULT_ERROR, EFFECT_DISOWN, NULL, "core_unpoison({c.pfn})", NULL, NULL, host},
	[OP_REPORT_ON] = {RESULT_ERROR, EFFECT_NONE, NULL, "core_report_on({order})", NULL, NULL, host},
	[OP_REPORT_OFF] = {RESULT_NONE, EFFECT_NONE, NULL, "core_report_off()", NULL, NULL, host},
	[OP_PROCESS_PAGEOUT] = {ADVISE("PAGEOUT")},
	[OP_EXPECT] = {RESULT_NONE, EFFECT_NONE, NULL, "calls_expect({c.text})", NULL, NULL,
		       "it is about the simulated machine, or the result above"},
};

/* ---------------------------------------------------------------- places */

static void put_injection(FILE *f, const struct run *r)
{
	const struct core_injection *inject = &r->call.inject;

	fprintf(f, "{%d, %u, %u, %lu}", inject->what, inject->nth, inject->file, inject->index);
}

static void put_dropped(FILE *f, const struct run *r)
{
	const struct object *object = &r->model->object[r->call.slot];

	fprintf(f, object->longterm ? "core_process_unpin(0x%lx)" : "core_folio_hold(0x%lx, -1)", r->call.pfn);
}

static void put_kept(FILE *f, const struct run *r)
{
	fprintf(f, "%s", r->call.value ? "_KEPT" : "");
}

void export_string(FILE *f, const char *text)
{
	fputc('"', f);
	for (; *text; text++)
		fprintf(f, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
	fputc('"', f);
}

static void put_pfn(FILE *f, const struct run *r)
{
	fprintf(f, "0x%lx", r->call.pfn);
}

static void put_end(FILE *f, const struct run *r)
{
	fprintf(f, "0x%lx", r->call.pfn + r->call.count);
}

static void put_count(FILE *f, const struct run *r)
{
	fprintf(f, "%lu", r->call.count);
}

static void put_area(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->call.area);
}

static void put_device(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->call.device);
}

static void put_align(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->call.align);
}

static void put_gfp(FILE *f, const struct run *r)
{
	fprintf(f, "%u /* %s */", r->call.gfp, core_gfp(r->call.gfp)->name);
}

static void put_type(FILE *f, const struct run *r)
{
	fprintf(f, "%s", r->call.type == CORE_CMA ? "CORE_CMA" : "CORE_MOVABLE");
}

static void put_value(FILE *f, const struct run *r)
{
	if (r->call.value == CORE_MAX_CPUS)
		fprintf(f, "CORE_MAX_CPUS");
	else
		fprintf(f, "%lu", r->call.value);
}

static void put_cma_release(FILE *f, const struct run *r)
{
	if (r->call.folio)
		fprintf(f, "core_cma_free_folio(%u, 0x%lx)", r->call.area, r->call.pfn);
	else
		fprintf(f, "core_cma_release(%u, 0x%lx, %lu)", r->call.area, r->call.pfn, r->call.count);
}

static void put_pcp_disable(FILE *f, const struct run *r)
{
	if (r->call.pcp_off)
		fprintf(f, "core_pcp_disable(0x%lx);", r->call.pfn);
}

static void put_pcp_enable(FILE *f, const struct run *r)
{
	if (r->call.pcp_off)
		fprintf(f, "core_pcp_enable(0x%lx);", r->call.pfn);
}

static void put_pcp_failed(FILE *f, const struct run *r)
{
	if (r->call.pcp_off)
		fprintf(f, "if (error)\n\t\tcore_pcp_enable(0x%lx);", r->call.pfn);
}

static void put_text(FILE *f, const struct run *r)
{
	export_string(f, program_text(r->program, r->op));
}

static void put_kernel_gfp(FILE *f, const struct run *r)
{
	fprintf(f, "%s", core_gfp(r->call.gfp)->flags);
}

static void put_kernel_type(FILE *f, const struct run *r)
{
	fprintf(f, "%s", r->call.type == CORE_CMA ? "RANGE_CMA" : "RANGE_MOVABLE");
}

static void put_drain(FILE *f, const struct run *r)
{
	fprintf(f, r->call.value == CORE_MAX_CPUS ? "drain_all_pages(NULL)" : "drain_local_pages(NULL)");
}

const struct place call_places[] = {
	{"c.pfn", put_pfn},
	{"c.text", put_text},
	{"c.end", put_end},
	{"c.count", put_count},
	{"c.area", put_area},
	{"c.device", put_device},
	{"c.align", put_align},
	{"c.gfp", put_gfp},
	{"c.type", put_type},
	{"c.value", put_value},
	{"c.kept", put_kept},
	{"c.drop", put_dropped},
	{"c.inject", put_injection},
	{"c.cma_release", put_cma_release},
	{"c.pcp_disable", put_pcp_disable},
	{"c.pcp_enable", put_pcp_enable},
	{"c.pcp_failed", put_pcp_failed},
	{"k.gfp", put_kernel_gfp},
	{"k.type", put_kernel_type},
	{"k.drain", put_drain},
	{"k.new", record_put_new},
	{"k.page", record_put_page},
	{"k.start", record_put_start},
	{"k.end", record_put_end},
	{"k.cma_release", record_put_cma_release},
	{NULL, NULL},
};
