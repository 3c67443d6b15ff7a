/* SPDX-License-Identifier: GPL-2.0 */
/*
 * core.h - the one door between the two worlds.
 *
 * The kernel side (extracted kernel files, shims/, mmcore/) implements the core_* functions; the host side
 * (fuzz/, props/) calls them and supplies struct core_host.  Nothing else crosses: the build makes every
 * other symbol of the kernel side local.  Only plain C types appear here, and no header is included.
 *
 * Units: pfn and count are pages, order is log2 of pages, KiB where a name says _kb.
 * Errors: functions returning int give 0 or a negative errno as the kernel function did.
 * Context: one thread.  A core_* operation either returns, or leaves through the host's stop() (BUG, panic), after
 * which only core_reset() may be called.
 */
#ifndef MMFUZZ_CORE_H
#define MMFUZZ_CORE_H

/* ---------------------------------------------------------------- limits, the same for every machine and kernel */

enum {
	CORE_MAX_ZONES = 6,
	CORE_MAX_ORDERS = 16, /* free-list orders of any profile */
	CORE_MAX_TYPES = 8,
	CORE_MAX_AREAS = 8,
	CORE_MAX_CPUS = 8,
	CORE_NUMA_NODES = 2, /* at most */
	CORE_MAX_BANKS = 16,
	CORE_MAX_RESERVES = 32,
	CORE_MAX_BOARD_AREAS = 4,
	CORE_MAX_POOLS = 8, /* of DMA, as many as are used */
	CORE_MAX_SETTINGS = 8,
	CORE_FILES = 4, /* of the page cache */
	CORE_FILE_PAGES = 256, /* of one */
	CORE_PROCESSES = 4,
	CORE_PROCESS_PAGES = 64, /* of one's memory */
	CORE_SWAP_PAGES = 256, /* most that there can be */
	CORE_LRUS = 5, /* lists of the LRU, as the kernel numbers them; the last is of pages that cannot be evicted */
	CORE_PENDING = 64, /* folios under writeback, or locked by another task */
	CORE_MAX_REGIONS = 512, /* of memblock, as many as are shown */
	CORE_DESCRIBED = 255, /* index of the described machine, see core_boot() */
	CORE_NO_PFN = 0, /* never in use: see core_description.hold_page_0 */
};

/* Migratetypes with our own numbering, since the kernel's depends on version and configuration. */
enum core_type {
	CORE_UNMOVABLE,
	CORE_MOVABLE,
	CORE_RECLAIMABLE,
	CORE_HIGHATOMIC,
	CORE_CMA,
	CORE_ISOLATE,
	CORE_TYPES,
};

/* ---------------------------------------------------------------- services that the host gives (fuzz/host/host.c) */

enum core_report {
	CORE_REPORT_WARN, /* WARN*() of any flavour; execution goes on */
	CORE_REPORT_BUG, /* BUG(), BUG_ON(), VM_BUG_ON*(): followed by stop() */
	CORE_REPORT_PANIC, /* panic(): followed by stop() */
	CORE_REPORT_BAD_PAGE, /* bad_page(), list corruption */
	CORE_REPORT_LOCK, /* K1: lock, interrupt or preemption state wrong */
	CORE_REPORT_ATOMIC, /* K2: might_sleep() in atomic context */
	CORE_REPORT_HANG, /* step budget of one operation used up; func has the loop: followed by stop() */
	CORE_REPORT_SHIM, /* the kernel reached something that the shims do not supply */
};

/*
 * A data race (shims/race.c): a CPU was about to read a word, as plain C does, and the value changed before it did, as
 * another CPU wrote it.  As what KCSAN reports with its defaults (lib/Kconfig.kcsan).
 */
struct core_race {
	struct core_race_side {
		unsigned int cpu;
		const void *pc; /* in the function that accesses */
		unsigned int bytes;
		int marked; /* READ_ONCE(), an atomic operation, ... */
	} reads, writes;
	int asserted; /* it does not read, but says that nobody writes (ASSERT_EXCLUSIVE_*()) */
	unsigned long address, before, after; /* of the word, and its values */
	unsigned long pfn; /* of the struct page that it is part of, or CORE_NO_PFN */
	unsigned int offset; /* in that */
};

/* What the kernel side needs of the process that it runs in. */
struct core_host {
	/* Text of the kernel log, complete lines or parts of lines; not terminated by NUL. */
	void (*print)(const char *text, unsigned int len);
	/* Something went wrong in the kernel.  func is the kernel function and the stable part of a signature. */
	void (*report)(enum core_report kind, const char *func, const char *file, int line, const char *what);
	/*
	 * Another CPU writes what that one is about to read, called by the writer; and so it was a race, called where
	 * the reader stands.
	 */
	void (*race_write)(unsigned int reader);
	void (*race)(const struct core_race *race);
	/* Leaves the running operation by longjmp. */
	void (*stop)(void) __attribute__((noreturn));
	/* Maps len zeroed bytes at addr exactly, or returns 0 (the host has said why). */
	void *(*map)(unsigned long addr, unsigned long len);
	/* Nearly all of these mapped bytes will be touched at once: the host may use its large pages for them. */
	void (*dense)(void *addr, unsigned long len);
	/* Gives the memory behind mapped pages of the host back; they read as zeroes. */
	void (*drop)(void *addr, unsigned long len);
};

/* To be called before all that boots or runs; host must live as long as the process. */
void core_set_host(const struct core_host *host);

/* ---------------------------------------------------------------- what was built */

/* One file of shims/, as its header comment describes it. */
struct core_shim {
	const char *name; /* below shims/ */
	const char *kind; /* "nothing to do here", "deliberately different", ...: shims/README.md */
	const char *why; /* the header's first sentence */
	unsigned int lines; /* of code, without comments and blank lines */
};
/* The table and its length. */
unsigned int core_shims(const struct core_shim **shims);

struct core_build {
	const char *kernel; /* "6.12.117" */
	const char *tree; /* digest of what is read of the tree: mmcore/tree/digest */
	const char *profile; /* "dense" */
	int synthetic; /* a geometry that no machine ships: findings say so */
	const char *variant; /* "asan", "plain", "afl", ... */
	int accesses; /* each access of kernel code to memory is a point, and data races are found: the variant race */
	int debug_vm; /* CONFIG_DEBUG_VM */
	int lockdep; /* CONFIG_LOCKDEP: K3 and lockdep_assert_held() */
	const char *bugs; /* ids of the seeded bugs in the tree, "" for none */
	const char *files; /* kernel files compiled, separated by spaces */
	unsigned int max_order; /* inclusive, on every kernel */
	unsigned int block_order; /* of a pageblock */
	unsigned int page_shift;
	unsigned int page_bytes; /* of a page that ever hold anything: the first 4 KiB of a larger one */
	unsigned int struct_page_bytes;
	unsigned int cpus;
	unsigned int nodes;
	unsigned int migratetypes; /* free lists per order */
	int strict_types; /* M1/M2 hold for every type (6.10 on); else for CMA and ISOLATE only */
	int movable_ops; /* drivers can have movable pages (CONFIG_COMPACTION) */
	int swap; /* CONFIG_SWAP */
	int generations; /* CONFIG_LRU_GEN_ENABLED: the multi-generational LRU */
	int isolate_bit; /* isolation keeps the block's own type (6.17 on) */
	unsigned int cache_order; /* of the largest folio of the page cache */
	unsigned int cma_folio_order; /* of the largest folio that an area gives; 0: they give none */
	unsigned int cma_frozen; /* it gives them as pages without a reference */
	int dma32; /* there is a ZONE_DMA32 */
	int highmem; /* there is a ZONE_HIGHMEM */
	int deferred; /* struct pages are initialised late (CONFIG_DEFERRED_STRUCT_PAGE_INIT) */
	int flat_map; /* the memory map is one array (CONFIG_FLATMEM), else one of each section that has RAM */
	int cma_checks_count; /* cma_release() refuses a count larger than the area; its end alone is at most warned
				 about */
};

