// SPDX-License-Identifier: GPL-2.0
/* builds.c - runs other builds as processes and takes what they say, see builds.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compare/builds.h"
#include "watch/statelog.h"

#define PADDING "MMFUZZ_PADDING" /* read by nobody: moves what the environment lies before */

static const char *const fact_names[FACTS] = {"kernel", "tree", "profile", "variant", "bugs", "geometry", "language"};

/* ---------------------------------------------------------------- texts */

bool text_line(struct text *text, struct text *line)
{
	const char *end = text->length ? memchr(text->at, '\n', text->length) : NULL;

	if (!text->length)
		return false;
	*line = (struct text){text->at, end ? (size_t)(end - text->at) : text->length};
	text->at += line->length + !!end;
	text->length -= line->length + !!end;
	return true;
}

struct text text_word(struct text *line)
{
	const char *end = line->length ? memchr(line->at, '\t', line->length) : NULL;
	struct text word = {line->at, end ? (size_t)(end - line->at) : line->length};

	line->at += word.length + !!end;
	line->length -= word.length + !!end;
	return word;
}

bool text_same(struct text a, struct text b)
{
	return a.length == b.length && !memcmp(a.at, b.at, a.length);
}

bool text_is(struct text a, const char *b)
{
	return text_same(a, (struct text){b, strlen(b)});
}

/* ---------------------------------------------------------------- where a build lies */

static bool runnable(const char *path)
{
	struct stat status;

	return !stat(path, &status) && S_ISREG(status.st_mode) && !access(path, X_OK);
}

/* The directory of the build that runs now; false if it lies elsewhere than in bin/. */
static bool own_directory(char directory[BUILD_PATH])
{
	ssize_t length = readlink("/proc/self/exe", directory, BUILD_PATH - 1);
	char *tail;

	directory[length > 0 ? length : 0] = 0;
	tail = strstr(directory, "/bin/mmfuzz");
	if (!tail || tail[strlen("/bin/mmfuzz")])
		return false;
	*tail = 0;
	return true;
}

/* A directory, a program, a name beside the build that runs now, a name below build/. */
static bool find_path(struct build *b, const char *name)
{
	char own[BUILD_PATH];

	snprintf(b->path, sizeof(b->path), "%.4000s/bin/mmfuzz", name);
	if (runnable(b->path))
		return true;
	snprintf(b->path, sizeof(b->path), "%.4000s", name);
	if (strchr(name, '/') && runnable(b->path))
		return true;
	if (own_directory(own)) {
		snprintf(b->path, sizeof(b->path), "%.3000s/../%.1000s/bin/mmfuzz", own, name);
		if (runnable(b->path))
			return true;
	}
	snprintf(b->path, sizeof(b->path), "build/%.4000s/bin/mmfuzz", name);
	return runnable(b->path);
}

static void name_build(struct build *b, const char *name)
{
	size_t length = strlen(name);

	while (length > 1 && name[length - 1] == '/')
		length--;
	while (length && memrchr(name, '/', length)) {
		const char *slash = memrchr(name, '/', length);

		length -= slash + 1 - name;
		name = slash + 1;
	}
	snprintf(b->label, sizeof(b->label), "%.*s", (int)length, name);
}

static bool locate(struct build *b, const char *name, char *error)
{
	char own[BUILD_PATH];

	if (!name) {
		snprintf(b->path, sizeof(b->path), "/proc/%d/exe", getpid());
		name_build(b, own_directory(own) ? own : "this build");
		return true;
	}
	name_build(b, name);
	if (find_path(b, name))
		return true;
	snprintf(error, BUILD_ERROR,
		 "no build '%.200s': neither a directory with bin/mmfuzz nor a name below build/ (see ci/setup)", name);
	return false;
}

/* ---------------------------------------------------------------- the process */

_Noreturn static void be_build(const struct build *b, int in, bool padded)
{
	char padding[4096];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	memset(padding, 'x', sizeof(padding) - 1);
	padding[sizeof(padding) - 1] = 0;
	if (padded)
		setenv(PADDING, padding, 1);
	dup2(in, STDIN_FILENO);
	dup2(fileno(b->out), STDOUT_FILENO);
	dup2(fileno(b->err), STDERR_FILENO);
	execl(b->path, "mmfuzz", "states", NULL);
	fprintf(stderr, "cannot be started: %s\n", strerror(errno));
	_exit(127);
}

static bool start(struct build *b, char **names, unsigned int count, bool backward)
{
	FILE *in = tmpfile();
	unsigned int i;

	b->out = tmpfile();
	b->err = tmpfile();
	if (!in || !b->out || !b->err)
		return false;
	for (i = 0; i < count; i++)
		fwrite(names[backward ? count - 1 - i : i], strlen(names[backward ? count - 1 - i : i]) + 1, 1, in);
	if (fseek(in, 0, SEEK_SET))
		return false;
	fflush(NULL);
	b->pid = fork();
	if (!b->pid)
		be_build(b, fileno(in), backward);
	fclose(in);
	return b->pid > 0;
}

