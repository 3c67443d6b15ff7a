// SPDX-License-Identifier: GPL-2.0
/*
 * proc.c - the files of /proc and debugfs, read without a file system: who registers one is kept in a table, and
 * core_file() calls the kernel's own show functions.
 *
 * Files have no inode and no permission, and only sequences and single numbers are read.
 *
 * Kind: deliberately different
 */
#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "sim.h"

enum { ENTRIES = 96, NUMBER_CHARS = 24 };

struct entry {
	const char *name;
	const struct entry *parent; /* NULL: at the top, of /proc and debugfs alike */
	const struct seq_operations *seq;
	int (*show)(struct seq_file *m, void *v);
	const struct file_operations *fops; /* of debugfs */
	void *data;
};
static struct entry entries[ENTRIES];
static unsigned int entry_count;

/* What the opener of a debugfs attribute gave. */
static struct {
	int (*get)(void *data, u64 *value);
	const char *format;
} attribute;

/* What registration gives back; some mark it, nobody reads it. */
static char no_proc_entry[512] __aligned(8);

static struct entry *add(struct entry entry)
{
	if (entry_count == ENTRIES)
		return NULL;
	entries[entry_count] = entry;
	return &entries[entry_count++];
}

struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       const struct seq_operations *ops, unsigned int state_size, void *data)
{
	add((struct entry){.name = name, .seq = ops});
	return (struct proc_dir_entry *)no_proc_entry;
}

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *, void *), void *data)
{
	add((struct entry){.name = name, .show = show, .data = data});
	return (struct proc_dir_entry *)no_proc_entry;
}

/* Files with operations of their own, which are not read here. */
struct proc_dir_entry *proc_create(const char *name, umode_t mode, struct proc_dir_entry *parent,
				   const struct proc_ops *ops)
{
	return (struct proc_dir_entry *)no_proc_entry;
}

/* <linux/debugfs.h> is not included: newer kernels make these names macros there.  A directory is its entry. */
struct dentry *debugfs_create_dir(const char *name, struct dentry *parent);
struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)
{
	return (struct dentry *)add((struct entry){.name = name, .parent = (struct entry *)parent});
}

struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data,
				   const struct file_operations *fops);
struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data,
				   const struct file_operations *fops)
{
	return (struct dentry *)add(
		(struct entry){.name = name, .parent = (struct entry *)parent, .fops = fops, .data = data});
}

struct dentry *debugfs_create_file_full(const char *name, umode_t mode, struct dentry *parent, void *data,
					const void *aux, const struct file_operations *fops);
struct dentry *debugfs_create_file_full(const char *name, umode_t mode, struct dentry *parent, void *data,
					const void *aux, const struct file_operations *fops)
{
	return debugfs_create_file(name, mode, parent, data, fops);
}

/* Arrays, links, writes and removal: nobody asks. */
void debugfs_remove(struct dentry *dentry);
void debugfs_remove(struct dentry *dentry)
{
}

struct dentry *debugfs_create_file_unsafe(const char *name, umode_t mode, struct dentry *parent, void *data,
					  const struct file_operations *fops);
struct dentry *debugfs_create_file_unsafe(const char *name, umode_t mode, struct dentry *parent, void *data,
					  const struct file_operations *fops)
{
	return NULL;
}

void debugfs_create_u32_array(const char *name, umode_t mode, struct dentry *parent, void *array);
void debugfs_create_u32_array(const char *name, umode_t mode, struct dentry *parent, void *array)
{
}

struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent, const char *target);
struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent, const char *target)
{
	return NULL;
}

int simple_attr_open(struct inode *inode, struct file *file, int (*get)(void *, u64 *), int (*set)(void *, u64),
		     const char *format)
{
	attribute.get = get;
	attribute.format = format;
	return 0;
}

static int read_attribute(const struct entry *e, u64 *value)
{
	attribute.get = NULL;
	if (!e->fops->open || e->fops->open(NULL, NULL) || !attribute.get)
		return -EINVAL;
	return attribute.get(e->data, value);
}

static void read_sequence(const struct seq_operations *ops, struct seq_file *m)
{
	loff_t pos = 0;
	void *v = ops->start(m, &pos);

	while (v && !IS_ERR(v) && !ops->show(m, v))
		v = ops->next(m, v, &pos);
	ops->stop(m, v);
}

int sim_file(const char *name, char *text, unsigned int size)
{
	static struct seq_file m;
	struct entry *e;

	memset(&m, 0, sizeof(m));
	m.buf = text;
	m.size = size;
	for (e = entries; e < entries + entry_count; e++) {
		if (e->parent || strcmp(e->name, name) || !(e->seq || e->show))
			continue;
		m.private = e->data;
		if (e->seq)
			read_sequence(e->seq, &m);
		else
			e->show(&m, NULL);
		return m.count;
	}
	return -ENOENT;
}

/* cma_debug.c makes one directory an area, in their order. */
static const struct entry *area_directory(unsigned int area)
{
	const struct entry *e;

	for (e = entries; e < entries + entry_count; e++)
		if (e->parent && !e->fops && !e->parent->parent && !strcmp(e->parent->name, "cma") && !area--)
			return e;
	return NULL;
}

int sim_area_file(unsigned int area, const char *name, unsigned long long *value)
{
	const struct entry *directory = area_directory(area), *e;

	for (e = entries; directory && e < entries + entry_count; e++)
		if (e->parent == directory && e->fops && !strcmp(e->name, name))
			return read_attribute(e, value);
	return -ENOENT;
}