const struct core_build *core_build(void);

/*
 * Mutants of the kernel's files, in a build that has some (ci/mutants): 1 to core_mutants(), which is 0 in others.
 * Chosen before anything boots, as boot runs them, too; not saved, not reset.  hits, if not NULL, has room for one more
 * than there are, and counts how often the place of each was reached: of the chosen one, or of all with
 * CORE_MUTANT_NONE, which is the unmodified kernel, as 0 is.
 */
enum { CORE_MUTANT_NONE = 0x7fffffff };
unsigned int core_mutants(void);
void core_mutant(unsigned int n, unsigned int *hits);

/* ---------------------------------------------------------------- machines */

struct core_area {
	const char *name;
	unsigned long pfn; /* first page */
	unsigned long count; /* pages */
	unsigned int order_per_bit, declared_order; /* the kernel's figure, and what was asked for */
};

struct core_zone {
	const char *name; /* "DMA32" */
	int node;
	unsigned long start_pfn, end_pfn; /* span, end exclusive; start == end for an empty zone */
};

struct core_machine {
	const char *name;
	const char *about; /* one line for people */
	unsigned long start_pfn, end_pfn; /* RAM including holes, end exclusive; known before boot */
	/* The rest is filled in by the machine's boot. */
	unsigned int guard_order; /* split-off blocks below it become guard pages; 0: none do */
	unsigned int zones, areas, devices; /* devices of the DMA interface, below */
	struct core_zone zone[CORE_MAX_ZONES];
	struct core_area area[CORE_MAX_AREAS];
};

unsigned int core_machines(void);
/* Machine i or CORE_DESCRIBED; zones and areas are valid once it has been booted by core_reset() or core_boot(). */
const struct core_machine *core_machine(unsigned int i);

/*
 * Puts machine i into the state it had right after boot; boots it the first time.  Valid at any time, also after
 * the host's stop().  Returns 0, or -errno if boot failed (a report says why).
 */
int core_reset(unsigned int i);
/*
 * Compares the whole saved state with the snapshot, byte for byte.  Returns 0 when equal, else the number of
 * differing bytes, and the name of the region and offset of the first in text.  Only meaningful right after
 * core_reset().
 */
unsigned long core_verify_reset(char *text, unsigned int size);
/* Bytes restored by the last core_reset(), and bytes in the snapshot. */
void core_reset_cost(unsigned long *restored, unsigned long *total);

/* ---------------------------------------------------------------- described machines (mmcore/boot/memory.c) */

/* Here addresses and sizes are bytes. */
struct core_range {
	unsigned long long base, size;
	int node; /* of a bank */
};
/* How a board declares an area (mm/cma.c): */
enum core_area_how {
	CORE_AREA_ANYWHERE, /* cma_declare_contiguous_nid(), from base to limit */
	CORE_AREA_FIXED, /* the same at base and nowhere else */
	CORE_AREA_RESERVED, /* reserves it, then cma_init_reserved_mem() */
};
struct core_board_area {
	const char *name; /* NULL ends the list; "": the kernel makes one up */
	unsigned long long size;
	unsigned int order_per_bit;
	int node;
	enum core_area_how how;
	unsigned long long base, limit, alignment; /* 0: anywhere, the machine's low_end, the least there is */
	int keep; /* its pages stay reserved if it cannot be activated (cma_reserve_pages_on_error()) */
	int optional; /* boot goes on without it */
};
/* A CONFIG_ symbol that is a variable here; core_setting() knows which are. */
struct core_setting {
	const char *symbol; /* "CMA_SIZE_MBYTES" */
	int value;
};
/*
 * Whose setup_arch() boots the machine (mmcore/boot/arch.c): what it reserves, and in which order.  Each profile has
 * one that its described machines begin with.
 */
enum core_arch { CORE_ARCH_SIM, CORE_ARCH_ARM, CORE_ARCH_ARM64, CORE_ARCH_RISCV };
/* "arm64"; NULL behind the last. */
const char *core_arch_name(enum core_arch arch);
enum core_arch core_arch_of_profile(void);

/* What a machine is booted with: the tables of a profile name some, programs and people describe others. */
struct core_description {
	const char *name, *about;
	enum core_arch arch;
	unsigned int banks, reserves, settings;
	struct core_range bank[CORE_MAX_BANKS]; /* beside the device tree's memory */
	struct core_range reserve[CORE_MAX_RESERVES];
	struct core_range image; /* the kernel's, which is reserved, too; size 0: it is not known */
	const void *dtb; /* NULL: none */
	unsigned long dtb_bytes;
	unsigned long long tree_at; /* where the boot loader put the tree, which is reserved; 0: outside of RAM */
	const char *cmdline; /* behind the device tree's bootargs */
	struct core_setting setting[CORE_MAX_SETTINGS];
	struct core_board_area area[CORE_MAX_BOARD_AREAS]; /* declared by the board's code, after the default area */
	unsigned long long dma_end, dma32_end; /* ends of these zones; 0: no such zone */
	unsigned long long low_end; /* boot allocations and areas lie below it; 0: no limit */
	unsigned long long highmem; /* high_memory is here, as where HIGHMEM begins; 0: where RAM ends */
	int bottom_up; /* memblock places from below */
	int early_resize; /* memblock's arrays may grow from the beginning, as on x86; else once the areas are placed */
	/* No boot with more reserved (0: no limit): kernels before 7.2 look at each page frame of it, be it RAM or not.
	 */
	unsigned long long reserved_max;
	unsigned long long ram_max; /* nor one with more RAM; 0: no limit */
	int hold_page_0; /* stays reserved if nobody else has it: for operations, which could not name it */
	unsigned int fail_memblock, fail_slab; /* the nth such allocation of the boot fails; 0: none does */
};

/*
 * Boots such a machine anew, from the image before any boot; *machine is it.  Nothing is saved: to reset is to boot
 * again. Returns 0 or -errno (the log says why).
 */
int core_boot(const struct core_description *description, const struct core_machine **machine);
/* A place for an area: anywhere, in the first of the ranges that has one (as alloc-ranges of a node), or at base. */
enum { CORE_MAX_RANGES = 8 };
struct core_fit {
	unsigned long long size, align, base; /* align: 0: the least there is */
	int fixed; /* at base */
	unsigned int ranges;
	struct core_range range[CORE_MAX_RANGES];
};
/*
 * Runs the memory phase alone and then asks for such an area; *base is 0 if there is no place for it.  No machine is
 * there afterwards.  Returns 0, or -errno if the machine fails before.
 */
int core_fits(const struct core_description *description, const struct core_fit *fit, unsigned long long *base);
/* The values that a symbol takes, one value where it takes "y" alone; -errno if it is no variable here. */
int core_setting(const char *symbol, int *min, int *max);