/* Everything in a file, ended by NUL. */
static char *whole(FILE *f, size_t *size)
{
	struct stat status;
	char *text;

	if (fstat(fileno(f), &status))
		return NULL;
	text = malloc(status.st_size + 1);
	*size = status.st_size;
	if (text && pread(fileno(f), text, *size, 0) != (ssize_t)*size) {
		free(text);
		return NULL;
	}
	if (text)
		text[*size] = 0;
	return text;
}

static int finish(struct build *b)
{
	int status = 0;

	while (waitpid(b->pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	b->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Why a process said less than it should have: the first line of its stderr. */
static void say_why(const struct build *b, int status, char *error)
{
	size_t size;
	char *said = whole(b->err, &size);

	if (said)
		said[strcspn(said, "\n")] = 0;
	if (status == 0)
		snprintf(error, BUILD_ERROR, "%s: does not answer as a build of mmfuzz does", b->path);
	else if (said && strstr(said, "no such command"))
		snprintf(error, BUILD_ERROR,
			 "%s: made from older sources, which have no 'states': build it again (ci/setup)", b->label);
	else
		snprintf(error, BUILD_ERROR, "%s: ended early with status %d%s%.300s", b->label, status,
			 said && *said ? ": " : "", said ? said : "");
	free(said);
}

/* ---------------------------------------------------------------- what it said */

static bool read_head(struct build *b, struct text *rest, char *error)
{
	struct text line, word;
	unsigned int i;

	if (!text_line(rest, &line) || !text_is(text_word(&line), "H"))
		return false;
	word = text_word(&line);
	if (strtol(word.at, NULL, 10) != STATELOG_VERSION) {
		snprintf(error, BUILD_ERROR,
			 "%s: made from other sources (states of version %ld, not %d): build it again (ci/setup)",
			 b->label, strtol(word.at, NULL, 10), STATELOG_VERSION);
		return false;
	}
	while ((word = text_word(&line)).length)
		for (i = 0; i < FACTS; i++) {
			size_t length = strlen(fact_names[i]);

			if (!b->fact[i] && word.length > length && !strncmp(word.at, fact_names[i], length) &&
			    word.at[length] == '=')
				b->fact[i] = strndup(word.at + length + 1, word.length - length - 1);
		}
	return true;
}

/* Cuts what was said at its P lines; returns their number. */
static unsigned int cut(struct build *b, struct text rest, unsigned int count, bool backward)
{
	struct text line, *program = NULL;
	unsigned int n = 0;

	while (text_line(&rest, &line)) {
		if (line.at[0] == 'P' && n++ < count) {
			program = &b->program[backward ? count - n : n - 1];
			*program = line;
		}
		if (program)
			program->length = line.at + line.length - program->at;
	}
	return n;
}

static bool take(struct build *b, unsigned int count, bool backward, char *error)
{
	int status = finish(b);
	struct text rest;

	error[0] = 0;
	b->said = whole(b->out, &rest.length);
	b->program = calloc(count + 1, sizeof(*b->program));
	rest.at = b->said;
	if (b->said && b->program && read_head(b, &rest, error) && cut(b, rest, count, backward) == count &&
	    (status == 0 || status == 2))
		return true;
	if (!error[0])
		say_why(b, status, error);
	return false;
}

void builds_forget(struct build *b, unsigned int builds)
{
	unsigned int i;

	for (i = 0; i < builds; i++) {
		free(b[i].said);
		free(b[i].program);
		if (b[i].out)
			fclose(b[i].out);
		if (b[i].err)
			fclose(b[i].err);
		b[i].said = NULL;
		b[i].program = NULL;
		b[i].out = b[i].err = NULL;
	}
}

bool builds_run(struct build *b, unsigned int builds, char **names, unsigned int count, char *error)
{
	unsigned int i, started;
	bool good = true;

	for (started = 0; started < builds && good; started++)
		good = start(&b[started], names, count, started);
	if (!good)
		snprintf(error, BUILD_ERROR, "%s: cannot start a process: %s", b[started - 1].label, strerror(errno));
	for (i = 0; i < started; i++)
		if (b[i].pid > 0 && good)
			good = take(&b[i], count, i, error);
		else if (b[i].pid > 0)
			finish(&b[i]);
	return good;
}

bool build_open(struct build *b, const char *name, char *error)
{
	unsigned int i;
	bool good;

	*b = (struct build){0};
	if (!locate(b, name, error))
		return false;
	good = builds_run(b, 1, NULL, 0, error);
	builds_forget(b, 1);
	for (i = 0; i < FACTS && good; i++) {
		good = b->fact[i] || (b->fact[i] = strdup(""));
	}
	return good;
}
