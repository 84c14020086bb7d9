/* SPDX-License-Identifier: MIT */
/* What a bucket holds, as S3 lists it and has it deleted. Pure: texts in, texts and values out. */
#ifndef DXAWS_S3_AWS_CONTENTS_H
#define DXAWS_S3_AWS_CONTENTS_H

#include "service.h"

/* Pages, as service.h has them: new references. PROTOCOL for what is not the whole answer. */
dxaws_error *list_read_versions(const char *body, size_t size, json_t **page);
dxaws_error *list_read_uploads(const char *body, size_t size, json_t **page);

/* Decodes a key in place as encoding-type=url has it, which is as a form: a plus is a blank. */
void list_decode(char *text);

/* Whether XML 1.0 can hold a key; one that it cannot is deleted by a call of its own. */
bool list_can_hold(const char *key);
/* The body that deletes those of the page that it can hold; release with free(). NULL without
 * memory. */
char *list_deletion(const json_t *page);
/* What S3 says of the first that it did not delete; NULL: all are gone. */
dxaws_error *list_read_deleted(const char *bucket, const char *body, size_t size);
/* The same of a deletion on conditions: what is another object by now, or gone, is none of ours. */
dxaws_error *list_read_removed(const char *bucket, const char *body, size_t size);

#endif