/* What is reserved for the kernel's image, which may be more than it has; size 0: nothing is. */
void core_image(const struct core_description *description, struct core_range *image);
/* The page tables that were reserved in front of it, on arm; size 0: none were. */
void core_page_tables(struct core_range *range);
/* What the machine description reserved, areas among it, on arm; returns how many. */
unsigned int core_board_memory(const struct core_range **range);

/*
 * What no compiled file knows of the command line that was booted with, separated by spaces: it had no effect.  "" once
 * all was known, or before the second turn of parameters (mmcore/boot/params.c).
 */
const char *core_unknown_params(void);
/* Whether the command line that was booted with, the tree's bootargs among it, has a parameter of that name. */
int core_has_param(const char *name);

/* Memblock's lists, as they are and as they were before the zones were set up. */
enum core_memblock_list { CORE_MEMBLOCK_MEMORY, CORE_MEMBLOCK_RESERVED };
struct core_region {
	unsigned long long base, size;
	int nomap;
	/* As the kernel numbers them: neighbours that are alike in both are one region. */
	unsigned int flags;
	int node;
};
unsigned int core_memblock(enum core_memblock_list which, struct core_region *regions, unsigned int max);
unsigned int core_memblock_early(enum core_memblock_list which, const struct core_region **regions);
/* The same when architectures make resources of them, which people see in iomem. */
unsigned int core_memblock_standing(enum core_memblock_list which, const struct core_region **regions);
/*
 * What boot took itself before it placed the areas, where an architecture places them behind its memory map: of the
 * second list above, nobody asked for it.  CORE_MAX_REGIONS: that is not known.
 */
unsigned int core_boot_taken(const struct core_region **regions);
/* Where boot puts what it needs to know of a node, as soon as it knows the node; -ENOENT if it needs no such place. */
int core_node_data(unsigned int node, struct core_region *region);
/* The initrd that was freed, behind the initcall that computes watermarks and reserves; -ENOENT if there is none. */
int core_initrd(struct core_region *region);
/* The initrd that was freed and that memblock still lists as reserved, as on arm; -ENOENT if there is none. */
int core_freed_initrd(struct core_region *region);
/* What drivers/of/of_reserved_mem.c has in its table for the node of that name; -ENOENT if nothing. */
int core_reserved_mem(const char *node, struct core_region *region);

/*
 * What boot asked for, in that order, for people who ask why there was no place; collected only after core_explain(1).
 * Owned by the core, valid until the next boot (shims/asked.c).
 */
enum {
	CORE_MAX_ASKED = 96,
	CORE_MAX_TRIES = 8,
	CORE_MAX_NODES = 96, /* of /reserved-memory, as many as are looked at */
	CORE_NODE_NAME = 64,
};
enum core_asked_what {
	CORE_ASKED_NODE, /* memory for a node of /reserved-memory that has a size */
	CORE_ASKED_AREA, /* cma_declare_contiguous_nid() */
	CORE_ASKED_IN_USE, /* whether something of the range is reserved, which it was */
};
struct core_try {
	unsigned long long start, end, got; /* memblock looked from start to end; 0: and found nothing */
};
struct core_asked {
	enum core_asked_what what;
	char name[CORE_NODE_NAME];
	unsigned long long base, size, align, limit, got; /* limit: of an area; got: 0: nothing */
	int fixed, err; /* of an area */
	unsigned int tries;
	struct core_try try[CORE_MAX_TRIES];
	/* Memblock's lists when nothing was found, or the last time so. */
	unsigned int regions[2];
	struct core_region region[2][CORE_MAX_REGIONS];
};
unsigned int core_asked(const struct core_asked **list);

/*
 * What a boot loader has put into memory, or the tree says so, page tables, and what the machine description reserves;
 * -ENOENT behind the last, 0 where there is none of it.
 */
struct core_owner {
	const char *name;
	unsigned long long base, size;
};
enum { CORE_OWNER_INITRD, CORE_OWNER_ELFCOREHDR, CORE_OWNER_PAGE_TABLES, CORE_OWNERS };
int core_boot_owner(unsigned int nth, struct core_owner *owner);

/* Nodes of /reserved-memory of a flattened tree, by the root's cells (mmcore/door/tree.c); bytes: -1: no property. */
struct core_tree_node {
	char name[CORE_NODE_NAME];
	int available, pool, reusable, nomap; /* pool: compatible with shared-dma-pool */
	int is_default; /* linux,cma-default */
	int reg_bytes, size_bytes, align_bytes, ranges_bytes;
	unsigned long long base, size, alignment; /* base: of reg */
	unsigned int regs;
	struct core_range reg[CORE_MAX_RANGES];
	unsigned int ranges;
	struct core_range range[CORE_MAX_RANGES];
};
struct core_tree {
	unsigned int root_cells[2], own_cells[2]; /* address, size */
	int has_ranges; /* /reserved-memory has the property, without which the kernel ignores it */
	unsigned int nodes;
	struct core_tree_node node[CORE_MAX_NODES];
};
/* 0; -ENOENT: there is no such node; -EINVAL: no tree. */
int core_tree(const void *dtb, unsigned long bytes, struct core_tree *tree);
enum core_tree_what {
	CORE_TREE_DROP, /* the node is not there */
	CORE_TREE_REG, /* base, size */
	CORE_TREE_SIZE,
	CORE_TREE_ALIGNMENT, /* size */
	CORE_TREE_RANGE, /* alloc-ranges is base, size alone */
	CORE_TREE_ANYWHERE, /* without alloc-ranges */
	CORE_TREE_CELLS, /* /reserved-memory has the root's cells */
	CORE_TREE_MAPPING, /* and an empty ranges */
	CORE_TREE_OWN_CELLS, /* the node's properties have the root's cells */
	CORE_TREE_INITRD, /* lies at base, size */
};
struct core_tree_change {
	enum core_tree_what what;
	char node[CORE_NODE_NAME];
	unsigned long long base, size;
};
/* The tree with the change, in *room bytes at most, of which it then takes *room.  0 or -errno. */
int core_tree_change(const void *dtb, unsigned long bytes, const struct core_tree_change *change, void *into,
		     unsigned long *room);

/* ---------------------------------------------------------------- operations (mmcore/door/ops.c) */

/* Stored programs have the classes' numbers: append only. */
enum core_gfp_class {
	CORE_GFP_UNMOVABLE,
	CORE_GFP_MOVABLE,
	CORE_GFP_RECLAIMABLE,
	CORE_GFP_ATOMIC,
	CORE_GFP_NOWAIT,
	CORE_GFP_USER,
	CORE_GFP_DMA32,
	CORE_GFP_ZERO,
	CORE_GFP_MOVABLE_ZERO,
	CORE_GFP_COMPOUND,
	CORE_GFP_MOVABLE_COMPOUND,
	CORE_GFP_THP,
	CORE_GFP_NORETRY,
	CORE_GFP_RETRY_MAYFAIL,
	CORE_GFP_HIGHUSER,
	CORE_GFP_MEMALLOC,
	CORE_GFP_PINNED, /* movable, within memalloc_pin_save(): for who is about to pin it for long */
	CORE_GFP_NOIO,
	CORE_GFP_INTERRUPT, /* atomic, within an interrupt */
	CORE_GFP_CLASSES,
};

