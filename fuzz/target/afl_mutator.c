// SPDX-License-Identifier: GPL-2.0
/*
 * afl_mutator.c - the custom mutator of AFL++, and its trimming by operations.
 *
 * The language needs the kernel side, which cannot be part of a shared object (it lies at fixed addresses), so each
 * change is asked of the program mmfuzz that lies beside this file: lang/request.h.  Where that is gone, AFL++ goes on
 * with its own mutators.
 */
#include <dlfcn.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lang/request.h"

extern char **environ;

enum {
	TRIM_PARTS = 32, /* the shortest run that trimming removes is such a part of the program */
};

struct mutator {
	int socket; /* to mmfuzz; -1: it is gone */
	uint64_t seed;
	uint8_t *out; /* REQUEST_BYTES of the last reply */
	struct reply reply;
	/* The program that is trimmed, and the run of operations that goes next. */
	uint8_t *trimmed;
	struct request trim;
	uint32_t ops, shortest;
	int32_t steps, step;
};

void *afl_custom_init(void *afl, unsigned int seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, uint8_t *in, size_t size, uint8_t **out, uint8_t *add, size_t add_size, size_t max);
int32_t afl_custom_init_trim(void *data, uint8_t *in, size_t size);
size_t afl_custom_trim(void *data, uint8_t **out);
int32_t afl_custom_post_trim(void *data, uint8_t success);

/* ---------------------------------------------------------------- the other process */

static bool put(int socket, const void *bytes, size_t size)
{
	const char *at = bytes;
	ssize_t sent;

	for (; size; size -= sent, at += sent) {
		sent = send(socket, at, size, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
	}
	return true;
}

static bool get(int socket, void *bytes, size_t size)
{
	return !size || recv(socket, bytes, size, MSG_WAITALL) == (ssize_t)size;
}

/* The reply is in m->reply and m->out. */
static bool ask(struct mutator *m, const struct request *q, const void *program, const void *other)
{
	if (m->socket < 0)
		return false;
	if (put(m->socket, q, sizeof(*q)) && put(m->socket, program, q->bytes) &&
	    put(m->socket, other, q->other_bytes) && get(m->socket, &m->reply, sizeof(m->reply)) &&
	    m->reply.bytes <= REQUEST_BYTES && get(m->socket, m->out, m->reply.bytes))
		return true;
	fprintf(stderr, "mmfuzz: the mutator's process is gone, AFL++ goes on with its own mutators\n");
	close(m->socket);
	m->socket = -1;
	return false;
}

/* mmfuzz, where this file lies. */
static bool find_command(char *path, size_t size)
{
	const char *slash;
	Dl_info info;

	if (!dladdr((void *)afl_custom_init, &info))
		return false;
	slash = strrchr(info.dli_fname, '/');
	return snprintf(path, size, "%.*s/mmfuzz", slash ? (int)(slash - info.dli_fname) : 1,
			slash ? info.dli_fname : ".") < (int)size;
}

static int start_command(const char *path)
{
	char *argv[] = {"mmfuzz", "mutate", "--serve", NULL};
	posix_spawn_file_actions_t actions;
	int ends[2], failed;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	failed = posix_spawn(&pid, path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (!failed)
		return ends[0];
	close(ends[0]);
	return -1;
}

void *afl_custom_init(void *afl, unsigned int seed)
{
	struct mutator *m = calloc(1, sizeof(*m));
	char path[4096];

	(void)afl;
	if (!m)
		return NULL;
	m->out = malloc(REQUEST_BYTES);
	m->trimmed = malloc(REQUEST_BYTES);
	m->seed = (uint64_t)seed << 32;
	m->socket = m->out && m->trimmed && find_command(path, sizeof(path)) ? start_command(path) : -1;
	if (m->socket >= 0)
		return m;
	fprintf(stderr, "mmfuzz: cannot start mmfuzz beside the mutator: build it (ci/setup --variant afl)\n");
	afl_custom_deinit(m);
	return NULL;
}

void afl_custom_deinit(void *data)
{
	struct mutator *m = data;

	/* It ends at the end of its input. */
	if (m->socket >= 0)
		close(m->socket);
	free(m->out);
	free(m->trimmed);
	free(m);
}

/* ---------------------------------------------------------------- mutation */

size_t afl_custom_fuzz(void *data, uint8_t *in, size_t size, uint8_t **out, uint8_t *add, size_t add_size, size_t max)
{
	struct mutator *m = data;
	struct request q = {.kind = REQUEST_MUTATE, .seed = m->seed++};

	q.max_bytes = max < REQUEST_BYTES ? max : REQUEST_BYTES;
	q.bytes = size < q.max_bytes ? size : q.max_bytes;
	if (add)
		q.other_bytes = add_size < q.max_bytes ? add_size : q.max_bytes;
	*out = in;
	if (!ask(m, &q, in, add))
		return 0;
	*out = m->out;
	return m->reply.bytes;
}

/* ---------------------------------------------------------------- trimming */

/* Runs of half of the operations, of a quarter ...: none is larger than what is left. */
static void next_size(struct mutator *m)
{
	while (m->trim.from >= m->ops && m->trim.count) {
		m->trim.from = 0;
		m->trim.count = m->trim.count > m->shortest ? m->trim.count / 2 : 0;
	}
}

int32_t afl_custom_init_trim(void *data, uint8_t *in, size_t size)
{
	struct mutator *m = data;

	m->steps = m->step = 0;
	m->trim = (struct request){.kind = REQUEST_WITHOUT, .bytes = size};
	if (size > REQUEST_BYTES || !ask(m, &m->trim, in, NULL))
		return 0;
	memcpy(m->trimmed, in, size);
	m->ops = m->reply.ops;
	m->trim.count = (m->ops + 1) / 2;
	m->shortest = 1 + m->ops / TRIM_PARTS;
	/* More than there will be; afl_custom_post_trim() has the end. */
	m->steps = m->ops ? 4 * (int32_t)m->ops : 0;
	return m->steps;
}

size_t afl_custom_trim(void *data, uint8_t **out)
{
	struct mutator *m = data;

	*out = m->trimmed;
	if (!ask(m, &m->trim, m->trimmed, NULL))
		return m->trim.bytes;
	*out = m->out;
	return m->reply.bytes;
}

int32_t afl_custom_post_trim(void *data, uint8_t success)
{
	struct mutator *m = data;

	if (success && m->socket >= 0) {
		memcpy(m->trimmed, m->out, m->reply.bytes);
		m->trim.bytes = m->reply.bytes;
		m->ops = m->reply.ops;
	} else {
		m->trim.from += m->trim.count;
	}
	next_size(m);
	m->step++;
	return m->socket >= 0 && m->ops && m->trim.count && m->step < m->steps ? m->step : m->steps;
}
