/* SPDX-License-Identifier: GPL-2.0 */
/* json.h - what the commands and the picture of a run write as JSON. */
#ifndef MMFUZZ_JSON_H
#define MMFUZZ_JSON_H

#include <stdio.h>

#include "finding/verdict.h"

/* A JSON string with its quotes; it has no '<', so it can stand in a page of HTML. */
void json_string(FILE *f, const char *text);
/* "signature":...,"operation":...,"text":...,"known":... of a finding. */
void json_finding(FILE *f, const struct finding *finding);

#endif