/* Allocation classes: the flag sets that in-kernel callers use.  Their texts and masks are in one table in ops.c. */
struct core_gfp {
	const char *name; /* "movable" */
	const char *flags; /* "GFP_HIGHUSER_MOVABLE | __GFP_ZERO" */
	enum core_type type; /* migratetype the kernel derives; CORE_MOVABLE may take CMA */
	unsigned char cma; /* may use CMA pageblocks */
	unsigned char zero; /* __GFP_ZERO */
	unsigned char comp; /* __GFP_COMP */
	unsigned char dma32; /* restricted to ZONE_DMA32 and below */
	unsigned char highest_movable; /* may use ZONE_MOVABLE */
	unsigned char reclaim; /* may enter direct reclaim and compaction, so may sleep */
	unsigned char exact; /* alloc_pages_exact() takes it */
};

unsigned int core_gfps(void);
const struct core_gfp *core_gfp(unsigned int class);

/*
 * Starts and ends one operation.  Begin resets the WARN-once flags, the step budget and the list of moves; end runs
 * queued work and RCU callbacks on their CPUs and checks that locks, interrupts and preemption are as they were (K1).
 */
void core_op_begin(void);
void core_op_end(void);
/* One more operation begins within it: the budget of steps is larger by one's. */
void core_op_within(void);
/* Where a CPU is that asks who goes on. */
enum core_lane_point {
	CORE_LANE_MAY, /* at a lock: it, or another */
	CORE_LANE_OPEN, /* it comes to a lock, or has it, with interrupts on: it alone goes on, but one may come */
	CORE_LANE_MUST, /* it waits, is done, or none has begun: another */
};

/*
 * Virtual CPUs (shims/lanes.c): between core_op_begin() and core_op_end(), run() is called once for each of so many
 * CPUs from 0 on, each on a stack of its own, and core_lanes() returns when all are done.  One goes on until it comes
 * to a point: then choose() says which of those in `ready`, a bit each, is next.  switched() is called on the stack
 * that is left.  Locks that another has are waited for, and a deadlock is reported.  -EINVAL: no such number of CPUs.
 *
 * In builds of the variant race access() is called before each access that kernel code makes, to memory that is not on
 * its CPU's own stack: it says who is next, too.
 */
struct core_access {
	unsigned long address;
	unsigned long bytes;
	int write; /* or read and write */
	unsigned long locks; /* that the CPU holds: a bit each of the first 64 that were taken */
};
struct core_lanes {
	unsigned int lanes;
	void (*run)(void *arg, unsigned int cpu);
	unsigned int (*choose)(void *arg, unsigned int cpu, unsigned int ready, enum core_lane_point point);
	void (*switched)(void *arg, unsigned int from, unsigned int to); /* CORE_MAX_CPUS: the caller; or NULL */
	unsigned int (*access)(void *arg, unsigned int cpu, unsigned int ready, const struct core_access *access);
	void *arg;
};
int core_lanes(const struct core_lanes *lanes);
/*
 * For choose(): whether an interrupt can come on that CPU, and where it comes, and what is called until its end is its
 * handler's.
 */
int core_interruptible(void);
void core_interrupt_begin(void);
void core_interrupt_end(void);
/*
 * For the host's stop(): where a CPU of core_lanes() runs, this does not return, and stop() is called again on the
 * stack of its caller.  For a handler of faults, which has a stack of its own: there are no lanes any more.
 */
void core_lanes_leave(void);
void core_lanes_forget(void);
/*
 * Steps of the operation so far, or of the boot right after it, and what it may take.  A step is one turn of one loop
 * of kernel code, counted by what mmcore/link/steps.cc compiles into it: the same in every run, and nearly so in every
 * variant.
 */
unsigned long core_steps(unsigned long *budget);
/* Operations and boots may take such a part of their budgets from now on, 1 at first; not saved, not reset. */
void core_steps_divide(unsigned int by);

/* alloc_pages(): first pfn, or CORE_NO_PFN. */
unsigned long core_alloc(unsigned int class, unsigned int order);
/*
 * alloc_pages_bulk(): how many of the count single pages, at most CORE_BULK, it gave.  *pfns is owned by the core,
 * valid until the next call.
 */
enum { CORE_BULK = 32 };
unsigned int core_alloc_bulk(unsigned int class, unsigned int count, const unsigned long **pfns);
/* alloc_pages_exact(), of a class that has `exact`: first pfn of single pages, or CORE_NO_PFN. */
unsigned long core_alloc_exact(unsigned int class, unsigned long pages);
/* __free_pages() while somebody else has a reference to the block, which he drops then. */
void core_free_held(unsigned long pfn, unsigned int order);
/* Likewise without __GFP_NOWARN: where it fails, the kernel reports a "page allocation failure". */
unsigned long core_alloc_loud(unsigned int class, unsigned int order);
/* __free_pages() on what core_alloc() gave. */
void core_free(unsigned long pfn, unsigned int order);
/* split_page(): only for non-compound blocks; afterwards each page is freed on its own with order 0. */
void core_split(unsigned long pfn, unsigned int order);
/*
 * Hands an order-0 movable page to the movable driver (shims/owners/movable.c), which makes it migratable through
 * movable_operations; core_movable_put() takes it back before it is freed.
 */
void core_movable_get(unsigned long pfn);
void core_movable_put(unsigned long pfn);
/*
 * The movable driver's migrate_page() gives -EAGAIN for the page as long as it was called more often with 1 than with
 * -1.
 */
void core_movable_refuse(unsigned long pfn, int more);

/*
 * The page cache (shims/owners/pagecache.c): CORE_FILES files, each of CORE_FILE_PAGES pages.  A folio is named by any
 * of its pages. Folios that are given up, by the kernel or here, are among the moves, without a target.
 *
 * core_cache_read(): as readahead does, a folio of 2^order pages at a multiple of that in the file, which is read at
 * once and unlocked; order is at most core_build()->cache_order, and not 1.  0 and the first pfn, -EEXIST where the
 * cache has a page of it, -ENOMEM.
 */
int core_cache_read(unsigned int file, unsigned long index, unsigned int order, unsigned long *pfn);
/* Where a page of a file is; CORE_NO_PFN if the cache does not have it. */
unsigned long core_cache_page(unsigned int file, unsigned long index);
enum core_cache {
	CORE_CACHE_DIRTY, /* write(): folio_mark_dirty() */
	CORE_CACHE_WRITE, /* its writeback begins; -ENODATA if it is clean */
	CORE_CACHE_LOCK, /* another task locks it, and unlocks it when somebody waits; -EBUSY */
	CORE_CACHE_PRIVATE, /* the file system attaches private data, which release_folio() gives up; -EEXIST */
	CORE_CACHE_PRIVATE_KEPT, /* likewise, but it does not give it up */
	CORE_CACHE_TOUCH, /* read(): folio_mark_accessed() */
	CORE_CACHE_DROP, /* truncate_pagecache_range() of the folio */
};
/* 0 or -errno. */
int core_cache_do(unsigned long pfn, enum core_cache what);
/* CORE_CACHE_WRITE: the oldest writeback ends; CORE_CACHE_LOCK: the oldest lock.  -ENODATA if there is none. */
int core_cache_end(enum core_cache what);
/* truncate_pagecache_range() from a page on; invalidate_mapping_pages() of the file: how many went. */
void core_cache_truncate(unsigned int file, unsigned long index);
unsigned long core_cache_invalidate(unsigned int file);

