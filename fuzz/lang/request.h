/* SPDX-License-Identifier: GPL-2.0 */
/*
 * request.h - what an engine that cannot link the language asks of `mmfuzz mutate --serve`, over a socket.
 *
 * A request is its head, then the bytes of a program and of another one to take parts from; a reply is its head, then
 * the bytes of a program.
 */
#ifndef MMFUZZ_REQUEST_H
#define MMFUZZ_REQUEST_H

#include <stdint.h>

enum {
	REQUEST_BYTES = 1 << 20, /* of a program, at most */
};

enum request_kind {
	REQUEST_MUTATE, /* seed, max_bytes; the other program, if it has bytes */
	REQUEST_WITHOUT, /* the program without operations [from, from + count), as far as there are any */
	REQUEST_KINDS,
};

struct request {
	uint32_t kind; /* enum request_kind */
	uint32_t bytes, other_bytes, max_bytes;
	uint32_t from, count;
	uint64_t seed;
};

struct reply {
	uint32_t bytes;
	uint32_t ops; /* of that program */
};

#endif