/*
 * Processes (shims/owners/process.c): each has CORE_PROCESS_PAGES pages of anonymous memory; every second one asks for
 * huge pages. Pages that no process has any more are among the moves, without a target.
 *
 * core_process_fault(): handle_mm_fault(); the process begins with its first.  0 or -ENOMEM; count pages from the first
 * page of the process on are of a folio that it had not before, 0 where nothing was allocated.
 */
int core_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count);
/* fork(): `to` must not live. 0 or -ENOMEM. */
int core_process_fork(unsigned int from, unsigned int to);
/*
 * madvise() of a range of the process's pages: 0, or -errno as do_madvise() has it; -EINVAL of most where its memory is
 * locked.
 */
enum core_advice {
	CORE_ADVICE_DONTNEED, /* it gives them up */
	CORE_ADVICE_FREE, /* what they hold may be lost until it writes there */
	CORE_ADVICE_COLD, /* they are not used for a while: first to be reclaimed */
	CORE_ADVICE_PAGEOUT, /* reclaim; what is written to swap stays until that has been written and reclaim comes by
			      */
	CORE_ADVICE_WILLNEED, /* what is in swap is read into the swap cache */
};
int core_process_advise(unsigned int process, unsigned long first, unsigned long pages, enum core_advice advice);
/* mlockall(MCL_CURRENT | MCL_ONFAULT) or munlockall() (mm/mlock.c): 0 or -errno. */
int core_process_lock(unsigned int process, int lock);
int core_process_locked(unsigned int process);
void core_process_exit(unsigned int process);
int core_process_lives(unsigned int process);
/* Whether the process may write to the page as it is mapped: it shares it with nobody. */
int core_process_writable(unsigned int process, unsigned long page);
/*
 * pin_user_pages(FOLL_WRITE | FOLL_LONGTERM) of a page that the process may write to: 0 or -errno.  The kernel moves it
 * out of areas and ZONE_MOVABLE first (mm/gup.c, check_and_migrate_movable_pages()).  core_process_unpin() is
 * unpin_user_page().
 */
int core_process_pin(unsigned int process, unsigned long page);
void core_process_unpin(unsigned long pfn);
/* What the process has there; CORE_NO_PFN for nothing, or the page of zeroes. */
unsigned long core_process_page(unsigned int process, unsigned long page);

/*
 * Each process also has a shared mapping of the first CORE_PROCESS_PAGES pages of a file (shims/owners/mapped.c), which
 * is core_process_file()'s; two processes have the same.
 *
 * core_process_file_fault(): handle_mm_fault() there, which reads what the page cache does not have and makes dirty
 * what is written to; 0 or -ENOMEM.  core_process_file_unmap(): madvise(MADV_DONTNEED); 0 or -errno.
 */
unsigned int core_process_file(unsigned int process);
int core_process_file_fault(unsigned int process, unsigned long page, int write);
int core_process_file_unmap(unsigned int process, unsigned long first, unsigned long pages);
/* What is mapped there; CORE_NO_PFN for nothing. */
unsigned long core_process_file_page(unsigned int process, unsigned long page);

/*
 * Swap (shims/owners/swap.c): one file, of whose slots from 1 on each has a page.  Among the moves are pages that go
 * there and come from there.  core_swap_on(): swapon() of a file for so many pages, at most CORE_SWAP_PAGES; 0,
 * -ENOMEM, or -ENOSYS on a kernel without CONFIG_SWAP.  core_swap_off(): swapoff(), which brings all back; 0, -ENOMEM,
 * or -EINTR for who is killed.
 */
int core_swap_on(unsigned long pages);
int core_swap_off(void);
/* Pages that it has room for, 0 while there is none. */
unsigned long core_swap_pages(void);
/* The oldest write that is under way ends; -ENODATA if there is none. */
int core_swap_written(void);
/* How many page tables' entries name the slot, by the kernel's count. */
int core_swap_users(unsigned long slot);
/* The slot that the entry of a process's page names, 0 for none.  The page may be in memory as well, which nobody maps.
 */
unsigned long core_process_slot(unsigned int process, unsigned long page);

/*
 * A page that begins to fail is taken out of use (soft_offline_page(), mm/memory-failure.c): what it holds moves, or
 * goes if that is a clean copy; 0, or -errno where the page stays as it was.  core_unpoison(): unpoison_memory().
 */
int core_soft_offline(unsigned long pfn);
int core_unpoison(unsigned long pfn);

/*
 * The balloon of a virtual machine begins to report free blocks of 2^order pages and more to the host
 * (page_reporting_register(), shims/owners/reporting.c), or ends it. 0 or -errno.  A pass is work that is due two
 * seconds after a block became free.  core_reported(): pages that were reported since boot.
 */
int core_report_on(unsigned int order);
void core_report_off(void);
unsigned long core_reported(void);

/*
 * Something goes wrong within the next operation, at the nth point, counted from 1, at which it can (shims/inject.c);
 * nothing does where there are fewer.
 */
enum core_inject {
	CORE_INJECT_SLAB, /* kmalloc() or kmem_cache_alloc() gives NULL */
	CORE_INJECT_MIGRATE, /* the owner of a page or folio does not let it migrate: -EAGAIN, and does when asked again
			      */
	CORE_INJECT_MIGRATE_ERROR, /* its migration fails for good: -EIO */
	CORE_INJECT_KILL, /* the task is killed: SIGKILL is pending until the operation ends */
	CORE_INJECT_HOLD, /* somebody takes a reference to a page of a file, and drops it when the operation has ended
			   */
	CORE_INJECT_TRUNCATE, /* another task truncates its folio out of the file, if it is not locked */
	CORE_INJECT_PROCEED, /* what is under way ends: the oldest writeback, or else the oldest lock */
	CORE_INJECT_PAGE, /* the page allocator gives nothing, as should_fail_alloc_page() has it */
	CORE_INJECT_ISOLATE, /* a driver does not let its page be isolated (movable_operations.isolate_page) */
	CORE_INJECT_TRYLOCK, /* another CPU has the spin lock, or another task the folio, that is tried for */
	CORE_INJECT_SWAP_WRITE, /* a write to swap ends with an error */
	CORE_INJECT_REPORT, /* the host does not take a report of free pages (page_reporting_dev_info.report) */
	CORE_INJECT_GIVE_UP, /* a driver frees its page as that is put back to it (movable_operations.putback_page) */
	CORE_INJECTS,
};
struct core_injection {
	enum core_inject what;
	unsigned int nth;
	unsigned int file; /* whose page */
	unsigned long index;
};
void core_inject(const struct core_injection *injection);
/*
 * Points of each kind that the operation has passed, from core_points_count(1) on or where something is to happen; of
 * CORE_POINT_OTHERS always.  And whether it met what was to happen.
 */
enum core_point {
	CORE_POINT_SLAB,
	CORE_POINT_MIGRATE,
	CORE_POINT_RESCHED, /* where the kernel lets other tasks run */
	CORE_POINT_PAGE,
	CORE_POINT_ISOLATE,
	CORE_POINT_TRYLOCK,
	CORE_POINT_SWAP_WRITE, /* of one folio */
	CORE_POINT_REPORT,
	CORE_POINT_PUTBACK,
	CORE_POINT_OTHERS, /* kswapd ran, or work that was due, while the task waited: nothing goes wrong there */
	CORE_POINTS,
};
void core_points_count(int on);
unsigned int core_points(enum core_point point);
enum core_point core_point_of(enum core_inject what);
int core_injected(void);

/* First page and number of pages of the folio that has the page. */
unsigned long core_folio(unsigned long pfn, unsigned long *count);
/* One more (1) or one less (-1) reference to it, as whoever looks at it has for a while (folio_get(), folio_put()). */
void core_folio_hold(unsigned long pfn, int more);
/* The state of a page's folio, for people who ask why it is where it is: O(1).  Not for pages of the movable driver. */
enum core_folio_bits {
	CORE_FOLIO_DIRTY = 1 << 0,
	CORE_FOLIO_WRITEBACK = 1 << 1,
	CORE_FOLIO_LOCKED = 1 << 2,
	CORE_FOLIO_PRIVATE = 1 << 3, /* its file system keeps data for it */
	CORE_FOLIO_MAPPED = 1 << 4, /* in page tables */
	CORE_FOLIO_LRU = 1 << 5,
	CORE_FOLIO_ACTIVE = 1 << 6,
	CORE_FOLIO_UNEVICTABLE = 1 << 7,
	CORE_FOLIO_SWAPCACHE = 1 << 8, /* has a slot of swap */
};
struct core_folio_state {
	unsigned int bits;
	int references; /* all */
	int others; /* of these, what neither cache nor page tables nor private data have: whoever holds it, an LRU
		       batch */
};
void core_folio_state(unsigned long pfn, struct core_folio_state *state);
/* lru_add_drain() of one CPU, or lru_add_drain_all() for cpu == CORE_MAX_CPUS. */
void core_lru_drain(unsigned int cpu);
/*
 * A thread of the node of this CPU, the kernel's own function, runs until it sleeps: gives the order that it was asked
 * for.  kswapd that nobody woke (wakeup_kswapd()) sleeps: -ENODATA; kcompactd then compacts proactively.  -ENOSYS: the
 * kernel has no such thread.
 */
enum core_kthread {
	CORE_KTHREAD_KSWAPD, /* mm/vmscan.c */
	CORE_KTHREAD_KCOMPACTD, /* mm/compaction.c */
};
int core_kthread(enum core_kthread thread);
/* try_to_free_pages() for an allocation of that class and order: how many it freed. */
unsigned long core_reclaim(unsigned int class, unsigned int order);

/* cma_alloc(): first pfn or CORE_NO_PFN.  align is an order, at most the kernel's CONFIG_CMA_ALIGNMENT by convention.
 */
unsigned long core_cma_alloc(unsigned int area, unsigned long count, unsigned int align);
/* cma_release(): 1 released, 0 refused. */
int core_cma_release(unsigned int area, unsigned long pfn, unsigned long count);

/*
 * A folio of an area, which is above the maximal order, as its users have it: cma_alloc_folio() and cma_free_folio(),
 * or what came in their place.  Valid only up to core_build()->cma_folio_order.
 */
unsigned long core_cma_alloc_folio(unsigned int area, unsigned int order);
int core_cma_free_folio(unsigned int area, unsigned long pfn);

/*
 * The DMA interface.  Device 0 has no own area and so uses the default one; device i has area i - 1.  Where
 * nodes have areas, there is a device without an area on each node behind those: it asks its node's areas, then the
 * default one.  core_dma_area() is its own area or the default one, CORE_MAX_AREAS for none; core_dma_node() is the
 * node that a device sits on, -1 for none.
 */
unsigned int core_dma_area(unsigned int device);
int core_dma_node(unsigned int device);
/*
 * dma_alloc_contiguous(), with __GFP_NOWARN if quiet: first pfn or CORE_NO_PFN; *align is the order that the kernel
 * aligns a buffer of that size to.
 */
unsigned long core_dma_alloc(unsigned int device, unsigned long bytes, int quiet, unsigned int *align);
/* dma_free_contiguous() of as many bytes as the pages have, which need not be those that were asked for. */
void core_dma_free(unsigned int device, unsigned long pfn, unsigned long bytes);
/*
 * dma_alloc_from_contiguous(), dma_release_from_contiguous(): as the two of cma_alloc() on the device's area, but that
 * *align is made the largest that the kernel keeps here.
 */
unsigned long core_dma_alloc_from(unsigned int device, unsigned long count, unsigned int *align);
int core_dma_release_from(unsigned int device, unsigned long pfn, unsigned long count);

/*
 * DMA pools: what the tree's /reserved-memory has for a device and its processor (kernel/dma/coherent.c), each here
 * with a device, which gets it when it first asks.  Offsets are bytes from the pool's beginning.  core_pool_alloc() is
 * dma_alloc_from_dev_coherent(): 0, -ENOMEM if the pool has no such room, or why the device cannot have the pool;
 * core_pool_free() is dma_release_from_dev_coherent() of 2^order pages: 1 released, 0 refused.
 */
unsigned int core_pools(void);
/* The nth node of /reserved-memory whose handler is in a file of the kernel's that is not here; -ENOENT behind the
 * last. */
struct core_absent {
	const char *node, *compatible, *file;
};
int core_absent_handler(unsigned int nth, struct core_absent *absent);
/* The nth available node of /reserved-memory, and what the kernel's table has for it: size 0, if nothing. */
int core_reserved_node(unsigned int nth, const char **name, struct core_region *region);
int core_pool(unsigned int pool, struct core_region *region);
int core_pool_alloc(unsigned int pool, unsigned long bytes, unsigned long *offset);
int core_pool_free(unsigned int pool, unsigned long offset, unsigned int order);

/* alloc_contig_range(start, end) for MIGRATE_MOVABLE or MIGRATE_CMA blocks; end exclusive. */
int core_contig_alloc(unsigned long start, unsigned long end, enum core_type type);
void core_contig_free(unsigned long pfn, unsigned long count);
/* alloc_contig_pages(), which looks for a range: first pfn or CORE_NO_PFN. Given back as other ranges. */
unsigned long core_contig_pages(unsigned long count);

/*
 * start_isolate_page_range()/undo_isolate_page_range() as memory offlining calls them: pageblock-aligned, one zone,
 * no holes.  The isolation is held until undone.
 */
int core_isolate(unsigned long start, unsigned long end);
void core_unisolate(unsigned long start, unsigned long end);
/*
 * zone_pcp_disable()/zone_pcp_enable() of the zone holding pfn.  Between the two the kernel holds a mutex, so no second
 * disable and no core_min_free_kb() may be called (in a kernel they would sleep).
 */
void core_pcp_disable(unsigned long pfn);
void core_pcp_enable(unsigned long pfn);
/* Drains the per-CPU lists of one CPU (drain_local_pages on it), or of all (drain_all_pages) for cpu == CORE_MAX_CPUS.
 */
void core_drain(unsigned int cpu);
void core_set_cpu(unsigned int cpu);
unsigned int core_cpu(void);
/* As writing vm.min_free_kbytes. */
void core_min_free_kb(int kb);
/* Direct compaction of the zones an allocation of this class and order may use; 1 if the kernel thinks it helped. */
int core_compact(unsigned int class, unsigned int order);
/* Moves jiffies on and runs the delayed work that became due (vmstat folding). */
void core_tick(unsigned long jiffies);

/* The page's bytes; reading those of a free page is an ASan report. */
void *core_page_bytes(unsigned long pfn);

/* Pages that migrated during this operation, oldest first; owned by the core, valid until the next core_op_begin(). */
struct core_move {
	unsigned long from, to; /* to: CORE_NO_PFN where the owner has the page no more */
	unsigned long first, pages; /* the folio that went, in one piece */
	int dropped; /* the owner gave it up himself, now or before: what it holds is not needed */
	/*
	 * Of swap, 0 for none: the page went there (to is CORE_NO_PFN), came from there (from is), or was given up
	 * there (both are).
	 */
	unsigned long slot;
	int unseen; /* it came and went within the operation: to is CORE_NO_PFN */
	int written; /* the page stays, but what it held is on its file's device now: to is CORE_NO_PFN */
};
unsigned int core_moves(const struct core_move **moves);
/* They were applied: from here on there are those to come. */
void core_moves_forget(void);

/*
 * Result of the last attempt inside the last cma_alloc(), from its trace events: 0, -errno, or CORE_CMA_ERROR_UNKNOWN
 * on kernels whose event does not have it (before 6.9).
 */
enum { CORE_CMA_ERROR_UNKNOWN = 1 };
int core_cma_inner_error(void);
/* How many cma_alloc() succeeded and failed by the kernel's own count (CMA_ALLOC_SUCCESS, CMA_ALLOC_FAIL). */
struct core_cma_events {
	unsigned long succeeded, failed;
};
void core_cma_events(struct core_cma_events *events);

/*
 * What the contiguous allocation of this operation met, in that order, for people who ask why it failed; collected only
 * after core_explain(1).  Owned by the core, valid until the next core_op_begin().
 */
enum core_tried_what {
	CORE_TRIED_SCAN, /* [pfn, pfn + count) is looked through for pages to migrate */
	CORE_TRIED_REFUSED, /* the owner of pfn did not let it migrate */
	CORE_TRIED_RECLAIM, /* memory for count pages was not at hand: reclaim was asked, and has none */
	CORE_TRIED_FREE, /* after migration: [pfn, pfn + count) is free, what comes behind is the window's end or in
			    use */
	CORE_TRIED_BUSY, /* cma_alloc() gave the window [pfn, pfn + count) up and went on */
};
struct core_tried {
	enum core_tried_what what;
	unsigned long pfn, count;
};
void core_explain(int on);
unsigned int core_tried(const struct core_tried **list);

/* Counts of kernel-side resources that must be balanced at rest (R5, K1). */
struct core_balance {
	int lru_disable; /* lru_cache_disable() depth */
	int mutexes; /* mutexes held */
	int spinlocks; /* always 0 at rest, reported as K1 */
	int irqs_off;
	int preempt;
	unsigned int work; /* queued work items left */
};
void core_balance(struct core_balance *b);

/* ---------------------------------------------------------------- the view (mmcore/door/view.c), read-only for props/
 */

/* State of one page, as far as checks need it. */
enum core_page_bits {
	CORE_PG_VALID = 1u << 0, /* has a struct page that belongs to RAM (not a hole) */
	CORE_PG_BUDDY = 1u << 1, /* marked as head of a free block; order in CORE_PG_ORDER */
	CORE_PG_GUARD = 1u << 2,
	CORE_PG_RESERVED = 1u << 3,
	CORE_PG_HEAD = 1u << 4, /* compound head */
	CORE_PG_TAIL = 1u << 5,
	CORE_PG_LRU = 1u << 6,
	CORE_PG_MOVABLE_OPS = 1u << 7,
	CORE_PG_ISOLATED = 1u << 8, /* PageIsolated: taken off by the migration code */
	CORE_PG_REPORTED = 1u << 9,
	CORE_PG_LOCKED = 1u << 10,
	CORE_PG_REF0 = 1u << 11, /* reference count is 0 */
	CORE_PG_REF1 = 1u << 12, /* reference count is 1 */
	CORE_PG_MAPPED = 1u << 13, /* map count (page type) is not its idle value */
	CORE_PG_PREP_FLAGS = 1u << 14, /* carries a flag that is checked at allocation (PAGE_FLAGS_CHECK_AT_PREP) */
	CORE_PG_MAPPING = 1u << 15, /* page->mapping is not NULL */
	CORE_PG_ORDER_SHIFT = 16, /* 5 bits: order of a buddy or guard block, or of a compound head */
	CORE_PG_ZONE_SHIFT = 21, /* 3 bits: index of the zone in core_machine.zone[] */
	CORE_PG_TABLE = 1u << 25, /* the kernel has a page table in it */
	CORE_PG_ABSENT = 1u << 24, /* no struct page: a hole of a whole section */
};
#define CORE_PG_ORDER(p) (((p) >> CORE_PG_ORDER_SHIFT) & 31u)
#define CORE_PG_ZONE(p) (((p) >> CORE_PG_ZONE_SHIFT) & 7u)

/* On which list a page was found by walking the lists; one byte a page, 0 for none. */
enum core_on_list {
	CORE_ON_NONE = 0,
	CORE_ON_FREE = 0x80, /* | order << 3 | core_type: heads a block on a buddy list */
	CORE_ON_PCP = 0x40, /* | order: heads a block on a per-CPU list */
	CORE_ON_PCP_TAIL = 0x20, /* covered by a block on a per-CPU list */
};

/* What is wrong with a list's links; the walk of that list ends there. */
enum core_list_error {
	CORE_LIST_OK,
	CORE_LIST_WILD, /* a link leads outside the memmap */
	CORE_LIST_BACK, /* next->prev does not lead back */
	CORE_LIST_TWICE, /* a page is met a second time */
	CORE_LIST_ORDER, /* a page lies on a list of another order than its own */
	CORE_LIST_ZONE, /* a page lies on a list of another zone */
};

struct core_list_fault {
	enum core_list_error error;
	unsigned long pfn; /* the page at which it was seen, or CORE_NO_PFN */
	unsigned char zone, order, type, pcp; /* pcp: CPU + 1, 0 for a buddy list */
	unsigned char lru; /* list of the LRU + 1, of the zone's node; 0: it is none */
};

struct core_view_pcp {
	int count; /* the kernel's own figure */
	int listed; /* pages counted on the lists */
	int high, high_min, high_max, batch;
	int cma_off_movable; /* CMA pages found on a list other than MOVABLE */
};

/* One list of the LRU, of a node or of those of its pages that are in a zone. */
struct core_view_lru {
	long stat; /* the kernel's figure, global + per-CPU differences, never folded */
	long pages; /* counted: on the list, of the last list by the pages' flags */
};

struct core_view_zone {
	unsigned long start_pfn, end_pfn, present, managed, cma_pages;
	unsigned long nr_free[CORE_MAX_ORDERS]; /* the kernel's figure */
	unsigned long listed[CORE_MAX_ORDERS]; /* blocks counted over all lists of the order */
	unsigned long free_by_type[CORE_TYPES]; /* pages counted on the lists of a type */
	long stat_free, stat_free_cma; /* global + per-CPU differences, never folded */
	long stat_free_blocks; /* NR_FREE_PAGES_BLOCKS, or -1 where the kernel has none */
	long stat_free_highatomic; /* nr_free_highatomic, or -1 where the kernel has none */
	unsigned long nr_isolate_pageblock, nr_reserved_highatomic;
	unsigned long wmark[3], wmark_boost; /* min, low, high */
	long lowmem_reserve[CORE_MAX_ZONES];
	int contiguous;
	unsigned long compact_free_pfn, compact_migrate_pfn[2];
	struct core_view_lru lru[CORE_LRUS];
	unsigned long lru_folios; /* that were counted for them */
	struct core_view_pcp pcp[CORE_MAX_CPUS];
};

struct core_view_area {
	unsigned long pfn, count; /* pages; count 0 when activation failed */
	unsigned int order_per_bit;
	unsigned long bits; /* length of the bitmap */
	const unsigned long *bitmap; /* the kernel's own, do not write */
	unsigned long available; /* cma->available_count or -1UL where the kernel has none */
};

struct core_view {
	unsigned long start_pfn, end_pfn; /* of the arrays, end exclusive */
	const unsigned int *page; /* enum core_page_bits by pfn - start_pfn */
	const unsigned char *list; /* enum core_on_list by pfn - start_pfn */
	const unsigned char *block; /* enum core_type by (pfn >> pageblock_order) - (start_pfn >> pageblock_order) */
	unsigned int zones, areas, faults;
	struct core_view_zone zone[CORE_MAX_ZONES];
	struct core_view_area area[CORE_MAX_AREAS];
	struct core_list_fault fault[16]; /* the first faults met, `faults` counts all */
	long tables; /* NR_PAGETABLE */
	struct core_view_lru lru[CORE_NUMA_NODES][CORE_LRUS];
	/* The first page that is on a list which its flags, its node or its references do not fit, and that list. */
	unsigned long lru_misfit;
	unsigned int lru_misfit_list;
	long isolated_lru; /* NR_ISOLATED_ANON + NR_ISOLATED_FILE */
	/* Of swap: slots that there are, slots that are not used, and pages in its cache. */
	long swap_slots, swap_free, swap_cache;
	unsigned long totalram, totalcma, totalreserve; /* pages */
};

/* Walks the machine and fills the view; it stays valid until the next call.  Writes nothing of the kernel's. */
/* Of as many pages from the first to the last, at most. */
enum { CORE_VIEW_PAGES = 1 << 24 };
const struct core_view *core_view(void);
/* The areas and bitmaps alone: O(areas). */
void core_view_areas(struct core_view_area *area, unsigned int max);
/* Whether a page is on a list of the LRU, for whoever looks for the one that is not: O(their lengths). */
int core_on_lru(unsigned long pfn);
/* One zone's counters without a walk: O(orders). listed, free_by_type, pcp[].listed and lru are left 0. */
void core_view_zone(unsigned int zone, struct core_view_zone *z);
/* One page and its pageblock: O(1). */
unsigned int core_view_page(unsigned long pfn);
enum core_type core_view_block(unsigned long pfn);
/* Whether the kernel groups pages by mobility, which it does not on a machine of few pageblocks. */
int core_groups_mobility(void);
/* Order in which the zones are tried for a class, highest first; returns their number. */
unsigned int core_zonelist(unsigned int class, unsigned char zones[CORE_MAX_ZONES]);

/* Writes one state on purpose, for the tests that prove the checkers (props/): never called otherwise. */
enum core_damage {
	CORE_DAMAGE_REFCOUNT, /* sets a page's reference count to arg */
	CORE_DAMAGE_BUDDY_MARK, /* sets (arg = order) or clears (arg = -1) the buddy mark */
	CORE_DAMAGE_NR_FREE, /* adds arg to nr_free of the page's buddy order */
	CORE_DAMAGE_STAT_FREE, /* adds arg to NR_FREE_PAGES of the page's zone */
	CORE_DAMAGE_STAT_CMA, /* adds arg to NR_FREE_CMA_PAGES */
	CORE_DAMAGE_BLOCK_TYPE, /* sets the pageblock's type to core_type arg, moving nothing */
	CORE_DAMAGE_LINK, /* makes the list's next link of a free page skip (arg 0), point back (1), or point wild (2)
			   */
	CORE_DAMAGE_LOSE, /* takes a free block off its list without account */
	CORE_DAMAGE_NR_ISOLATE, /* adds arg to nr_isolate_pageblock */
	CORE_DAMAGE_NR_HIGHATOMIC, /* adds arg to nr_reserved_highatomic */
	CORE_DAMAGE_CMA_BIT, /* flips the bit of pfn in its area's bitmap */
	CORE_DAMAGE_PCP_COUNT, /* adds arg to the current CPU's count in the page's zone */
	CORE_DAMAGE_MANAGED, /* adds arg to managed pages of the page's zone */
	CORE_DAMAGE_PRESENT,
	CORE_DAMAGE_FLAG, /* sets a flag that is checked at allocation on the page */
	CORE_DAMAGE_ZONE, /* sets the page's zone number to arg */
	CORE_DAMAGE_TOTALRAM, /* adds arg */
	CORE_DAMAGE_TOTALCMA,
	CORE_DAMAGE_CONTIGUOUS, /* sets zone->contiguous to arg */
	CORE_DAMAGE_COMPACT_POS, /* sets the zone's cached free scanner position to arg */
	CORE_DAMAGE_WATERMARK, /* adds arg to the zone's low watermark */
	CORE_DAMAGE_RESERVE, /* adds arg to lowmem_reserve[] of the page's zone for the highest class */
	CORE_DAMAGE_REPORTED, /* sets the reported mark */
	CORE_DAMAGE_TAIL, /* makes the page a compound tail */
	CORE_DAMAGE_ISOLATED_STAT, /* adds arg to NR_ISOLATED_FILE */
	CORE_DAMAGE_LRU_DISABLE, /* adds arg to what lru_cache_disable() counts */
	CORE_DAMAGE_LOCK, /* takes a spinlock and does not release it */
	CORE_DAMAGE_LOCK_ORDER, /* takes two locks in one order and then in the other (seen by builds with lockdep) */
	CORE_DAMAGE_IRQ, /* leaves interrupts off */
	CORE_DAMAGE_SLEEP, /* calls might_sleep() with preemption off */
	CORE_DAMAGE_WARN_ONCE, /* runs one WARN_ON_ONCE() */
	CORE_DAMAGE_BUG,
	CORE_DAMAGE_HANG, /* loops over cond_resched() */
	CORE_DAMAGE_MEMBLOCK, /* makes memblock's first reserved region end arg bytes behind the next one's start */
	CORE_DAMAGE_READ_FREE, /* reads the page's bytes from kernel code */
	CORE_DAMAGE_LRU_MARK, /* sets (arg 1) or clears (arg 0) the mark that the page is on the LRU */
	CORE_DAMAGE_LRU_ACTIVE, /* makes the page say that it is active */
	CORE_DAMAGE_STAT_LRU, /* adds arg to NR_INACTIVE_FILE of the page's node */
	CORE_DAMAGE_STAT_ZONE_LRU, /* adds arg to NR_ZONE_INACTIVE_FILE of the page's zone */
	CORE_DAMAGE_SWAP, /* changes what slot arg of swap holds */
	CORE_DAMAGE_SWAP_USERS, /* counts a user of slot arg of swap more */
	CORE_DAMAGE_MAPPED, /* process 0 has the next pfn where page arg of its file is mapped */
	CORE_DAMAGE_TWO_LOCKS, /* takes two locks, with arg the second one first */
	CORE_DAMAGE_TWO_PAGES, /* locks two pages, likewise */
};
void core_damage(enum core_damage what, unsigned long pfn, long arg);

/* ---------------------------------------------------------------- what a person looks at (shims/proc.c) */

/* Reads a file of /proc ("meminfo") into text, printed by the kernel; returns its bytes, or -errno. */
int core_file(const char *name, char *text, unsigned int size);
/* A number of an area's directory in debugfs ("used", "maxchunk"); 0 or -errno. */
int core_area_file(unsigned int area, const char *name, unsigned long long *value);

#endif
